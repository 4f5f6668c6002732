"""The pages of the dashboard, each with its file, its title and its address; no Streamlit here."""

from __future__ import annotations

from typing import Final, NamedTuple


class Page(NamedTuple):
    """A page of the navigation."""

    file: str
    """Its script in `pages/`."""
    title: str
    address: str
    """The path of its URL; empty for the page that opens first."""


DATA: Final = "data"
"""The address of the page that shows the state of every folder."""

MATRIX: Final = "matrix"
"""The address of the page that has no room for filters beside it where it is a grid of signs."""

OPEN_FILTERS: Final = (MATRIX, "evidence")
"""The addresses of the pages beside which the filters are open from the start, where it is wide."""

PAGES: Final = (
    Page("overview.py", "Overview", ""),
    Page("matrix.py", "Matrix", MATRIX),
    Page("compare.py", "Compare", "compare"),
    Page("issue.py", "Issue", "issue"),
    Page("party.py", "Party", "party"),
    Page("common_ground.py", "Common ground", "common-ground"),
    Page("trade_offs.py", "Trade-offs", "trade-offs"),
    Page("timeline.py", "Timeline", "timeline"),
    Page("evidence.py", "Evidence", "evidence"),
    Page("data.py", "Data", DATA),
)
"""The pages in the order of the navigation."""
