"""The real `parley convert --in-place`, killed, on full disks and twice at once: what is lost.

The folder has positions in many files. After each try it is loaded, and has to hold every record
that it held, whatever has become of the command; then the command is run again, and has to go
through. A kill comes at a random moment of the command's run, half of them while it puts files in
their places. A disk is a small file system in memory where one can be mounted; else the system
refuses to write more than so many bytes to a file.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from benchmarks.faults.outcome import Outcome, Scale
from benchmarks.folders import write
from parley.conversion.differences import difference
from parley.loading.journal import JOURNAL
from parley.loading.loader import Negotiation, inspect, load

SEED = 17
PARTIES, ISSUES, FILES = 12, 120, 40
FORMS = ("csv", "parquet", "yaml")
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0


def measured(scale: Scale) -> Iterator[Outcome]:
    """Kills, full disks and races."""
    with tempfile.TemporaryDirectory() as parent:
        whole = Path(parent, "whole", "talks")
        write(whole, PARTIES, ISSUES, form="yaml")
        split(whole, FILES)
        before = load(whole)
        if scale.kills:
            yield _kills(whole, before, Path(parent), scale.kills)
        if scale.disks:
            yield from _disks(whole, before, Path(parent), scale.disks)
        if scale.races:
            yield _races(whole, before, Path(parent), scale.races)


def split(folder: Path, files: int) -> None:
    """Spread the issues of a folder over so many files, an area each."""
    issues = []
    for path in sorted((folder / "issues").iterdir()):
        _, _, rest = path.read_text("utf-8").partition("issues:\n")
        issues += [f"  - id:{each}" for each in rest.split("  - id:")[1:]]
        path.unlink()
    for number in range(files):
        text = f"area: area-{number}\ntitle: Area {number}\nissues:\n"
        path = folder / "issues" / f"area-{number}.yaml"
        path.write_text(text + "".join(issues[number::files]), "utf-8")


def command(folder: Path, to: str) -> list[str]:
    return [
        sys.executable, "-m", "parley", "convert", str(folder), "--to", to, "--in-place"
    ]  # fmt: skip


def _start(folder: Path, to: str, **more: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(folder, to), cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        **more,  # type: ignore[call-overload]
    )  # fmt: skip


def _lost(folder: Path, before: Negotiation) -> str | None:
    """What a folder no longer holds, or why it cannot be loaded."""
    negotiation, problems = inspect(folder)
    if negotiation is None:
        return f"refused: {problems[0]}"[:160]
    return difference(before, negotiation)


def _settled(folder: Path, before: Negotiation, to: str) -> str | None:
    """What is lost of a folder, and after another run of the command that goes through."""
    lost = _lost(folder, before)
    if lost:
        return lost
    again = subprocess.run(
        command(folder, to), cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    if again.returncode:
        return f"the next run failed: {again.stderr.strip()}"[:160]
    if (folder / JOURNAL).exists():
        return "a journal is left behind"
    return _lost(folder, before)


# --- kills


def _kills(whole: Path, before: Negotiation, parent: Path, times: int) -> Outcome:
    rng = random.Random(SEED)
    folder = shutil.copytree(whole, parent / "killed" / whole.name)
    seconds = _seconds_of(whole, parent)
    outcome = Outcome("parley convert --in-place, killed with signal 9")
    killed = writing = 0
    for number in range(times):
        to = FORMS[number % len(FORMS)]
        process = _start(folder, to)
        if number % 2:
            while process.poll() is None and not (folder / JOURNAL).exists():
                time.sleep(0.0005)
            time.sleep(rng.uniform(0, 0.06))
        else:
            time.sleep(rng.uniform(0, seconds))
        writing += (folder / JOURNAL).exists()
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        # Most of the time what is left is left for the next kill to meet.
        finish = number % 5 == 0
        outcome.add(_settled(folder, before, to) if finish else _lost(folder, before))
    outcome.note = f"{killed} were still running, {writing} were writing; {FILES} files of issues"
    return outcome


def _seconds_of(whole: Path, parent: Path) -> float:
    """How long the command takes."""
    folder = shutil.copytree(whole, parent / "timed" / whole.name)
    began = time.monotonic()
    process = _start(folder, "csv")
    process.communicate()
    return time.monotonic() - began


# --- full disks


@contextmanager
def small_disk(size: int) -> Iterator[Path | None]:
    """A file system of so many bytes; None where none can be mounted."""
    with tempfile.TemporaryDirectory() as place:
        options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", place]
        mounted = subprocess.run(["mount", *options], capture_output=True, check=False)
        if mounted.returncode:
            yield None
            return
        try:
            yield Path(place)
        finally:
            subprocess.run(["umount", place], check=True)


def _disks(whole: Path, before: Negotiation, parent: Path, times: int) -> Iterator[Outcome]:
    blocks = sum(-(-path.stat().st_size // 4096) for path in whole.rglob("*.*"))
    need = (blocks + 8) * 4096
    outcome = Outcome("parley convert --in-place on a full disk")
    exported = Outcome("parley export and parley brief on a full disk")
    how, refused = "a file system in memory", 0
    for number in range(times):
        to = "csv" if number % 2 else "parquet"
        free = 4096 * (1 + number * 3)
        with small_disk(need + free) as disk:
            if disk is None:
                how = "injected, no file system could be mounted"
                folder = shutil.copytree(whole, parent / f"full-{number}" / whole.name)
                limit = partial(_limit_files, 1_000 * (number + 1))
                process = _start(folder, to, preexec_fn=limit)
            else:
                folder = shutil.copytree(whole, disk / whole.name)
                _leave(disk, free)
                process = _start(folder, to)
            _, said = process.communicate(timeout=PATIENCE)
            refused += process.returncode != 0
            outcome.add(_lost(folder, before) or _clear(process.returncode, said))
            if disk is not None:
                exported.add(_old_or_new(folder, disk / "out", number))
    outcome.note = f"{how}; {refused} refused, all others went through"
    yield outcome
    if exported.tried:
        exported.note = "the old file or the whole new one, and its name in the message"
        yield exported


def _leave(disk: Path, free: int) -> None:
    """Fill a disk but for so many bytes."""
    found = os.statvfs(disk)
    (disk / "filled").write_bytes(b"\0" * max(0, found.f_bavail * found.f_frsize - free))


def _limit_files(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _clear(code: int, said: str) -> str | None:
    """What is wrong with how a failure was told."""
    lines = [each for each in said.strip().splitlines() if each]
    if code == 0:
        return None
    if "Traceback" in said or not lines or not lines[-1].startswith("parley: "):
        return f"told as: {said.strip()[-120:]!r}"
    return None


def _old_or_new(folder: Path, out: Path, number: int) -> str | None:
    """Whether an export, or a brief, is the old file or the whole new one."""
    what: list[str]
    if number % 2:
        target = out / "positions.csv"
        what = ["export", str(folder), "--format", "csv", "--to", str(out)]
    else:
        target = out / "brief.html"
        what = ["brief", str(folder), "--party", "party-1", "--no-charts", "--to", str(target)]
    out.mkdir(exist_ok=True)
    try:
        target.write_bytes(b"old")
    except OSError:  # not even that fits
        target.unlink(missing_ok=True)
    before = target.read_bytes() if target.exists() else None
    with tempfile.TemporaryDirectory() as scratch:
        done = subprocess.run(
            [sys.executable, "-m", "parley", *what], cwd=ROOT, capture_output=True, text=True,
            check=False, timeout=PATIENCE, env={**os.environ, "TMPDIR": scratch},
        )  # fmt: skip
    now = target.read_bytes() if target.exists() else None
    if done.returncode == 0:
        return None if now and now != before else "said to be written, and is not"
    if now != before and (now is None or not _is_whole(now)):
        return f"{target.name} is neither the old file nor the whole new one"
    told = _clear(done.returncode, done.stderr)
    named = any(path.name in done.stderr for path in (out, target))
    return told or (None if named else f"the file is not named: {done.stderr.strip()[-120:]!r}")


def _is_whole(content: bytes) -> bool:
    return content.rstrip().endswith((b"</html>", b'"', b"\n")) or content.count(b"\n") > PARTIES


# --- races


def _races(whole: Path, before: Negotiation, parent: Path, times: int) -> Outcome:
    outcome = Outcome("two of parley convert --in-place at once, and a reader")
    read = both = 0
    folder = shutil.copytree(whole, parent / "raced" / whole.name)
    for number in range(times):
        pair = [FORMS[(number + at) % len(FORMS)] for at in (0, 1)]
        running = [_start(folder, to) for to in pair]
        lost = None
        while any(process.poll() is None for process in running):
            if lost is None:
                lost = _lost(folder, before)
                read += 1
            time.sleep(0.01)
        said = [process.communicate()[1] for process in running]
        codes = [process.returncode for process in running]
        both += codes == [0, 0]
        told = [_clear(code, each) for code, each in zip(codes, said, strict=True)]
        if all(codes):
            told.append("both were refused")
        tables = [each for each in ("csv", "parquet") if (folder / f"positions.{each}").exists()]
        if len(tables) > 1:
            told.append("both tables are there")
        outcome.add(lost or _lost(folder, before) or next(filter(None, told), None))
    outcome.note = f"{both} went one after the other, one was told to wait in the others; "
    outcome.note += f"read {read} times meanwhile"
    return outcome
