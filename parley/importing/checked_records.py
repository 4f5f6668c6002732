"""Values of records in, each with its address; a draft of those that the format takes, and the
faults of the others, out.

Positions that say the same of a party, an issue and a day are one, with several pieces of evidence.
Those that differ stay beside each other, as conflicting reports.
"""

from __future__ import annotations

import re
from typing import Any, Final

from pydantic import ValidationError

from parley.format.ids import is_id
from parley.format.models import Position, Record
from parley.format.problems import Problem, quoted
from parley.importing.draft import Derived, Draft, Plain, plain_of
from parley.importing.report import Report
from parley.loading.records import error_message

MOST_FAULTS: Final = 1_000
ROW: Final = re.compile(r"[0-9]{1,9}$")
"""The row, at the end of an address."""
SAYS: Final = (
    "date", "stance", "value", "bound", "option", "fallback", "red_line", "conditions",
)  # fmt: skip
"""What two rows of one party and issue have in common that are one position."""


class CheckedRecords:
    """The draft that the rows of one file make, and the account of it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.draft = Draft()
        self.report = Report()
        self.problems: list[Problem] = []
        self._positions: dict[tuple[Any, ...], Plain] = {}
        self._of_coder: dict[str, dict[tuple[Any, ...], Plain]] = {}
        self._refused: set[tuple[str, str]] = set()

    def put_positions(self) -> None:
        """Put the positions, and those of several coders, into the draft."""
        self.draft.positions = list(self._positions.values())
        self.report.positions = len(self.draft.positions)
        if len(self._of_coder) > 1:
            self.draft.coders = {
                name: list(each.values()) for name, each in sorted(self._of_coder.items())
            }

    def once(self, at: str, kind: str, record: type[Record], values: Plain) -> None:
        """Take over a record, checked, where it is not there; one that is refused is told once."""
        records = getattr(self.draft, kind)
        if values["id"] not in records and (kind, values["id"]) not in self._refused:
            made = self.checked(at, record, values)
            if made is None:
                self._refused.add((kind, values["id"]))
            else:
                records[values["id"]] = made

    def is_area(self, at: str, area: str) -> bool:
        """Whether an area's id is one, which names a file; a fault, told once, where it is not."""
        if is_id(area):
            return True
        if ("areas", area) not in self._refused:
            self._refused.add(("areas", area))
            self.fault(at, "area", f"expected an id, got {quoted(area)}")
        return False

    def add_position(
        self, at: str, issue: str, values: Plain, fold: bool = True, coder: str = ""
    ) -> None:
        """Take in a position, or its evidence where one says the same and `fold` is on.

        That of a coder is one of the coder's own, too.
        """
        derived = isinstance(values.get("summary"), Derived)
        no_summary = "summary" not in values
        if no_summary:
            values["summary"] = "?"
        made = self.checked(at, Position, values)
        if made is None:
            return
        if no_summary:
            del made["summary"]
        elif derived:
            made["summary"] = Derived(made["summary"])
        says = (issue, made["party"], *(str(made.get(key)) for key in SAYS))
        key = says if fold else (*says, len(self._positions))
        if coder:
            own = {"issue": issue, **made, "evidence": list(made["evidence"])}
            _fold(self._of_coder.setdefault(coder, {}), key, own)
        self.report.folded += _fold(self._positions, key, {"issue": issue, **made})

    def checked(self, at: str, record: type[Record], values: Plain) -> Plain | None:
        """The values as the record has them; None where it refuses them, which is a fault."""
        try:
            made = record.model_validate(values, by_alias=True, by_name=False)
        except ValidationError as error:
            for each in error.errors(include_url=False):
                where = ".".join(map(str, each["loc"]))
                self.fault(at, where, error_message(each, record))
            return None
        return plain_of(made)

    def fault(self, at: str, where: str, message: str) -> None:
        """A fault at an address of the file."""
        if len(self.problems) < MOST_FAULTS:
            row = ROW.search(at)
            line = int(row[0]) if row else 1
            self.problems.append(Problem(self.file, line, f"{at}, {where}", message))


def _fold(positions: dict[tuple[Any, ...], Plain], key: tuple[Any, ...], position: Plain) -> bool:
    """Add a position, or its evidence to the one that says the same; whether there is such."""
    there = positions.setdefault(key, position)
    if there is position:
        return False
    for evidence in position["evidence"]:
        if evidence not in there["evidence"]:
            there["evidence"].append(evidence)
    return True
