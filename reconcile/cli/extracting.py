"""``reconcile extract``: claims as they are read, one a line or marked in the text they stand in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import BinaryIO, Protocol

from reconcile.articles import read_articles
from reconcile.claims import Article, Claim, Problem
from reconcile.cli.guard import CANNOT, show_problem
from reconcile.cli.options import parse_kinds, parse_language, parse_published, standard_input
from reconcile.cli.outputs import standard_console
from reconcile.extract import extract
from reconcile.report.json import to_line


def run_extract(
    paths: Sequence[str], *, format: str, kinds: str | None, published: str | None, language: str | None
) -> int:
    """Print every claim as ``jsonl``, ``json`` or ``text``; return the exit status.

    Claims are printed as their article is read, so that memory does not grow with the number of articles.
    """
    wanted, day, tag = parse_kinds(kinds), parse_published(published), parse_language(language)
    out: _Out = _Text() if format == "text" else _Lines(sys.stdout.buffer, format == "json")
    read, unusable = 0, 0
    for item in read_articles(paths, published=day, language=tag, stdin=standard_input()):
        if isinstance(item, Problem):
            show_problem(item)
            unusable += item.line is None
        else:
            read += 1
            out.write(item, extract(item, wanted))
    out.close()
    return CANNOT if unusable or not read else 0


class _Out(Protocol):
    """Takes the claims of one article after the other."""

    def write(self, article: Article, claims: Sequence[Claim]) -> None: ...

    def close(self) -> None: ...


class _Text:
    """The text of every article with its claims marked, for people."""

    def __init__(self) -> None:
        self._console = standard_console()

    def write(self, article: Article, claims: Sequence[Claim]) -> None:
        from reconcile.report.annotated import print_annotated

        print_annotated(article, claims, self._console)

    def close(self) -> None:
        sys.stdout.flush()


class _Lines:
    """Lines of JSON, or the elements of one JSON array, on a binary stream."""

    def __init__(self, stream: BinaryIO, array: bool) -> None:
        self._stream = stream
        self._array = array
        self._before = "[\n" if array else ""

    def write(self, article: Article, claims: Sequence[Claim]) -> None:
        if not claims:
            return
        lines = [to_line(claim, article) for claim in claims]
        between = ",\n" if self._array else "\n"
        self._stream.write((self._before + between.join(lines)).encode())
        self._before = between

    def close(self) -> None:
        end = "\n" if self._before and not self._array else ""
        if self._array:
            end = "[]\n" if self._before == "[\n" else "\n]\n"
        self._stream.write(end.encode())
        self._stream.flush()
