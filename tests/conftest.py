"""What many tests start from: the shipped negotiation and its frames; and who runs beside whom."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from parley.frames.build import build_frames
from parley.frames.columns import Frames
from parley.loading.loader import Negotiation, load

settings.register_profile("parley", deadline=None)  # no test is timed: machines differ
settings.load_profile("parley")

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "data" / "ukraine-berlin"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """A test that is `timed` runs while no other does, also where several run side by side."""
    with _turn(alone=item.get_closest_marker("timed") is not None):
        return (yield)


@contextlib.contextmanager
def _turn(alone: bool) -> Iterator[None]:
    """Hold a lock, shared or alone; whoever waits for it alone keeps later ones at the gate."""
    try:
        import fcntl
    except ImportError:  # Windows: let nothing else run there beside tests that are timed
        yield
        return
    with Path(__file__).open("rb") as gate, (ROOT / "pyproject.toml").open("rb") as lock:
        fcntl.flock(gate, fcntl.LOCK_EX)
        fcntl.flock(lock, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        fcntl.flock(gate, fcntl.LOCK_UN)
        yield


@pytest.fixture(scope="session")
def shipped_negotiation() -> Negotiation:
    return load(SHIPPED)


@pytest.fixture(scope="session")
def shipped_frames(shipped_negotiation: Negotiation) -> Frames:
    return build_frames(shipped_negotiation)
