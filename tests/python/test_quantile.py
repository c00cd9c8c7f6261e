# SPDX-License-Identifier: MIT
import math

import numpy as np
import pytest

import tokendyno as td


@pytest.mark.parametrize("size", [1, 2, 3, 16, 100, 101, 4096])
def test_equals_numpy(size):
    values = np.random.default_rng(size).normal(size=size)
    levels = np.linspace(0, 1, 41)
    np.testing.assert_allclose(td.quantile(values, levels), np.quantile(values, levels), rtol=1e-13, atol=1e-15)
    assert td.quantile(values, 0.95) == td.quantile(values, [0.95])[0]


def test_type_7_by_hand():
    assert td.quantile([4, 1, 3, 2], 0.5) == 2.5
    assert td.quantile([4, 1, 3, 2], 1) == 4.0
    assert td.quantile(range(1, 11), 0.9) == pytest.approx(9.1)


def test_the_argument_is_left_alone():
    values = np.array([3.0, 1.0, 2.0])
    td.quantile(values, 0.5)
    assert values.tolist() == [3.0, 1.0, 2.0]


def test_infinite_values_are_values():
    values = [1.0, 2.0, math.inf]
    assert td.quantile(values, [0, 0.5, 0.75, 1]).tolist() == [1.0, 2.0, math.inf, math.inf]


@pytest.mark.parametrize(
    ("values", "q", "message"),
    [
        ([], 0.5, "values: expected at least one"),
        ([1, math.nan], 0.5, "values: expected no NaN"),
        ([[1, 2]], 0.5, "values: expected one dimension"),
        ([1, 2], 1.01, r"q: expected a level in \[0, 1\]"),
        ([1, 2], [0.5, -0.1], r"q: expected a level in \[0, 1\]"),
        ([1, 2], math.nan, r"q: expected a level in \[0, 1\]"),
    ],
)
def test_misuse(values, q, message):
    with pytest.raises(ValueError, match=message):
        td.quantile(values, q)


def test_no_numbers():
    with pytest.raises(TypeError, match="values: expected real numbers"):
        td.quantile(["1"], 0.5)
