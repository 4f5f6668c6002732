"""Small folders, each with one thing that is easily got wrong, and the views of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from parley.frames.build import build_frames
from parley.frames.columns import Frames
from parley.frames.view import View, select
from parley.loading.loader import load

CASES = Path(__file__).parent


def case_frames(name: str, day: dt.date | None = None) -> Frames:
    """The frames of a case, on a day."""
    return build_frames(load(CASES / name), day)


def case(name: str, day: dt.date | None = None, **chosen: Any) -> View:
    """What a choice leaves in view of a case, on a day."""
    return select(case_frames(name, day), **chosen)
