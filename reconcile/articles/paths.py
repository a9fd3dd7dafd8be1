"""Turn what a user names (files, folders, globs, ``-``) into a sorted list of inputs with stable names."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reconcile.claims import Problem

STDIN = "-"
FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
KNOWN = ".txt, .md, .html, .jsonl, each also .gz"


@dataclass(frozen=True, slots=True)
class Input:
    """One file (or standard input) to read.

    ``name`` is its file name, with as many folders before it as tell it from the other inputs.
    """

    path: str
    format: str
    name: str = ""

    @property
    def shown(self) -> str:
        """The path as it may be printed: undecodable bytes of a file name replaced."""
        return printable(self.path)


def printable(path: str) -> str:
    """Return a path with lone surrogates (bytes of a file name that are no UTF-8) replaced."""
    return path.encode("utf-8", errors="replace").decode("utf-8")


def format_of(path: str) -> str | None:
    """Return the format that a path's suffix names, ``None`` where it names none."""
    name = path.lower().removesuffix(".gz")
    return FORMATS.get(os.path.splitext(name)[1])  # noqa: PTH122 - Path() would drop what it takes for a folder


def expand(paths: Sequence[str]) -> tuple[list[Input], list[Problem]]:
    """Return the inputs that ``paths`` name, each once, sorted by path, and what could not be found.

    The result does not depend on the order of ``paths``.
    """
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(set(paths)):
        for one in _named_by(path):
            if isinstance(one, Problem):
                problems.append(one)
            else:
                real = one if one == STDIN else os.path.realpath(one)
                found[real] = min(one, found.get(real, one), key=lambda known: (len(Path(known).parts), known))
    ordered = sorted(found.values(), key=lambda path: (path == STDIN, path))
    names = _unique_names(ordered)
    return [Input(path, format_of(path) or "text", names[path]) for path in ordered], problems


def _named_by(path: str) -> Iterator[str | Problem]:
    if path == STDIN:
        yield path
        return
    try:
        yield from _existing(path)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Problem(printable(path), f"cannot be read ({reason}); check the path")


def _existing(path: str) -> Iterator[str | Problem]:
    place = Path(path)
    if place.is_dir():
        files = list(_files_in(place))
        if not files:
            yield Problem(printable(path), f"is a folder without articles; known are {KNOWN}")
        yield from files
    elif place.exists():
        # A file that is named outright is read as text where its suffix says nothing.
        yield path
    elif glob.has_magic(path):
        yield from _matching(path)
    else:
        place.stat()  # raises with the reason: missing, no permission, name too long
        yield path


def _files_in(folder: Path) -> Iterator[str]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and format_of(name):
                yield str(Path(root) / name)


def _matching(pattern: str) -> Iterator[str | Problem]:
    matches = [match for match in glob.glob(pattern, recursive=True) if format_of(match) and Path(match).is_file()]  # noqa: PTH207
    if not matches:
        yield Problem(printable(pattern), f"matches no article; check the pattern (known are {KNOWN})")
    yield from sorted(matches)


def _unique_names(paths: Sequence[str]) -> dict[str, str]:
    """Name each path by its last parts: as few of them as no other path ends in."""
    names: dict[str, str] = {}
    left = {path: _parts(path) for path in paths}
    depth = 1
    while left:
        short = {path: "/".join(parts[-depth:]) for path, parts in left.items()}
        counts = Counter(short.values())
        for path in list(left):
            if counts[short[path]] == 1 or depth >= len(left[path]):
                names[path] = short[path]
                del left[path]
        depth += 1
    return names


def _parts(path: str) -> tuple[str, ...]:
    if path == STDIN:
        return ("stdin",)
    return tuple(part for part in Path(printable(path)).parts if part not in (os.sep, "."))
