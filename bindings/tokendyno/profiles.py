# SPDX-License-Identifier: MIT
"""What a profile can be made of: ``Profile("gpu/model/scheme")`` takes any of ``gpus``, ``models`` and ``schemes``."""

from ._core import gpus, models, schemes

__all__ = ["gpus", "models", "schemes"]
