# SPDX-License-Identifier: MIT
"""A dynamometer for LLM inference servers.

Times are float seconds, money is US dollars, arrays are NumPy's. Misuse raises ValueError or TypeError, a set-up that
cannot proceed raises SetupError.
"""

from . import cost, profiles
from ._core import Histogram, Profile, SetupError, __version__, quantile
from .prediction import Prediction, predict

__all__ = [
    "Histogram",
    "Prediction",
    "Profile",
    "SetupError",
    "__version__",
    "cost",
    "predict",
    "profiles",
    "quantile",
]
