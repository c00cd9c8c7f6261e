# SPDX-License-Identifier: MIT
import numpy as np
import pytest

from tokendyno import cost


@pytest.mark.parametrize(("tokens_per_second", "dollars"), [(50, 1.3333), (94, 0.7092), (620, 0.1075), (972, 0.0686)])
def test_per_million_output_tokens(tokens_per_second, dollars):
    price = cost.per_million_output_tokens(per_hour=0.24, output_tokens_per_second=tokens_per_second)
    assert price == pytest.approx(dollars, abs=5e-5)
    assert isinstance(price, float)


def test_arrays_broadcast():
    price = cost.per_million_output_tokens(per_hour=[[0.24], [0.48]], output_tokens_per_second=np.array([50, 94, 620]))
    np.testing.assert_allclose(price, [[1.3333, 0.7092, 0.1075], [2.6667, 1.4184, 0.2151]], atol=5e-5)


def test_total_and_blended():
    rates = {"per_hour": 0.24, "output_tokens_per_second": 620, "input_tokens_per_second": 800}
    assert cost.per_million_total_tokens(**rates) == pytest.approx(0.0469, abs=5e-5)
    price = cost.blended(**rates, input_share=0.25)
    assert price.per_million_output == pytest.approx(0.0813, abs=5e-5)
    assert price.per_million_input == pytest.approx(price.per_million_output / 4)


def test_good_tokens_requests_and_utilisation():
    assert cost.per_million_good_output_tokens(per_hour=3.6, good_output_tokens_per_second=100) == pytest.approx(10)
    assert cost.per_request(per_hour=3.6, requests_per_second=2) == pytest.approx(0.0005)
    assert cost.at_utilisation(0.1, utilisation=0.4) == pytest.approx(0.25)


def test_energy():
    energy = cost.watt_hours_per_million_tokens(watts=70, tokens_per_second=[620, 50])
    np.testing.assert_allclose(energy, [31.4, 388.9], atol=0.05)
    price = cost.electricity_per_million_tokens(watts=70, tokens_per_second=50, per_kwh=0.15)
    assert price == pytest.approx(0.0583, abs=5e-5)


@pytest.mark.parametrize(
    ("demand", "capacity", "replicas", "per_hour"), [(10, 3.1, 4, 0.96), (10, 4.34, 3, 0.72), (4, 3.1, 2, 0.48)]
)
def test_replicas(demand, capacity, replicas, per_hour):
    assert cost.replicas_for(demand=demand, capacity=capacity) == replicas
    fleet = cost.fleet_for(demand=demand, capacity=capacity, per_hour=0.24)
    assert (fleet.replicas, fleet.per_hour) == (replicas, pytest.approx(per_hour))
    assert repr(cost.fleet_for(demand=1, capacity=1, per_hour=0.5)) == "Fleet(replicas=1, per_hour=0.5)"


def test_hourly_price():
    price = cost.hourly_price(
        capex=4000, residual=800, years=3, availability=0.9, power_kw=0.070, pue=1.3, per_kwh=0.15
    )
    assert price == pytest.approx(0.1489, abs=5e-5)


@pytest.mark.parametrize(("api", "share"), [(0.10, 1.075), (0.20, 0.54), (0.40, 0.27)])
def test_break_even(api, share):
    price = cost.TokenPrice(per_million_output=api)
    found = cost.break_even_utilisation(per_hour=0.24, output_tokens_per_second=620, api=price)
    assert found == pytest.approx(share, abs=5e-3)
    assert repr(price) == f"TokenPrice(per_million_output={api}, per_million_input=0.0)"


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: cost.per_million_output_tokens(per_hour=-1, output_tokens_per_second=1), "per_hour"),
        (
            lambda: cost.per_million_output_tokens(per_hour=1, output_tokens_per_second=[1, 0]),
            "output_tokens_per_second",
        ),
        (lambda: cost.at_utilisation(1, utilisation=0), "utilisation"),
        (lambda: cost.hourly_price(capex=1, pue=0.9), "pue"),
        (lambda: cost.replicas_for(demand=1, capacity=0), "capacity"),
    ],
)
def test_misuse_names_the_argument(call, name):
    with pytest.raises(ValueError, match=f"^{name}: expected"):
        call()
