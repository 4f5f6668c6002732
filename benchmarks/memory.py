"""That memory does not grow: over reruns of a page, and over reloads of a folder that changes.

Run: python benchmarks/memory.py [RERUNS RELOADS [PARTIES ISSUES]]. Without numbers, 10,000 reruns
and 100 reloads of the shipped folder. A rerun is the script of the Matrix page in Streamlit's test
driver, with another choice each time; a reload reads the folder after one of its files changed and
frames another day. Printed is the resident memory on the way, in megabytes.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from streamlit.testing.v1 import AppTest  # noqa: E402

from parley.ui.store import store  # noqa: E402

SHIPPED = "ukraine-berlin"
STEPS = 10
DEFAULTS = [10_000, 100, 0, 0]
"""Reruns, reloads, and the size of the folder: 0 for the shipped one."""


def main() -> None:
    given = [int(each) for each in sys.argv[1:5]]
    reruns, reloads, parties, issues = [*given, *DEFAULTS[len(given) :]]
    with tempfile.TemporaryDirectory() as parent:
        path = Path(parent) / SHIPPED
        if parties:
            given_size = [str(parties), str(issues)]
            # In a process of its own: what writing takes is not what serving takes.
            script = str(Path(__file__).with_name("folders.py"))
            subprocess.run([sys.executable, script, str(path), *given_size], check=True)
        else:
            shutil.copytree(ROOT / "data" / SHIPPED, path)
        os.environ["PARLEY_DATA"] = parent
        print(f"imported: {_resident():.0f} MB")
        store().get(SHIPPED)
        print(f"loaded: {_resident():.0f} MB, at most {_peak():.0f} MB on the way")
        if reruns:
            _rerun(reruns)
        _reload(path, reloads)


def _rerun(times: int) -> None:
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=120)
    app.run()
    app.switch_page("matrix.py").run()
    areas = [*store().get(SHIPPED).negotiation.areas]
    found = []
    for number in range(times):
        app.query_params["area"] = areas[number % len(areas)]
        app.run()
        assert not app.exception, app.exception[0].value
        if number % max(1, times // STEPS) == 0:
            found.append(_told(f"rerun {number:,}"))
    _growth("reruns", found, times)


def _reload(path: Path, times: int) -> None:
    shelf = store()
    header = path / "negotiation.yaml"
    text = header.read_text("utf-8")
    found = []
    for number in range(times):
        header.write_text(f"{text}\n# {number}\n", "utf-8")
        shelved = shelf.get(SHIPPED)
        shelved.frames_on(dt.date(2025, 12, 1))
        shelved.answers.once("an answer", lambda shelved=shelved: shelved.frames_on(None).issues)
        del shelved
        if number % max(1, times // STEPS) == 0:
            found.append(_told(f"reload {number:,}"))
    _growth("reloads", found, times)


def _told(what: str) -> float:
    gc.collect()
    found = _resident()
    print(f"{what}: {found:.0f} MB", flush=True)
    return found


def _growth(what: str, found: list[float], times: int) -> None:
    """The growth from the second step on: the first fills what is kept up to a bound."""
    if len(found) > 2:
        grown = found[-1] - found[1]
        print(f"growth over {times:,} {what}: {grown:+.1f} MB")


def _resident() -> float:
    """The resident memory of this process, in megabytes; Linux tells it."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _peak() -> float:
    status = Path("/proc/self/status").read_text()
    return next(float(line.split()[1]) for line in status.splitlines() if "VmHWM" in line) / 1e3


if __name__ == "__main__":
    main()
