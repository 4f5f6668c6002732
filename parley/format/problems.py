"""What is wrong with a data folder: each problem with file, line, place and remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["fault", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. A fault refuses the folder; a warning does not."""

    file: str
    line: int
    where: str
    message: str
    severity: Severity = "fault"
    number: int = 1
    """How many problems it stands for: more than one where it counts the rest of very many."""
    unread: bool = False
    """Whether it tells of a file that looks like data of the folder and was left unread."""

    def __str__(self) -> str:
        note = "warning: " if self.severity == "warning" else ""
        return escape_unprintable(f"{self.file}:{self.line}: {self.where}: {note}{self.message}")


def number_of(problems: Iterable[Problem], severity: Severity = "fault") -> int:
    """How many problems of a severity these are, or stand for."""
    return sum(each.number for each in problems if each.severity == severity)


class FolderError(Exception):
    """A folder that was refused. `problems` holds its faults and warnings, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        faults = [problem for problem in self.problems if problem.severity == "fault"]
        super().__init__("\n".join(map(str, faults)))


def escape_unprintable(text: str) -> str:
    """Text with what cannot be printed escaped: a key or a file's name may hold line breaks."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else repr(each)[1:-1] for each in text)


def quoted(value: object, limit: int = 60) -> str:
    """A value as a message quotes it: escaped, and cut where it is long."""
    text = str(value)
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")


def closest_match(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` is a near miss of, if any."""
    return next(iter(difflib.get_close_matches(word[:80], known, n=1, cutoff=0.7)), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`, did you mean 'x'?` for a near miss of a known word, else nothing."""
    near = closest_match(word, known)
    return f", did you mean {near!r}?" if near else ""
