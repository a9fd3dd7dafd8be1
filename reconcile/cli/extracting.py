"""``reconcile extract``: claims as they are read, one a line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import BinaryIO

from reconcile.articles import read_articles
from reconcile.claims import Problem
from reconcile.cli.guard import CANNOT, show_problem
from reconcile.cli.options import parse_kinds, parse_language, parse_published, standard_input
from reconcile.extract import extract
from reconcile.report.json import to_line


def run_extract(
    paths: Sequence[str], *, array: bool, kinds: str | None, published: str | None, language: str | None
) -> int:
    """Print every claim; return the exit status.

    Claims are printed as their article is read, so that memory does not grow with the number of articles.
    """
    wanted, day, tag = parse_kinds(kinds), parse_published(published), parse_language(language)
    out = _Lines(sys.stdout.buffer, array)
    read, unusable = 0, 0
    for item in read_articles(paths, published=day, language=tag, stdin=standard_input()):
        if isinstance(item, Problem):
            show_problem(item)
            unusable += item.line is None
        else:
            read += 1
            out.write([to_line(claim, item) for claim in extract(item, wanted)])
    out.close()
    return CANNOT if unusable or not read else 0


class _Lines:
    """Lines of JSON, or the elements of one JSON array, on a binary stream."""

    def __init__(self, stream: BinaryIO, array: bool) -> None:
        self._stream = stream
        self._array = array
        self._before = "[\n" if array else ""

    def write(self, lines: Sequence[str]) -> None:
        if not lines:
            return
        between = ",\n" if self._array else "\n"
        self._stream.write((self._before + between.join(lines)).encode())
        self._before = between

    def close(self) -> None:
        end = "\n" if self._before and not self._array else ""
        if self._array:
            end = "[]\n" if self._before == "[\n" else "\n]\n"
        self._stream.write(end.encode())
        self._stream.flush()
