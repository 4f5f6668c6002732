"""The order of likeness: who agrees stands side by side, and nothing is filled in."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from parley.frames.build import build_frames
from parley.frames.view import View, select
from parley.loading.loader import load
from parley.measures import likeness_order

LINE = ["supports", "open", "undecided", "reluctant", "opposes"]


def view_of(folder: Path, held: dict[str, dict[str, str]], order: list[str]) -> View:
    """A view of talks in which each party holds these stances, by issue; the parties in order."""
    (folder / "issues").mkdir(parents=True)
    (folder / "negotiation.yaml").write_text(
        "format: 1\ntitle: Talks\nsummary: Some talk.\nas_of: 2025-12-31\n", "utf-8"
    )
    (folder / "sources.yaml").write_text(
        "- {id: s, title: Report, publisher: Paper, date: 2025-12-01}\n", "utf-8"
    )
    parties = [f"- {{id: {id}, name: {id}, kind: state, role: principal}}\n" for id in order]
    (folder / "parties.yaml").write_text("".join(parties), "utf-8")
    issues = sorted({issue for stances in held.values() for issue in stances})
    listed = [f"  - {{id: {id}, title: {id}, proposal: Do., status: open}}\n" for id in issues]
    (folder / "issues" / "a.yaml").write_text(
        f"area: a\ntitle: A\nissues:\n{''.join(listed)}", "utf-8"
    )
    rows = [
        f"{issue},{party},{stance},s,1,on-record\n"
        for party, stances in held.items()
        for issue, stance in stances.items()
    ]
    (folder / "positions.csv").write_text(
        f"issue,party,stance,source,locator,attribution\n{''.join(rows)}", "utf-8"
    )
    return select(build_frames(load(folder)))


def along_a_line(parties: int, issues: int) -> dict[str, dict[str, str]]:
    """Party p supports issue i until p passes i, and opposes it from then on."""
    return {
        f"p{p:02}": {f"i{i:02}": "supports" if p <= i else "opposes" for i in range(issues)}
        for p in range(parties)
    }


@pytest.mark.parametrize("seed", range(4))
def test_parties_on_a_line_are_put_back_on_it(tmp_path: Path, seed: int) -> None:
    held = along_a_line(9, 8)
    order = list(held)
    random.Random(seed).shuffle(order)
    found = likeness_order(view_of(tmp_path / "talks", held, order))
    line = sorted(held)
    assert list(found.parties) in (line, line[::-1])
    # The end of the line that the folder names first stands first.
    assert found.parties.index(order[0]) <= 4
    issues = [f"i{i:02}" for i in range(8)]
    assert sorted(found.issues) == issues


def test_issues_run_from_those_the_first_parties_are_for(tmp_path: Path) -> None:
    held = {
        "a": {"x": "supports", "y": "opposes", "z": "supports", "w": "open"},
        "b": {"x": "supports", "y": "opposes", "z": "supports", "w": "open"},
        "c": {"x": "opposes", "y": "supports", "z": "supports"},
    }
    found = likeness_order(view_of(tmp_path / "talks", held, ["a", "b", "c"]))
    assert found.parties == ("a", "b", "c")
    assert found.issues == ("x", "w", "z", "y")


def test_who_shares_no_score_stands_last_in_the_folders_order(tmp_path: Path) -> None:
    held = along_a_line(4, 5) | {"q": {"i00": "supports"}, "r": {"i01": "opposes"}}
    found = likeness_order(view_of(tmp_path / "talks", held, ["r", "q", *along_a_line(4, 5)]))
    assert found.parties[-2:] == ("r", "q")


def test_silence_everywhere_leaves_the_folders_order(tmp_path: Path) -> None:
    held = {"b": {"x": "supports"}, "a": {}}
    found = likeness_order(view_of(tmp_path / "talks", held, ["b", "a"]))
    assert (found.parties, found.issues) == (("b", "a"), ("x",))
