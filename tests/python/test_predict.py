# SPDX-License-Identifier: MIT
import pickle
import signal
import sys
import threading
import time

import numpy as np
import pytest

import tokendyno as td

BF16 = "rtx2000ada/qwen2.5-1.5b/bf16"
AWQ = "rtx2000ada/qwen2.5-1.5b/awq"
SMALL = {"input_tokens": 25, "output_tokens": 8, "completions": 8}


# Tokens per second, mean TPOT in ms, p95 E2E in s, p95 TTFT in ms: the golden outputs of the simulator's rules.
@pytest.mark.parametrize(
    ("profile", "input_tokens", "concurrency", "golden"),
    [
        (BF16, 25, 16, (788.4, 20.04, 2.598, 52.4)),
        (AWQ, 25, 64, (2172.5, 27.96, 3.771, 219.5)),
        (BF16, 150, 128, (1767.0, 71.10, 9.278, 262.1)),
    ],
)
def test_golden_rows(profile, input_tokens, concurrency, golden):
    curve = td.predict(profile, concurrency=concurrency, input_tokens=input_tokens, output_tokens=128)
    found = [
        curve.output_token_throughput[0],
        1e3 * curve.tpot_mean[0],
        curve.e2e_p95[0],
        1e3 * curve.ttft_p95[0],
    ]
    assert np.all(np.abs(np.subtract(found, golden)) <= [0.1, 0.01, 0.001, 0.1])
    assert curve.completions[0] >= 2048


def test_one_element_per_concurrency_in_the_order_asked_for():
    curve = td.predict(td.Profile(BF16), concurrency=np.array([4, 1, 2]), **SMALL)
    assert len(curve) == 3
    assert curve.concurrency.tolist() == [4, 1, 2]
    assert {name: column.shape for name, column in curve.columns().items()} == dict.fromkeys(curve.columns(), (3,))
    for index, concurrency in enumerate([4, 1, 2]):
        point = td.predict(BF16, concurrency=concurrency, **SMALL)
        assert point.e2e_p50[0] == curve.e2e_p50[index]


def test_columns_are_those_of_the_csv_files():
    curve = td.predict(BF16, concurrency=[1, 2], **SMALL)
    columns = curve.columns()
    assert list(columns) == [
        "concurrency", "max_tokens", "p50_ttft_ms", "p95_ttft_ms", "p50_e2e_ms", "p95_e2e_ms", "throughput_tok_s",
        "mean_tpot_ms", "completed", "window_s",
    ]  # fmt: skip
    assert columns["max_tokens"].tolist() == [8, 8]
    assert columns["p95_e2e_ms"].tolist() == pytest.approx([1e3 * t for t in curve.e2e_p95])
    assert columns["p50_ttft_ms"].tolist() == pytest.approx([1e3 * t for t in curve.ttft_p50])


def test_a_prediction_names_its_basis_and_pickles():
    curve = td.predict(AWQ, concurrency=1, **SMALL)
    assert (curve.profile, curve.input_tokens, curve.output_tokens) == (AWQ, 25, 8)
    assert "not measured" in curve.basis
    assert pickle.loads(pickle.dumps(curve)).e2e_p95.tolist() == curve.e2e_p95.tolist()


def test_answers_of_one_token_have_no_tpot():
    curve = td.predict(BF16, concurrency=1, input_tokens=25, output_tokens=1, completions=8)
    assert np.isnan(curve.tpot_mean[0])


def test_profiles():
    assert td.Profile(BF16).kv_tokens == 361_920
    assert td.Profile(AWQ).kv_tokens == 429_568
    assert (td.Profile(BF16).max_num_seqs, td.Profile(BF16).max_num_batched_tokens) == (256, 2048)
    assert repr(td.Profile(BF16)) == f"Profile({BF16!r})"
    assert repr(pickle.loads(pickle.dumps(td.Profile(BF16)))) == f"Profile({BF16!r})"
    for part in (*td.profiles.gpus, *td.profiles.models, *td.profiles.schemes):
        assert part == part.lower()
    for scheme in td.profiles.schemes:
        assert td.Profile(f"h200/qwen2.5-7b/{scheme}").kv_tokens > 0


@pytest.mark.parametrize(("name", "message"), [("x", "gpu/model/scheme"), ("x/qwen2.5-7b/awq", "gpu: expected one of")])
def test_unknown_profiles(name, message):
    with pytest.raises(ValueError, match=message):
        td.predict(name, concurrency=1, **SMALL)


def test_set_up_that_cannot_proceed():
    with pytest.raises(td.SetupError, match="does not fit"):
        td.Profile("rtx2000ada/llama-3.1-70b/bf16")
    with pytest.raises(td.SetupError, match="can never fit"):
        td.predict(BF16, concurrency=1, input_tokens=400_000, output_tokens=1)
    assert issubclass(td.SetupError, RuntimeError)
    assert pickle.loads(pickle.dumps(td.SetupError("x"))).args == ("x",)


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("concurrency", 0),
        ("concurrency", [1, -1]),
        ("concurrency", []),
        ("input_tokens", 0),
        ("output_tokens", 2**32),
        ("completions", 0),
        ("warmup_per_client", -1),
    ],
)
def test_misuse_names_the_argument(name, bad):
    with pytest.raises(ValueError, match=f"^{name}: expected"):
        td.predict(BF16, **{"concurrency": 1, **SMALL, name: bad})


@pytest.mark.parametrize("bad", [1.5, "1", [[1]]])
def test_a_concurrency_is_whole(bad):
    with pytest.raises(TypeError):
        td.predict(BF16, concurrency=bad, **SMALL)


@pytest.mark.parametrize(
    "call",
    [
        lambda: td.predict(BF16, concurrency=[1] * 20, input_tokens=25, output_tokens=64, completions=64),
        lambda: td.Histogram().record_many(LARGE),
        lambda: td.quantile(LARGE, 0.5),
    ],
    ids=["predict", "record_many", "quantile"],
)
def test_other_threads_run_meanwhile(call):
    turns = 0
    done = threading.Event()

    def count():
        nonlocal turns
        while not done.is_set():
            turns += 1
            time.sleep(0)

    thread = threading.Thread(target=count)
    interval = sys.getswitchinterval()
    # Only who lets go of the interpreter's lock is interrupted now.
    sys.setswitchinterval(1000)
    try:
        thread.start()
        # A machine under load may be late to wake the other thread.
        for _ in range(100):
            before = turns
            call()
            if turns > before:
                break
        else:
            pytest.fail("the lock was held all along")
    finally:
        sys.setswitchinterval(interval)
        done.set()
        thread.join()


LARGE = np.random.default_rng(1).lognormal(-3, 1, 500_000)


def test_signals_are_seen_between_points():
    seen = 0

    def count(*_):
        nonlocal seen
        seen += 1

    previous = signal.signal(signal.SIGALRM, count)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
        td.predict(BF16, concurrency=[1] * 300, input_tokens=25, output_tokens=64, completions=64)
        signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, previous)
    # Signals that nobody looks at melt into one, seen after the call.
    assert seen > 2
