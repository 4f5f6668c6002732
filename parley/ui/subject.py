"""What a page is about: one issue or one party, named in its address; a control changes that."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from parley.ui.components import mount
from parley.ui.context import PageContext
from parley.ui.paging import matching_options
from parley.ui.render import show_html
from parley.views.address import not_found, unknown_name
from parley.views.paging import MOST_ROWS
from parley.wording import distinct_labels


def choose_subject(
    context: PageContext, parameter: str, label: str, many: str, names: Mapping[str, str],
    default: str,
) -> str | None:  # fmt: skip
    """The id that the address's `parameter` names, or `default`; a chooser changes it.

    `label` is what it is, `many` several of it. Where the address names what is not there, the page
    says so, and None is returned. The parameter is the page's own: other pages and the filters do
    not know it.
    """
    requested = st.query_params.get(parameter, "")
    missing = bool(requested) and requested not in names
    current = None if missing else requested or default
    key = f"page-{parameter}"
    words = str((st.session_state.get(key) or {}).get("words") or "")
    searched = len(names) > MOST_ROWS
    offered = matching_options(names, words, current or "") if searched else names
    data = {
        "key": parameter,
        "label": label,
        "chosen": current or "",
        "nothing": f"One of {len(names):,} {many}",
        "options": list(distinct_labels(offered).items()),
        "find": f"Find among {len(names):,} {many}" if searched else "",
        **_neighbours(names, current),
    }
    mount("subject", key=key, data=data, styles=("controls",), on_words_change=lambda: None)
    if missing:
        unknown = unknown_name(parameter, label.lower(), requested, names)
        show_html(not_found(context.address, [unknown]))
    return current


def _neighbours(names: Mapping[str, str], current: str | None) -> dict[str, tuple[str, str] | None]:
    """What stands before and after the current one, as id and name."""
    if current is None:
        return {"before": None, "after": None}
    ids = list(names)
    at = ids.index(current)
    before, after = ids[at - 1 : at], ids[at + 1 : at + 2]
    return {
        name: (found[0], names[found[0]]) if found else None
        for name, found in (("before", before), ("after", after))
    }
