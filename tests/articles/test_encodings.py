"""Bytes in the encodings that news comes in, and bytes that are no text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.articles.encodings import decode
from reconcile.errors import InputError
from tests.articles.stories import STORIES

LEGACY = [
    ("ar", "cp1256"),
    ("ar", "iso8859-6"),
    ("fr", "cp1252"),
    ("fr", "iso8859-1"),
    ("fr", "iso8859-15"),
    ("de", "cp1252"),
    ("es", "cp1252"),
    ("pt", "cp1252"),
    ("ru", "cp1251"),
    ("ru", "koi8-r"),
    ("ru", "iso8859-5"),
    ("ja", "shift_jis"),
    ("ja", "euc-jp"),
    ("ja", "iso2022-jp"),
    ("ko", "euc-kr"),
    ("zh", "gb18030"),
    ("zh", "gbk"),
    ("tr", "iso8859-9"),
    ("tr", "cp1254"),
    ("pl", "cp1250"),
    ("pl", "iso8859-2"),
    ("uk", "cp1251"),
    ("fa", "cp1256"),
]


@pytest.mark.parametrize(("language", "encoding"), LEGACY)
def test_legacy_encodings(language: str, encoding: str) -> None:
    data = STORIES[language].encode(encoding, errors="ignore")
    assert decode(data) == data.decode(encoding)


def test_big5() -> None:
    text = (
        "市政府週一宣布，因颱風受損的三座橋樑將在年底前全部修復，預計花費約四億元。在此期間會增開十二條臨時公車路線。"
    )
    assert decode(text.encode("big5")) == text


@pytest.mark.parametrize("language", sorted(STORIES))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_unicode_with_and_without_mark(language: str, encoding: str) -> None:
    text = STORIES[language] + "\r\n"
    assert decode(text.encode(encoding)) == text
    assert decode(("\ufeff" + text).encode(encoding)) == text


def test_a_declared_encoding_is_followed_where_the_bytes_allow_it() -> None:
    data = "Größe".encode("cp1252")
    assert decode(data, "iso-8859-1") == "Größe"
    assert decode("Größe".encode(), "windows-1252") == "Größe"
    assert decode(data, "no-such-encoding") == decode(data)
    assert decode(data, "base64") == decode(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"abc\0def", "NUL"),
        (bytes(range(1, 32)) * 10, "control bytes"),
        (codecs.BOM_UTF16_LE + b"a\0b", "byte order mark"),
        (STORIES["ar"].encode()[:-3] + b"\xd9", "few bytes"),
        (STORIES["fr"].encode().replace("é".encode(), b"\xc3", 1), "few bytes"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        decode(data)
    assert caught.value.offset is not None


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_an_input_error(data: bytes) -> None:
    try:
        text = decode(data)
    except InputError:
        return
    text.encode("utf-8")
