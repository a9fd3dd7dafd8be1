"""Duckling, through its native Python build: the dimensions ``number`` and ``time``.

It runs in a process of its own, since its runtime ends the whole process at some texts.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import time
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.libraries import Library, Numbers

# Asked for another language, it answers with its English rules.
LANGUAGES = frozenset(
    {"ar", "de", "en", "es", "fr", "he", "hi", "hu", "it", "ja", "ko", "nl", "pt", "ru", "sv", "tr", "vi", "zh"}
)

# It has no rules for Hindi dates.
DAY_LANGUAGES = LANGUAGES - {"hi"}

_WITHIN_A_DAY = frozenset({"day", "hour", "minute", "second"})


def load() -> Library:
    """The library; ``ImportError`` where it is not installed."""
    if find_spec("duckling") is None:
        raise ImportError("No module named 'duckling'")
    process = _Process()

    def numbers(text: str, language: str) -> Numbers:
        found = process.parse("number", text, language, dt.date(2020, 1, 1))
        # Of several readings of one stretch (5万4千 as 50,004,000 and as 54,000) the last is the one that it means.
        values = {(item["start"], item["end"]): item["value"]["value"] for item in found}
        return Numbers(tuple(float(value) for value in values.values()))

    def days(text: str, language: str, published: dt.date | None) -> frozenset[str]:
        values = (item["value"] for item in process.parse("time", text, language, published or dt.date.today()))
        return frozenset(v["value"][:10] for v in values if v.get("type") == "value" and v["grain"] in _WITHIN_A_DAY)

    return Library(
        name="Duckling",
        version=version("pyduckling-native-phihos"),
        numbers=numbers,
        number_languages=LANGUAGES,
        days=days,
        day_languages=DAY_LANGUAGES,
        clock=lambda: process.seconds,
    )


class _Process:
    """The process that it runs in, started anew where a text ended it, and the processor time that it took."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._end: Connection | None = None

    def parse(self, dimension: str, text: str, language: str, day: dt.date) -> list[dict[str, Any]]:
        """What it finds; ``EOFError`` where the process ended over it, ``ValueError`` where it raised an exception."""
        end = self._end = self._end or _start()
        try:
            end.send((dimension, text, language, day))
            found, seconds = end.recv()
        except (EOFError, OSError):
            self._end = None
            raise
        self.seconds += seconds
        if found is None:
            raise ValueError("cannot be parsed")
        return list(found)


def _start() -> Connection:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    context.Process(target=_serve, args=(there,), daemon=True).start()
    there.close()
    return here


def _serve(end: Connection) -> None:
    parse = _parser()
    while True:
        try:
            asked = end.recv()
        except EOFError:
            return
        began = time.process_time()
        try:
            found = parse(*asked)
        except Exception:
            found = None
        end.send((found, time.process_time() - began))


def _parser() -> Callable[[str, str, str, dt.date], list[dict[str, Any]]]:
    duckling = import_module("duckling")
    zones = duckling.load_time_zones(str(Path(import_module("tzdata").__file__ or "").parent / "zoneinfo"))
    dimensions = {name: duckling.parse_dimensions([name]) for name in ("number", "time")}

    @lru_cache(maxsize=4096)
    def context(language: str, day: dt.date) -> Any:
        noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
        locale = duckling.default_locale_lang(duckling.parse_lang(language.upper()))
        return duckling.Context(duckling.parse_ref_time(zones, "UTC", int(noon.timestamp())), locale)

    def parse(dimension: str, text: str, language: str, day: dt.date) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = duckling.parse(text, context(language, day), dimensions[dimension], False)
        return found

    return parse
