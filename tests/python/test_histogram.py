# SPDX-License-Identifier: MIT
import copy
import math
import pickle
import threading

import numpy as np
import pytest

import tokendyno as td

LEVELS = np.linspace(0, 1, 101)


def lognormal(seed, size=10_000):
    return np.random.default_rng(seed).lognormal(-3, 1, size)


def filled(values, **layout):
    h = td.Histogram(**layout)
    h.record_many(values)
    return h


def seen(h):
    return (
        repr(h), h.count, h.out_of_range, h.min, h.max, h.sum, h.mean, h.highest, h.significant_figures,
        *(column.tolist() for column in h.buckets()), h.quantiles(LEVELS).tolist() if h.count else None,
    )  # fmt: skip


def test_one_value_comes_back():
    h = td.Histogram()
    h.record(0.3)
    assert (h.count, h.min, h.max, h.mean, h.sum, h.quantile(0.5)) == (1, 0.3, 0.3, 0.3, 0.3, 0.3)


def test_nothing_is_known_of_an_empty_one():
    h = td.Histogram()
    assert (h.count, h.out_of_range, h.min, h.max, h.mean, h.sum) == (0, 0, None, None, None, 0.0)
    assert [len(column) for column in h.buckets()] == [0, 0, 0]
    with pytest.raises(ValueError, match="at least one value"):
        h.quantile(0.5)


@pytest.mark.parametrize("figures", [1, 2, 3, 4, 5])
def test_quantiles_lie_within_the_bound(figures):
    values = lognormal(figures)
    h = filled(values, significant_figures=figures)
    assert h.relative_error <= 0.5 * 10.0**-figures
    exact = np.quantile(values, LEVELS)
    # A nanosecond more, since values are kept in whole ones.
    assert np.all(np.abs(h.quantiles(LEVELS) - exact) <= h.relative_error * exact + 1e-9)
    assert h.quantile(0.95) == h.quantiles([0.95])[0]
    assert (h.min, h.max) == (pytest.approx(values.min(), abs=1e-9), pytest.approx(values.max(), abs=1e-9))
    assert h.mean == pytest.approx(values.mean(), abs=1e-9)


def test_many_are_one_after_the_other():
    values = lognormal(0, 200)
    one_by_one = td.Histogram()
    for value in values:
        one_by_one.record(value)
    assert seen(filled(values)) == seen(one_by_one)
    assert seen(filled(values.tolist())) == seen(one_by_one)
    assert seen(filled(np.repeat(values, 2)[::2])) == seen(one_by_one)


def test_merge_is_concatenation():
    a, b = lognormal(1), lognormal(2)
    h = same = filled(a)
    h += filled(b)
    assert h is same
    assert seen(h) == seen(filled(np.concatenate([a, b])))
    with pytest.raises(ValueError, match="same layout"):
        h += td.Histogram(significant_figures=2)
    with pytest.raises(TypeError):
        h += 1


def test_buckets_count_what_lies_in_them():
    values = lognormal(3, 1000)
    lower, upper, counts = filled(values, significant_figures=1).buckets()
    assert counts.sum() == 1000
    assert [((low <= values) & (values < up)).sum() for low, up in zip(lower, upper, strict=True)] == counts.tolist()


def test_out_of_range_is_told():
    h = filled([-1.0, 0.5, 12.0, 13.0], highest=10)
    assert (h.count, h.out_of_range, h.min, h.max, h.sum) == (4, 3, 0.0, 13.0, 25.5)


def cases():
    generator = np.random.default_rng(7)
    yield "empty", []
    yield "one", [0.25]
    yield "one above", [7.0]
    yield "one negative", [-7.0]
    yield "alike", [0.25] * 5
    yield "extremes in one bucket", [1.0001, 1.0002, 1.0003]
    yield "zeros and negatives", [0.0, 0.0, -1.0, 3.0]
    yield "zeros and above", [0.0] * 5 + [5.0] * 3
    yield "negatives and above", [-1.0] * 3 + [0.0] * 2 + [5.0, 6.0]
    yield "negatives, zeros and the top bucket", [-1.0] * 2 + [0.0] * 5 + [1.993] * 3 + [5.0]
    yield "all above", [2.5, 1e3, 1e6]
    yield "many", lognormal(4)
    for number in range(40):
        some, zeros, tops, wide = generator.integers([1, 0, 0, 0], [60, 20, 20, 20])
        parts = (
            generator.normal(0.5, 1, some),
            np.zeros(zeros),
            np.full(tops, 1.993),
            10 ** generator.uniform(-9, 3, wide),
        )
        yield f"mixed {number}", np.concatenate(parts)


@pytest.mark.parametrize("values", [pytest.param(values, id=name) for name, values in cases()])
def test_a_pickle_is_the_same_histogram(values):
    h = filled(values, highest=2.0, significant_figures=2)
    for clone in (pickle.loads(pickle.dumps(h)), copy.deepcopy(h), copy.copy(h)):
        assert type(clone) is td.Histogram
        assert seen(clone) == seen(h)
        clone += filled([0.1, 5.0], highest=2.0, significant_figures=2)
        assert clone.count == h.count + 2


def test_a_sum_beyond_292_years_is_not_pickled():
    with pytest.raises(OverflowError):
        pickle.dumps(filled([9e9, 9e9]))


def test_repr_is_the_constructor_call():
    h = td.Histogram(highest=0.3, significant_figures=2)
    h.record(0.1)
    assert repr(h) == "Histogram(highest=0.3, significant_figures=2)  # count: 1"
    assert repr(td.Histogram()) == "Histogram(highest=3600.0, significant_figures=3)  # count: 0"


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, 1e10])
def test_no_number_of_seconds(bad):
    h = td.Histogram()
    with pytest.raises(ValueError, match="seconds"):
        h.record(bad)
    with pytest.raises(ValueError, match="seconds"):
        h.record_many([0.1, bad])
    assert h.count == 0


@pytest.mark.parametrize("bad", [["a"], [None], [1j], np.array([1], "m8[ms]"), [True]])
def test_no_real_numbers(bad):
    with pytest.raises(TypeError, match="real numbers"):
        td.Histogram().record_many(bad)


@pytest.mark.parametrize("bad", [0.5, [[0.5]]])
def test_no_single_dimension(bad):
    with pytest.raises(ValueError, match="one dimension"):
        td.Histogram().record_many(bad)


@pytest.mark.parametrize(
    "bad", [{"highest": 0}, {"highest": math.nan}, {"significant_figures": 0}, {"significant_figures": 6}]
)
def test_impossible_layouts(bad):
    with pytest.raises(ValueError, match=next(iter(bad))):
        td.Histogram(**bad)


def test_threads_may_share_one():
    h = td.Histogram()
    values = lognormal(5, 200_000)

    def work():
        for part in np.split(values, 50):
            h.record_many(part)
            h.record(1.0)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert h.count == 4 * (values.size + 50)
    assert h.buckets()[2].sum() == h.count
