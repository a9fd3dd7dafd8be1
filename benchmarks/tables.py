"""Results as tables: for the terminal, as markdown, and as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from reconcile.report.text import clean, json_safe, markdown_inline

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. Text is left, figures are right; ``None`` is a figure that there is not."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    def numeric(self, column: int) -> bool:
        """Whether a column holds figures alone."""
        return not any(isinstance(row[column], str) for row in self.rows)


def shown(cell: Cell) -> str:
    """A cell as people read it: shares with three digits, other figures with two, thousands apart."""
    if cell is None:
        return "–"
    if isinstance(cell, float):
        return f"{cell:.3f}" if abs(cell) <= 1 else f"{cell:,.2f}"
    return f"{cell:,}" if isinstance(cell, int) else clean(cell)


def arguments(description: str | None) -> argparse.ArgumentParser:
    """A parser with the options that every benchmark has."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the tables here too, as JSON")
    parser.add_argument("--markdown", action="store_true", help="print the tables as markdown")
    return parser


def publish(tables: Sequence[Table], options: argparse.Namespace, detail: Sequence[Table] = ()) -> None:
    """Print tables on standard output; write them, and those of detail, where ``--json`` says."""
    if options.markdown:
        print("\n\n".join(as_markdown(table) for table in tables))
    else:
        console = Console()
        # In a terminal too narrow for them, columns would lose their digits; lines that are broken do not.
        endless = Console(width=10_000)
        console.width = max([console.width, *(endless.measure(as_rich(table)).maximum for table in tables)])
        for table in tables:
            console.print(as_rich(table))
    if options.json is not None:
        encoded = json.dumps([as_data(table) for table in (*tables, *detail)], ensure_ascii=False, indent=1)
        options.json.write_text(json_safe(encoded) + "\n", "utf-8")


def as_rich(table: Table) -> RichTable:
    """The table as rich draws it; no cell is taken for markup."""
    drawn = RichTable(title=Text(table.title), caption=Text("\n".join(table.notes)) if table.notes else None)
    for at, column in enumerate(table.columns):
        drawn.add_column(Text(column), justify="right" if table.numeric(at) else "left", no_wrap=True)
    for row in table.rows:
        drawn.add_row(*(Text(shown(cell)) for cell in row))
    return drawn


def as_markdown(table: Table) -> str:
    """The table in GitHub's markdown, under its title, above its notes."""
    rule = ("---:" if table.numeric(at) else "---" for at in range(len(table.columns)))
    rows = [(markdown_inline(shown(cell)) for cell in row) for row in table.rows]
    lines = [f"| {' | '.join(cells)} |" for cells in (table.columns, rule, *rows)]
    return "\n".join([f"**{table.title}**", "", *lines, *(f"\n{note}" for note in table.notes)])


def as_data(table: Table) -> dict[str, Any]:
    """The table as JSON holds it: one object a row, figures as they are."""
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return {"title": table.title, "rows": rows, "notes": list(table.notes)}


def say(lines: Iterable[str]) -> None:
    """Print lines that quote articles, made safe for a terminal."""
    for line in lines:
        print(clean(line))


def stop(message: str) -> NoReturn:
    """End the command because of what it was given: exit status 2."""
    print(f"error: {clean(message)}", file=sys.stderr)
    raise SystemExit(2)


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON lines file; ends the command at what is none."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        stop(f"{path}: cannot be read ({error})")
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                stop(f"{path}, line {number}: is no JSON ({error})")
            if not isinstance(row, dict):
                stop(f"{path}, line {number}: is no object")
            yield row
