"""A unigram tokenizer that is told, for each call, only the pieces that stand in its texts.

The best segmentation of a text holds no piece that the text does not hold (Kudo 2018, "Subword Regularization"), so
that a tokenizer of those pieces alone gives the same tokens as one of all of them. To set up one of a quarter of a
million pieces takes most of a second, one of a few thousand next to nothing. To look for the pieces takes four times
as long as to tokenize, so that from some length on all of them are taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from reconcile.errors import ModelError

FILE = "pieces.npz"
# From so many characters on, setting up the whole tokenizer is the quicker way.
_MANY = 100_000


class Row(NamedTuple):
    """A text as tokens: their ids, and for each the half-open range of the text's code points that it stands for."""

    ids: list[int]
    offsets: list[tuple[int, int]]


def write_pieces(folder: Path) -> None:
    """Write what :class:`PieceTokenizer` reads beside a ``tokenizer.json``, where that is of a kind it can stand for.

    Raises
    ------
    ModelError: ``tokenizer.json`` cannot be read.
    """
    path = folder / "tokenizer.json"
    try:
        rest: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if not _divisible(rest):
            return
        vocabulary = rest["model"].pop("vocab")
        pieces = [piece for piece, _ in vocabulary]
        scores = np.array([score for _, score in vocabulary], dtype=np.float64)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: the tokenizer cannot be read ({error})") from error
    np.savez(folder / FILE, pieces=_bytes("\n".join(pieces)), scores=scores, rest=_bytes(json.dumps(rest)))


def _bytes(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _divisible(tokenizer: Mapping[str, Any]) -> bool:
    """Whether all that depends on the pieces is the unigram model, and special tokens that are plain pieces of it."""
    model, around = tokenizer["model"], tokenizer["post_processor"]
    if model["type"] != "Unigram" or model.get("byte_fallback") or model.get("unk_id") is None:
        return False
    if not (tokenizer["normalizer"] and tokenizer["pre_tokenizer"] and around):
        return False
    if around["type"] != "TemplateProcessing":
        return False
    pieces = [piece for piece, _ in model["vocab"]]
    return (
        len(set(pieces)) == len(pieces)
        and not any("\n" in piece for piece in pieces)
        and all(
            added["special"]
            and not added["normalized"]
            and not added["single_word"]
            # Also false where its id lies beyond the vocabulary.
            and pieces[added["id"] : added["id"] + 1] == [added["content"]]
            for added in tokenizer["added_tokens"]
        )
    )


def read_whole(folder: Path) -> Tokenizer:
    """The folder's tokenizer with all its pieces, which neither cuts nor pads.

    Raises
    ------
    ModelError: it cannot be read.
    """
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # the library raises Exception itself
        raise ModelError(f"{folder / 'tokenizer.json'}: cannot be read ({error})") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


class PieceTokenizer:
    """The tokenizer of a model folder that has a file of pieces; neither cuts nor pads.

    Raises
    ------
    ModelError: the file cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            with np.load(folder / FILE, allow_pickle=False) as data:
                self._pieces = data["pieces"].tobytes().decode().split("\n")
                self._scores = data["scores"]
                self._rest: dict[str, Any] = json.loads(data["rest"].tobytes())
            self._ids = dict(zip(self._pieces, range(len(self._scores)), strict=True))
        except (OSError, ValueError, KeyError, BadZipFile) as error:
            raise ModelError(
                f"{folder / FILE}: cannot be read ({error}); `reconcile models prepare --force`"
            ) from error
        self._longest = max(map(len, self._pieces))
        special = [added["content"] for added in self._rest["added_tokens"]]
        self._special = re.compile("|".join(map(re.escape, sorted(special, key=len, reverse=True))) or r"(?!)")
        # Always there: what the rest names, and the least likely piece, from which unknown ones take their score.
        self._always = sorted(
            {self._rest["model"]["unk_id"], int(self._scores.argmin()), *(self._ids[piece] for piece in special)}
        )
        self._empty = self._with(self._always)

    def encode_batch(self, texts: Sequence[str]) -> list[Row]:
        """Each text as tokens, those that stand around it included."""
        if sum(map(len, texts)) >= _MANY:
            return [Row(encoding.ids, encoding.offsets) for encoding in self._whole.encode_batch(list(texts))]
        held = sorted({*self._always, *self._held(texts)})
        encodings = self._with(held).encode_batch(list(texts))
        return [Row([held[place] for place in encoding.ids], encoding.offsets) for encoding in encodings]

    @cached_property
    def _whole(self) -> Tokenizer:
        return read_whole(self._folder)

    def _held(self, texts: Sequence[str]) -> Iterator[int]:
        """The ids of all pieces in the texts."""
        normalizer, splitter = self._empty.normalizer, self._empty.pre_tokenizer
        parts = {part for text in texts for part in self._special.split(text)}
        words = {word for part in parts for word, _ in splitter.pre_tokenize_str(normalizer.normalize_str(part))}
        ids, longest = self._ids, self._longest
        for word in words:
            size = len(word)
            for start in range(size):
                for end in range(start + 1, min(start + longest, size) + 1):
                    found = ids.get(word[start:end])
                    if found is not None:
                        yield found

    def _with(self, held: Sequence[int]) -> Tokenizer:
        """A tokenizer of these pieces alone, which gives their places in ``held`` for ids."""
        place = {old: new for new, old in enumerate(held)}
        rest, model, around = self._rest, self._rest["model"], self._rest["post_processor"]
        special = {
            token: {**entry, "ids": [place[old] for old in entry["ids"]]}
            for token, entry in around["special_tokens"].items()
        }
        vocabulary = [(self._pieces[old], float(self._scores[old])) for old in held]
        whole = {
            **rest,
            "truncation": None,
            "padding": None,
            "added_tokens": [{**added, "id": place[added["id"]]} for added in rest["added_tokens"]],
            "post_processor": {**around, "special_tokens": special},
            "model": {**model, "unk_id": place[model["unk_id"]], "vocab": vocabulary},
        }
        return Tokenizer.from_str(json.dumps(whole))
