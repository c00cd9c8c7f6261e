# SPDX-License-Identifier: MIT
"""What a server would do, from a simulated engine in virtual time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import _core
from ._core import Profile


@dataclass(frozen=True, eq=False, kw_only=True)
class Prediction:
    """A predicted curve: one element of each array per concurrency, in the order asked for.

    Latencies are of the requests that end inside the window, quantiles by NumPy's default rule; times are in seconds.
    """

    profile: str
    """Name of the profile."""
    basis: str
    """Where its figures come from, in words: read it before believing the curve."""
    input_tokens: int
    output_tokens: int
    concurrency: NDArray[np.int64]
    """Requests kept in flight."""
    output_token_throughput: NDArray[np.float64]
    """Tokens per second over the window."""
    ttft_p50: NDArray[np.float64]
    """Time to first token from the issue of the request, so with its time in the queue."""
    ttft_p95: NDArray[np.float64]
    tpot_mean: NDArray[np.float64]
    """Mean of (e2e - ttft) / (tokens - 1); NaN if answers have one token."""
    e2e_p50: NDArray[np.float64]
    """Time to the last token."""
    e2e_p95: NDArray[np.float64]
    preemptions: NDArray[np.int64]
    """Requests thrown out of the key-value cache inside the window."""
    completions: NDArray[np.int64]
    """Requests that ended inside the window."""
    window: NDArray[np.float64]
    """Length of the window."""

    def __len__(self) -> int:
        """Return the number of points."""
        return len(self.concurrency)

    def columns(self) -> dict[str, NDArray[Any]]:
        """Return the curve under the column names of tokendyno's CSV files, times in milliseconds.

        ``pandas.DataFrame(prediction.columns())`` stands beside the table of a run.
        """
        return {
            "concurrency": self.concurrency,
            "max_tokens": np.full(len(self), self.output_tokens),
            "p50_ttft_ms": 1e3 * self.ttft_p50,
            "p95_ttft_ms": 1e3 * self.ttft_p95,
            "p50_e2e_ms": 1e3 * self.e2e_p50,
            "p95_e2e_ms": 1e3 * self.e2e_p95,
            "throughput_tok_s": self.output_token_throughput,
            "mean_tpot_ms": 1e3 * self.tpot_mean,
            "completed": self.completions,
            "window_s": self.window,
        }


def predict(
    profile: Profile | str,
    *,
    concurrency: int | Sequence[int] | NDArray[np.integer[Any]],
    input_tokens: int,
    output_tokens: int,
    completions: int = 2048,
    warmup_per_client: int = 4,
) -> Prediction:
    """Predict a closed loop: so many requests kept in flight, without think time, all of the same size.

    profile: a Profile or its name, ``gpu/model/scheme``. concurrency: one or several, each a point of the curve.
    The window opens after ``warmup_per_client`` completions per client and closes ``completions`` completions later.
    Nothing waits: a point takes milliseconds. The interpreter's lock is released.

    Raises ValueError if the profile is unknown or a number is outside its range, SetupError if the model does not
    fit the GPU or a request does not fit the key-value cache.
    """
    if isinstance(profile, str):
        profile = Profile(profile)
    columns = _core.predict(
        profile, np.atleast_1d(concurrency).tolist(), input_tokens, output_tokens, completions, warmup_per_client
    )
    return Prediction(
        profile=profile.name, basis=profile.basis, input_tokens=input_tokens, output_tokens=output_tokens, **columns
    )
