"""A folder of qual-o-mat's JSON files in, a row for each answer of a party out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from parley.importing._compass import Labels, answer_rows, issue_row, party_rows
from parley.importing._texts import NOT_JSON, json_of
from parley.importing.passages import without_markup
from parley.importing.rows import LeftOut, Recognition, Row
from parley.progress import Progress
from parley.wording import count

NEEDED: Final = ("opinion", "party", "statement", "answer")


class QualOMat:
    """The files opinion.json, party.json, statement.json and answer.json of one election."""

    name = "qual-o-mat"
    title = "an election of qual-o-mat"
    complete = False

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """The folder of those files, or opinion.json in it."""
        if not path.is_dir() and path.name != "opinion.json":
            return None
        if not all((_folder(path) / f"{name}.json").is_file() for name in NEEDED):
            return None
        found = count(len(_records(path, "opinion")), "opinion")
        note = (
            "such data are the publisher's and the parties': nothing here says that they may be "
            "published again"
        )
        return Recognition(f"it has {', '.join(NEEDED)}: {found}", {}, (note,))

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """The parties and statements, and a row for each opinion."""
        about = json_of(_folder(path) / "overview.json")
        title = _text(about, "title") if isinstance(about, dict) else ""
        source = title or _folder(path).resolve().name
        url = str(about.get("data_source") or "") if isinstance(about, dict) else ""
        told = {"source": source, "title": source, "kind": "dataset"}
        if url.startswith(("http://", "https://")):
            told["url"] = url
        yield Row("sources", "overview", told)
        answers = {id: _text(each, "message") for id, each in _records(path, "answer").items()}
        comments = _records(path, "comment")
        areas = {id: _text(each, "label") for id, each in _records(path, "category").items()}
        parties, names = {}, Labels()
        for id, each in _records(path, "party").items():
            name, long = _text(each, "name"), _text(each, "longname")
            parties[id] = names.free(name or long, f"party {id}")
            yield from party_rows(f"party {id}", parties[id], long or name, name)
        statements, labels = {}, Labels()
        for id, each in _records(path, "statement").items():
            title, text = _text(each, "label"), _text(each, "text")
            statements[id] = labels.free(title or text, f"statement {id}")
            area = areas.get(str(each.get("category")), "")
            yield issue_row(f"statement {id}", statements[id], title or text, text, area)
        for id, each in _records(path, "opinion").items():
            at = f"opinion {id}"
            party, issue = parties.get(str(each.get("party"))), str(each.get("statement"))
            answer = answers.get(str(each.get("answer")), "")
            if party is None or issue not in statements or not answer:
                yield LeftOut(at, "an opinion whose party, statement or answer is not there")
                continue
            comment = comments.get(str(each.get("comment")), {})
            text = str(comment.get("text") or "")
            yield from answer_rows(at, party, statements[issue], answer, text, source)


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def _records(path: Path, name: str) -> dict[str, Mapping[str, Any]]:
    """The records of a file by their ids; none where there is no such file."""
    tree = json_of(_folder(path) / f"{name}.json")
    if tree is NOT_JSON or not isinstance(tree, list):
        return {}
    return {
        str(each["id"]): each
        for each in tree
        if isinstance(each, dict) and each.get("id") is not None
    }


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return without_markup(value) if isinstance(value, str) else ""


QUALOMAT = QualOMat()
