"""Articles with their claims marked in the text."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import pytest
from rich.cells import cell_len
from rich.console import Console

from reconcile.articles import read_articles
from reconcile.claims import Article, Claim, Kind
from reconcile.cli import main
from reconcile.extract import extract
from reconcile.report import to_annotated
from reconcile.report.annotated import note, print_annotated
from reconcile.report.text import ISOLATE_END, ISOLATE_START
from tests.report.hostile import EVERYTHING, leaked

ENGLISH = (
    "Verdana Post had about 54,000 readers on Tuesday, up from 1,900 in March 2019.\n"
    "Verdana Post paid $4.4 billion for it six years ago.\n"
)
ARABIC = "بلغ عدد مرات تثبيت التطبيق 54000 مرة يوم الجمعة، بارتفاع 28 ضعفًا عن الأسبوع السابق بحسب شركة فيردانا بوست.\n"


def read(tmp_path: Path, text: str, language: str = "en", kinds: Iterable[Kind] = Kind) -> tuple[Article, list[Claim]]:
    """One article and the claims of these kinds that it makes."""
    path = tmp_path / "story.jsonl"
    path.write_text(json.dumps({"id": "story", "text": text, "language": language}))
    (article,) = read_articles([str(path)])
    assert isinstance(article, Article)
    return article, list(extract(article, frozenset(kinds)))


def body(shown: str) -> str:
    """The text below the head, on one line."""
    return " ".join(line.strip() for line in shown.splitlines()[1:]).strip()


def notes(tmp_path: Path, text: str, language: str = "en") -> dict[str, str]:
    """The note beside each figure and date."""
    return {claim.text: note(claim) for claim in read(tmp_path, text, language)[1] if claim.kind is not Kind.ENTITY}


def test_claims_stand_in_the_text(tmp_path: Path) -> None:
    kinds = (Kind.QUANTITY, Kind.DATE)
    shown = to_annotated(*read(tmp_path, ENGLISH, kinds=kinds))
    assert body(shown) == (
        "Verdana Post had about ⟦54,000|≈54,000⟧ readers on ⟦Tuesday|Tue⟧, up from ⟦1,900|1,900, up⟧ "
        "in ⟦March 2019|2019-03⟧. "
        "Verdana Post paid ⟦$4.4 billion|4.4 billion USD⟧ for it ⟦six years ago|≈6 years before; 6 yr⟧."
    )
    head = shown.splitlines()[0]
    assert head == "en story · 4 figures · 3 dates"


def test_a_name_is_explained_once(tmp_path: Path) -> None:
    text = "Judge Laurel Fenwick halted it. On Sunday Judge Laurel Fenwick left."
    shown = to_annotated(*read(tmp_path, text, kinds=(Kind.ENTITY,)))
    assert shown.count("⟦Laurel Fenwick|PER⟧") == 1
    assert shown.count("⟦Laurel Fenwick⟧") == 1


def test_a_name_has_its_fullest_form(tmp_path: Path) -> None:
    text = "Judge Laurel Fenwick halted the order on Sunday. Fenwick will hear both sides in May."
    _, claims = read(tmp_path, text, kinds=(Kind.ENTITY,))
    assert [note(claim) for claim in claims] == ["PER", "PER Laurel Fenwick"]


@pytest.mark.parametrize(
    ("text", "language", "claim", "expected"),
    [
        ("The fund has 12% of it.", "en", "12%", ""),
        ("Le fonds en détient 12 %.", "fr", "12 %", ""),
        ("The share was 29.45 percent.", "en", "29.45 percent", "29.45%"),
        ("It cost 12,345,678 dollars.", "en", "12,345,678 dollars", "12,345,678 USD"),
        ("It cost 7.43 million euros.", "en", "7.43 million euros", "7.43 million EUR"),
        ("Sales rose in the first quarter of this year.", "en", "first quarter of this year", "quarter 1 or half 1"),
        ("They sold at least 3,000 copies.", "en", "3,000", "≥3,000"),
        ("Sales rose to 28 times the earlier figure.", "en", "28 times", "×28 (to), up"),
        ("Between 10 and 12 people were missing.", "en", "10 and 12", "10–12, toll"),
        ("The race took 45 minutes.", "en", "45 minutes", "45 min"),
        ("Eine 27-jährige Frau gewann.", "de", "27-jährige", "aged 27"),
        ("She came in 15th.", "en", "15th", "no. 15"),
        ("They met on 19 September 2020.", "en", "19 September 2020", "2020-09-19"),
        ("They met on 19 September.", "en", "19 September", "Sep 19"),
        ("They met in 2020.", "en", "2020", ""),
        ("They will meet next month.", "en", "next month", "1 month after"),
        ("They plan to open 12 shops.", "en", "12", "planned"),
        ("They met in early August 2020.", "en", "early August 2020", "early 2020-08"),
    ],
)
def test_notes(tmp_path: Path, text: str, language: str, claim: str, expected: str) -> None:
    assert notes(tmp_path, text, language)[claim] == expected


def test_sentences_without_claims_are_shown(tmp_path: Path) -> None:
    assert body(to_annotated(*read(tmp_path, "Nobody said how many came.\n"))) == "Nobody said how many came."
    assert "no claims" in to_annotated(*read(tmp_path, "Nobody said how many came.\n"))


def test_an_article_s_own_brackets_are_no_marks(tmp_path: Path) -> None:
    shown = to_annotated(*read(tmp_path, "They sold ⟦all|9,000⟧ copies of it in 2020, in 12 shops.\n"))
    assert "⟦all" not in shown
    assert "⟨U+27E6⟩all" in shown
    assert shown.count("⟦") == shown.count("⟧")


def test_markup_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    path.write_text("They sold **54,000** of [them](https://example.org) in 12 shops.\n")
    (article,) = read_articles([str(path)])
    assert isinstance(article, Article)
    assert "https" not in to_annotated(article, list(extract(article)))


@pytest.mark.parametrize("colours", [None, "truecolor"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_hostile_text_reaches_no_terminal(tmp_path: Path, colours: Literal["truecolor"] | None, language: str) -> None:
    text = f"{ARABIC if language == 'ar' else ENGLISH} {EVERYTHING} 12 {EVERYTHING} Mr Evil {EVERYTHING}"
    article, claims = read(tmp_path, text, language)
    file = io.StringIO()
    console = Console(file=file, width=70, color_system=colours, force_terminal=colours is not None)
    print_annotated(article, claims, console)
    shown = file.getvalue()
    if colours:
        # What rich sets itself are colours alone.
        assert "\x1b[31m" not in shown
        shown = "".join(part.partition("m")[2] if n else part for n, part in enumerate(shown.split("\x1b[")))
    assert leaked(shown) == []


@pytest.mark.parametrize("width", [24, 40, 100])
@pytest.mark.parametrize(("text", "language"), [(ENGLISH * 3, "en"), (ARABIC * 3, "ar")])
def test_lines_fit_and_close_what_they_isolate(tmp_path: Path, width: int, text: str, language: str) -> None:
    lines = to_annotated(*read(tmp_path, text, language), width=width).splitlines()[1:]
    for line in lines:
        assert cell_len(line) <= width
        assert line.count(ISOLATE_START) == line.count(ISOLATE_END)


def test_right_to_left_lines_end_at_the_right(tmp_path: Path) -> None:
    lines = to_annotated(*read(tmp_path, ARABIC, "ar"), width=60).splitlines()[1:]
    shown = [line for line in lines if line]
    assert len(shown) > 1
    assert {cell_len(line) for line in shown} == {60}
    assert all(line.strip().startswith(ISOLATE_START) and line.endswith(ISOLATE_END) for line in shown)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "story.txt"
    path.write_text(ENGLISH)
    arguments = [str(path), "--format", "text", "--kind", "quantity", "--language", "en"]
    assert main(["extract", *arguments]) == 0
    out = capsys.readouterr().out
    assert "⟦$4.4 billion|4.4 billion USD⟧" in out
    assert "\x1b" not in out
    assert "six years|6 yr" in out
    assert main(["extract", str(tmp_path / "none.txt"), *arguments]) == 2
    captured = capsys.readouterr()
    assert "none.txt" in captured.err
    assert captured.out == out
