"""The steps of .ci/run: linters, both commands of the README, the wheel, and each test once.

Two environments are made, each by a command of the README in a clone of its own. The one that runs
the dashboard then takes the wheel, and after it the linters; the one that runs the tests without a
browser then runs the browser's. The two go side by side, and what a step prints comes whole.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import FrameType
from typing import IO
from urllib.request import urlopen
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
PORT = 8501
"""Where the README says that the dashboard opens."""

SCRIPT = "/_stcore/bidi-components/parley.page/page.js"
"""One of Parley's components, which Streamlit finds by the manifest of an installed Parley."""

SECONDS_TO_ANSWER = 240
BROWSERS = min(4, os.cpu_count() or 1)
"""How many browsers are driven side by side: they and their servers leave no processor idle."""


class Failed(Exception):
    """What did not hold, in one line."""


# --- processes and steps

_running: set[subprocess.Popen[bytes]] = set()
_stopping = False
_printing = Lock()
_seconds: dict[str, float] = {}


@dataclass(frozen=True)
class Step:
    """Runs commands whose output goes where that of the step goes."""

    output: IO[bytes]

    def say(self, line: str) -> None:
        """Print a line of its own."""
        self.output.write(f"{line}\n".encode())
        self.output.flush()

    def start(
        self, command: Sequence[str | Path], cwd: Path = ROOT, **environment: str
    ) -> subprocess.Popen[bytes]:
        """Start a command in a process group of its own, so that all of it can be stopped."""
        if _stopping:
            raise Failed("stopped")
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **environment},
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        _running.add(process)
        return process

    def run(self, *command: str | Path, cwd: Path = ROOT, **environment: str) -> None:
        """Run a command, and raise Failed where it fails."""
        code = self.start(command, cwd, **environment).wait()
        if code:
            raise Failed(f"exit code {code}: {' '.join(map(str, command))}")

    def answers(self, process: subprocess.Popen[bytes], port: int) -> None:
        """Wait until a dashboard is healthy and serves its scripts, then stop it."""
        give_up = time.monotonic() + SECONDS_TO_ANSWER
        while process.poll() is None and time.monotonic() < give_up:
            with suppress(OSError), urlopen(_url(port) + "/_stcore/health", timeout=2) as answer:
                if answer.read() == b"ok":
                    for path in ("", SCRIPT):
                        with urlopen(_url(port) + path, timeout=20) as page:
                            self.say(f"{_url(port)}{path} answers: {page.status}")
                    stop(process)
                    return
            time.sleep(0.2)
        raise Failed(f"the dashboard did not answer at {_url(port)}")


@contextmanager
def step(title: str, live: bool = False) -> Iterator[Step]:
    """A step, whose output is printed as it comes where `live`, else whole when it is over."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as kept:
        if live:
            _print(f"\n== {title}")
        try:
            yield Step(sys.stdout.buffer if live else kept)
        except Failed as failed:
            raise Failed(f"{title}: {failed}") from None
        finally:
            _seconds[title] = time.monotonic() - start
            if not live:
                kept.seek(0)
                head = f"\n== {title} ({_seconds[title]:.0f} s)\n"
                _print(head + kept.read().decode("utf-8", "replace").rstrip())


def _print(text: str) -> None:
    with _printing:
        print(text, flush=True)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)


def stop_all() -> None:
    """End whatever runs, and start nothing more."""
    global _stopping
    _stopping = True
    for process in list(_running):
        if process.poll() is None:
            stop(process)


def _url(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def free_port(wanted: int = 0) -> int:
    """The wanted port where it is free, else another one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            return free_port()
        port: int = probe.getsockname()[1]
        return port


# --- what stands side by side


def chromium() -> None:
    """Chromium of Debian, installed where there is none."""
    with step("Chromium") as to:
        if (found := _chromium()) is None:
            if shutil.which("apt-get") is None:
                raise Failed("Chromium is missing and there is no apt-get: install it")
            as_root = [] if os.geteuid() == 0 else ["sudo"]
            if as_root and shutil.which("sudo") is None:
                raise Failed("Chromium is missing: install it as root, or provide sudo")
            apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
            to.run(*apt, "update")
            to.run(*apt, "install", "-y", "--no-install-recommends", "chromium")
            found = _chromium()
        to.run(found or "chromium", "--version")


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def run_command_wheel_and_linters(work: Path, command: str, path: Path) -> None:
    """The README's command that runs; then, in its environment, the wheel and the linters."""
    clone = work / "to-run"
    bin = clone / ".venv" / "bin"
    with step("The README's command that runs, in a fresh clone") as to:
        to.run("git", "clone", "-q", ROOT, clone)
        port = free_port(PORT)
        if port != PORT:
            command += f" --port {port}"
        to.say(command)
        server = to.start(["bash", "-c", command], clone, PATH=str(path), BROWSER="true")
        to.answers(server, port)

    with step("The wheel, away from the checkout") as to:
        elsewhere = work / "elsewhere"
        elsewhere.mkdir()
        to.run(bin / "pip", "wheel", "-q", "--no-deps", "-w", work / "wheel", ROOT)
        to.run(bin / "pip", "uninstall", "-q", "-y", "parley")
        to.run(bin / "pip", "install", "-q", *(work / "wheel").glob("parley-*.whl"))
        carried = "import sys, parley.paths; sys.exit(parley.paths.app_dir().name != '_app')"
        to.run(bin / "python", "-c", carried, cwd=elsewhere)
        port = free_port()
        server = to.start([bin / "parley", "--no-browser", "--port", str(port)], elsewhere)
        to.answers(server, port)
        to.run(bin / "parley", "check", cwd=elsewhere)

    with step("Style, types, the flow of imports, the shipped data") as to:
        to.run(bin / "pip", "install", "-q", "-e", ".[dev]")
        to.run(bin / "ruff", "check", ".")
        to.run(bin / "ruff", "format", "--check", ".")
        to.run(bin / "mypy")
        to.run(bin / "lint-imports", "--no-cache")
        to.run(bin / "parley", "check")


def test_command(work: Path, command: str, path: Path) -> None:
    """The README's command that tests, without a browser and, as none is timed, side by side.

    The tests of a file run in one process, which keeps what they share: folders, frames, pages.
    """
    clone = work / "to-test"
    with step("The README's command that tests, in a fresh clone without a browser") as to:
        to.run("git", "clone", "-q", ROOT, clone)
        to.say(command)
        options = f"-q -n auto --dist loadfile --junitxml={work / 'without.xml'}"
        options += " --durations=15 --durations-min=1"
        to.run("bash", "-c", command, cwd=clone, PATH=str(path), PYTEST_ADDOPTS=options)


def browser_tests(work: Path) -> None:
    """The tests that drive a browser, of the checkout, in the environment of the other tests."""
    bin = work / "to-test" / ".venv" / "bin"
    with step("The tests in a browser", live=True) as to:
        to.run(bin / "pip", "install", "-q", "--no-deps", "-e", ".")
        side_by_side = ("-n", str(BROWSERS), "--dist", "loadfile")
        durations = ("--durations=15", "--durations-min=1")
        report = f"--junitxml={work / 'with.xml'}"
        pytest = (bin / "pytest", "-q", "-m", "browser")
        to.run(*pytest, *side_by_side, *durations, report, PARLEY_BROWSER="required")


# --- the README, and a machine without a browser


def readme_commands() -> tuple[str, str]:
    """The command that runs and the command that tests, as they stand in the README."""
    text = (ROOT / "README.md").read_text("utf-8")
    commands = re.findall(r"^```sh\n(python3 -m venv .*)\n```$", text, re.MULTILINE)
    if [command.rsplit("/", 1)[1] for command in commands] != ["parley", "pytest"]:
        raise Failed("README.md: expected the command that runs and the command that tests")
    run, test = commands
    return run, test


def path_without_browser(directory: Path) -> Path:
    """A directory with the programs of PATH but for Chromium, where python3 is this Python."""
    directory.mkdir()
    for each in os.get_exec_path():
        for program in Path(each).glob("*"):
            if not program.name.startswith(("chrom", "google-chrome", "python")):
                with suppress(FileExistsError):
                    (directory / program.name).symlink_to(program)
    python = directory / "python3"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    python.chmod(0o755)
    return directory


# --- each test once


@dataclass(frozen=True)
class Outcome:
    """What a run of pytest says of its tests, each by its name."""

    passed: Counter[str]
    skipped: Counter[str]
    closing_line: str


def outcome(report: Path) -> Outcome:
    """Read a report in the form of JUnit."""
    passed: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    (suite,) = ElementTree.parse(report).getroot().iter("testsuite")
    for case in suite.iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        (skipped if case.find("skipped") is not None else passed)[name] += 1
    counts = [f"{passed.total()} passed", f"{skipped.total()} skipped"][: 1 + bool(skipped)]
    return Outcome(passed, skipped, _closing_line(", ".join(counts), float(suite.get("time", 0))))


def _closing_line(counts: str, seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    clock = f" ({hours}:{minutes:02}:{rest:02})" if seconds >= 60 else ""
    return f"{counts} in {seconds:.2f}s{clock}"


def each_test_once(without: Outcome, within: Outcome) -> int:
    """The number of tests; raises Failed where one ran twice, or not at all."""
    ran = without.passed + within.passed
    never = without.skipped.keys() - ran.keys() | within.skipped.keys()
    twice = [name for name, times in ran.items() if times > 1]
    for names, what in ((never, "were not run"), (twice, "ran more than once")):
        if names:
            raise Failed(f"{len(names)} tests {what}: {', '.join(sorted(names)[:5])} …")
    return ran.total()


def main() -> int:
    """Run every step; what failed is the last line, or else how many tests passed."""
    start = time.monotonic()
    signal.signal(signal.SIGTERM, _interrupted)
    with tempfile.TemporaryDirectory(prefix="parley-ci-") as directory:
        work = Path(directory)
        try:
            run, test = readme_commands()
            path = path_without_browser(work / "path")
            _say_what_is_not_committed()
            with ThreadPoolExecutor() as pool:
                jobs = [
                    pool.submit(chromium),
                    pool.submit(test_command, work, test, path),
                    pool.submit(run_command_wheel_and_linters, work, run, path),
                ]
                try:
                    for job in as_completed(jobs):
                        job.result()
                except BaseException:
                    stop_all()
                    raise
            browser_tests(work)
            without, within = outcome(work / "without.xml"), outcome(work / "with.xml")
            number = each_test_once(without, within)
        except Failed as failed:
            _print(f"\n{failed}")
            return 1
        except KeyboardInterrupt:
            return 130
        finally:
            stop_all()
    _print("\n== Seconds of each step")
    for title, seconds in _seconds.items():
        _print(f"{seconds:6.0f}  {title}")
    _print("\n== Every test, each run once")
    _print(f"without a browser: {without.closing_line}\nin a browser: {within.closing_line}")
    _print(_closing_line(f"{number} passed", time.monotonic() - start))
    return 0


def _say_what_is_not_committed() -> None:
    changed = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, stdout=subprocess.PIPE)
    if changed.stdout:
        _print("Note: there are uncommitted changes, and a clone has only what is committed.")


def _interrupted(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
