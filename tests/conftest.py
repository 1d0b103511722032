"""What all tests share: ``import building``, and properties without a clock, with the same examples every time."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))
from bigfiles import Gate, everything_is_big  # found there

settings.register_profile("calm", derandomize=True, deadline=None, database=None)
settings.register_profile("seek", settings.get_profile("calm"), derandomize=False, max_examples=1000)
settings.load_profile("calm")


@pytest.fixture
def big(tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """Every file is big: it is indexed, in a cache of the test's own, by the test's own process."""
    with everything_is_big(tmp_path) as patch:
        yield patch


@pytest.fixture
def really_big(tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """As ``big``, but with processes of their own, as people have them."""
    with everything_is_big(tmp_path, here=False) as patch:
        yield patch


@pytest.fixture
def gate(tmp_path: Path, really_big: pytest.MonkeyPatch) -> Gate:
    """As ``really_big``, but builders wait until the gate is opened."""
    gate = Gate(tmp_path)
    really_big.setattr("sys.executable", gate.python)
    return gate
