"""Open inputs and read their bytes within limits, decompressing ``.gz``."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import BinaryIO

from reconcile.errors import InputError

ARTICLE_LIMIT = 32 * 1024 * 1024
"""Bytes that one article may have, and one JSON line; the longest news features have about 0.2 MB."""

EXPANDED_LIMIT = 8 * 1024 * 1024 * 1024
"""Bytes that a compressed file of JSON lines may expand to."""

_GZIP_MAGIC = b"\x1f\x8b"


def open_bytes(path: Path, stdin: BinaryIO | None = None) -> io.BufferedReader:
    """Return a buffered reader over a file's bytes, or those of ``stdin``, decompressed where they are gzip.

    Raises :class:`OSError` where the file cannot be opened.
    """
    raw: io.BufferedReader = io.BufferedReader(_Raw(stdin)) if stdin is not None else path.open("rb")
    if raw.peek(2)[:2] == _GZIP_MAGIC:
        return io.BufferedReader(gzip.GzipFile(fileobj=raw), buffer_size=1 << 16)
    return raw


class _Raw(io.RawIOBase):
    """A raw stream over any binary stream, so that it can be peeked into. Closing it leaves the stream open."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def read_limited(stream: io.BufferedReader, limit: int = ARTICLE_LIMIT) -> bytes:
    """Return all bytes of ``stream``, at most ``limit``; raises :class:`~reconcile.errors.InputError` for more."""
    try:
        data = stream.read(limit + 1)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise bad_gzip(error) from None
    if len(data) > limit:
        raise InputError(
            f"holds more than {limit // 1024**2} MiB (decompressed), too much for one article; "
            "split it, or give one article a line as JSON lines (.jsonl)"
        )
    return data


def bad_gzip(error: Exception) -> InputError:
    """Return the error for compressed data that cannot be expanded."""
    return InputError(f"is damaged or cut off: gzip cannot expand it ({error}); fetch or compress it again")
