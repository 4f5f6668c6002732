"""What was recognised in a file in, the mapping file that a person edits out; and that file back.

It says what the labels, words and colours of a file mean. A word without a stance stays empty until
a person has given it one: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from parley.conversion.yaml_edit import edit_yaml
from parley.format.ids import is_id
from parley.format.problems import Problem, did_you_mean, quoted
from parley.format.types import NUMBER
from parley.format.vocabulary import ATTRIBUTIONS, SILENCES, STANCES
from parley.importing.draft import Draft
from parley.importing.mapping_text import (
    ASKED_EACH,
    HEADER_KEYS,
    LABELLED,
    PARTY_KEYS,
    SKIP,
    SOURCE_KEYS,
    about_label,
    add_labels,
    id_in,
)
from parley.importing.rows import ImportRefused
from parley.importing.survey import Survey
from parley.loading.yaml_reader import read_yaml

NAME: Final = "mapping.yaml"
SECTIONS: Final = (
    "file", "kind", "layout", "negotiation", "attribution", "date", "source", "party", "area",
    "status", "majority", "parties", "issues", "sources", "words", "colours", "coders",
)  # fmt: skip
TEXTS: Final = ("file", "kind", "attribution", "date", "area", "status")
"""The sections that are one text; any other has keys."""
ANSWERS: Final = ("words", "colours", "coders")
"""The sections that say one word of each label."""
WORDS: Final = (*STANCES, *SILENCES, SKIP)


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
        tree = {
            key: value for key, value in _copy(self.tree).items() if value or key not in LABELLED
        }
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
    found = MappingFile(path, text, tree)
    if misshapen := list(_misshapen(found)):
        raise ImportRefused("\n".join(map(str, misshapen)))
    return found


def _misshapen(mapping: MappingFile) -> Iterator[Problem]:
    """A text in place of keys, or keys and lists in place of a text."""
    for name, value in mapping.tree.items():
        if name in TEXTS and _is_nested(value):
            yield mapping.problem(name, "expected a text")
        elif name not in TEXTS and value and not isinstance(value, Mapping):
            yield mapping.problem(name, "expected keys below it, each on a line of its own")
    plain = [("source", "id"), *(("party", key) for key in PARTY_KEYS)]
    plain += [(name, key) for name in (*ANSWERS, "majority") for key in mapping.section(name)]
    for name, key in plain:
        if _is_nested(mapping.section(name).get(key)):
            yield mapping.problem(f"{name}\0{key}", "expected a text")
    for name in set(LABELLED) - set(ANSWERS):
        for label, entry in mapping.section(name).items():
            id = entry.get("id") if isinstance(entry, Mapping) else entry
            if _is_nested(id):
                yield mapping.problem(f"{name}\0{label}", "expected an id")


def _is_nested(value: Any) -> bool:
    return isinstance(value, (Mapping, list))


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
        if entry is None or id_in(entry) in folder.sources or id_in(entry) == SKIP:
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


def _is_known_source(mapping: MappingFile, folder: Draft) -> bool:
    return str(mapping.section("source").get("id")) in folder.sources


def _missing_parties(mapping: MappingFile, survey: Survey, folder: Draft) -> list[Problem]:
    found: list[Problem] = []
    needed: dict[str, bool] = dict.fromkeys(PARTY_KEYS, False)
    for name, records in (("parties", folder.parties), ("issues", folder.issues)):
        for label in getattr(survey, name):
            entry = mapping.section(name).get(label)
            id = id_in(entry or "")
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
                message = f"has no stance yet: {about_label(about)}"
                found.append(mapping.problem(f"{section}\0{label}", message))
    return found
