"""What was recognised in a file in, the mapping file that a person edits out; and that file back.

It says what the labels, words and colours of a file mean. A word without a stance stays empty until
a person has given it one: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from parley.conversion.yaml_edit import edit_yaml
from parley.conversion.yaml_text import as_key, entry_lines, key_lines
from parley.format.ids import id_of, is_id
from parley.format.problems import Problem, did_you_mean, quoted
from parley.format.types import NUMBER
from parley.format.vocabulary import ATTRIBUTIONS, SILENCES, STANCES
from parley.importing.draft import Draft
from parley.importing.rows import ImportRefused, LeftOut, Recognition, Row
from parley.loading.yaml_reader import read_yaml
from parley.wording import count, join_and, join_or

NAME: Final = "mapping.yaml"
SKIP: Final = "skip"
SECTIONS: Final = (
    "file", "kind", "layout", "negotiation", "attribution", "date", "source", "party", "area",
    "status", "parties", "issues", "sources", "words", "colours", "coders",
)  # fmt: skip
WORDS: Final = (*STANCES, *SILENCES, SKIP)
PARTY_KEYS: Final = ("kind", "role")
SOURCE_KEYS: Final = ("id", "title", "publisher", "date")
ASKED_EACH: Final = ("title", "date")
"""Of a source that the file tells of: what one can lack and all cannot share."""
HEADER_KEYS: Final = ("title", "summary", "as_of")
LABELLED: Final = ("parties", "issues", "sources", "words", "colours", "coders")
"""The sections that say of each label of a file what it stands for."""
NAMED: Final = {"parties": "party", "issues": "issue", "sources": "source"}
"""The key of a row by which a file calls a record of a kind."""


@dataclass
class Label:
    """A label, word or colour of a file: how often, and where first."""

    number: int
    first: str
    alone: int = 0
    """Of a colour: how many cells have it and no text."""
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Survey:
    """What there is in a file."""

    rows: int = 0
    parties: dict[str, Label] = field(default_factory=dict)
    issues: dict[str, Label] = field(default_factory=dict)
    sources: dict[str, Label] = field(default_factory=dict)
    words: dict[str, Label] = field(default_factory=dict)
    """By their first spelling; those that differ in case alone are one."""
    colours: dict[str, Label] = field(default_factory=dict)
    coders: dict[str, Label] = field(default_factory=dict)
    attributed: bool = True
    """Whether each row says whose word it is."""
    sourced: bool = True
    """Whether each row names its source."""
    preview: list[str] = field(default_factory=list)
    left_out: dict[str, Label] = field(default_factory=dict)
    _spelling: dict[str, str] = field(default_factory=dict)

    def add(self, row: Row | LeftOut) -> None:
        """Count what a row has."""
        if isinstance(row, LeftOut):
            _count(self.left_out, row.why, row.at)
            return
        values = row.values
        if row.table in NAMED:
            self._define(row.table, values[NAMED[row.table]], row)
            return
        self.rows += 1
        if len(self.preview) < MOST_PREVIEW:
            shown = [quoted(values["stance"], 40)] if values.get("stance") else []
            shown += [str(values[key]) for key in ("value", "fill") if values.get(key)]
            self.preview.append(
                f"{row.at}: {values['party']} on {quoted(values['issue'], 50)}: {', '.join(shown)}"
            )
        _count(self.parties, values["party"], row.at)
        _count(self.issues, values["issue"], row.at, {
            key: values[key] for key in ("area", "id", "proposal") if values.get(key)
        })  # fmt: skip
        if values.get("source"):
            _count(self.sources, values["source"], row.at)
        if values.get("coder"):
            _count(self.coders, values["coder"], row.at)
        self.sourced &= bool(values.get("source"))
        self.attributed &= bool(values.get("attribution"))
        word, fill = values.get("stance"), values.get("fill")
        if word:
            spelt = self._spelling.setdefault(word.casefold(), word)
            _count(self.words, spelt, row.at)
        if fill:
            _count(self.colours, fill, row.at)
            self.colours[fill].alone += not word

    def _define(self, table: str, label: str, row: Row) -> None:
        """Take note of what a file says of a label."""
        labels: dict[str, Label] = getattr(self, table)
        labels.setdefault(label, Label(0, row.at, more=row.values))


MOST_PREVIEW: Final = 6


def _count(labels: dict[str, Label], text: str, at: str, more: Mapping[str, Any] = {}) -> None:
    found = labels.get(text)
    if found is None:
        labels[text] = Label(1, at, more=more)
    else:
        found.number += 1


# --- the file, written


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
                    f"{line}  # {_about(labels[label])}"
                    if section in ("words", "colours", "coders")
                    else line
                )
                yield from rest


def _about(label: Label) -> str:
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
        taken = {_id(value) for value in held.values()} | set(records)
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
    taken_ids = {_id(value) for value in sources.values()}
    for label, about in survey.sources.items():
        told = about.more
        if label in sources or (label in folder.sources and not told):
            continue
        others = {id for id, each in folder.sources.items() if told.get("title") != each["title"]}
        id = id_of(label, taken_ids | (others if told else set()), "source")
        taken_ids.add(id)
        asked = ASKED_EACH if told else SOURCE_KEYS[1:]
        empty = {key: "" for key in asked if key not in told}
        sources[label] = {"id": id, **empty} if empty else id
        new.append(f"source {quoted(label)}")
    if len(survey.coders) > 1 or tree.get("coders"):
        coders = tree.setdefault("coders", {})
        for label in survey.coders:
            if label not in coders:
                coders[label] = id_of(label, {_id(each) for each in coders.values()}, "coder")
                new.append(f"coder {quoted(label)} as {coders[label]}")
    for section, labels in (("words", survey.words), ("colours", survey.colours)):
        held = tree.setdefault(section, {})
        spelt = {str(word).casefold() for word in held}
        for label in labels:
            if label.casefold() not in spelt:
                held[label] = label.lower() if label.lower() in STANCES else ""
                new.append(f"{section.removesuffix('s')} {quoted(label)}")
    return new


def _known(label: str, records: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The id of the record that a label names, by its id, its name or its title."""
    plain = label.strip().casefold()
    for id, record in records.items():
        names = (id, *(str(record.get(key, "")).casefold() for key in ("name", "short", "title")))
        if plain in names:
            return id
    return None


def _id(value: Any) -> str:
    return str(value.get("id", "")) if isinstance(value, Mapping) else str(value)


# --- the file, read


@dataclass
class MappingFile:
    """A mapping file as it stands."""

    path: Path
    text: str
    tree: Mapping[str, Any]

    def problem(self, where: str, message: str) -> Problem:
        """A fault at a key of the file."""
        node: Any = self.tree
        line = 1
        for step in where.split("\0"):
            line = getattr(node, "lines", {}).get(step, line)
            node = node.get(step) if isinstance(node, Mapping) else None
        return Problem(self.path.as_posix(), line, where.replace("\0", "."), message)

    def section(self, name: str) -> Mapping[str, Any]:
        """A part of the file that is a mapping; empty where it is missing."""
        found = self.tree.get(name)
        return found if isinstance(found, Mapping) else {}

    def extended(self, survey: Survey, folder: Draft) -> tuple[str, list[str]]:
        """The text with what the file has that it lacks, and what that is."""
        tree = _copy(self.tree)
        new = add_labels(tree, survey, folder)
        for section in LABELLED:
            if not tree.get(section):
                tree.pop(section, None)
        return (edit_yaml(self.text, tree), new) if new else (self.text, [])


def read_mapping(path: Path, file: Path) -> MappingFile:
    """The mapping file of a file; ImportRefused where it cannot be read, or is for another."""
    text = path.read_text("utf-8-sig", "replace")
    tree, faults = read_yaml(text.encode(), path.as_posix())
    bad = [fault for fault in faults if fault.severity == "fault"]
    if bad:
        raise ImportRefused("\n".join(map(str, bad)))
    if not isinstance(tree, Mapping):
        raise ImportRefused(f"{path}: expected a mapping of keys")
    for key in tree:
        if key not in SECTIONS:
            hint = did_you_mean(key, SECTIONS)
            raise ImportRefused(f"{path}: {key}: unknown key{hint}, allowed: {', '.join(SECTIONS)}")
    if tree.get("file") not in (None, file.name):
        raise ImportRefused(
            f"{path}: is for {tree['file']}, name another mapping file with --mapping"
        )
    return MappingFile(path, text, tree)


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copy(each) for key, each in value.items()}
    return [_copy(each) for each in value] if isinstance(value, list) else str(value)


def missing_in(mapping: MappingFile, survey: Survey, folder: Draft) -> list[Problem]:
    """What a person has still to say, and what of it is no word of the format."""
    found = []
    if folder.header is None:
        for key in HEADER_KEYS:
            if not mapping.section("negotiation").get(key):
                found.append(mapping.problem(f"negotiation\0{key}", "empty, fill it in"))
    if not survey.attributed or mapping.tree.get("attribution"):
        attribution = str(mapping.tree.get("attribution") or "")
        if attribution not in ATTRIBUTIONS:
            got = (
                f"got {quoted(attribution)}" if attribution else "got nothing: it is never assumed"
            )
            message = f"expected one of {', '.join(ATTRIBUTIONS)}, {got}"
            found.append(mapping.problem("attribution", message))
    if not survey.sourced and not _is_known_source(mapping, folder):
        for key in SOURCE_KEYS:
            if not mapping.section("source").get(key):
                found.append(mapping.problem(f"source\0{key}", "empty, fill it in"))
    found += _missing_parties(mapping, survey, folder)
    found += _missing_sources(mapping, survey, folder)
    for label, name in mapping.section("coders").items():
        if not is_id(str(name)):
            message = f"expected an id, or {SKIP}, got {quoted(str(name))}"
            found.append(mapping.problem(f"coders\0{label}", message))
    return found + _missing_words(mapping, survey)


def _missing_sources(mapping: MappingFile, survey: Survey, folder: Draft) -> list[Problem]:
    found = []
    shared = mapping.section("source")
    wanted: set[str] = set()
    for label, about in survey.sources.items():
        entry = mapping.section("sources").get(label)
        if entry is None or _id(entry) in folder.sources or _id(entry) == SKIP:
            continue
        own = entry if isinstance(entry, Mapping) else {"id": entry}
        said = {**about.more, **{key: value for key, value in own.items() if value}}
        for key in SOURCE_KEYS:
            everywhere = bool(about.more) and key not in (*ASKED_EACH, "id")
            if said.get(key) or (everywhere and shared.get(key)):
                continue
            if everywhere:
                wanted.add(key)
            else:
                found.append(mapping.problem(f"sources\0{label}\0{key}", "empty, fill it in"))
    for key in sorted(wanted):
        message = "empty, fill it in: some sources of the file have none"
        found.append(mapping.problem(f"source\0{key}", message))
    return found


def _lacking(survey: Survey) -> list[str]:
    """What the file does not say of some of the sources that it tells of."""
    told = [label.more for label in survey.sources.values() if label.more]
    return [
        key
        for key in SOURCE_KEYS[1:]
        if key not in ASKED_EACH and any(not each.get(key) for each in told)
    ]


def _is_known_source(mapping: MappingFile, folder: Draft) -> bool:
    return str(mapping.section("source").get("id")) in folder.sources


def _missing_parties(mapping: MappingFile, survey: Survey, folder: Draft) -> list[Problem]:
    found: list[Problem] = []
    needed: dict[str, bool] = dict.fromkeys(PARTY_KEYS, False)
    for name, records in (("parties", folder.parties), ("issues", folder.issues)):
        for label in getattr(survey, name):
            entry = mapping.section(name).get(label)
            id = _id(entry or "")
            if not is_id(id):
                message = f"expected an id, or {SKIP}, got {quoted(id)}"
                found.append(mapping.problem(f"{name}\0{label}", message))
            elif name == "parties" and id not in records and id != SKIP:
                for key in PARTY_KEYS:
                    needed[key] |= not (isinstance(entry, Mapping) and entry.get(key))
    for key, needs in needed.items():
        if needs and not mapping.section("party").get(key):
            found.append(mapping.problem(f"party\0{key}", "empty, fill it in"))
    return found


def _missing_words(mapping: MappingFile, survey: Survey) -> list[Problem]:
    found = []
    scaled = any(
        isinstance(entry, Mapping) and "scale" in entry
        for entry in mapping.section("issues").values()
    )
    coloured = any(mapping.section("colours").values())
    for section, labels in (("words", survey.words), ("colours", survey.colours)):
        given = {str(key).casefold(): str(value) for key, value in mapping.section(section).items()}
        for label, about in labels.items():
            stands_for = given.get(label.casefold(), "")
            number = section == "words" and scaled and NUMBER.fullmatch(label)
            if stands_for and stands_for not in WORDS:
                hint = did_you_mean(stands_for, WORDS)
                message = f"expected one of {', '.join(WORDS)}, got {quoted(stands_for)}{hint}"
                found.append(mapping.problem(f"{section}\0{label}", message))
            elif not stands_for and not number and not (section == "words" and coloured):
                if section == "colours" and not about.alone:
                    continue
                message = f"has no stance yet: {_about(about)}"
                found.append(mapping.problem(f"{section}\0{label}", message))
    return found
