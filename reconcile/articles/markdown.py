"""Markdown (``.md``): front matter, and where its prose lies between the markup.

markdown-it-py tells which lines are headings, paragraphs, list items and table rows, and what inside them is text; the
offsets stay those of the raw file. Code blocks, raw HTML and link destinations are no prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from reconcile.articles import front_matter
from reconcile.articles.draft import Draft
from reconcile.articles.sentences import trimmed
from reconcile.claims import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n|\n|\r")
_DESTINATION = re.compile(r"\]\((?:[^()\\]|\\.|\([^()]*\))*\)|\]\[[^\]]*\]|\]|>", re.DOTALL)
_IMAGE = re.compile(r"!\[(?:[^\]\\]|\\.)*\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\]]*\])?", re.DOTALL)


def parse(text: str) -> Draft:
    """Return the article in ``text``; raises :class:`~reconcile.errors.InputError` where its front matter is broken."""
    about = front_matter.read(text)
    blocks, marks = _prose(text, about.body)
    return Draft(
        text=text,
        blocks=blocks,
        marks=marks,
        title=about.title,
        language=about.language,
        published=about.published,
        url=about.url,
        source=about.source,
    )


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # Imported here: only markdown needs it.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").enable("strikethrough")


def _prose(text: str, body: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the blocks of prose behind ``body``, and the markup in them."""
    source = text[body:]
    starts = [body, *(body + match.end() for match in _LINE_END.finditer(source)), len(text)]
    blocks: list[Span] = []
    marks: list[Span] = []
    tokens = [token for token in _parser().parse(source) if token.type == "inline" and token.map]
    for lines, group in groupby(tokens, key=lambda token: (token.map or [0, 0])[:]):
        # The cells of a table row share their line: a row is one block.
        first, last = starts[min(lines[0], len(starts) - 1)], starts[min(lines[1], len(starts) - 1)]
        block = trimmed(text, first, last)
        if block is not None:
            blocks.append(block)
            marks.extend(_markup(text, block, [child for token in group for child in token.children or ()]))
    return tuple(blocks), tuple(marks)


def _markup(text: str, block: Span, children: list[Token]) -> Iterator[Span]:
    """Yield what lies between the pieces of text of a block."""
    at = block.start
    for start, end in _pieces(text, block, children):
        if (gap := trimmed(text, at, start)) is not None:
            yield gap
        at = end
    if (gap := trimmed(text, at, block.end)) is not None:
        yield gap


def _pieces(text: str, block: Span, children: list[Token]) -> Iterator[tuple[int, int]]:
    """Find each piece of text in the raw block, one behind the other, skipping what holds none of the prose."""
    at = block.start
    for child in children:
        if child.type in ("text", "code_inline") and child.content:
            start, end = _find(text, child.content, at, block.end)
            if end > start:
                yield start, end
                at = end
        elif child.type == "html_inline":
            found = text.find(child.content, at, block.end)
            at = found + len(child.content) if found >= 0 else at
        elif child.type in ("link_close", "image"):
            pattern = _DESTINATION if child.type == "link_close" else _IMAGE
            if match := pattern.search(text, at, block.end):
                at = match.end()


def _find(text: str, content: str, start: int, end: int) -> tuple[int, int]:
    """Where ``content`` stands in the raw text; to its last word where entities (``&amp;``) are resolved in it."""
    found = text.find(content, start, end)
    if found >= 0:
        return found, found + len(content)
    first = last = -1
    for word in content.split():
        found = text.find(word, start, end)
        if found >= 0:
            first = found if first < 0 else first
            start = last = found + len(word)
    return (first, last) if first >= 0 else (start, start)
