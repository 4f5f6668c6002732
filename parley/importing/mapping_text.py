"""What there is in a file in, the text of a mapping file for it out, and what to add to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from parley.conversion.yaml_text import as_key, entry_lines, key_lines
from parley.format.ids import id_of
from parley.format.problems import quoted
from parley.format.vocabulary import ATTRIBUTIONS, SILENCES, STANCES
from parley.importing.draft import Draft
from parley.importing.rows import Recognition
from parley.importing.survey import Label, Survey
from parley.wording import count, join_and, join_or

SKIP: Final = "skip"
PARTY_KEYS: Final = ("kind", "role")
SOURCE_KEYS: Final = ("id", "title", "publisher", "date")
ASKED_EACH: Final = ("title", "date")
"""Of a source that the file tells of: what one can lack and all cannot share."""
HEADER_KEYS: Final = ("title", "summary", "as_of")
LABELLED: Final = ("parties", "issues", "sources", "words", "colours", "coders")
"""The sections that say of each label of a file what it stands for."""


def new_mapping(
    path: Path, kind: str, recognition: Recognition, survey: Survey, folder: Draft
) -> str:
    """The text of a mapping file for a file that has none yet."""
    return "\n".join(_lines(path, kind, recognition, survey, folder)) + "\n"


def new_layout(path: Path, kind: str, recognition: Recognition) -> str:
    """The text of a mapping file in which nothing but the layout can be said yet."""
    return "\n".join(_head(path, kind, recognition)) + "\n"


def _head(path: Path, kind: str, recognition: Recognition) -> Iterator[str]:
    yield f"# How `parley import` reads {path.name}. Fill in what is empty, change what is wrong,"
    yield "# and run the same command again. Nothing is guessed: what has no stance here has none."
    yield f"# A word or a colour stands for one of {', '.join(STANCES)},"
    yield f"# for a silence ({', '.join(SILENCES)}), or `{SKIP}`."
    yield from key_lines({"file": path.name, "kind": kind, "layout": dict(recognition.layout)}, 0)


def _lines(
    path: Path, kind: str, recognition: Recognition, survey: Survey, folder: Draft
) -> Iterator[str]:
    yield from _head(path, kind, recognition)
    if folder.header is None:
        yield ""
        yield "# What is negotiated, and the day that the matrix speaks for, as YYYY-MM-DD."
        yield "negotiation:"
        yield from (f"  {key}:" for key in HEADER_KEYS)
    if not survey.attributed:
        yield ""
        yield f"# Whose word the cells are: {join_or(list(ATTRIBUTIONS))}."
        yield "attribution:"
    if not survey.sourced:
        yield ""
        yield "# The source that is cited for each cell: the file itself, or what it was made from."
        yield "source:"
        yield f"  id: {id_of(path.stem, folder.sources, 'spreadsheet')}"
        yield from (f"  {key}:" for key in SOURCE_KEYS[1:])
    elif lacking := _lacking(survey):
        yield ""
        yield f"# The {join_and(lacking)} of sources for which the file names none."
        yield "source:"
        yield from (f"  {key}:" for key in lacking)
    if any(_known(label, folder.parties) is None for label in survey.parties):
        yield ""
        yield "# What the parties are that the folder does not have; one of them may be another:"
        yield '# "Label": {id: x, name: Name, kind: state, role: principal}'
        yield "party:"
        yield from (f"  {key}:" for key in PARTY_KEYS)
    if any("area" not in label.more for label in survey.issues.values()):
        yield ""
        yield "# The area of issues for which the file names none."
        yield "area: general"
    if survey.by_majority:
        yield ""
        yield "# A party's position is the stance of over this share of its votes, 0.5 or more."
        yield f"# Where there is none, `otherwise` says what stands there; `{SKIP}` leaves it out."
        yield "majority:"
        yield from ("  more_than:", "  otherwise:")
    tree: dict[str, Any] = {}
    add_labels(tree, survey, folder)
    for section in LABELLED:
        if tree.get(section):
            yield ""
            if section == "coders":
                yield f"# Who coded what goes to coders/<name>/, too; `{SKIP}` leaves a coder out."
            yield f"{section}:"
            labels = getattr(survey, section)
            for label, value in tree[section].items():
                (line, *rest) = entry_lines(f"  {as_key(label)}:", value, 2)
                yield (
                    f"{line}  # {about_label(labels[label])}"
                    if section in ("words", "colours", "coders")
                    else line
                )
                yield from rest


def about_label(label: Label) -> str:
    """How often a word or a colour stands in a file, and where first."""
    alone = f", {label.alone} of them without a text" if label.alone else ""
    return f"{count(label.number, 'cell')}, the first {label.first}{alone}"


def add_labels(tree: dict[str, Any], survey: Survey, folder: Draft) -> list[str]:
    """Add to a mapping's values what the file has and they do not; returns what that is."""
    new = []
    parties = tree.setdefault("parties", {})
    issues = tree.setdefault("issues", {})
    for section, labels, records in (
        ("party", survey.parties, folder.parties),
        ("issue", survey.issues, folder.issues),
    ):
        held = parties if section == "party" else issues
        taken = {id_in(value) for value in held.values()} | set(records)
        for label, about in labels.items():
            if label in held:
                continue
            id = _known(label, records)
            if id is None:
                id = id_of(str(about.more.get("id") or label), taken, section)
            taken.add(id)
            held[label] = id
            new.append(f"{section} {quoted(label)} as {id}")
    sources = tree.setdefault("sources", {})
    new += _add_sources(sources, survey, folder)
    if len(survey.coders) > 1 or tree.get("coders"):
        coders = tree.setdefault("coders", {})
        for label in survey.coders:
            if label not in coders:
                coders[label] = id_of(label, {id_in(each) for each in coders.values()}, "coder")
                new.append(f"coder {quoted(label)} as {coders[label]}")
    for section, labels in (("words", survey.words), ("colours", survey.colours)):
        held = tree.setdefault(section, {})
        spelt = {str(word).casefold() for word in held}
        for label in labels:
            if label.casefold() not in spelt:
                held[label] = label.lower() if label.lower() in STANCES else ""
                new.append(f"{section.removesuffix('s')} {quoted(label)}")
    return new


def _add_sources(sources: dict[str, Any], survey: Survey, folder: Draft) -> Iterator[str]:
    """Add the sources of a file: of one that it tells of, what it does not say is empty."""
    taken = {id_in(value) for value in sources.values()}
    for label, about in survey.sources.items():
        told = about.more
        if label in sources or (label in folder.sources and not told):
            continue
        others = {id for id, each in folder.sources.items() if told.get("title") != each["title"]}
        id = id_of(label, taken | (others if told else set()), "source")
        taken.add(id)
        asked = ASKED_EACH if told else SOURCE_KEYS[1:]
        empty = {key: "" for key in asked if key not in told}
        sources[label] = {"id": id, **empty} if empty else id
        yield f"source {quoted(label)}"


def _lacking(survey: Survey) -> list[str]:
    """What the file does not say of some of the sources that it tells of, and all can share."""
    told = [label.more for label in survey.sources.values() if label.more]
    shared = [key for key in SOURCE_KEYS[1:] if key not in ASKED_EACH]
    return [key for key in shared if any(not each.get(key) for each in told)]


def _known(label: str, records: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The id of the record that a label names, by its id, its name or its title."""
    plain = label.strip().casefold()
    for id, record in records.items():
        names = (id, *(str(record.get(key, "")).casefold() for key in ("name", "short", "title")))
        if plain in names:
            return id
    return None


def id_in(value: Any) -> str:
    """The id that an entry of a mapping gives."""
    return str(value.get("id", "")) if isinstance(value, Mapping) else str(value)
