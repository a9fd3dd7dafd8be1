"""The report for a terminal, through rich: what conflicts first, quotes side by side.

Everything is printed as :class:`rich.text.Text`, never as markup. Verdicts have a symbol and a word besides
their colour, and a claim stands in ``⟦ ⟧`` where the terminal cannot make it bold. Right-to-left lines are
set between Unicode isolates, line by line, since a terminal takes each line for a paragraph.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from reconcile.claims import Finding, Report, Verdict
from reconcile.report.order import FLAGGED, sorted_problems, sorted_shared
from reconcile.report.text import ISOLATE_END, ISOLATE_START, clean, directional_pieces, isolate
from reconcile.report.view import SYMBOLS, Quote, View, counted, shared_how, title_of

STYLES = {
    Verdict.CONFLICTS: "bold red",
    Verdict.DIVERGES: "bold yellow",
    Verdict.INCOMPARABLE: "blue",
    Verdict.UNDECIDED: "magenta",
    Verdict.AGREES: "green",
}
_HEADINGS = {
    Verdict.CONFLICTS: "Conflicts: both cannot be right",
    Verdict.DIVERGES: "Divergences: told differently, and arithmetic reconciles them",
}
QUOTE_LENGTH = 220
"""Code points of a sentence shown; a longer one is cut to what stands about its claims."""
QUOTES_A_SIDE = 3
LINES_A_LIST = 40
"""Agreements, notes and articles listed before the rest is only counted; other formats list all."""
PLAIN_WIDTH = 100
"""Cells of a report that goes to no terminal."""
_SIDE_BY_SIDE = 64
"""The narrowest terminal, in cells, in which two quotes stand side by side."""


def print_report(report: Report, console: Console) -> None:
    """Print the whole report on ``console``."""
    for renderable in _Terminal(View(report), console).parts():
        console.print(renderable, highlight=False, markup=False, emoji=False, soft_wrap=False)


def to_text(report: Report, width: int = PLAIN_WIDTH) -> str:
    """The same report as plain text without colours, ``width`` cells wide."""
    console = Console(file=io.StringIO(), width=width, color_system=None, force_terminal=False, legacy_windows=False)
    with console.capture() as capture:
        print_report(report, console)
    return "\n".join(line.rstrip() for line in capture.get().split("\n"))


class _Terminal:
    """The parts of one report, from top to bottom."""

    def __init__(self, view: View, console: Console) -> None:
        self.view = view
        self.console = console
        self.width = console.width
        self.plain = console.color_system is None

    def parts(self) -> Iterable[RenderableType]:
        yield self.head()
        for verdict, heading in _HEADINGS.items():
            found = self.view.having(verdict)
            if found:
                yield self.rule(heading, STYLES[verdict])
            for finding in found:
                yield self.flagged(finding)
        yield from self.notes()
        yield from self.agreements()
        yield from self.table()
        yield from self.shared()
        yield from self.problems()
        yield Text("\n").append(self.verdicts())

    def head(self) -> Text:
        report, view = self.view.report, self.view
        head = Text("\n")
        head.append(clean(report.tool.get("name", "reconcile")), "bold")
        head.append(f" {clean(report.tool.get('version', ''))}".rstrip())
        languages = ", ".join(clean(language) for language in view.languages)
        head.append(f" · {_of(len(report.articles), 'article')}" + (f" ({languages})" if languages else ""))
        head.append(f" · {_of(len(report.claims), 'claim')}")
        return head.append("\n").append(self.verdicts())

    def verdicts(self) -> Text:
        line = Text()
        for verdict, n in self.view.counts.items():
            if n or verdict in FLAGGED or verdict is Verdict.AGREES:
                line.append("   " if line else "")
                line.append(f"{SYMBOLS[verdict]} {counted(verdict, n)}", STYLES[verdict] if n else "dim")
        return line

    def rule(self, heading: str, style: str = "bold") -> RenderableType:
        return Group(Text(""), Rule(Text(heading, style), align="left", style="dim", characters="─"))

    # --- flagged findings ---------------------------------------------------------------------------

    def flagged(self, finding: Finding) -> RenderableType:
        style = STYLES[finding.verdict]
        line = Text("\n")
        line.append(f"{SYMBOLS[finding.verdict]} {clean(finding.code)} {finding.verdict.value}", style)
        if title := title_of(finding):
            line.append(f": {title}")
        said = self.explanation(finding).append(f"  (confidence {finding.confidence:.2f})", "dim")
        parts: list[RenderableType] = [line, self.indented(said)]
        parts.append(self.indented(self.sides(finding)))
        if finding.equation is not None:
            equation = Text("= ", style).append(isolate(clean(finding.equation.text)), "bold")
            if finding.equation.tried > 1:
                equation.append(
                    f"   ({clean(finding.equation.kind)}; {finding.equation.tried} derivations tried)", "dim"
                )
            parts.append(self.indented(equation))
        return Group(*parts)

    def indented(self, inner: RenderableType) -> RenderableType:
        return Padding(inner, (0, 0, 0, 2), expand=False)

    def explanation(self, finding: Finding) -> Text:
        claims = [self.view.claims[c] for side in finding.sides for c in side if c in self.view.claims]
        return _isolated(clean(finding.explanation), [clean(claim.text) for claim in claims])

    def sides(self, finding: Finding) -> RenderableType:
        available = self.width - 2
        sides = [self.view.side(side, QUOTE_LENGTH) for side in finding.sides]
        beside = len(sides) if available // max(1, len(sides)) >= _SIDE_BY_SIDE // 2 else 1
        # Borders and padding take three cells a column and one more.
        width = max(16, (available - 1) // beside - 3)
        cells = [Group(*self.side(quotes, width)) for quotes in sides]
        table = Table(show_header=False, border_style="dim", show_lines=True, padding=(0, 1), safe_box=False)
        for _ in range(beside):
            table.add_column(width=width, no_wrap=True, overflow="ignore")
        for n in range(0, len(cells), beside):
            table.add_row(*cells[n : n + beside])
        return table

    def side(self, quotes: Sequence[Quote], width: int) -> list[RenderableType]:
        lines: list[RenderableType] = []
        for quote in quotes[:QUOTES_A_SIDE]:
            name = Text(quote.language, "bold cyan").append(f" {isolate(quote.label)}", "dim")
            name.truncate(width, overflow="ellipsis")
            lines += [name, *self.quote(quote, width)]
        if len(quotes) > QUOTES_A_SIDE:
            lines.append(Text(f"+ {len(quotes) - QUOTES_A_SIDE} more", "dim"))
        return lines

    def quote(self, quote: Quote, width: int) -> list[Text]:
        text = Text()
        for piece in quote.pieces:
            marked = f"⟦{piece.text}⟧" if piece.claim and self.plain else piece.text
            text.append(marked, "bold reverse" if piece.claim else "")
        return wrapped(text, self.console, width, quote.rtl)

    # --- the rest, briefly --------------------------------------------------------------------------

    def notes(self) -> Iterable[RenderableType]:
        found = self.view.having(Verdict.INCOMPARABLE, Verdict.UNDECIDED)
        if not found:
            return
        yield self.rule("Not comparable, or left open by the text")
        for finding in found[:LINES_A_LIST]:
            line = Text(f"{SYMBOLS[finding.verdict]} {clean(finding.code)} ", STYLES[finding.verdict])
            line.append_text(self.explanation(finding))
            yield line
            yield self.indented(self.accounts(finding))
        yield from _rest(found)

    def agreements(self) -> Iterable[RenderableType]:
        found = self.view.having(Verdict.AGREES)
        if not found:
            return
        yield self.rule("Agreements")
        for finding in found[:LINES_A_LIST]:
            line = Text(f"{SYMBOLS[finding.verdict]} {clean(finding.code)} ", STYLES[finding.verdict])
            line.append_text(self.accounts(finding)).append(f"  {finding.confidence:.2f}", "dim")
            yield line.append("  one source", "dim") if finding.sources == 1 else line
        yield from _rest(found)

    def accounts(self, finding: Finding) -> Text:
        """``fr 1.900, 54.000 | ar 28 ضعفًا``: the sides by their claims alone."""
        sides = []
        for side in finding.sides:
            claims = [self.view.claims[c] for c in side if c in self.view.claims]
            parts = []
            for language, same in groupby(claims, key=lambda claim: self.view.language(claim.document)):
                texts = list(dict.fromkeys(isolate(clean(claim.text)) for claim in same))
                parts.append(Text(f"{language} ", "cyan").append(", ".join(texts), "bold"))
            sides.append(Text(" · ").join(parts))
        return Text(" | ").join(sides)

    def table(self) -> Iterable[RenderableType]:
        rows = self.view.rows
        if not rows:
            return
        yield self.rule("Articles")
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
        table.add_column("article", overflow="ellipsis", no_wrap=True, max_width=max(16, self.width - 56))
        table.add_column("lang", style="cyan")
        for name in ("figures", "dates", "names", "flagged", "only here"):
            table.add_column(name, justify="right", no_wrap=True)
        for row in rows[:LINES_A_LIST]:
            flagged = Text(str(row.flagged), "bold yellow" if row.flagged else "dim")
            numbers = [str(n) for n in row.kinds]
            table.add_row(
                Text(isolate(row.label)), Text(row.language), *map(Text, numbers), flagged, Text(str(row.alone))
            )
        yield table
        yield from _rest(rows)

    def shared(self) -> Iterable[RenderableType]:
        found = sorted_shared(self.view.report)
        if not found:
            return
        yield self.rule("Articles that share their text")
        for shared in found[:LINES_A_LIST]:
            names = " and ".join(isolate(self.view.label(document)) for document in shared.documents)
            yield Text(f"{names} {shared_how(shared)}")
        yield from _rest(found)

    def problems(self) -> Iterable[RenderableType]:
        problems = sorted_problems(self.view.report)
        if not problems:
            return
        yield self.rule("Not read")
        for problem in problems:
            where = problem.path + (f":{problem.line}" if problem.line is not None else "")
            yield (
                Text("! ", "bold red")
                .append(isolate(clean(where)))
                .append(": ")
                .append_text(_isolated(clean(problem.message)))
            )


def wrapped(text: Text, console: Console, width: int, rtl: bool) -> list[Text]:
    """Lines of at most ``width`` cells; right-to-left ones end at the right, each between isolates of its own.

    What is isolated and runs over the end of a line is closed there, and isolated anew on the next.
    """
    lines, depth = [], 0
    for line in text.wrap(console, width, overflow="fold"):
        line.rstrip()
        opened = ISOLATE_START * depth
        depth = max(0, depth + line.plain.count(ISOLATE_START) - line.plain.count(ISOLATE_END))
        line = Text(opened).append_text(line).append(ISOLATE_END * depth)
        if rtl:
            left = " " * max(0, width - line.cell_len)
            line = Text(left + ISOLATE_START).append_text(line).append(ISOLATE_END)
        lines.append(line)
    return lines


def _of(n: int, noun: str) -> str:
    return f"{n:,} {noun}" + ("" if n == 1 else "s")


def _rest(found: Sequence[object]) -> Iterable[RenderableType]:
    if len(found) > LINES_A_LIST:
        yield Text(f"… and {len(found) - LINES_A_LIST} more: --format markdown lists them all", "dim")


def _isolated(text: str, wholes: Iterable[str] = ()) -> Text:
    result = Text()
    for piece, rtl in directional_pieces(text, wholes):
        result.append(isolate(piece) if rtl else piece)
    return result
