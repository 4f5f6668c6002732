"""What it takes to import other people's codings: seconds and memory of the whole command.

A project of the Discourse Network Analyzer with 50,000 statements, 870,000 votes as the United
Nations' CSV has them, and 500,000 votes as Voteview has them are written. Of the last the majority
of each of two parties is taken, and then each member's own, with those who did not vote as
silences. `parley import` runs as a person runs it: for the mapping, which is filled in, and once
more for the checked folder. Figures are those of the last run, in a process of its own; seconds are
those of the processor.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figures import Figure, Target
from tests.importing.made_dna import Document, Statement, write_dna
from tests.importing.trying import HEADER, PARTY, fill

STATEMENTS = 50_000
PER_DOCUMENT = 20
ROLL_CALLS = 6_200
COUNTRIES = 200
PRESENT = 0.7
MEMBERS = 435
DIVISIONS = 1_150
SEED = 1


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as parent:
        cases = (
            (f"{STATEMENTS:,} statements of DNA", _dna, DNA, 60),
            ("870,000 votes of the UN", _votes, UN, 120),
            ("500,000 votes of Congress, by party", _congress, PARTIES, 120),
            ("500,000 votes of Congress, 25,000 silences", _congress, CONGRESS, 120),
        )
        for number, (name, writer, meant, seconds) in enumerate(cases):
            folder = Path(parent) / str(number)
            folder.mkdir()
            file = writer(folder)
            taken, memory = _imported(file, folder / "data" / "talks", meant)
            yield Figure("codings", name, taken, "s", target=Target(seconds, "value"))
            yield Figure("codings", f"{name}, memory", memory, "MB", target=Target(1_000, "value"))


DNA: dict[str, Any] = {
    "negotiation": HEADER,
    "attribution": "on-record",
    "party": PARTY,
    "words": {"agrees": "supports", "disagrees": "opposes"},
}
UN: dict[str, Any] = {
    "negotiation": HEADER,
    "attribution": "document",
    "party": PARTY,
    "source": {"title": "Votes", "publisher": "The archive", "date": "2020-01-01"},
    "words": {"yes": "supports", "no": "opposes", "abstain": "undecided"},
}

CONGRESS: dict[str, Any] = {
    **UN,
    "layout": {"parties": "members"},
    "words": {"1, yea": "supports", "6, nay": "opposes", "9, not voting": "declined"},
}
PARTIES: dict[str, Any] = {
    **CONGRESS,
    "layout": {"parties": "parties"},
    "majority": {"more_than": 0.5, "otherwise": "conflicting"},
}


def _imported(file: Path, into: Path, meant: dict[str, Any]) -> tuple[float, float]:
    """Seconds and megabytes of the run that writes the folder."""
    command = [sys.executable, "-m", "parley", "import", str(file), "--into", str(into)]
    subprocess.run(command, check=True, capture_output=True)
    if "layout" in meant:
        fill(file.parent / "mapping.yaml", {"layout": meant["layout"]})
        subprocess.run(command, check=False, capture_output=True)
    fill(file.parent / "mapping.yaml", meant)
    child = subprocess.run(
        [sys.executable, "-c", WATCHED, *command], check=True, capture_output=True, text=True
    )
    if not (into / "negotiation.yaml").is_file():
        raise RuntimeError(child.stderr)
    seconds, kilobytes = child.stdout.split()[-2:]
    return float(seconds), int(kilobytes) / 1024


WATCHED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def _dna(folder: Path) -> Path:
    random = np.random.default_rng(SEED)
    documents, statements = [], []
    for number in range(1, STATEMENTS // PER_DOCUMENT + 1):
        words = [f"In text {number} part {part} is said to be so." for part in range(PER_DOCUMENT)]
        day = f"20{10 + number % 15:02}-{1 + number % 12:02}-{1 + number % 28:02}"
        documents.append(Document(f"Article {number}", " ".join(words), day))
        for each in words:
            actor, concept, coder = random.integers((200, 60, 2)).tolist()
            statements.append(
                Statement(number, each, f"Organisation {actor}", f"Concept {concept}",
                          int(random.integers(2)), "", f"Coder {coder}")
            )  # fmt: skip
    file = folder / "talks.dna"
    write_dna(file, documents, statements)
    return file


def _votes(folder: Path) -> Path:
    random = np.random.default_rng(SEED)
    cast = np.array(["yes", "yes", "yes", "no", "abstain"])
    with (folder / "votes.csv").open("w") as votes, (folder / "rollcalls.csv").open("w") as calls:
        votes.write("rcid,country,country_code,vote\n")
        calls.write("rcid,session,importantvote,date,unres,amend,para,short,descr\n")
        for call in range(ROLL_CALLS):
            day = f"{1946 + call // 90}-{1 + call % 12:02}-{1 + call % 28:02}"
            calls.write(f"{call},{call // 90},,{day},A/RES/{call},,,Title {call},What is asked\n")
            here = np.nonzero(random.random(COUNTRIES) < PRESENT)[0]
            words = cast[random.integers(len(cast), size=len(here))]
            votes.writelines(
                f"{call}.0,Country {country},C{country},{word}\n"
                for country, word in zip(here.tolist(), words.tolist(), strict=True)
            )
    return folder / "votes.csv"


def _congress(folder: Path) -> Path:
    """Votes of two parties' members, one in twenty of them not cast."""
    random = np.random.default_rng(SEED)
    with (folder / "votes.csv").open("w") as votes, (folder / "members.csv").open("w") as members:
        members.write("congress,chamber,icpsr,state_abbrev,party_code,bioname\n")
        members.writelines(
            f'117,House,{10_000 + each},IA,{100 * (1 + each % 2)},"MEMBER {each}, A"\n'
            for each in range(MEMBERS)
        )
        votes.write("congress,chamber,rollnumber,icpsr,cast_code,prob\n")
        for call in range(DIVISIONS):
            codes = random.choice((1, 6, 9), size=MEMBERS, p=(0.55, 0.4, 0.05)).tolist()
            votes.writelines(
                f"117,House,{call},{10_000 + each},{code},\n" for each, code in enumerate(codes)
            )
    return folder / "votes.csv"


if __name__ == "__main__":
    from benchmarks.figures import line

    for figure in figures():
        print(line(figure), flush=True)
