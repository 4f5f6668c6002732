"""The wide CSV file of the Chapel Hill Expert Survey in, mean scores by party and question out.

Columns of deviation, dissent and blur say how sure a score is, and of salience how much a party
cares: they are no positions, and are counted as not carried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from parley.importing.passages import plain
from parley.importing.rows import ImportRefused, LayoutIncomplete, LeftOut, Recognition, Row
from parley.importing.votes import (
    Account,
    Chunk,
    Companion,
    coded,
    companion,
    header_of,
    look_beside,
    recoded,
    small,
    whole_number,
)
from parley.progress import Progress

NEEDED: Final = {"country", "party", "party_id"}
QUESTIONS: Final = {"lrgen", "galtan", "eu_position", "lrecon"}
"""Of which one such file has at least two."""
OF_QUESTION: Final = (
    "_sd", "_salience", "_dissent", "_blur", "_cohesion", "_se", "_n", "_min", "_max",
)  # fmt: skip
NOT_ASKED: Final = frozenset(
    {"country", "eastwest", "party", "party_id", "party_name", "cname", "year", "expert", "vote",
     "seat", "seatperc", "epvote", "family", "govt", "electionyear", "id", "eumember"}
)  # fmt: skip
NAMES: Final = ("country_abbrev", "party_id", "party_abbrev", "party_name")
BESIDE: Final = (Companion("names", frozenset(NAMES), "no file of the parties' names beside it"),)


class Ches:
    """The file of mean scores, with the names of the parties beside it."""

    name = "ches"
    title = "the Chapel Hill Expert Survey"
    complete = False
    issues_mapped = True

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A CSV file with country, party, party_id and columns of its questions."""
        header = header_of(path)
        if not set(header) >= NEEDED or len(QUESTIONS & set(header)) < 2:
            return None
        layout, notes = look_beside(path, BESIDE)
        asked = [name for name in header if _is_question(name)]
        layout["questions"] = asked
        if "year" in header:
            layout["waves"] = dict.fromkeys(_waves(path), "")
        notes.append(
            "scales differ from question to question and are not in the file: give each issue its "
            "`scale` from the codebook, or say `skip`"
        )
        notes.append("cite: Jolly, Bakker and others, Chapel Hill Expert Survey, with its wave")
        return Recognition(
            f"it has party_id and {len(asked)} columns of questions", layout, tuple(notes)
        )

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """The parties by their numbers, the questions, and the columns that are not carried."""
        named = _names(companion(path, layout, "names"))
        seen: set[str] = set()
        for at, row in small(path, ("party", "party_id")):
            label = whole_number(row["party_id"])
            if label and label not in seen:
                seen.add(label)
                name, short, country = named.get(label, ("", row["party"], ""))
                told = {
                    "party": label,
                    "id": f"{short or row['party']} {label}",
                    "name": name or row["party"],
                    "short": short if len(short) <= 12 else "",
                    "note": f"Country: {country}" if country else "",
                }
                yield Row("parties", at, {key: value for key, value in told.items() if value})
        asked = _asked(path, layout)
        for name in asked:
            yield Row("issues", f"{path.name}, column {name}", {"issue": name, "title": name})
        for name in header_of(path):
            if name not in asked and name not in NOT_ASKED:
                yield LeftOut(f"column {name}", "a column that is no position")

    def chunks(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Chunk | Account]:
        """The scores, question by question; a party that was not asked about has none."""
        asked = _asked(path, layout)
        waves = _days(path, layout)
        needed = ["party_id", *asked, *(["year"] if waves is not None else [])]
        for first, columns in coded(path, needed, progress):
            ids = columns["party_id"]
            parties = recoded(ids, [whole_number(each) for each in ids.dictionary.to_pylist()])
            days = None
            if waves is not None:
                years = columns["year"]
                days = recoded(
                    years, [waves[whole_number(each)] for each in years.dictionary.to_pylist()]
                )
            for name in asked:
                texts = columns[name]
                values, bad = _numbers(texts)
                if bad:
                    yield Account(
                        bad, f"column {name}, from row {first}", "a score that is no number"
                    )
                issue = pa.array([name]).take(pa.array([0] * len(texts))).dictionary_encode()
                has = pc.is_valid(values)
                yield Chunk(
                    parties.filter(has), issue.filter(has), value=values.filter(has),
                    date=days.filter(has) if days is not None else None,
                )  # fmt: skip


def _is_question(name: str) -> bool:
    return bool(name) and name not in NOT_ASKED and not name.endswith(OF_QUESTION)


def _asked(path: Path, layout: Mapping[str, Any]) -> list[str]:
    named = layout.get("questions")
    asked = [str(name) for name in named] if isinstance(named, list) else []
    known = header_of(path)
    for name in asked:
        if name not in known:
            raise ImportRefused(f"{path}: layout.questions: no column {name!r}")
    return asked


def _waves(path: Path) -> list[str]:
    years = {whole_number(row["year"]) for _, row in small(path, ("year",))}
    return sorted(years - {""})


def _days(path: Path, layout: Mapping[str, Any]) -> dict[str, str] | None:
    """The day of each wave, for a person to say; None for a file of one wave."""
    if "year" not in header_of(path):
        return None
    given = layout.get("waves")
    days = {str(k): str(v or "") for k, v in given.items()} if isinstance(given, Mapping) else {}
    for wave in _waves(path):
        if not days.get(wave):
            raise LayoutIncomplete(
                f"{path}: layout.waves.{wave}: empty, say the day that the wave speaks for, as "
                "YYYY-MM-DD"
            )
    return {**days, "": ""}


def _numbers(texts: pa.DictionaryArray) -> tuple[pa.Array, int]:
    """The numbers of a column, null where there is none; and how many texts are none."""
    found = [_number(text) for text in texts.dictionary.to_pylist()]
    values = pa.array(found, pa.float64()).take(texts.indices)
    empty = [text.strip() in ("", ".") for text in texts.dictionary.to_pylist()]
    blank = pc.sum(pa.array(empty, pa.bool_()).take(texts.indices)).as_py() or 0
    return values, values.null_count - blank


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < 1e9 else None


def _names(path: Path | None) -> dict[str, tuple[str, str, str]]:
    """Name, short name and country of each party; a country stands only where it begins."""
    found: dict[str, tuple[str, str, str]] = {}
    country = ""
    for _, row in small(path, NAMES) if path is not None else ():
        country = row["country_abbrev"] or country
        name = plain(row["party_name"])
        found[whole_number(row["party_id"])] = (name, plain(row["party_abbrev"]), country)
    return found


CHES = Ches()
