from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from reconcile.claims import Problem
from reconcile.extract import Reading
from reconcile.progress import Silent
from reconcile.reading import begin_reading
from reconcile.workers import Workers, spare_cores

TEXTS = {
    "a.txt": "Neun Menschen starben am 3. Mai 2024 in Lemdorf.",
    "b.txt": "Nine people died in Lemdorf on 3 May 2024.",
    "c.jsonl": '{"id": "b.txt", "language": "en", "text": "Ten died."}\n'
    '{"language": "en", "text": "Twelve died."}\nno json',
    "d.txt": "",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def collected(folder: Path, workers: int = 0, **options: Any) -> tuple[list[Reading], list[Problem]]:
    with Workers(workers) as beside:
        return begin_reading([str(folder)], beside, **options).collect(Silent())


def test_processes_beside_this_one_read_the_same(folder: Path) -> None:
    here, beside = collected(folder), collected(folder, workers=2)
    assert here == beside
    readings, problems = here
    assert [r.article.id for r in readings] == ["a.txt", "b.txt", "c.jsonl:2"]
    assert [(p.line, p.message.split(";")[0]) for p in problems] == [
        (1, f"has the id 'b.txt' of an earlier article ({folder / 'b.txt'})"),
        (3, problems[1].message.split(";")[0]),
        (None, "holds no text"),
    ]


def test_standard_input_is_opened_here(folder: Path) -> None:
    text = io.BytesIO(b"Eleven people died.")
    with Workers(2) as beside:
        pending = begin_reading([str(folder / "a.txt"), "-"], beside, stdin=text)
        assert pending.beside
        assert len(pending.collect(Silent())[0]) == 2


class Counted(Silent):
    """How many steps were told of."""

    def __init__(self) -> None:
        self.total: int | None = 0
        self.done = 0

    def stage(self, name: str, total: int | None = None) -> None:
        self.total = total

    def advance(self, n: int = 1) -> None:
        self.done += n


@pytest.mark.parametrize("workers", [0, 1])
def test_every_line_counts_as_a_step(tmp_path: Path, workers: int) -> None:
    (tmp_path / "a.jsonl").write_text('{"language": "en", "text": "Ten died."}\n' * 20, "utf-8")
    told = Counted()
    with Workers(workers) as beside:
        begin_reading([str(tmp_path)], beside).collect(told)
    assert (told.total, told.done) == (20, 20)


@pytest.mark.parametrize("workers", [0, 1])
def test_languages_are_read_together_and_told_in_the_order_of_the_input(tmp_path: Path, workers: int) -> None:
    lines = [
        f'{{"id": "{n // 2}", "language": "{tag}", "text": "12."}}' for n in range(20) for tag in ("fr", "de", "ja")
    ]
    lines[7:7] = ["no json"]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    with Workers(workers) as beside:
        pending = begin_reading([str(tmp_path)], beside)
        readings, problems = pending.collect(Silent())
    assert [(r.article.id, r.article.language) for r in readings] == [
        (str(n), "fr") for n in sorted(range(10), key=str)
    ]
    told = [p.line or 0 for p in problems]
    assert told == sorted(told)
    assert len(told) == 51


class DyingPool:
    """Workers that do one piece of work and are killed."""

    left: tuple[bool, bool] | None = None

    def __init__(self, *_: object) -> None:
        self.begun = 0

    def submit(self, work: Callable[[Any], Any], item: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        if self.begun:
            future.set_exception(BrokenProcessPool("killed"))
        else:
            future.set_result(work(item))
        self.begun += 1
        return future

    def shutdown(self, *, wait: bool, cancel_futures: bool) -> None:
        DyingPool.left = (wait, cancel_futures)


def test_what_dead_workers_leave_is_read_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = collected(folder)
    monkeypatch.setattr("reconcile.workers.ProcessPoolExecutor", DyingPool)
    assert collected(folder, workers=2) == here
    assert DyingPool.left == (True, True)


def test_nobody_waits_for_workers_where_something_went_wrong(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reconcile.workers.ProcessPoolExecutor", DyingPool)
    with pytest.raises(KeyboardInterrupt), Workers(1) as beside:
        begin_reading([str(folder)], beside)
        raise KeyboardInterrupt
    assert DyingPool.left == (False, True)


def test_one_core_has_none_to_spare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0}, raising=False)
    assert spare_cores() == 0
