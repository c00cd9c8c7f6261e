# SPDX-License-Identifier: MIT
"""What a user writes, held against the package's types by ``mypy --strict``, and run."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

import tokendyno as td

if TYPE_CHECKING:
    from typing_extensions import assert_type
else:

    def assert_type(value, _):
        return value


def main() -> None:
    curve = td.predict(
        "rtx2000ada/qwen2.5-1.5b/awq", concurrency=[1, 8], input_tokens=25, output_tokens=16, completions=8
    )
    assert_type(curve, td.Prediction)
    assert_type(curve.ttft_p95, NDArray[np.float64])
    assert_type(curve.columns(), dict[str, NDArray[Any]])

    throughput = curve.output_token_throughput
    assert_type(
        td.cost.per_million_output_tokens(per_hour=0.24, output_tokens_per_second=throughput), NDArray[np.float64]
    )
    price = td.cost.per_million_output_tokens(per_hour=0.24, output_tokens_per_second=620.0)
    assert_type(price, float)
    assert_type(td.cost.fleet_for(demand=10, capacity=3.1, per_hour=price).replicas, int)

    gaps = td.Histogram(highest=10, significant_figures=2)
    gaps.record(0.018)
    gaps.record_many([0.021, 0.019])
    gaps.record_many(np.array([0.240]))
    gaps += td.Histogram(highest=10.0, significant_figures=2)
    assert_type(gaps.mean, float | None)
    assert_type(gaps.quantile(0.95), float)
    assert_type(gaps.quantiles([0.5, 0.95]), NDArray[np.float64])
    assert_type(td.quantile([1, 2, 3], 0.5), float)
    assert_type(td.quantile([1, 2, 3], [0.5]), NDArray[np.float64])

    assert_type(td.Profile(f"{td.profiles.gpus[0]}/qwen2.5-1.5b/bf16").kv_tokens, int)
    try:
        td.Profile("rtx2000ada/llama-3.1-70b/bf16")
    except td.SetupError as error:
        assert_type(error, td.SetupError)
    else:
        raise AssertionError("a 70B model does not fit 16 GB")


if __name__ == "__main__":
    main()
