"""A data set of OpenVAA in, a row for each answer of a candidate or an organisation out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

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
from parley.importing.rows import LeftOut, Recognition, Row
from parley.progress import Progress
from parley.wording import count

ORDINAL: Final = "singleChoiceOrdinal"
ANSWERS: Final = ("answersByExternalId", "answers")
NOT_SHOWN: Final = "somebody who has not accepted that it is shown"


class OpenVaa:
    """A JSON file of OpenVAA."""

    name = "openvaa"
    title = "a data set of OpenVAA"
    complete = False

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A JSON file with lists of questions and candidates, with external ids."""
        tree = json_of(path)
        if not isinstance(tree, dict):
            return None
        lists = [tree.get("questions"), tree.get("candidates")]
        if not all(isinstance(each, list) and each for each in lists):
            return None
        if not all(isinstance(each, dict) and each.get("externalId") for each in tree["questions"]):
            return None
        known = _languages(tree)
        sign = (
            f"{count(len(tree['questions']), 'question')} and "
            f"{count(len(tree['candidates']), 'candidate')} with external ids"
        )
        return Recognition(sign, language_layout(known), language_notes(known))

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """The questions with ordered choices, those who answer, and a row for each answer."""
        tree = json_of(path)
        language = language_of(layout, _languages(tree), path)
        elections = _by_id(tree.get("elections"))
        named = [language.of(each.get("name")) for each in elections.values()]
        source = ", ".join(filter(None, named)) or path.stem
        yield Row("sources", "elections", {"source": source, "title": source, "kind": "dataset"})
        questions = _Questions(tree, language)
        yield from questions.rows()
        organisations = {
            id: language.of(each.get("name")) or id
            for id, each in _by_id(tree.get("organizations")).items()
        }
        labels = Labels()
        for id, each in _by_id(tree.get("organizations")).items():
            if _answers(each):
                label = labels.free(organisations[id], id)
                short = language.of(each.get("shortName"))
                yield from party_rows(f"the organisation {id}", label, organisations[id], short)
                yield from questions.answers(f"the organisation {id}", label, each, source)
        nominated = _nominations(tree, organisations)
        for id, each in _by_id(tree.get("candidates")).items():
            at = f"the candidate {id}"
            if not each.get("termsOfUseAccepted"):
                yield LeftOut(at, NOT_SHOWN)
                continue
            name = " ".join(str(each.get(key) or "") for key in ("firstName", "lastName")).strip()
            label = labels.free(name, id)
            note = f"Nominated by {', '.join(nominated[id])}." if id in nominated else ""
            yield from party_rows(at, label, name or id, note=note)
            yield from questions.answers(at, label, each, source)


class _Questions:
    """The questions of a file that ask for a place on an ordered list."""

    def __init__(self, tree: Mapping[str, Any], language: Language) -> None:
        self.language = language
        self.all = _by_id(tree.get("questions"))
        self.categories = _by_id(tree.get("questionCategories"))
        labels = Labels()
        self.labels = {
            id: labels.free(language.of(each.get("name")), id)
            for id, each in self.all.items()
            if each.get("type") == ORDINAL
        }
        self.choices = {
            id: {
                str(choice.get("id")): language.of(choice.get("label")) or str(choice.get("id"))
                for choice in self.all[id].get("choices") or []
                if isinstance(choice, dict)
            }
            for id in self.labels
        }

    def rows(self) -> Iterator[Row]:
        for id, label in self.labels.items():
            category = self.all[id].get("category")
            category = category.get("externalId") if isinstance(category, dict) else category
            area = self.language.of(self.categories.get(str(category), {}).get("name"))
            name = self.language.of(self.all[id].get("name")) or label
            yield issue_row(f"the question {id}", label, name, name, area)

    def answers(
        self, at: str, label: str, who: Mapping[str, Any], source: str
    ) -> Iterator[Row | LeftOut]:
        """A row for each answer of somebody."""
        for id, answer in _answers(who).items():
            where = f"{at}, {id}"
            if id not in self.labels:
                kind = self.all.get(id, {}).get("type", "unknown")
                yield LeftOut(where, f"an answer to a question of type {kind}")
                continue
            value = answer.get("value") if isinstance(answer, dict) else answer
            if value in (None, ""):
                yield LeftOut(where, "an answer without a value")
                continue
            word = self.choices[id].get(str(value), str(value))
            info = answer.get("info") if isinstance(answer, dict) else None
            yield from explained_rows(
                where, label, self.labels[id], word, info, source, self.language
            )


def _answers(who: Mapping[str, Any]) -> Mapping[str, Any]:
    for key in ANSWERS:
        if isinstance(who.get(key), dict):
            return who[key]
    return {}


def _by_id(records: Any) -> dict[str, Mapping[str, Any]]:
    return {
        str(each["externalId"]): each
        for each in (records if isinstance(records, list) else [])
        if isinstance(each, dict) and each.get("externalId")
    }


def _languages(tree: Mapping[str, Any]) -> list[str]:
    found: dict[str, None] = {}
    for each in _by_id(tree.get("questions")).values():
        found |= dict.fromkeys(languages_in(each.get("name")))
    return list(found)


def _nominations(
    tree: Mapping[str, Any], organisations: Mapping[str, str]
) -> dict[str, dict[str, None]]:
    """The names of those that have nominated each candidate."""
    found: dict[str, dict[str, None]] = {}
    for each in _by_id(tree.get("nominations")).values():
        candidate, by = each.get("candidate"), each.get("organization")
        if isinstance(candidate, dict) and isinstance(by, dict):
            name = organisations.get(str(by.get("externalId")))
            if name:
                found.setdefault(str(candidate.get("externalId")), {})[name] = None
    return found


OPENVAA = OpenVaa()
