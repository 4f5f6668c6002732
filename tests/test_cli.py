"""The command line: what each command prints, writes and exits with."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from parley import __version__
from parley import paths as places
from parley.cli import dashboard, main, parser
from parley.cli.schema import SCHEMAS
from parley.export import EXPORTERS
from parley.export.exporter import Workbook
from parley.format import schema
from tests.folders import CASES

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "data" / "ukraine-berlin"

Captured = pytest.CaptureFixture[str]

SOUND = "9 parties, 12 issues, 19 positions, sound"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory in the current one: `good` is sound, `bad` has two faults."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PARLEY_DATA", raising=False)
    for name in ("good", "bad"):
        shutil.copytree(SHIPPED, tmp_path / "data" / name)
    (tmp_path / "data" / "schema").mkdir()
    (tmp_path / "data" / "schema" / "area.schema.json").write_text("{}")
    parties = tmp_path / "data" / "bad" / "parties.yaml"
    text = parties.read_text("utf-8")
    parties.write_text(text.replace("kind: state", "kind: stat", 1) + "\n- {}\n", "utf-8")
    return tmp_path / "data"


def run(*words: str | Path) -> int:
    """The exit code of a command, argparse's own exits among them."""
    try:
        return main([str(word) for word in words])
    except SystemExit as stopped:
        return int(stopped.code or 0)


def test_check_sound(data: Path, capsys: Captured) -> None:
    assert run("check", "data/good") == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"data/good: {SOUND}\n"


def test_check_faults(data: Path, capsys: Captured) -> None:
    assert run("check", "data/bad") == 1
    out, err = capsys.readouterr()
    assert all(line.startswith("data/bad/parties.yaml:") for line in out.splitlines())
    faults = len(out.splitlines())
    assert faults >= 2
    assert err == f"{faults} faults in 1 folder\n"


def test_check_warnings_only(data: Path, capsys: Captured) -> None:
    (data / "good" / "extra.yaml").write_text("")
    assert run("check", "data/good") == 3
    out, err = capsys.readouterr()
    assert out == (
        "data/good/extra.yaml:1: file: warning: not read, it is not a file of the format\n"
    )
    read = SOUND.replace("sound", "1 file not read")
    assert err == f"data/good: {read}\n1 warning in 1 folder\n"


def test_check_every_folder(data: Path, capsys: Captured) -> None:
    assert run("--data", data, "check") == 1
    out, err = capsys.readouterr()
    sound, tally = err.splitlines()
    assert sound == f"data/good: {SOUND}"
    assert tally == f"{len(out.splitlines())} faults in 1 of 2 folders"


def test_check_finds_the_data_by_environment(
    data: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(data / "bad")
    monkeypatch.setenv("PARLEY_DATA", str(data))
    assert run("check") == 0
    assert capsys.readouterr().err == f"data/good: {SOUND}\n"


def test_check_shows_a_folder_that_lacks_its_header(data: Path, capsys: Captured) -> None:
    (data / "good" / "negotiation.yaml").unlink()
    assert run("--data", data, "check") == 1
    out = capsys.readouterr().out
    assert "data/good:1: folder: not shown: it has no negotiation.yaml\n" in out


def test_check_json(data: Path, capsys: Captured) -> None:
    (data / "good" / "extra.yaml").write_text("")
    assert run("check", "data/good", "--format", "json") == 3
    out, err = capsys.readouterr()
    assert json.loads(out) == [
        {
            "file": "data/good/extra.yaml",
            "line": 1,
            "where": "file",
            "message": "not read, it is not a file of the format",
            "severity": "warning",
            "number": 1,
            "unread": True,
        }
    ]
    assert err == ""
    assert run("check", "data/bad", "data/good", "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert {problem["severity"] for problem in found} == {"fault", "warning"}


def test_check_annotates_a_workflow(data: Path, capsys: Captured) -> None:
    header = data / "bad" / "negotiation.yaml"
    header.write_text(header.read_text("utf-8") + "100%: yes\n", "utf-8")
    assert run("check", "data/bad", "--format", "github") == 1
    lines = capsys.readouterr().out.splitlines()
    assert all(
        re.match(r"::(error|warning) file=data/bad[^,:]*,line=\d+::\S", line) for line in lines
    )
    assert any("100%25: unknown key" in line for line in lines)


def test_check_an_empty_folder(tmp_path: Path, capsys: Captured) -> None:
    assert run("check", tmp_path) == 1
    assert "missing, every folder needs one" in capsys.readouterr().out


def test_schema(capsys: Captured, tmp_path: Path) -> None:
    assert set(SCHEMAS) == set(schema.schemas())
    for name, expected in schema.schemas().items():
        assert run("schema", name) == 0
        assert json.loads(capsys.readouterr().out) == expected
    assert run("schema") == 0
    assert json.loads(capsys.readouterr().out) == schema.schemas()
    assert run("schema", "--to", tmp_path / "new") == 0
    assert capsys.readouterr().out == f"5 schemas written to {tmp_path / 'new'}\n"
    assert len(list((tmp_path / "new").iterdir())) == 5


@pytest.mark.parametrize("format", EXPORTERS)
def test_export(format: str, data: Path, capsys: Captured) -> None:
    files = 1 if isinstance(EXPORTERS[format], Workbook) else 12
    assert run("export", "data/good", "--to", "out/deep", "--format", format) == 0
    out, err = capsys.readouterr()
    count = "1 file" if files == 1 else f"{files} files"
    assert out == f"data/good: {count} written to out/deep, as of 2025-12-15\n"
    assert err == ""
    found = list(Path("out/deep").iterdir())
    assert len(found) == files
    assert {path.suffix for path in found} == {f".{format}"}


def test_export_of_a_day(data: Path, capsys: Captured) -> None:
    words = ("export", "data/good", "--to", "out", "--format", "json")
    assert run(*words, "--day", "2020-01-01") == 0
    assert capsys.readouterr().out.endswith("as of 2020-01-01\n")
    positions = json.loads(Path("out/positions.json").read_text("utf-8"))
    assert positions
    assert not any(position["current"] for position in positions)


def test_export_of_a_faulty_folder(data: Path, capsys: Captured) -> None:
    assert run("export", "data/bad", "--to", "out", "--format", "csv") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert all(line.startswith("data/bad/parties.yaml:") for line in err.splitlines())
    assert not Path("out").exists()


@pytest.mark.parametrize(
    "to", ["data", "data/exports", "data/exports/deep", "data/schema", "./data/../data/x"]
)
def test_export_refuses_to_write_among_negotiations(
    to: str, data: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(data.rglob("*"))
    words = ("export", "data/good", "--to", to, "--format", "csv")
    monkeypatch.setenv("PARLEY_DATA", str(data))
    assert run(*words) == 2
    monkeypatch.delenv("PARLEY_DATA")
    assert run("--data", data, *words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == 2 * [
        f"parley: {Path(to)} is in the data directory {data}, choose another directory to export to"
    ]
    assert sorted(data.rglob("*")) == before


def test_export_beside_the_folder_is_refused_wherever_the_data_are(
    data: Path, capsys: Captured
) -> None:
    assert run("export", "data/good", "--to", "data/exports", "--format", "csv") == 2
    assert "is in the data directory" in capsys.readouterr().err
    assert not (data / "exports").exists()


def test_check_of_a_data_directory_tells_of_what_is_not_shown(
    tmp_path: Path, capsys: Captured
) -> None:
    data = shutil.copytree(CASES / "exports-in-data", tmp_path / "data")
    assert run("--data", data, "check") == 0
    out, err = capsys.readouterr()
    assert out == f"{data}/exports:1: folder: warning: not shown: it has no negotiation.yaml\n"
    assert "1 warning in 1 of 2 folders" in err
    (data / "harbour-wages").rename(data / "Harbour")
    assert run("--data", data, "check") == 1
    assert "rename it 'harbour'" in capsys.readouterr().out
    assert run("--data", data, "check", "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [(each["where"], each["severity"]) for each in found] == [
        ("folder", "fault"), ("folder", "warning"),
    ]  # fmt: skip


def test_convert(data: Path, capsys: Captured) -> None:
    before = {path: path.read_bytes() for path in (data / "good").rglob("*") if path.is_file()}
    assert run("convert", "data/good", "--to", "parquet", "--into", "new/good") == 0
    assert capsys.readouterr() == (
        "data/good: 4 positions moved, written into new/good\n"
        "  3 positions stay: conditions\n"
        "  1 position stays: a dispute\n"
        "  4 positions stay: several pieces of evidence\n"
        "  6 positions stay: a quote or a note in the evidence\n"
        "  1 position stays: a comment, an anchor or a layout of their own in their lines\n",
        "",
    )
    assert before == {path: path.read_bytes() for path in before}
    assert run("check", "new/good") == 0
    assert capsys.readouterr().err == f"new/good: {SOUND}\n"
    assert run("convert", "new/good", "--to", "yaml", "--in-place") == 0
    assert capsys.readouterr().out == "new/good: 4 positions moved\n"
    assert not (Path("new/good") / "positions.parquet").exists()
    assert run("convert", "new/good", "--to", "yaml", "--in-place") == 0
    assert capsys.readouterr().out == "new/good: 0 positions to move, nothing written\n"


def test_convert_a_faulty_folder(data: Path, capsys: Captured) -> None:
    before = (data / "bad" / "issues" / "territory.yaml").read_bytes()
    assert run("convert", "data/bad", "--to", "csv", "--in-place") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert all(line.startswith("data/bad/parties.yaml:") for line in err.splitlines())
    assert (data / "bad" / "issues" / "territory.yaml").read_bytes() == before
    assert not (data / "bad" / "positions.csv").exists()


def test_coverage(data: Path, capsys: Captured) -> None:
    text = "[Nets]\n\n" + "\n\n".join(f"Gulls, seen from pier {n}." for n in range(1, 19))
    Path("tide.txt").write_text(text, "utf-8")
    assert run("coverage", "data/good", "geokhub-2025-12-15", "tide.txt") == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[1] == "17 of 17 paragraphs cited, by 78 citations"
    assert lines[-7:] == [
        "not cited: nothing",
        "",
        "tide.txt: 18 paragraphs",
        "warning: the copy has 18 paragraphs, locator_count is 17",
        "",
        "not cited there:",
        "  18  Gulls, seen from pier 18.",
    ]
    assert err == ""
    assert sorted(path.name for path in Path().iterdir()) == ["data", "tide.txt"]


def test_coverage_json(data: Path, capsys: Captured) -> None:
    assert run("coverage", "data/good", "geokhub-2025-12-15", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["count"], len(found["cited"]), found["uncited"]) == (17, 17, [])
    assert found["copy"] is None


def test_coverage_of_a_faulty_folder(data: Path, capsys: Captured) -> None:
    assert run("coverage", "data/bad", "geokhub-2025-12-15") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert all(line.startswith("data/bad/parties.yaml:") for line in err.splitlines())


def test_coverage_beside_what_is_no_text(data: Path, capsys: Captured) -> None:
    Path("tide.txt").write_bytes(b"\xff\xfeG\x00")
    assert run("coverage", "data/good", "geokhub-2025-12-15", "tide.txt") == 2
    assert capsys.readouterr() == (
        "", "parley: tide.txt:1: byte 0xff is not UTF-8 text, save it as UTF-8\n"
    )  # fmt: skip


MISUSES = {
    "check nope": "parley: nope: no such folder",
    "check data/good/parties.yaml": "parley: data/good/parties.yaml: not a folder",
    "--data nope check": "parley: nope: no such directory, --data takes the one that holds the "
    "folders",
    "--data data/good": "parley: data/good: this is one negotiation, --data takes the directory "
    "above it",
    "--data nope": "parley: nope: no such directory, --data takes the one that holds the folders",
    "--data data/schema check": "parley: data/schema: no data folder in it",
    "export nope --to out --format csv": "parley: nope: no such folder",
    "export data/good --to data/good --format csv": "parley: data/good is a data folder, choose "
    "another directory to export to",
    "export data/good --to data/good/parties.yaml/x --format csv": None,
    "export data/good --to data/schema/area.schema.json --format csv": "parley: "
    "data/schema/area.schema.json: File exists",
    "export data/good --to out --format nothing": None,
    "export data/good --to out": None,
    "export data/good --format csv": None,
    "export data/good --to out --format csv --day 2025-02-30": "parley export: error: argument "
    "--day: expected a day that exists, as YYYY-MM-DD, got '2025-02-30'",
    "export data/good --to out --format csv --day 20250101": None,
    "convert data/good --to csv": None,
    "convert data/good --to csv --into new --in-place": None,
    "convert data/good --to xlsx --in-place": None,
    "convert nope --to csv --in-place": "parley: nope: no such folder",
    "convert data/good --to csv --into data/schema": "parley: data/schema: exists, --into takes a "
    "folder that is new",
    "convert data/good --to csv --into data/good/new": None,
    "coverage data/good": None,
    "coverage nope geokhub-2025-12-15": "parley: nope: no such folder",
    "coverage data/good geokhub-2025-12-51": "parley: no source has the id "
    "'geokhub-2025-12-51', did you mean 'geokhub-2025-12-15'? Expected one of geokhub-2025-12-15",
    "coverage data/good geokhub-2025-12-15 nope.txt": "parley: nope.txt: No such file or directory",
    "coverage data/good geokhub-2025-12-15 data": "parley: data: Is a directory",
    "coverage data/good geokhub-2025-12-15 --format xml": None,
    "schema nope": None,
    "schema area --to out": None,
    "schema --to data/schema/area.schema.json": "parley: data/schema/area.schema.json: File exists",
    "check --format xml": None,
    "--port 0": "parley: error: argument --port: expected a port from 1 to 65535, got '0'",
    "--port 65536": None,
    "--port ²": None,
    "--no": None,
    "nope": None,
}


@pytest.mark.parametrize(("words", "line"), MISUSES.items(), ids=list(MISUSES))
def test_misuse(words: str, line: str | None, data: Path, capsys: Captured) -> None:
    assert run(*words.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    last = err.splitlines()[-1]
    assert last == line or (line is None and last.startswith("parley"))
    assert not Path("out").exists()


def test_version(capsys: Captured) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out == f"parley {__version__}\n"


def test_every_command_and_flag_has_one_line_of_help() -> None:
    def walk(each: argparse.ArgumentParser) -> None:
        for action in each._actions:
            if isinstance(action, argparse._SubParsersAction):
                assert list(action.choices) == [
                    "new",
                    "check",
                    "import",
                    "coverage",
                    "schema",
                    "export",
                    "convert",
                    "brief",
                    "publish",
                ]
                for choice in action._choices_actions:
                    assert choice.help
                for command in action.choices.values():
                    walk(command)
            else:
                assert action.help
                assert "\n" not in action.help

    walk(parser())


def test_help_needs_neither_pandas_nor_streamlit() -> None:
    code = (
        "import sys, parley.cli; parley.cli.parser().format_help(); "
        "sys.exit(any(name in sys.modules for name in ('pandas', 'streamlit', 'pydantic')))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_a_reader_that_stops_reading(data: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "parley", "check", str(data / "bad")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, stdout=writing, stderr=subprocess.PIPE, env=environment, check=False
    )
    os.close(writing)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


STUB = """
import json, os, pathlib, sys

class Stub:
    def run(self, config):
        seen = [config, sys.argv, os.environ["PARLEY_DATA"]]
        pathlib.Path(__file__).with_name("seen.json").write_text(json.dumps(seen))
        raise KeyboardInterrupt

app = Stub()
"""


@pytest.fixture
def stub(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An application directory whose dashboard notes how it was started, and is interrupted."""
    (data.parent / "dashboard.py").write_text(STUB)
    monkeypatch.setattr(dashboard, "app_dir", lambda: data.parent)
    monkeypatch.setattr(places, "app_dir", lambda: data.parent)
    monkeypatch.setattr(sys, "argv", ["parley"])
    monkeypatch.setenv("PARLEY_DATA", "")
    return data.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.parametrize(
    "flags", [[], ["--no-browser"], ["--data", "data"], ["--address", "0.0.0.0"]]
)
def test_dashboard(flags: list[str], stub: Path, capsys: Captured) -> None:
    port = free_port()
    assert run("--port", str(port), *flags) == 0
    out, err = capsys.readouterr()
    assert out == f"Parley is at http://localhost:{port}, stop it with Ctrl-C\n\n"
    assert err == ""
    headless = "--no-browser" in flags
    assert json.loads((stub / "seen.json").read_text()) == [
        {
            "server.address": "0.0.0.0" if "--address" in flags else "127.0.0.1",
            "server.allowedHosts": [],
            "server.port": port,
            "server.headless": headless,
        },
        [str(stub / "dashboard.py")],
        str(stub / "data"),
    ]


def test_dashboard_port_in_use(stub: Path, capsys: Captured) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run("--port", str(port)) == 2
    assert capsys.readouterr().err == (
        f"parley: port {port} is in use, choose another with --port\n"
    )
    assert not (stub / "seen.json").exists()


def test_dashboard_on_an_address_of_another_machine(stub: Path, capsys: Captured) -> None:
    assert run("--address", "192.0.2.1", "--port", str(free_port())) == 2
    assert capsys.readouterr().err == "parley: 192.0.2.1 is no address of this machine\n"


def test_dashboard_missing(stub: Path, capsys: Captured) -> None:
    (stub / "dashboard.py").unlink()
    assert run("--port", str(free_port())) == 2
    assert capsys.readouterr().err.startswith(f"parley: {stub / 'dashboard.py'}: missing, ")


def test_the_real_dashboard_answers_and_stops(data: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "parley", "--data", "data", "--no-browser"]
    with subprocess.Popen(
        [*command, "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    ) as server:
        try:
            assert _listens(port)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
                assert page.status == 200
            server.send_signal(signal.SIGINT)
            out, err = server.communicate(timeout=30)
        finally:
            server.kill()
    assert out.startswith(f"Parley is at http://localhost:{port}, stop it with Ctrl-C\n")
    assert "Traceback" not in err
    assert server.returncode == 0


def _listens(port: int, tries: int = 300) -> bool:
    for _ in range(tries):
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False


def test_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_DATA", raising=False)
    assert places.app_dir() == ROOT
    assert places.data_dir() == ROOT / "data"
    monkeypatch.setenv("PARLEY_DATA", "/elsewhere")
    assert places.data_dir() == Path("/elsewhere")
    monkeypatch.delenv("PARLEY_DATA")
    package = tmp_path / "site-packages" / "parley"
    (package / "_app").mkdir(parents=True)
    (package / "_app" / "dashboard.py").touch()
    (package.parent / "dashboard.py").touch()
    monkeypatch.setattr(places, "PACKAGE", package)
    assert places.app_dir() == package / "_app"


@pytest.mark.parametrize("ending", ["docx", "html"])
def test_brief(ending: str, data: Path, capsys: Captured) -> None:
    to = f"out/brief.{ending}"
    parties = ("--parties", "ukraine,russia", "--parties", "united-states")
    words = (*parties, "--areas", "territory", "--no-charts")
    assert run("brief", "data/good", "--to", to, *words) == 0
    assert capsys.readouterr().out == f"data/good: brief written to {to}, as of 2025-12-15\n"
    content = Path(to).read_bytes()
    if ending == "html":
        text = content.decode("utf-8")
        assert "Cession of territory" in text and "European-led peacekeeping" not in text
        assert "Ukraine, Russia and United States compared" in text
    else:
        assert content.startswith(b"PK")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "brief.pdf"], "brief.pdf: a brief is a file that ends in .docx or .html"),
        (["--to", "b.html", "--parties", "ukrain"],
         "no party has the id 'ukrain', did you mean 'ukraine'?"),
        (["--to", "b.html", "--areas", "territories"],
         "no area has the id 'territories', did you mean 'territory'?"),
        (["--to", "b.html", "--issue", "nothing"], "no issue has the id 'nothing'"),
        (["--to", "b.html", "--party", "nobody"], "no party has the id 'nobody'"),
        (["--to", "data/good/b.html"], "data/good is a data folder"),
    ],
)  # fmt: skip
def test_brief_misused(words: list[str], said: str, data: Path, capsys: Captured) -> None:
    assert run("brief", "data/good", *words) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"parley: {said}") and err.count("\n") == 1
    assert not Path("b.html").exists()


def test_brief_of_a_faulty_folder(data: Path, capsys: Captured) -> None:
    assert run("brief", "data/bad", "--to", "b.html") == 1
    assert "data/bad/parties.yaml:" in capsys.readouterr().err


def test_publish(data: Path, capsys: Captured) -> None:
    assert run("publish", "data/good", "--to", "talks.html", "--no-charts") == 0
    out, err = capsys.readouterr()
    assert re.fullmatch(r"data/good: 1 file, 0\.\d MB, written to talks\.html\n", out)
    assert "No position" not in err
    assert Path("talks.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["data/good", "--to", "data"], "data is the directory of the folders, choose another"),
        (["data/good", "--to", "data/good/site"], "data/good/site is in the folder data/good"),
        (["data/good", "--to", "data/good/one.html"], "data/good/one.html is in the folder"),
        (["data/none", "--to", "site"], "data/none: no such folder"),
        (["data/good", "data/good", "--to", "site"], "two folders are called 'good', rename one"),
        (["data/good", "data/good", "--to", "one.html"],
         "one.html: one file holds one negotiation, name a directory for several"),
    ],
)  # fmt: skip
def test_publish_misused(words: list[str], said: str, data: Path, capsys: Captured) -> None:
    assert run("publish", *words) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"parley: {said}") and err.count("\n") == 1


def test_publish_of_a_faulty_folder_writes_nothing(data: Path, capsys: Captured) -> None:
    assert run("publish", "data/bad", "--to", "site") == 1
    assert "data/bad/parties.yaml:" in capsys.readouterr().err
    assert [*Path("site").iterdir()] == []


def test_a_base_url_is_an_address(data: Path, capsys: Captured) -> None:
    words = ("--to", "site", "--base-url", "talks.example.org")
    assert run("publish", "data/good", *words) == 2
    assert "expected an address such as https://" in capsys.readouterr().err
