"""The arithmetic of scores."""

from __future__ import annotations

import pytest

from benchmarks.figures import bins, calibration_error, f1, matched, share


def test_a_share_of_nothing_is_no_figure() -> None:
    assert share(0, 0) is None
    assert share(1, 4) == 0.25


@pytest.mark.parametrize(
    ("precision", "recall", "expected"),
    [(1.0, 1.0, 1.0), (0.5, 1.0, 2 / 3), (None, 0.5, 0.0), (0.0, 0.0, 0.0), (0.5, None, None)],
)
def test_f1(precision: float | None, recall: float | None, expected: float | None) -> None:
    assert f1(precision, recall) == (pytest.approx(expected) if expected is not None else None)


@pytest.mark.parametrize(
    ("said", "wanted", "free", "expected"),
    [
        ([5.0, 7.0], [7.0, 5.0], [], (2, 0)),
        ([5.0], [5.0, 5.0], [], (1, 0)),
        ([0.1 + 0.2], [0.3], [], (1, 0)),
        ([], [320.0], [320.0], (0, 1)),
        ([5.0], [6.0], [320.0], (0, 0)),
    ],
)
def test_a_saying_answers_once(
    said: list[float], wanted: list[float], free: list[float], expected: tuple[int, int]
) -> None:
    assert matched(said, wanted, free) == expected


def test_bins_and_calibration_error() -> None:
    outcomes = [(0.95, True), (0.95, True), (0.85, True), (0.85, False), (1.0, True)]
    found = bins(outcomes)
    assert [b.count for b in found] == [0] * 8 + [2, 3]
    assert found[8].accuracy == 0.5 and found[9].accuracy == 1.0 and found[0].accuracy is None
    gap_low, gap_high = abs(0.5 - 0.85), 1 - (0.95 + 0.95 + 1.0) / 3
    assert calibration_error(found) == pytest.approx((2 * gap_low + 3 * gap_high) / 5)
    assert calibration_error(bins([])) is None
