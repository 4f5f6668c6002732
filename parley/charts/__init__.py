"""Tidy frames in, charts out: one kind of chart a module, each with a function of the same name.

A `chart.Chart` says its finding in one sentence, has its numbers in words and as a table, draws
its figure for a light or a dark page when asked to, saves itself, and shows itself in a notebook.
For users of the library the functions below make one of a view:

    chart = parley.charts.stances(view)
    chart.finding
    chart.save("stances.html")

plotly is loaded with a module that draws, not with the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # a module that draws loads plotly, and a page may never draw
    from parley.charts.chart import Chart
    from parley.frames.view import View


def statuses(view: View) -> Chart:
    """How many of the issues in view have which status, area by area."""
    from parley.charts.status_by_area import status_by_area

    return status_by_area(view.issues)


def stances(view: View) -> Chart:
    """On how many of the issues in view each party holds which stance."""
    from parley.charts.stance_by_party import stance_by_party, stance_counts

    return stance_by_party(stance_counts(view.positions_and_left_out, view.parties, view.issues))


def attributions(view: View, by: Literal["party", "area"] = "party") -> Chart:
    """Whose word the positions in view rest on, by party or by area."""
    from parley.charts.directness import directness, directness_counts

    subjects = view.parties if by == "party" else view.issues
    return directness(directness_counts(view.positions, subjects, by))


def agreements(view: View) -> Chart:
    """How far each pair of parties in view agrees, those who agree side by side."""
    from parley.charts.agreement_map import agreement_map
    from parley.measures import agreement

    ids, names = view.party_ids, view.parties["name"].tolist()
    short = dict(zip(ids, view.parties["short"].tolist(), strict=True))
    return agreement_map(agreement(view), ids, dict(zip(ids, names, strict=True)), short)


def conditions(view: View) -> Chart:
    """What hangs on what: the conditions of the positions in view, between issues."""
    from parley.charts.network import network
    from parley.measures.tradeoffs import links

    return network(links(view))
