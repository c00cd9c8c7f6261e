# SPDX-License-Identifier: MIT
import importlib.metadata
import inspect
import re
from pathlib import Path

import pytest

import tokendyno as td

ROOT = Path(__file__).parents[2]


def test_the_version_is_the_header_s():
    header = (ROOT / "include/tokendyno/version.hpp").read_text()
    version = re.search(r'TOKENDYNO_VERSION "(.*)"', header).group(1)
    assert td.__version__ == version
    assert importlib.metadata.version("tokendyno") == version


def test_the_installed_package_is_tested_and_is_typed():
    package = Path(td.__file__).parent
    assert ROOT / "bindings" not in package.parents
    assert {"py.typed", "_core.pyi"} <= {file.name for file in package.iterdir()}


def test_needs_numpy_only():
    assert importlib.metadata.requires("tokendyno") == ["numpy"]


def public():
    for module in (td, td.cost, td.profiles):
        for name in module.__all__:
            yield f"{module.__name__}.{name}", getattr(module, name)
    for kind in (td.Histogram, td.Profile, td.Prediction, td.cost.TokenPrice, td.cost.Fleet):
        for name, member in vars(kind).items():
            if not name.startswith("_") and (callable(member) or isinstance(member, property)):
                yield f"{kind.__name__}.{name}", member


DOCUMENTED = [pytest.param(thing, id=name) for name, thing in public() if not isinstance(thing, (str, tuple))]


@pytest.mark.parametrize("thing", DOCUMENTED)
def test_everything_public_says_what_it_is(thing):
    assert inspect.getdoc(thing)
    assert re.search(r"[.)](\s|$)", thing.__doc__)


def test_classes_call_themselves_by_their_public_names():
    for kind in (td.Histogram, td.Profile, td.Prediction, td.SetupError):
        assert getattr(td, kind.__name__) is kind
        assert kind.__module__.startswith("tokendyno")
        assert "_core" not in kind.__module__
