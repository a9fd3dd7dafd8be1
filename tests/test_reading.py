from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from reconcile.articles import Input
from reconcile.claims import Problem
from reconcile.extract import Reading
from reconcile.progress import Silent
from reconcile.reading import reading, spare_cores

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


def collected(folder: Path, **options: Any) -> tuple[list[Reading], list[Problem]]:
    with reading([str(folder)], **options) as pending:
        return pending.collect(Silent())


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


def test_standard_input_is_read_here(folder: Path) -> None:
    text = io.BytesIO(b"Eleven people died.")
    with reading([str(folder / "a.txt"), "-"], stdin=text, workers=2) as pending:
        assert not pending.beside
        assert len(pending.collect(Silent())[0]) == 2


class DyingPool:
    """Workers that read one input and are killed."""

    def __init__(self, *_: object) -> None:
        self.left: tuple[bool, bool] | None = None

    def map(self, work: Callable[[Input], object], inputs: Sequence[Input], chunksize: int) -> Iterator[object]:
        assert chunksize == 1
        yield work(inputs[0])
        raise BrokenProcessPool("killed")

    def shutdown(self, *, wait: bool, cancel_futures: bool) -> None:
        self.left = (wait, cancel_futures)


def test_what_dead_workers_leave_is_read_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = collected(folder)
    monkeypatch.setattr("reconcile.reading.ProcessPoolExecutor", DyingPool)
    assert collected(folder, workers=2) == here


def test_one_core_has_none_to_spare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0}, raising=False)
    assert spare_cores() == 0
