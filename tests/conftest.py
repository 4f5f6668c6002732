"""What many tests start from: the shipped negotiation and its frames."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.frames.build import Frames, build_frames
from parley.loading.loader import Negotiation, load

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "data" / "ukraine-berlin"


@pytest.fixture(scope="session")
def shipped_negotiation() -> Negotiation:
    return load(SHIPPED)


@pytest.fixture(scope="session")
def shipped_frames(shipped_negotiation: Negotiation) -> Frames:
    return build_frames(shipped_negotiation)
