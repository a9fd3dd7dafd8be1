"""Read articles from files, folders, globs and standard input, one at a time."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from reconcile.articles import html, jsonl, markdown, plain
from reconcile.articles.boilerplate import sort_blocks
from reconcile.articles.draft import Draft, is_day_of_news
from reconcile.articles.encodings import decode
from reconcile.articles.language import identify, primary_language
from reconcile.articles.layout import paragraphs
from reconcile.articles.links import with_links
from reconcile.articles.load import open_bytes, read_limited
from reconcile.articles.paths import STDIN, Input, expand
from reconcile.articles.sentences import split
from reconcile.claims import Article, Problem
from reconcile.errors import InputError, OptionError


def read_articles(
    paths: Sequence[str],
    *,
    published: dt.date | None = None,
    language: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | Problem]:
    """Yield every article that ``paths`` name, and a :class:`~reconcile.claims.Problem` for what could not be used.

    Parameters
    ----------
    paths: files, folders (searched through, hidden files left out), globs (``**`` too), and ``-`` for standard input,
        which is JSON lines where it begins like it and plain text otherwise. Each file is read once; the order of
        ``paths`` does not matter. Suffixes tell the format: ``.txt .md .html .jsonl``, each also ``.gz``.
    published: date of publication for articles that state none. A dateline's is read with the other dates, later.
    language: BCP 47 tag for articles that declare none; without it, the text is identified.
    stdin: what ``-`` reads, by default standard input.

    Articles are read one at a time. Ids are unique: the ``id`` of a JSON line, ``<file>:<line>`` where it has none,
    else the file's name, with as many folders before it as tell it from the other files.

    Raises :class:`~reconcile.errors.OptionError` where ``language`` is no language tag; never for what is in the files.
    """
    return _articles(paths, published, declared_language(language), stdin)


def declared_language(tag: str | None) -> str:
    """The primary language of a tag, empty where there is none.

    Raises :class:`~reconcile.errors.OptionError` where it is no language tag.
    """
    if tag is None:
        return ""
    declared = primary_language(tag)
    if not declared:
        raise OptionError(f"language {tag!r} is no BCP 47 tag; give one such as 'ar' or 'pt-BR'")
    return declared


def _articles(
    paths: Sequence[str], published: dt.date | None, language: str, stdin: BinaryIO | None
) -> Iterator[Article | Problem]:
    inputs, problems = expand(paths)
    yield from problems
    taken = TakenIds()
    for source in inputs:
        for draft in drafts(source, stdin):
            found = article_of(draft, source, published, language)
            clash = taken.problem(found, draft.line) if isinstance(found, Article) else None
            yield clash or found


class TakenIds:
    """Tells of articles whose id an earlier one has."""

    def __init__(self) -> None:
        self._home: dict[str, str] = {}

    def problem(self, article: Article, line: int | None) -> Problem | None:
        """What is wrong with the id of an article, told in that line; if nothing is, the id is taken from now on."""
        if article.id in self._home:
            message = f"has the id {article.id!r} of an earlier article ({self._home[article.id]}); give each its own"
            return Problem(article.path, message, line)
        self._home[article.id] = article.path + (f", line {line}" if line is not None else "")
        return None


def _message(error: InputError) -> str:
    return error.message + (f" [byte {error.offset}]" if error.offset is not None else "")


def drafts(source: Input, stdin: BinaryIO | None = None) -> Iterator[Draft | InputError]:
    """Open and parse one input; whatever is wrong with it is handed on, not raised."""
    stream = (stdin or sys.stdin.buffer) if source.path == STDIN else None
    try:
        with open_bytes(Path(source.path), stdin=stream) as opened:
            format = source.format
            if source.path == STDIN and opened.peek(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
                format = "jsonl"
            if format == "jsonl":
                yield from jsonl.parse(opened)
                return
            data = read_limited(opened)
        yield _parsed(data, format)
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(f"cannot be read ({error.strerror or error}); check the file and its permissions")


def _parsed(data: bytes, format: str) -> Draft:
    if format == "html":
        return html.parse(data)
    text = decode(data)
    return markdown.parse(text) if format == "markdown" else plain.parse(text)


def article_of(draft: Draft | InputError, source: Input, published: dt.date | None, language: str) -> Article | Problem:
    """The article that a draft becomes, with language and sentences; its id may still be that of another article."""
    if isinstance(draft, InputError):
        return Problem(source.shown, _message(draft), draft.line)
    if not draft.text.strip():
        return Problem(source.shown, "holds no text; nothing can be compared with it", draft.line)
    day = draft.published or published
    if day is not None and not is_day_of_news(day):
        said = f"gives {day.isoformat()} as its day of publication; leave it out where it is not known"
        return Problem(source.shown, said, draft.line)
    marks = with_links(draft.text, draft.marks)
    bare = Article("", draft.text, "", marks=marks).prose
    known = draft.language or language or identify(bare, draft.hint)
    blocks = paragraphs(draft.text) if draft.blocks is None else draft.blocks
    found = sort_blocks(bare, blocks, draft.title)
    sentences = tuple(span for block in found.prose for span in split(bare, block, known))
    line = f":{draft.line}" if draft.line is not None else ""
    return Article(
        id=draft.id or source.name + line,
        text=draft.text,
        language=known,
        path=source.shown,
        group=draft.group,
        title=found.headline,
        published=day,
        url=draft.url,
        source=draft.source,
        sentences=sentences,
        marks=marks,
    )
