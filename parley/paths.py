"""Where things are: the application's files and the data, in a checkout and in a wheel."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def app_dir() -> Path:
    """The directory with dashboard.py, pages/, data/ and .streamlit/.

    A wheel carries them within the package, and then whatever else stands beside the package is
    not ours; in a checkout they stand beside it.
    """
    carried = PACKAGE / "_app"
    return carried if (carried / "dashboard.py").is_file() else PACKAGE.parent


def data_dir() -> Path:
    """The directory of negotiations: `PARLEY_DATA` where it is set, else what is shipped."""
    chosen = os.environ.get("PARLEY_DATA")
    return Path(chosen) if chosen else app_dir() / "data"
