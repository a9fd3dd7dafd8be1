from __future__ import annotations

import io
import json
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from typing import Literal

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len
from rich.console import Console

from reconcile.claims import Article, Claim, Problem, Report, Span
from reconcile.report import claim_to_dict, print_report, to_json, to_markdown, to_text
from reconcile.report.json import LONGEST_SENTENCE, number
from tests.report.hostile import EVERYTHING, leaked
from tests.report.samples import ARABIC, article, claim, report

FORMATS = {"json": to_json, "markdown": to_markdown, "text": to_text}


def hostile() -> Report:
    """The sample report with hostile text wherever foreign text can stand."""
    sample = report()
    place = {a.id: f"{a.id} {EVERYTHING}" for a in sample.articles}
    claims = {c.id: f"{c.id} {EVERYTHING}" for c in sample.claims}
    articles = tuple(
        replace(
            a, id=place[a.id], title=EVERYTHING, path=f"{EVERYTHING}/{a.path}", source=EVERYTHING, url=EVERYTHING,
            text=a.text.replace(" ", f" {EVERYTHING} "), sentences=(),
            language=f'{a.language}" onclick="{EVERYTHING}',
        )
        for a in sample.articles
    )  # fmt: skip
    return Report(
        articles=articles,
        claims=tuple(
            replace(
                c, id=claims[c.id], document=place[c.document], text=f"{c.text}{EVERYTHING}",
                span=Span(40, 90), sentence=Span(0, 900),
            )
            for c in sample.claims
        ),
        findings=tuple(
            replace(
                f,
                explanation=f"{f.explanation} {EVERYTHING}",
                sides=tuple(tuple(claims[c] for c in side) for side in f.sides),
            )
            for f in sample.findings
        ),
        unmatched=tuple(claims[c] for c in sample.unmatched),
        shared=tuple(replace(s, documents=(place[s.documents[0]], place[s.documents[1]])) for s in sample.shared),
        problems=(Problem(f"{EVERYTHING}.txt", f"broken {EVERYTHING}", 3),),
        model={"name": EVERYTHING},
        tool={"name": "reconcile", "version": EVERYTHING},
    )  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
def test_hostile_text_reaches_no_output(format: str) -> None:
    output = FORMATS[format](hostile())
    assert not leaked(output)
    assert output.encode()


@pytest.mark.parametrize("colours", [None, "truecolor"])
def test_hostile_text_reaches_no_terminal(colours: Literal["truecolor"] | None) -> None:
    output = printed(hostile(), 100, colours)
    for code in ("\x1b[31mred", "\x1b]0;", "\x07", "\x9b", "\x7f", "\u202e", "\u2066"):
        assert code not in output
    assert "[bold]x[/bold]" in "".join(output.split())


def test_hostile_markdown_renders_without_foreign_elements() -> None:
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(to_markdown(hostile()))
    for tag in ("<script", "<img", "<a ", "<code>alert", "<em>", "<s>", 'onclick="', "<hr"):
        assert tag not in html
    assert html.count("<table>") == html.count("<h1>") + html.count("<h2>What agrees")


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_bytes_in_any_order(format: str) -> None:
    sample = report()
    expected = FORMATS[format](sample)
    for articles in permutations(sample.articles):
        shuffled = replace(
            sample,
            articles=articles,
            claims=sample.claims[::-1],
            findings=sample.findings[::-1],
            problems=sample.problems[::-1],
            shared=sample.shared[::-1],
        )
        assert FORMATS[format](shuffled) == expected


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_of_nothing(format: str) -> None:
    assert FORMATS[format](Report((), (), (), ())).endswith("\n")


# --- JSON -------------------------------------------------------------------------------------------


def test_json_follows_the_contract() -> None:
    document = json.loads(to_json(report()))
    assert document["schema_version"] == "1"
    assert [d["id"] for d in document["documents"]] == ["1-ar.txt", "2-fr.txt", "3-en.txt", "4-fr.txt"]
    texts = {a.id: a.text for a in report().articles}
    for found in document["claims"]:
        text = texts[found["document"]]
        assert found["text"] == text[found["start"] : found["end"]]
        sentence = found["sentence"]
        assert sentence["text"] == text[sentence["start"] : sentence["end"]]
        assert len({"quantity", "date", "entity"} & found.keys()) == 1
    conflict, divergence = document["findings"][:2]
    assert conflict["verdict"] == "conflicts"
    assert "equation" not in conflict
    assert divergence["equation"]["text"] == "54,000 / 1,900 = 28.4"
    known = {c["id"] for c in document["claims"]}
    assert [len(side) for side in divergence["sides"]] == [1, 2]
    assert all(c in known for f in document["findings"] for side in f["sides"] for c in side)
    assert document["problems"][0]["line"] == 3


def test_json_keeps_hostile_text_exactly() -> None:
    document = json.loads(to_json(hostile()))
    assert document["documents"][0]["title"].encode("utf-16", "surrogatepass") == (
        json.loads(json.dumps(EVERYTHING)).encode("utf-16", "surrogatepass")
    )


def test_a_sentence_without_end_is_cut_about_its_claim() -> None:
    text = "1 " * 100_000
    endless = Article("x", text, "en", sentences=(Span(0, len(text)),))
    found = Claim("x#1", "x", report().claims[0].kind, Span(100_000, 100_001), "1", Span(0, len(text)))
    sentence = claim_to_dict(found, endless)["sentence"]
    assert len(sentence["text"]) <= LONGEST_SENTENCE
    assert sentence["text"] == text[sentence["start"] : sentence["end"]]
    assert sentence["start"] <= 100_000 < sentence["end"]


def test_numbers_are_floats_or_null() -> None:
    assert number(Fraction(1, 3)) == 1 / 3
    assert number(Fraction(10) ** 400) is None
    assert number(None) is None


# --- terminal ---------------------------------------------------------------------------------------


def printed(shown: Report, width: int, colours: Literal["truecolor"] | None) -> str:
    console = Console(
        file=io.StringIO(), width=width, color_system=colours, force_terminal=bool(colours), legacy_windows=False
    )
    with console.capture() as capture:
        print_report(shown, console)
    return capture.get()


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_terminal_lines_fit(width: int) -> None:
    for shown in (report(), hostile()):
        for line in to_text(shown, width).splitlines():
            assert cell_len(line) <= width, line


def test_terminal_says_what_matters_first() -> None:
    text = to_text(report())
    order = ["✖ C002 conflicts", "▲ D001 diverges", "○ I001", "✔ A001", "3-en.txt  en", "! news/broken.jsonl:3"]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "= 54,000 / 1,900 = 28.4" in text


def test_right_to_left_lines_are_isolated_one_by_one() -> None:
    lines = [line for line in to_text(report(), 80).splitlines() if any("\u0600" <= char <= "\u06ff" for char in line)]
    assert len(lines) > 4
    for line in lines:
        assert line.count("\u2068") == line.count("\u2069") >= 1
        outside = "".join(part.rpartition("\u2069")[2] for part in line.split("\u2068"))
        assert not any("\u0600" <= char <= "\u06ff" for char in outside)


def test_claims_are_marked_without_colours_and_with_them() -> None:
    assert "⟦28 ضعفًا⟧" in to_text(report())
    assert "⟦" not in printed(report(), 80, "truecolor")
    assert "\x1b[1;7m28 ضعفًا" in printed(report(), 80, "truecolor")


def test_long_sentences_are_cut_about_the_claim() -> None:
    text = "Word " * 200 + "and 3,100 shops " + "word " * 200
    long = article("long.txt", text.strip(), "en")
    shown = to_markdown(Report((long,), (claim(long, "3,100"),), (), (claim(long, "3,100").id,)))
    line = next(line for line in shown.splitlines() if "3,100" in line)
    assert line.startswith("- … ")
    assert line.endswith(" …")
    assert len(line) < 700


def test_markup_of_the_article_is_no_part_of_a_quote() -> None:
    text = "Some **3,100** shops, [says](https://example.org) the company."
    marks = tuple(Span(text.index(m), text.index(m) + len(m)) for m in ("**3", "** ", "[", "](https://example.org)"))
    marks = (Span(marks[0].start, marks[0].end - 1), Span(marks[1].start, marks[1].end - 1), *marks[2:])
    marked = replace(article("a.md", text, "en"), marks=marks)
    found = claim(marked, "3,100")
    assert (
        "- Some <strong>3,100</strong> shops, says the company."
        in to_markdown(Report((marked,), (found,), (), (found.id,))).splitlines()
    )


def test_articles_of_one_name_are_told_apart() -> None:
    a, b = article("a", "1", "en"), article("b", "1", "en")
    a, b = replace(a, path="x/news.txt"), replace(b, path="y/news.txt")
    text = to_text(Report((a, b), (), (), ()))
    assert "x/news.txt" in text
    assert "y/news.txt" in text


# --- markdown ---------------------------------------------------------------------------------------


def test_markdown_sets_right_to_left_blocks() -> None:
    text = to_markdown(report())
    quote = ARABIC.split("\n")[0].replace("28 ضعفًا", "<strong>28 ضعفًا</strong>")
    assert f'<div dir="rtl" lang="ar">\n\n> {quote}\n\n</div>' in text
    assert '<bdi lang="ar">28 ضعفًا</bdi>' in text


def test_markdown_has_every_part() -> None:
    headings = [line for line in to_markdown(report()).splitlines() if line.startswith("## ")]
    assert headings == [
        "## What does not match",
        "## Not comparable, or left open by the text",
        "## What agrees",
        "## What only one article says",
        "## What could not be read",
        "## Articles that share their text",
        "## Sources",
        "## How this was made",
    ]


# --- articles that are one source -------------------------------------------------------------------


def test_one_source_is_told_in_every_format() -> None:
    document = json.loads(to_json(report()))
    assert [s["documents"] for s in document["shared_passages"]] == [["1-ar.txt", "2-fr.txt"], ["2-fr.txt", "4-fr.txt"]]
    verbatim = document["shared_passages"][1]
    assert (verbatim["kind"], verbatim["share"], verbatim["sentences"]) == ("verbatim", 0.5, {"shared": 1, "of": 2})
    assert verbatim["passages"][0] == {"document": "2-fr.txt", "spans": [{"start": 0, "end": 40}]}
    assert [f.get("sources") for f in document["findings"] if f["code"] == "A005"] == [1]
    said = "2-fr.txt and 4-fr.txt share 1 of 2 sentences: counted as one source"
    markdown, text = to_markdown(report()), to_text(report())
    assert f"- {said}." in markdown and "(A005), one source |" in markdown
    assert said in text and "0.95  one source" in text
    for output in (to_markdown(replace(report(), shared=())), to_text(replace(report(), shared=()))):
        assert "share their text" not in output
