"""How fast claims are extracted, how long a first run takes, and what comparing adds to encoding.

    python -m benchmarks.speed [--part extraction] [--part cold] [--part check] [--articles N...]

Texts are the repository's own stories. Where more are needed than there are, copies are made in which every sentence
has other words of the article mixed in, so that neither caches nor the encoder meet a sentence twice.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from unittest import mock

from benchmarks.tables import Table, arguments, publish, stop
from benchmarks.variants import varied
from reconcile import embed
from reconcile.articles import read_articles
from reconcile.claims import Article, Kind, Problem
from reconcile.extract import extract
from reconcile.pipeline import check
from reconcile.workers import spare_cores

ROOT = Path(__file__).parents[1]
STORIES = (ROOT / "models/stories", ROOT / "tests/data/clusters")
SEEDS = ROOT / "seeds"
FIGURES = frozenset({Kind.QUANTITY, Kind.DATE})


def stories(roots: Sequence[Path] = STORIES) -> Iterator[tuple[str, Article]]:
    """Every article below the roots with the name of its story."""
    for path in sorted(path for root in roots for path in root.glob("*/*.txt")):
        for item in read_articles([str(path)], language=path.stem):
            if isinstance(item, Article):
                yield path.parent.name, item


def copies(articles: Sequence[tuple[str, Article]]) -> Iterator[tuple[str, str, Article]]:
    """Endlessly ``(group, text, original)``: first the articles as they are, then copy after copy."""
    number = 0
    while articles:
        for story, article in articles:
            yield f"{story} {number}", varied(article, number), article
        number += 1


# --- extraction -------------------------------------------------------------------------------------


def extraction(size: int, roots: Sequence[Path] = STORIES) -> Table:
    """Characters a second by language, on at least ``size`` characters of each."""
    by_language: dict[str, list[tuple[str, Article]]] = {}
    for story, article in stories(roots):
        by_language.setdefault(article.language, []).append((story, article))
    rows = tuple((language, *_extraction(some, size)) for language, some in sorted(by_language.items()))
    return Table(
        "Extraction, by language",
        ("language", "characters", "all claims: characters/s", "figures and dates: characters/s"),
        rows,
        ("Processor time on one core, after the first articles of the language; articles already read.",),
    )


def _extraction(articles: Sequence[tuple[str, Article]], size: int) -> tuple[int, int | None, int | None]:
    texts: list[Article] = []
    for _, text, original in copies(articles):
        texts.append(_read(text, original.language))
        if sum(len(article.text) for article in texts) >= size:
            break
    for article in texts[:2]:
        extract(article)
    characters = sum(len(article.text) for article in texts)
    whole, figures = (_rate(characters, texts, kinds) for kinds in (frozenset(Kind), FIGURES))
    return characters, whole, figures


def _read(text: str, language: str) -> Article:
    line = json.dumps({"id": "x", "language": language, "text": text}, ensure_ascii=False)
    found = next(iter(read_articles(["-"], stdin=io.BytesIO(line.encode()))))
    if isinstance(found, Problem):
        stop(found.message)
    return found


def _rate(characters: int, articles: Sequence[Article], kinds: frozenset[Kind]) -> int | None:
    began = time.process_time()
    for article in articles:
        extract(article, kinds)
    return _whole(characters, time.process_time() - began)


def _whole(characters: int, seconds: float) -> int | None:
    return round(characters / seconds) if seconds else None


# --- a first run ------------------------------------------------------------------------------------


def cold(runs: int) -> Table:
    """Wall time of ``reconcile check`` on the seeds in a new process, the model prepared before."""
    embed.prepare(show_progress=False)
    command = [sys.executable, "-m", "reconcile", "check", str(SEEDS), "--format", "json", "-q"]
    seconds = [_wall(command) for _ in range(runs)]
    return Table(
        f"reconcile check seeds/, in a new process, {runs} times",
        ("seconds, best", "seconds, median"),
        ((min(seconds), sorted(seconds)[len(seconds) // 2]),),
        ("Wall time; start of Python and load of the model included.",),
    )


def _wall(command: Sequence[str]) -> float:
    began = time.perf_counter()
    status = subprocess.run(command, stdout=subprocess.DEVNULL).returncode
    if status not in (0, 1):
        stop(f"{' '.join(command)} ended with status {status}")
    return time.perf_counter() - began


# --- comparing against encoding ---------------------------------------------------------------------


class Clocked(embed.Encoder):
    """The encoder, and the seconds that it spent loading and encoding."""

    def __init__(self) -> None:
        super().__init__(show_progress=False)
        self.loading = self.encoding = 0.0
        self.passages = 0

    def load(self) -> None:
        """Load, on the clock."""
        began = time.perf_counter()
        super().load()
        self.loading += time.perf_counter() - began

    def encode(
        self,
        passages: Sequence[embed.Passage],
        progress: Callable[[int, int], None] | None = None,
        heads: Sequence[embed.TokenHead] = (),
        *,
        centred: bool = True,
    ) -> list[embed.Encoded]:
        """Encode, on the clock; loading is counted apart."""
        self.load()
        began = time.perf_counter()
        found = super().encode(passages, progress, heads, centred=centred)
        self.encoding += time.perf_counter() - began
        self.passages += len(passages)
        return found


def comparison(numbers: Sequence[int]) -> Table:
    """The whole of a check against its encoding alone, for some numbers of articles of separate events."""
    columns = ("articles", "characters", "claims", "findings", "passages encoded")
    return Table(
        "Check against encoding alone",
        (*columns, "check, s", "encoding, s", "ratio", "peak memory, MiB"),
        tuple(_comparison(number) for number in sorted(numbers)),
        ("Wall time without the load of the model, on all cores. Peak memory is of the main process up to then.",),
    )


def _comparison(number: int) -> tuple[int | float | None, ...]:
    lines: list[str] = []
    characters = 0
    for group, text, original in copies(list(stories())):
        row = {"id": f"{group} {original.language}", "group": group, "language": original.language, "text": text}
        lines.append(json.dumps(row, ensure_ascii=False))
        characters += len(text)
        if len(lines) == number:
            break
    encoder = Clocked()
    encoder.load()
    loading = encoder.loading
    with mock.patch.object(embed, "Encoder", lambda *_, **__: encoder):
        began = time.perf_counter()
        report = check(["-"], stdin=io.BytesIO("\n".join(lines).encode()), workers=spare_cores())
        seconds = time.perf_counter() - began - (encoder.loading - loading)
    return (
        len(report.articles),
        characters,
        len(report.claims),
        len(report.findings),
        encoder.passages,
        seconds,
        encoder.encoding,
        seconds / encoder.encoding if encoder.encoding else None,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else 1024**2),
    )


PARTS = ("extraction", "cold", "check")


def main() -> None:
    """Run the parts that the command line names, or all."""
    parser = arguments(__doc__)
    parser.add_argument("--part", action="append", choices=PARTS, help="run this part; repeatable; default all")
    parser.add_argument("--size", type=int, default=100_000, help="characters to extract from in each language")
    parser.add_argument("--runs", type=int, default=3, help="first runs")
    parser.add_argument("--articles", type=int, nargs="+", default=[100], metavar="N", help="articles to check")
    options = parser.parse_args()
    run: dict[str, Callable[[], Table]] = {
        "extraction": lambda: extraction(options.size),
        "cold": lambda: cold(options.runs),
        "check": lambda: comparison(options.articles),
    }
    publish([run[part]() for part in options.part or PARTS], options)


if __name__ == "__main__":
    main()
