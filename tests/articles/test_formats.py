"""Markdown, web pages and JSON lines as articles."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.articles import html, jsonl, markdown
from reconcile.articles.draft import Draft
from reconcile.errors import InputError
from tests.articles.stories import STORIES


def _prose(draft: Draft) -> list[str]:
    blank = list(draft.text)
    for mark in draft.marks:
        blank[mark.start : mark.end] = " " * len(mark)
    return [" ".join("".join(blank)[block.start : block.end].split()) for block in draft.blocks or ()]


MARKDOWN = """---\r
title: "Bridge to close"\r
date: 2024-02-17 10:00:00 +0100\r
lang: en-GB\r
source: Harbour Press\r
---\r
\r
# Bridge *closed* for 9 months #\r
\r
Some [19 million](http://h.example/2024/03/14 "t 5") crossings and **two** ferries.\r
> quoted line\r
> and 3 more\r
\r
- 3,400 ships\r
- [x] done\r
\r
| Pier | Cracks |\r
|------|-------:|\r
| East | 15 |\r
\r
```\r
code 5\r
```\r
![plan 5](plan.png) Costs &amp; fees `rose` <b>fast</b> [there][r].\r
\r
[r]: http://h.example/9\r
"""


def test_markdown() -> None:
    draft = markdown.parse(MARKDOWN)
    assert draft.text == MARKDOWN
    assert (draft.title, draft.language, draft.source) == ("Bridge to close", "en", "Harbour Press")
    assert draft.published == dt.date(2024, 2, 17)
    assert _prose(draft) == [
        "Bridge closed for 9 months",
        "Some 19 million crossings and two ferries.",
        "quoted line and 3 more",
        "3,400 ships",
        "[x] done",
        "Pier Cracks",
        "East 15",
        "Costs &amp; fees rose fast there .",
    ]


def test_toml_front_matter_and_rulers() -> None:
    draft = markdown.parse('+++\ndate = 2024-03-14\nlanguage = "ar"\nurl = "http://h.example"\n+++\nنص\n')
    assert (draft.published, draft.language, draft.url) == (dt.date(2024, 3, 14), "ar", "http://h.example")
    assert _prose(draft) == ["نص"]
    assert markdown.parse("---\nProse here\n---\nMore\n").published is None


@pytest.mark.parametrize(
    "front", ["a: [", "date: soon", "date: 2024-13-45", "lang: 7", "date: !!python/object:os.system x", "[" * 5000]
)
def test_broken_front_matter_is_an_input_error(front: str) -> None:
    with pytest.raises(InputError, match="front matter"):
        markdown.parse(f"---\n{front}\n---\nText\n")


@given(st.text(alphabet="a1 *_[]()`#>-|!<&;\\\n\t.:/~+", max_size=120))
def test_any_markdown_is_read_with_marks_in_order(text: str) -> None:
    draft = markdown.parse("x " + text)
    end = 0
    for block in draft.blocks or ():
        assert end <= block.start < block.end <= len(draft.text)
        end = block.end
    assert all(draft.text[mark.start : mark.end].strip() for mark in draft.marks)


PAGE = """<!DOCTYPE html><html lang="fr"><head><meta charset="{charset}"><title>Pont fermé | La Digue</title>
<meta property="og:title" content="Le pont ferme"><meta property="og:site_name" content="La Digue">
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2024-02-17T08:30:00+01:00"}}</script>
</head><body><nav><ul><li><a href="/">Accueil</a></li><li><a href="/s">Sport</a></li></ul></nav>
<article><h1>Le pont ferme</h1>
<p>{story}</p><h2>Neuf mois de travaux</h2><p>Le 3 mai 2019, un pilier s'était fissuré sur 12&nbsp;mètres, selon la
<a href="/x/2024/55">mairie</a> de la ville, qui avait alors promis une réparation rapide.</p>
<ul><li>3 400 piétons</li></ul></article>
<footer>© La Digue 2024</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-15"])
def test_web_page(charset: str) -> None:
    draft = html.parse(PAGE.format(charset=charset, story=STORIES["fr"]).encode(charset))
    lines = _prose(draft)
    assert lines[:3] == ["Le pont ferme", STORIES["fr"], "Neuf mois de travaux"]
    assert lines[-1] == "3 400 piétons"
    assert (draft.title, draft.source, draft.hint) == ("Le pont ferme", "La Digue", "fr")
    assert draft.published == dt.date(2024, 2, 17)
    assert not any("Accueil" in line or "©" in line for line in lines)


def test_no_date_is_guessed_from_prose() -> None:
    assert html.parse(f"<html><body><p>Le 3 mai 2019. {STORIES['fr']}</p></body></html>".encode()).published is None


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 50_000 + "x",
        "<b>" * 50_000,
        "<" * 50_000,
        "<table><tr><td>" * 9_000,
        "&" * 50_000,
        "<!--" * 9_000,
        "<p a='" + "x" * 99_999,
        " ",
    ],
)
def test_hostile_pages_do_not_crash(page: str) -> None:
    assert isinstance(html.parse(page.encode()), Draft)


@given(st.text(alphabet="<>/=\"'!-ab &;?p", max_size=80))
def test_any_page_is_read(page: str) -> None:
    assert isinstance(html.parse(f"<p>{page}".encode()), Draft)


def _read(*lines: object, raw: bytes = b"") -> list[Any]:
    data = raw or "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines).encode()
    return list(jsonl.parse(io.BufferedReader(io.BytesIO(data))))


def test_json_lines() -> None:
    first, second = _read(
        {
            "id": 7,
            "text": "One",
            "language": "pt-BR",
            "published": "2024-03-14T23:30:00-05:00",
            "group": 3,
            "more": [1],
        },
        "",
        {"text": "Two \ud800", "title": "T", "url": None, "source": "S", "published": "2024-03-14"},
    )
    assert (first.id, first.text, first.language, first.group, first.line) == ("7", "One", "pt", "3", 1)
    assert first.published == second.published == dt.date(2024, 3, 14)
    assert (second.text, second.title, second.source, second.line) == ("Two \ufffd", "T", "S", 3)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "no JSON"),
        ("[1]", "no object"),
        ({}, 'no "text"'),
        ({"text": 5}, "must be a string"),
        ({"text": "a", "id": [1]}, '"id"'),
        ({"text": "a", "title": 1}, '"title"'),
        ({"text": "a", "language": "Arabic!"}, "BCP 47"),
        ("[" * 100_000, "no|deeply"),
        ({"text": "a", "published": "yesterday"}, "ISO 8601"),
        ({"text": "a", "published": 5}, '"published"'),
    ],
)
def test_a_bad_line_is_named_and_the_others_run(line: object, reason: str) -> None:
    good, bad, last = _read({"text": "a"}, line, {"text": "b"})
    assert isinstance(bad, InputError)
    assert bad.line == 2
    assert re.search(reason, bad.message)
    assert (good.text, last.text) == ("a", "b")


def test_json_lines_in_other_encodings() -> None:
    line = json.dumps({"text": "é"}, ensure_ascii=False) + "\n"
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        assert [draft.text for draft in _read(raw=(line * 2).encode(encoding))] == ["é", "é"]
    good, bad = _read(raw=line.encode() + line.encode("cp1252"))
    assert good.text == "é"
    assert "UTF-8" in bad.message


def test_a_file_of_another_kind_is_one_error() -> None:
    (only,) = _read(*[{"quote": "x"}] * 40)
    assert "40 lines" in only.message
