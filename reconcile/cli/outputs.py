"""Where reports go: formats by suffix, and files that are written whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.cli.options import did_you_mean
from reconcile.errors import OptionError, OutputError

if TYPE_CHECKING:
    from rich.console import Console

    from reconcile.claims import Report


def _json(report: Report) -> str:
    from reconcile.report.json import to_json

    return to_json(report)


def _markdown(report: Report) -> str:
    from reconcile.report.markdown import to_markdown

    return to_markdown(report)


def _text(report: Report) -> str:
    from reconcile.report.terminal import to_text

    return to_text(report)


WRITERS: dict[str, Callable[[Report], str]] = {"json": _json, "markdown": _markdown, "text": _text}
"""Format by name."""

SUFFIXES = {".json": "json", ".md": "markdown", ".markdown": "markdown", ".txt": "text"}


def check_outputs(names: Sequence[str]) -> list[tuple[Path, str]]:
    """Each output file with its format, before any work is done.

    Raises :class:`OptionError` for a suffix that names no format, :class:`OutputError` for a place that
    cannot be written.
    """
    outputs = []
    for name in names:
        path = Path(name)
        suffix = path.suffix.lower()
        if suffix not in SUFFIXES:
            what = f"{suffix!r} names no format" if suffix else "has no suffix to tell the format by"
            raise OptionError(f"-o {name}: {what}{did_you_mean(suffix, SUFFIXES)}")
        if path.is_dir():
            raise OutputError(f"{name}: is a folder; name a file in it")
        if not path.parent.is_dir():
            raise OutputError(f"{name}: there is no folder {path.parent}; create it first")
        if not os.access(path if path.exists() and not path.is_file() else path.resolve().parent, os.W_OK):
            raise OutputError(f"{name}: no permission to write in {path.parent}")
        outputs.append((path, SUFFIXES[suffix]))
    return outputs


def write_output(path: Path, text: str) -> None:
    """Write a file whole: into a new file beside it that then takes its name.

    Raises :class:`OutputError` where that fails; what was there before is then still there.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        _try(path, lambda: target.write_bytes(text.encode()))
        return
    fresh = target.with_name(f".{target.name}.{os.getpid()}.new")

    def replace() -> None:
        try:
            with fresh.open("xb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)

    _try(path, replace)


def _try(path: Path, write: Callable[[], object]) -> None:
    try:
        write()
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from None


def print_text(text: str) -> None:
    """Write to standard output as UTF-8, whatever the locale says: it is data."""
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def standard_console() -> Console:
    """Standard output for people: in colours on a terminal, plain and of one width where it goes elsewhere."""
    from rich.console import Console

    from reconcile.report.terminal import PLAIN_WIDTH

    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    console = Console()
    if console.is_terminal:
        return console
    width = console.width if "COLUMNS" in os.environ else PLAIN_WIDTH
    return Console(width=width, color_system=None, legacy_windows=False)


def print_rich(report: Report) -> None:
    """Print for people: in colours on a terminal, as plain text where standard output goes elsewhere."""
    from reconcile.report.terminal import print_report, to_text

    console = standard_console()
    if console.is_terminal:
        print_report(report, console)
    else:
        sys.stdout.write(to_text(report, console.width))
    sys.stdout.flush()
