"""Accuracy and speed of number extraction: ours, and other libraries where they are installed.

    python benchmarks/number_extraction.py CASES.jsonl...

A case is a line ``{"id", "language", "text", "values": [numbers]}``. It is right where exactly its values were found.
The other libraries are no dependencies; ``pip install .[benchmark]`` brings them. A library is run on the languages
that it has, and what it cannot read counts as nothing found.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reconcile.claims import Article, Kind, Span
from reconcile.extract import extract

Reader = Callable[[str, str], list[float]]

RECOGNIZERS = {
    "en": "en-us", "es": "es-es", "fr": "fr-fr", "de": "de-de", "pt": "pt-br", "it": "it-it", "nl": "nl-nl",
    "ja": "ja-jp", "zh": "zh-cn",
}  # fmt: skip
TEXT2NUM = frozenset({"en", "fr", "es", "pt", "de", "nl", "it"})


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence and the numbers that it states."""

    language: str
    text: str
    values: tuple[float, ...]


def ours(text: str, language: str) -> list[float]:
    """The numbers of all quantities; both ends of a range."""
    article = Article("case", text, language, sentences=(Span(0, len(text)),))
    quantities = [c.quantity for c in extract(article, frozenset({Kind.QUANTITY})) if c.quantity is not None]
    ends = [(q.number,) if q.number is not None else (q.low, q.high) for q in quantities]
    return [float(value) for pair in ends for value in pair if value is not None]


def _recognizers() -> Reader:
    module: Any = importlib.import_module("recognizers_number")

    def read(text: str, language: str) -> list[float]:
        if language not in RECOGNIZERS:
            return []
        results = module.recognize_number(text, RECOGNIZERS[language])
        return [float(result.resolution["value"]) for result in results if result.resolution.get("value")]

    return read


def _text2num() -> Reader:
    module: Any = importlib.import_module("text_to_num")

    def read(text: str, language: str) -> list[float]:
        if language not in TEXT2NUM:
            return []
        words = module.alpha2digit(text, language).replace(",", "").split()
        return [float(word) for word in words if word.replace(".", "", 1).isdecimal()]

    return read


def _quantulum3() -> Reader:
    module: Any = importlib.import_module("quantulum3.parser")

    def read(text: str, language: str) -> list[float]:
        return [float(quantity.value) for quantity in module.parse(text)] if language == "en" else []

    return read


LIBRARIES: dict[str, Callable[[], Reader]] = {
    "reconcile": lambda: ours,
    "Recognizers-Text": _recognizers,
    "text2num": _text2num,
    "quantulum3": _quantulum3,
}


def same(found: Sequence[float], wanted: Sequence[float]) -> bool:
    """Whether two lists hold the same numbers, in any order, but for rounding."""
    pairs = list(zip(sorted(found), sorted(wanted), strict=False))
    sizes = len(found) == len(wanted)
    return sizes and all(abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b)) for a, b in pairs)


def cases_of(paths: Iterable[str]) -> list[Case]:
    """The cases of some files."""
    lines = (line for path in paths for line in Path(path).read_text("utf-8").splitlines() if line.strip())
    return [Case(row["language"], row["text"], tuple(row["values"])) for row in map(json.loads, lines)]


def measure(read: Reader, cases: list[Case]) -> tuple[dict[str, float], float]:
    """The share of right cases by language, and characters a second of processor time."""
    right: dict[str, list[bool]] = defaultdict(list)
    began = time.process_time()
    for case in cases:
        try:
            found = read(case.text, case.language)
        except Exception:  # what a library cannot read is an answer of its own
            found = []
        right[case.language].append(same(found, case.values))
    seconds = time.process_time() - began
    shares = {language: sum(marks) / len(marks) for language, marks in sorted(right.items())}
    return shares, sum(len(case.text) for case in cases) / max(seconds, 1e-9)


def main(paths: list[str]) -> None:
    """Print one table row a library."""
    cases = cases_of(paths)
    languages = sorted({case.language for case in cases})
    print("| library | characters/s | " + " | ".join(languages) + " |")
    print("| --- | ---: |" + " ---: |" * len(languages))
    for name, load in LIBRARIES.items():
        try:
            read = load()
        except ImportError:
            continue
        shares, speed = measure(read, cases)
        print(f"| {name} | {speed:,.0f} | " + " | ".join(f"{shares[language]:.2f}" for language in languages) + " |")


if __name__ == "__main__":
    main(sys.argv[1:])
