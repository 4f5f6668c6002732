"""Labels, words and colours of a file in, what they stand for by its mapping out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from parley.format.ids import id_of
from parley.format.models import Source
from parley.importing.draft import Draft, Plain
from parley.importing.mapping import MappingFile
from parley.importing.mapping_text import ASKED_EACH, PARTY_KEYS, SKIP

TOLD: Final = {
    "parties": ("name", "short", "note", "speakers"),
    "issues": ("title", "proposal", "scale", "options"),
    "sources": tuple(Source.model_fields),
}
"""What a file may say of a record beside its label."""
AREA: Final = "general"
"""The area of issues for which neither the file nor the mapping names one."""


class Labels:
    """What the labels of a file stand for, by its mapping."""

    def __init__(self, mapping: MappingFile, folder: Draft) -> None:
        self.mapping = mapping
        self.folder = folder
        self.attribution = str(mapping.tree.get("attribution") or "")
        self.date = str(mapping.tree.get("date") or "")
        self.area_titles: dict[str, str] = {}
        self._told: dict[tuple[str, str], Plain] = {}
        self._words = {
            str(word).casefold(): str(means) for word, means in mapping.section("words").items()
        }
        self._made: dict[tuple[str, str], Plain | None] = {}

    def word(self, word: str) -> str:
        """What a word stands for; nothing where nobody has said."""
        return self._words.get(word.casefold(), "")

    def colour(self, fill: str | None) -> str:
        """What a colour stands for."""
        return str(self.mapping.section("colours").get(fill) or "") if fill else ""

    def tell(self, section: str, label: str, values: Mapping[str, Any]) -> None:
        """Keep what a file says of the record that it calls by a label."""
        told = {key: values[key] for key in TOLD[section] if values.get(key)}
        self._told.setdefault((section, label), told)

    def coder(self, label: str | None) -> str:
        """The name of the folder of who coded a row; nothing where the mapping names none."""
        return str(self.mapping.section("coders").get(label) or "") if label else ""

    def party(self, label: str) -> Plain | None:
        """The party of a label; None where it is left out."""
        return self._cached("parties", label)

    def issue(self, label: str, values: Mapping[str, Any]) -> Plain | None:
        """The issue of a label, with its area; `values` are those of a row that has it."""
        if ("issues", label) not in self._made:
            self._made["issues", label] = self._issue(label, values)
        return self._made["issues", label]

    def source(self, label: str | None) -> Plain:
        """The source of a label, or the one of the whole file."""
        made = self._cached("sources", label or "")
        assert made is not None
        return made

    def _cached(self, section: str, label: str) -> Plain | None:
        key = (section, label)
        if key not in self._made:
            self._made[key] = self._party(label) if section == "parties" else self._source(label)
        return self._made[key]

    def _entry(self, section: str, label: str) -> Plain:
        found = self.mapping.section(section).get(label)
        if isinstance(found, Mapping):
            return {str(key): value for key, value in found.items() if value not in ("", None)}
        return {"id": str(found)}

    def _party(self, label: str) -> Plain | None:
        entry = self._entry("parties", label)
        if entry["id"] == SKIP:
            return None
        if entry["id"] in self.folder.parties:
            return self.folder.parties[entry["id"]]
        defaults = {key: str(self.mapping.section("party").get(key)) for key in PARTY_KEYS}
        told = self._told.get(("parties", label), {})
        return {"id": entry["id"], "name": label.strip(), **defaults, **told, **entry}

    def _issue(self, label: str, values: Mapping[str, Any]) -> Plain | None:
        entry = self._entry("issues", label)
        if entry["id"] == SKIP:
            return None
        if entry["id"] in self.folder.issues:
            return self.folder.issues[entry["id"]]
        told = self._told.get(("issues", label), {})
        title = told.get("title") or label.strip()
        proposal = values.get("proposal") or title
        plain = {"id": entry["id"], "title": title, "proposal": proposal, **told}
        status = str(self.mapping.tree.get("status") or "unknown")
        area = str(self.mapping.tree.get("area") or AREA)
        if values.get("area"):
            area = id_of(values["area"], ())
            self.area_titles.setdefault(area, values["area"])
        return {**plain, "status": status, "area": area, **entry}

    def _source(self, label: str) -> Plain:
        entry = self._entry("sources", label) if label else dict(self.mapping.section("source"))
        if (told := self._told.get(("sources", label))) is not None:
            shared = self.mapping.section("source")
            own = ("id", *ASKED_EACH)
            defaults = {key: shared[key] for key in shared if key not in own and shared[key]}
            return {**defaults, **told, **entry}
        if label in self.folder.sources:
            return self.folder.sources[label]
        if entry.get("id") in self.folder.sources:
            return self.folder.sources[entry["id"]]
        if not label:
            entry.setdefault("kind", "dataset")
        return {key: value for key, value in entry.items() if value}
