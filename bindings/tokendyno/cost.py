# SPDX-License-Identifier: MIT
"""What tokens and requests cost, in US dollars.

Arguments go by name. Prices, energies and rates may be arrays: the result then is an array of the shape that they
broadcast to. Give the throughput at the load that meets the SLO, not the peak. Every function raises ValueError
for a negative price or a rate that is not above 0, naming the argument.
"""

from ._core import (
    Fleet,
    TokenPrice,
    at_utilisation,
    blended,
    break_even_utilisation,
    electricity_per_million_tokens,
    fleet_for,
    hourly_price,
    per_million_good_output_tokens,
    per_million_output_tokens,
    per_million_total_tokens,
    per_request,
    replicas_for,
    watt_hours_per_million_tokens,
)

__all__ = [
    "Fleet",
    "TokenPrice",
    "at_utilisation",
    "blended",
    "break_even_utilisation",
    "electricity_per_million_tokens",
    "fleet_for",
    "hourly_price",
    "per_million_good_output_tokens",
    "per_million_output_tokens",
    "per_million_total_tokens",
    "per_request",
    "replicas_for",
    "watt_hours_per_million_tokens",
]
