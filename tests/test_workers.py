from __future__ import annotations

import gc
from concurrent.futures import Future

import pytest

from reconcile.workers import Work, Workers


def halved(number: int) -> float:
    return number / 2


@pytest.mark.parametrize("count", [0, 1, 3])
def test_results_come_in_the_order_of_the_items(count: int) -> None:
    done: list[int] = []
    with Workers(count) as workers:
        work = workers.begin(halved, range(40))
        assert work.beside == (count > 0)
        assert list(work.results(done.append)) == [n / 2 for n in range(40)]
    assert sorted(done) == list(range(40))


def test_little_work_starts_no_process() -> None:
    with Workers(1) as workers:
        assert not workers.begin(halved, range(3), least=4).beside
        assert workers.begin(halved, range(4), least=4).beside
        assert workers.begin(halved, range(3), least=4).beside


def test_what_is_left_to_others_is_not_done_here() -> None:
    here: list[int] = []
    waiting: list[Future[float]] = [Future() for _ in range(5)]
    for number, future in enumerate(waiting[:3]):
        future.set_result(number / 2)

    def work(number: int) -> float:
        here.append(number)
        return halved(number)

    assert list(Work(work, range(5), waiting, 3).results(lambda _: None)) == [0, 0.5, 1, 1.5, 2]
    assert here == [4, 3]


def test_an_error_of_the_work_is_raised() -> None:
    with pytest.raises(TypeError):
        list(Work(halved, ["a"], []).results(lambda _: None))  # type: ignore[arg-type]


def threshold(_: int) -> int:
    return gc.get_threshold()[0]


def test_processes_beside_look_for_garbage_rarely() -> None:
    with Workers(1) as workers:
        assert list(workers.begin(threshold, [0], beside=1).results(lambda _: None)) == [100_000]
