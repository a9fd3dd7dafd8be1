"""From paths to articles and problems: formats, ids, limits, and inputs that cannot be used."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconcile.articles import load, read_articles
from reconcile.claims import Article, Problem
from reconcile.errors import OptionError
from tests.articles.stories import STORIES


def _read(*paths: object, **options: object) -> tuple[list[Article], list[Problem]]:
    found = list(read_articles([str(path) for path in paths], **options))  # type: ignore[arg-type]
    return [one for one in found if isinstance(one, Article)], [one for one in found if isinstance(one, Problem)]


def _problem(path: object) -> str:
    articles, problems = _read(path)
    assert not articles
    assert len(problems) == 1
    return problems[0].message


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_text_is_kept_as_decoded(tmp_path: Path) -> None:
    text = f"Pont fermé\r\n\r\n {STORIES['fr']}\r\nCrédits Unsplash\r\n"
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    ((article,), problems) = _read(tmp_path)
    assert not problems
    assert (article.id, article.language, article.title, article.text) == ("a.txt", "fr", "Pont fermé", text)
    sentences = [article.text[span.start : span.end] for span in article.sentences]
    assert [sentences[0], len(sentences)] == ["Pont fermé", 3]


def test_folders_globs_and_duplicates(tmp_path: Path) -> None:
    _write(tmp_path / "b/x.txt", STORIES["en"])
    _write(tmp_path / "a/x.txt", STORIES["de"])
    _write(tmp_path / "a/y.md", STORIES["fr"])
    _write(tmp_path / "a/.hidden.txt", "x")
    _write(tmp_path / "a/notes.doc", "x")
    _write(tmp_path / ".git/z.txt", "x")
    articles, problems = _read(tmp_path)
    assert [article.id for article in articles] == ["a/x.txt", "y.md", "b/x.txt"]
    assert not problems
    assert _read(tmp_path / "**/*.txt", tmp_path / "a") == _read(tmp_path / "a", tmp_path / "**/*.txt")
    assert len(_read(tmp_path / "**/*", tmp_path)[0]) == 3


def test_gzip(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(STORIES["ru"].encode("cp1251")))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": STORIES["ja"]}).encode()))
    articles, problems = _read(tmp_path)
    assert [(article.id, article.language) for article in articles] == [("a.txt.gz", "ru"), ("b.jsonl.gz:1", "ja")]
    assert not problems


def test_declared_and_given(tmp_path: Path) -> None:
    day, given_day = dt.date(2024, 3, 14), dt.date(2020, 1, 2)
    _write(
        tmp_path / "a.jsonl",
        json.dumps({"id": "a", "text": STORIES["en"], "language": "sv", "published": "2024-03-14"}),
    )
    _write(tmp_path / "b.txt", "RABAT, 18 Feb. 2021 - " + STORIES["en"])
    (a, b), _ = _read(tmp_path, published=given_day, language="pt-BR")
    assert (a.language, a.published, b.language, b.published) == ("sv", day, "pt", given_day)
    assert _read(tmp_path)[0][1].published is None
    with pytest.raises(OptionError, match="BCP 47"):
        _read(tmp_path, language="Klingon!")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_no_news_is_published_at_the_ends_of_the_calendar(tmp_path: Path, day: str) -> None:
    lines = ({"id": i, "text": STORIES["en"], "published": d} for i, d in (("a", day), ("b", "2024-03-14")))
    _write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines)))
    articles, problems = _read(tmp_path / "a.jsonl")
    assert [a.id for a in articles] == ["b"]
    assert [(p.line, day in p.message) for p in problems] == [(1, True)]
    told = f"<meta property='article:published_time' content='{day}'>"
    page = f"<html><head>{told}</head><body><p>{STORIES['en']}</p></body></html>"
    (article,), _ = _read(_write(tmp_path / "b.html", page))
    assert article.published is None


def test_standard_input() -> None:
    lines = "\n".join(json.dumps({"text": STORIES[language]}) for language in ("en", "fr"))
    assert [one.id for one in _read("-", stdin=io.BytesIO(lines.encode()))[0]] == ["stdin:1", "stdin:2"]
    (plain,), _ = _read("-", stdin=io.BytesIO(STORIES["ko"].encode("utf-16")))
    assert (plain.id, plain.language, plain.text) == ("stdin", "ko", STORIES["ko"])
    assert len(_read("-", stdin=io.BytesIO(gzip.compress(lines.encode())))[0]) == 2


def test_links_are_marks_not_prose(tmp_path: Path) -> None:
    text = f"See https://h.example/2024/03/14?x=1. {STORIES['en']} Write to desk@h.example."
    (article,), _ = _read(_write(tmp_path / "a.txt", text))
    assert [text[mark.start : mark.end] for mark in article.marks] == [
        "https://h.example/2024/03/14?x=1",
        "desk@h.example",
    ]
    assert len(article.prose) == len(text)
    assert "2024" not in article.prose


def test_ids_are_unique(tmp_path: Path) -> None:
    line = json.dumps({"id": "x", "text": STORIES["en"]})
    articles, problems = _read(_write(tmp_path / "a.jsonl", f"{line}\n{line}\n"))
    assert [article.id for article in articles] == ["x"]
    assert [problem.line for problem in problems] == [2]
    assert "line 1" in problems[0].message


def test_inputs_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no text" in _problem(_write(tmp_path / "empty.txt", " \n\ufeff"[:2]))
    assert "no text" in _problem(_write(tmp_path / "empty.html", "<html></html>"))
    assert "check the path" in _problem(tmp_path / "missing.txt")
    assert "check the path" in _problem("x" * 5000 + ".txt")
    assert "check the path" in _problem("nul\0byte.txt")
    assert "matches no article" in _problem(tmp_path / "*.nothing")
    (tmp_path / "folder").mkdir()
    assert "without articles" in _problem(tmp_path / "folder")
    (tmp_path / "cut.txt.gz").write_bytes(gzip.compress(b"word " * 999)[:-20])
    assert "gzip" in _problem(tmp_path / "cut.txt.gz")
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"text": "a"}\n' * 999)[:20])
    assert "gzip" in _problem(tmp_path / "cut.jsonl.gz")
    (tmp_path / "sub.txt").mkdir()
    assert "without articles" in _problem(tmp_path / "sub.txt")
    binary = tmp_path / "b.txt"
    binary.write_bytes(b"ab\0cd")
    assert "[byte 2]" in _problem(binary)

    def refuse(*_: object, **__: object) -> io.BufferedReader:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("reconcile.articles.reader.open_bytes", refuse)
    assert "permissions" in _problem(binary)


def test_what_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = tmp_path / "bomb.txt.gz"
    bomb.write_bytes(gzip.compress(b"0" * (load.ARTICLE_LIMIT + 1)))
    assert "32 MiB" in _problem(bomb)
    monkeypatch.setattr("reconcile.articles.jsonl.ARTICLE_LIMIT", 100)
    monkeypatch.setattr("reconcile.articles.jsonl.EXPANDED_LIMIT", 10_000)
    lines = _write(tmp_path / "a.jsonl", '{"text": "one"}\n' + '{"text": "' + "x" * 1000 + '"}\n{"text": "two"}\n')
    articles, problems = _read(lines)
    assert [(article.text, article.id) for article in articles] == [("one", "a.jsonl:1"), ("two", "a.jsonl:3")]
    assert [problem.line for problem in problems] == [2]
    lines.write_bytes(b'{"text": "a"}\n' * 1000)
    assert "split it" in _read(lines)[1][0].message


def test_others_still_run(tmp_path: Path) -> None:
    _write(tmp_path / "a.txt", "")
    _write(tmp_path / "b.txt", STORIES["en"])
    (tmp_path / "c.html").write_bytes(b"\x89PNG\r\n")
    articles, problems = _read(tmp_path, tmp_path / "gone")
    assert [article.id for article in articles] == ["b.txt"]
    assert [Path(problem.path).name for problem in problems] == ["gone", "a.txt", "c.html"]


def test_articles_are_read_one_at_a_time(tmp_path: Path) -> None:
    _write(tmp_path / "a.txt", STORIES["en"])
    later = _write(tmp_path / "b.txt", STORIES["en"])
    reading = read_articles([str(tmp_path)])
    assert isinstance(next(reading), Article)
    later.unlink()
    assert isinstance(next(reading), Problem)


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys, reconcile.articles; "
        "print({'numpy', 'trafilatura', 'py3langid', 'chardet', 'markdown_it', 'yaml', 'torch'} & set(sys.modules))"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "set()"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    data=st.binary(max_size=400) | st.text(max_size=200).map(str.encode),
    suffix=st.sampled_from([".txt", ".md", ".html", ".jsonl", ".txt.gz"]),
)
def test_any_bytes_are_articles_or_problems(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(data)
    for one in read_articles([str(path)]):
        if isinstance(one, Article):
            spans = one.sentences
            assert all(0 <= span.start < span.end <= len(one.text) for span in spans)
            assert all(a.end <= b.start for a, b in pairwise(spans))
            assert len(one.prose) == len(one.text)
            one.text.encode("utf-8")
