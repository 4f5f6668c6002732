"""Folders with bytes that nobody chose, for a set time, each judged without a traceback.

Bytes of a file are turned, cut out, doubled or replaced by signs that mean something in YAML, CSV
or Parquet. A folder may come out sound; what may not happen is an exception, or a minute of work.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.faults.bad_inputs import FOLDER
from benchmarks.faults.outcome import Outcome, Scale
from parley.conversion.convert import convert_in_place
from parley.loading.loader import inspect

SEED = 17
MOST_CHANGES = 6
PATIENCE = 10.0
SIGNS = (
    b"&a ", b"*a", b"<<: *a", b"!!python/object:os.system", b"- ", b": ", b"? ", b"{", b"[", b"}",
    b"]", b"|\n", b">\n", b"'", b'"', b"#", b"\t", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r",
    b"\xe2\x80\xae", b"---\n", b"...\n", b"%YAML 9\n", b",", b"\n\n", b"PAR1", b"1e999",
    b"\xed\xa0\x80",
)  # fmt: skip


def measured(scale: Scale) -> Iterator[Outcome]:
    """One outcome for files of text, one for a Parquet file."""
    with tempfile.TemporaryDirectory() as parent:
        base = Path(parent, "base", FOLDER.name)
        shutil.copytree(FOLDER, base)
        convert_in_place(base, "parquet")
        tables = sorted(base.glob("*.parquet"))
        for name, of, files in (
            ("bytes of text files changed at random", FOLDER, sorted(FOLDER.rglob("*.*"))),
            ("bytes of a Parquet file changed at random", base, tables),
        ):
            outcome = Outcome(name)
            rng = random.Random(SEED)
            end = time.monotonic() + scale.fuzz_seconds / 2
            sound = 0
            while time.monotonic() < end:
                path = shutil.copytree(of, Path(parent, str(outcome.tried), of.name))
                file = path / rng.choice(files).relative_to(of)
                file.write_bytes(_changed(file.read_bytes(), rng))
                began = time.perf_counter()
                try:
                    sound += inspect(path)[0] is not None
                    slow = time.perf_counter() - began > PATIENCE
                    outcome.add("judged too late" if slow else None)
                except Exception as error:
                    number = outcome.tried
                    outcome.add(f"number {number}: {type(error).__name__}: {error}"[:160])
                shutil.rmtree(path.parent)
            seconds = scale.fuzz_seconds / 2
            outcome.note = f"in {seconds:.0f} s, seed {SEED}; {sound:,} came out sound"
            yield outcome


def _changed(data: bytes, rng: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(rng.randint(1, MOST_CHANGES)):
        at = rng.randrange(len(found) + 1)
        match rng.randrange(5):
            case 0 if at < len(found):
                found[at] ^= 1 << rng.randrange(8)
            case 1:
                del found[at : at + rng.choice((1, 2, 7, 40, 400))]
            case 2:
                found[at:at] = found[at : at + rng.choice((1, 3, 20, 200))]
            case 3:
                found[at:at] = rng.choice(SIGNS)
            case _:
                found[at : at + 4] = rng.randbytes(4)
    return bytes(found)
