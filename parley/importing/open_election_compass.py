"""The configuration of an Open Election Compass in, a row for each answer of a party out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from parley.importing._compass import (
    Labels,
    Language,
    explained_rows,
    issue_row,
    language_layout,
    language_notes,
    language_of,
    languages_in,
    party_rows,
)
from parley.importing._texts import json_of
from parley.importing.rows import ImportRefused, LeftOut, Recognition, Row
from parley.progress import Progress
from parley.wording import count


class OpenElectionCompass:
    """A JSON file of an Open Election Compass."""

    name = "open-election-compass"
    title = "an Open Election Compass"
    complete = False

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A JSON file with parties, each with an alias, and theses with their positions."""
        tree = json_of(path)
        if not isinstance(tree, dict):
            return None
        if isinstance(tree.get("content"), dict) and "theses" in tree["content"]:
            raise ImportRefused(
                f"{path}: the texts of an Open Election Compass in one language, without the "
                "positions: import the configuration that has them"
            )
        if not (isinstance(tree.get("parties"), list) and isinstance(tree.get("theses"), list)):
            return None
        if not all(isinstance(each, dict) and each.get("alias") for each in tree["parties"]):
            return None
        known = _languages(tree)
        parties = count(len(tree["parties"]), "party", "parties")
        notes = [f"its scale: {tree['algorithm']}"] if tree.get("algorithm") else []
        return Recognition(
            f"{parties} with aliases, and {count(len(tree['theses']), 'thesis', 'theses')}",
            language_layout(known),
            (*notes, *language_notes(known)),
        )

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """The parties and theses, and a row for each position."""
        tree = json_of(path)
        language = language_of(layout, _languages(tree), path)
        source = language.of(tree.get("title")) or path.stem
        yield Row("sources", "title", {"source": source, "title": source, "kind": "dataset"})
        labels, names = Labels(), {}
        for party in tree["parties"]:
            alias = str(party["alias"])
            name = language.of(party.get("name")) or alias
            names[alias] = labels.free(name, alias)
            at = f"the party {alias}"
            yield from party_rows(
                at, names[alias], name, language.of(party.get("short")),
                language.of(party.get("description")),
            )  # fmt: skip
            if party.get("logo"):
                yield LeftOut(at, "a logo")
        theses = Labels()
        for number, thesis in enumerate(tree["theses"], 1):
            yield from _thesis(thesis, number, language, names, theses, source)


def _languages(tree: Mapping[str, Any]) -> list[str]:
    """The languages that a file names, else those of its texts."""
    named = tree.get("languages")
    codes = [
        str(each.get("code"))
        for each in (named if isinstance(named, list) else [])
        if isinstance(each, dict) and each.get("code")
    ]
    return codes or languages_in(tree.get("title"))


def _thesis(
    thesis: Any,
    number: int,
    language: Language,
    names: Mapping[str, str],
    labels: Labels,
    source: str,
) -> Iterator[Row | LeftOut]:
    at = f"thesis {number}"
    if not isinstance(thesis, dict):
        yield LeftOut(at, "what is no thesis")
        return
    title, statement = language.of(thesis.get("title")), language.of(thesis.get("statement"))
    label = labels.free(title or statement, at)
    yield issue_row(at, label, title or statement or label, statement)
    positions = thesis.get("positions")
    for alias, said in (positions if isinstance(positions, dict) else {}).items():
        where = f"{at}, {alias}"
        if alias not in names:
            yield LeftOut(where, "a position of a party that the file does not have")
            continue
        answer = said.get("position") if isinstance(said, dict) else said
        if not isinstance(answer, str) or not answer:
            yield LeftOut(where, "an explanation without a position")
            continue
        explanation = said.get("explanation") if isinstance(said, dict) else None
        yield from explained_rows(where, names[alias], label, answer, explanation, source, language)


OPEN_ELECTION_COMPASS = OpenElectionCompass()
