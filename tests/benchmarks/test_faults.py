"""The bench of faults: what it counts, that it finds what is lost, and its short form."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.faults import bad_inputs, reliability, soak, writers
from benchmarks.faults.outcome import MOST_EXAMPLES, SHORT, Outcome, Scale, line
from parley.format.fields import fields_of
from parley.loading.loader import load
from tests.loading.folders import folder

ROOT = Path(__file__).resolve().parents[2]


def test_what_is_lost_is_counted_and_the_first_of_it_told() -> None:
    outcome = Outcome("a fault")
    for number in range(10):
        outcome.add(f"number {number}" if number % 2 else None)
    assert (outcome.tried, outcome.survived, outcome.lost) == (10, 5, 5)
    assert len(outcome.examples) == MOST_EXAMPLES
    assert "lost: number 1" in line(outcome) and "number 0" not in line(outcome)


def test_every_field_of_the_format_is_damaged_and_in_full_there_are_two_thousand() -> None:
    found = list(bad_inputs.bad_inputs(Scale()))
    assert len(found) >= 2_000
    damaged = {bad.of.partition("=")[0] for bad in found}
    records = {place.record for place in _places()}
    missing = [
        f"{record.__name__}.{field.key}"
        for record in records
        for field in fields_of(record)
        if f"{record.__name__}.{field.key}" not in damaged
    ]
    assert missing == []
    assert {bad.kind for bad in found} >= {
        "a key that is unknown", "a value of another type", "a value that is refused",
        "an id that nothing defines", "a key that is missing", "a key twice",
        "a dangling id in a table",
    }  # fmt: skip


def _places() -> list[bad_inputs.Place]:
    import yaml

    return [
        place
        for path in sorted(bad_inputs.FOLDER.rglob("*.yaml"))
        for place in bad_inputs._places(
            path.relative_to(bad_inputs.FOLDER).as_posix(),
            yaml.compose(path.read_text("utf-8"), yaml.BaseLoader),
        )
    ]


def test_a_folder_that_is_sound_or_lost_is_found_out(tmp_path: Path) -> None:
    path = folder(tmp_path)
    before = load(path)
    assert bad_inputs.judged(path) == "taken for sound"
    assert writers._lost(path, before) is None
    money = path / "issues" / "money.yaml"
    money.write_text(money.read_text("utf-8").replace("The price", "A price"), "utf-8")
    assert writers._lost(path, before) == "issues"
    money.write_text("colour: blue\n", "utf-8")
    assert (writers._lost(path, before) or "").startswith("refused: ")
    assert bad_inputs.judged(path) is None


@pytest.mark.parametrize(
    ("said", "code", "fine"),
    [
        ("parley: /x/positions.csv: No space left on device\n", 2, True),
        ("Traceback (most recent call last):\n", 1, False),
        ("", 1, False),
        ("", 0, True),
    ],
)
def test_how_a_failure_is_told_is_judged(said: str, code: int, fine: bool) -> None:
    assert (writers._clear(code, said) is None) == fine


def test_a_slope_is_found_with_its_error() -> None:
    seconds = np.arange(0, 1_800, 5.0)
    noise = np.random.default_rng(1).normal(0, 2, len(seconds))
    grows = soak.slope_of(seconds, 300 + seconds / 3600 * 60 + noise)
    flat = soak.slope_of(seconds, 300 + noise)
    assert abs(grows[0] - 60) < 3 * grows[1] < 20
    assert abs(flat[0]) < 3 * flat[1] < 20
    with pytest.raises(ValueError, match="take longer"):
        soak.slope_of(seconds[:10], noise[:10])


def test_the_short_form_loses_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.faults", "--short"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].endswith(" tried, 0 lost")
    assert SHORT.kills and f"{SHORT.kills}         {SHORT.kills}     0" in done.stdout


def test_the_page_is_what_was_kept() -> None:
    assert reliability.PAGE.read_text("utf-8") == reliability.page()
    rows = reliability.kept()["rows"]
    assert set(rows) == {"bad_inputs", "fuzzing", "writers", "visitors", "replicas", "soak"}
