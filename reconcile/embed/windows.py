"""Passages to rows of token ids: what the encoder runs on, with the way back to the characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reconcile.claims import Span
from reconcile.embed.passages import Passage

# Half of a surrogate pair can come out of JSON; no tokenizer takes it.
_SURROGATE = re.compile("[\ud800-\udfff]")


class TokenRow(Protocol):
    """A text as tokens, those that stand around it included."""

    @property
    def ids(self) -> list[int]: ...

    @property
    def offsets(self) -> list[tuple[int, int]]:
        """For each token the half-open range of the text's code points that it stands for."""
        ...


class RowTokenizer(Protocol):
    """What makes texts to tokens, such as a tokenizer of the tokenizers library."""

    def encode_batch(self, texts: list[str], /) -> Sequence[TokenRow]:
        """Each text as tokens."""
        ...


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A row of tokens that fits into the model.

    ``offsets`` are code points of the passage's text, ``(0, 0)`` for special tokens and the prompt.
    """

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]

    def tokens_of(self, mention: Span) -> tuple[int, ...]:
        """Places of the tokens that a mention lies in; empty where it lies outside of this window."""
        return tuple(i for i, (a, b) in enumerate(self.offsets) if a < mention.end and mention.start < b)


@dataclass(frozen=True, slots=True)
class Tokenized:
    """A passage as windows (one, unless it is overlong), and for each mention its window and tokens there."""

    windows: tuple[Window, ...]
    mentions: tuple[tuple[int, tuple[int, ...]], ...]


def tokenize(passages: Sequence[Passage], tokenizer: RowTokenizer, prompt: str, max_tokens: int) -> list[Tokenized]:
    """Tokenize every passage behind the prompt; an overlong one is cut into windows around its mentions."""
    texts = [prompt + _SURROGATE.sub("\ufffd", passage.text) for passage in passages]
    rows = tokenizer.encode_batch(texts)
    return [_split(p, row, len(prompt), max_tokens) for p, row in zip(passages, rows, strict=True)]


def _split(passage: Passage, row: TokenRow, prompt: int, max_tokens: int) -> Tokenized:
    # The white space that some tokenizers count to the next token begins inside the prompt's range.
    ids, ranges = row.ids, row.offsets
    inside = [i for i, (_, end) in enumerate(ranges) if end > prompt]
    first, last = (inside[0], inside[-1] + 1) if inside else (len(ids) - 1, len(ids) - 1)
    head, tail = tuple(ids[:first]), tuple(ids[last:])
    offsets = [(max(a - prompt, 0), b - prompt) for a, b in ranges[first:last]]
    room = max_tokens - len(head) - len(tail)
    places = [_places(offsets, mention) for mention in passage.mentions]
    starts = _starts(places, len(offsets), room)
    windows = tuple(
        Window(
            head + tuple(ids[first + start : min(first + start + room, last)]) + tail,
            ((0, 0),) * len(head) + tuple(offsets[start : start + room]) + ((0, 0),) * len(tail),
        )
        for start in starts
    )
    return Tokenized(windows, tuple(_locate(tokens, starts, room, len(head)) for tokens in places))


def _places(offsets: Sequence[tuple[int, int]], mention: Span) -> tuple[int, ...]:
    """Indices of the mention's tokens; of the nearest one before it where it has none (characters dropped)."""
    places = tuple(i for i, (a, b) in enumerate(offsets) if a < mention.end and mention.start < b)
    before = [i for i, (a, _) in enumerate(offsets) if a <= mention.start]
    return places or (before[-1:] and (before[-1],)) or ((0,) if offsets else ())


def _starts(places: Sequence[tuple[int, ...]], length: int, room: int) -> list[int]:
    """Where windows of ``room`` tokens begin, so that each mention lies in one, with its surroundings."""
    if length <= room or not places:
        return [0]
    starts: list[int] = []
    waiting = sorted(places)
    while waiting:
        begin = waiting[0][0]
        group = [tokens for tokens in waiting if tokens[-1] < begin + room]
        end = max((tokens[-1] + 1 for tokens in group), default=begin + room)
        starts.append(max(0, min((begin + end - room) // 2, length - room)))
        waiting = [tokens for tokens in waiting[1:] if tokens not in group]
    return starts


def _locate(tokens: tuple[int, ...], starts: Sequence[int], room: int, head: int) -> tuple[int, tuple[int, ...]]:
    """The window that holds most of a mention's tokens, and their places in its row."""
    found = [tuple(t - start + head for t in tokens if start <= t < start + room) for start in starts]
    best = max(range(len(starts)), key=lambda i: len(found[i]))
    # A passage without a single token still has its special ones.
    return best, found[best] or (0,)
