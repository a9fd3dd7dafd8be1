"""JSON lines (``.jsonl``, ``.ndjson``): one article a line, read as a stream."""

from __future__ import annotations

import codecs
import datetime as dt
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from typing import Any

from reconcile.articles.draft import Draft
from reconcile.articles.language import primary_language
from reconcile.articles.load import ARTICLE_LIMIT, EXPANDED_LIMIT, bad_gzip
from reconcile.errors import InputError

_HELD_AT_MOST = 1000  # errors kept back while no article has been seen
_LISTED_AT_MOST = 5
_SURROGATE = re.compile("[\ud800-\udfff]")
_WIDE_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def parse(stream: io.BufferedReader) -> Iterator[Draft | InputError]:
    """Yield an article, or what is wrong, for every line that is not blank.

    Fields: ``text`` (required), ``id``, ``title``, ``language`` (BCP 47), ``published`` (ISO 8601 date, or date
    and time), ``url``, ``source``, ``group``; others are ignored, ``null`` counts as absent. Offsets are into ``text``.
    """
    held: list[InputError] = []
    found = False
    for one in _articles(stream):
        if not found and isinstance(one, InputError) and len(held) < _HELD_AT_MOST:
            held.append(one)
            continue
        if not found:
            found = True
            yield from held
        yield one
    if not found:
        yield from held if len(held) <= _LISTED_AT_MOST else [_no_articles(held)]


def _no_articles(errors: list[InputError]) -> InputError:
    """One error for a file that is all errors: it is probably of another kind."""
    first = errors[0]
    return InputError(f"holds no article in any of its {len(errors)} lines; line {first.line} {first.message}")


def _articles(stream: io.BufferedReader) -> Iterator[Draft | InputError]:
    for number, line in _lines(stream):
        if isinstance(line, InputError):
            yield line
        elif line.strip():
            try:
                yield article(line, number)
            except InputError as error:
                yield InputError(error.message, line=number, offset=error.offset)


def _lines(stream: io.BufferedReader) -> Iterator[tuple[int, str | InputError]]:
    """Number and decode lines. A line that is no UTF-8 or too long is an error; the next ones go on."""
    encoding = _wide_encoding(stream)
    number = taken = 0
    try:
        for line in _raw_lines(stream, encoding):
            number += 1
            taken += len(line)
            if taken > EXPANDED_LIMIT:
                yield number, InputError(f"expands to more than {EXPANDED_LIMIT // 1024**3} GiB; split it", line=number)
                return
            yield number, _decoded(line, number, encoding)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        yield number + 1, InputError(bad_gzip(error).message, line=number + 1)


def _wide_encoding(stream: io.BufferedReader) -> str | None:
    try:
        head = stream.peek(4)[:4]
    except (gzip.BadGzipFile, zlib.error, EOFError):
        return None
    return next((encoding for mark, encoding in _WIDE_BOMS if head.startswith(mark)), None)


def _raw_lines(stream: io.BufferedReader, encoding: str | None) -> Iterator[bytes]:
    """Lines in UTF-8; of a line that is too long its beginning only, which is over the limit."""
    if encoding is not None:
        recoded = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="\n")
        while line := recoded.readline(ARTICLE_LIMIT):
            yield line.encode("utf-8", errors="replace")
        return
    while data := stream.readline(ARTICLE_LIMIT + 1):
        yield data
        while len(data) > ARTICLE_LIMIT and not data.endswith(b"\n"):
            data = stream.readline(ARTICLE_LIMIT + 1)


def _decoded(line: bytes, number: int, encoding: str | None) -> str | InputError:
    if len(line) > ARTICLE_LIMIT:
        return InputError(f"is longer than {ARTICLE_LIMIT // 1024**2} MiB, too much for one article", line=number)
    if number == 1 and encoding is None:
        line = line.removeprefix(codecs.BOM_UTF8)
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        return InputError(
            f"is not UTF-8 (byte {error.start} of the line), which JSON has to be; convert the file to UTF-8",
            line=number,
        )


def article(line: str, number: int | None = None) -> Draft:
    """Return the article that one line of JSON holds; raises :class:`~reconcile.errors.InputError`."""
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"is no JSON: {error.msg} at column {error.colno}; give one object a line") from None
    except (RecursionError, ValueError):
        raise InputError("is JSON that is nested too deeply or holds a number that is too long") from None
    if not isinstance(data, dict):
        raise InputError('is JSON but no object; give {"id": ..., "text": ...} on one line')
    text = data.get("text")
    if text is None:
        raise InputError('has no "text"; every article needs its text')
    if not isinstance(text, str):
        raise InputError(f'"text" must be a string, not {_kind(text)}')
    return Draft(
        text=_sound(text),
        id=_label(data, "id"),
        group=_label(data, "group"),
        language=_language(data),
        published=_published(data),
        line=number,
        title=_string(data, "title"),
        url=_string(data, "url"),
        source=_string(data, "source"),
    )


def _sound(text: str) -> str:
    """Replace lone surrogates, which JSON can escape but no encoding can write; offsets stay."""
    return _SURROGATE.sub("\ufffd", text)


def _string(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(f'"{name}" must be a string, not {_kind(value)}')
    return _sound(value)


def _label(data: dict[str, Any], name: str) -> str:
    """An identifier: a string, or a whole number, which is as good as one."""
    value = data.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(data, name)


def _language(data: dict[str, Any]) -> str:
    declared = _string(data, "language").strip()
    if not declared:
        return ""
    language = primary_language(declared)
    if language is None:
        raise InputError('"language" must be a BCP 47 tag such as "ar" or "pt-BR"; leave it out to have it identified')
    return language


def _published(data: dict[str, Any]) -> dt.date | None:
    stated = _string(data, "published").strip()
    if not stated:
        return None
    published = iso_date(stated)
    if published is None:
        raise InputError('"published" must be an ISO 8601 date such as "2024-03-14", with or without a time')
    return published


def iso_date(stated: str) -> dt.date | None:
    """Return the day of an ISO 8601 date or date and time, in the zone it is stated in."""
    try:
        return dt.datetime.fromisoformat(stated).date()
    except ValueError:
        return None


def _kind(value: object) -> str:
    names = {bool: "a truth value", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "something else")
