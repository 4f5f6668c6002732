"""Figures: what is a regression, whether a target is met, and that the page is what was kept."""

from __future__ import annotations

import pytest

from benchmarks import report
from benchmarks.figures import Figure, Target, line, percentile, regressions


def figure(value: float | None, floor: float | None = 100, unit: str = "ms", **more) -> Figure:
    return Figure("browser", "Matrix settles", value, unit, floor, "an empty page", **more)


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (figure(120), figure(110), None),
        (figure(220), figure(110), "2.20, 1.10 kept"),
        # The machine is slower, and so is the floor.
        (figure(220, 200), figure(110), None),
        (figure(110, 50), figure(110), "2.20, 1.10 kept"),
        # Bytes are not noisy, and without a floor the value itself is compared.
        (figure(1.04, None, "kB"), figure(1.0, None, "kB"), None),
        (figure(1.06, None, "kB"), figure(1.0, None, "kB"), "1.06, 1.00 kept"),
        (figure(None), figure(110), "failed, 1.10 kept"),
        (figure(110), figure(None), None),
        (figure(1, None, "errors"), figure(0, None, "errors"), "1.00, 0.00 kept"),
    ],
)
def test_what_is_a_regression(now: Figure, before: Figure, told: str | None) -> None:
    found = regressions([now], [before])
    assert found == ({} if told is None else {now.key: told})


def test_a_figure_that_is_no_longer_measured_is_a_regression() -> None:
    gone = Figure("browser", "Compare settles", 100, "ms")
    assert regressions([figure(100)], [figure(100), gone]) == {gone.key: "no longer measured"}


def test_a_benchmark_that_did_not_run_is_none() -> None:
    assert regressions([], [figure(100)]) == {}


@pytest.mark.parametrize(
    ("value", "target", "met"),
    [
        (129, Target(1.3), True),
        (131, Target(1.3), False),
        (131, Target(150, "value"), True),
        (151, Target(150, "value"), False),
        (None, Target(150, "value"), False),
        (131, None, None),
    ],
)
def test_whether_a_target_is_met(
    value: float | None, target: Target | None, met: bool | None
) -> None:
    assert figure(value, target=target).met is met


def test_a_record_gives_the_figure_again() -> None:
    for each in (figure(120, target=Target(1.3)), figure(None, None, note="no answer")):
        assert Figure.of_record(each.as_record()) == each


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (figure(220, target=Target(1.3)), "220 ms 100 ms 2.20 1.3× no"),
        (figure(12.34, None, "kB", target=Target(1000, "value")), "12.3 kB 1000 kB yes"),
        (figure(None, target=Target(1.3), note="no answer"), "failed 100 ms 1.3× no no answer"),
    ],
)
def test_a_line_says_the_figure_its_floor_and_whether_the_target_is_met(
    one: Figure, told: str
) -> None:
    assert " ".join(line(one).split()) == f"browser: Matrix settles {told}"


def test_percentiles_lie_among_the_values() -> None:
    assert percentile([7.0], 95) == 7.0
    assert percentile([float(n) for n in range(101)], 95) == 95


def test_the_page_is_what_was_kept() -> None:
    assert report.PAGE.read_text("utf-8") == report.page()


def test_each_target_missed_is_on_the_page() -> None:
    page = report.page()
    for each in report.kept():
        assert f"| {each.name}" in page
