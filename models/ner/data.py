"""Training sentences for the name head: WikiANN read, written as running text, and labelled by subword.

WikiANN's sentences are short and title-like; news is not. Each sentence is therefore written in one of
several ways (as tokenised, as printed, joined with its neighbours, digits masked as the encoder masks
them, with or without its full stop), so that the head does not learn the corpus's habits.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reconcile.extract.names_model import LABELS

IGNORED = -100
TEST_SENTENCES = 500
VALIDATION_SENTENCES = 50
UNSPACED = frozenset({"ja", "zh"})
_CLOSING = set(".,;:!?)]}»”’%،؛؟。、，：；！？）」』】…")
_OPENING = set("([{«“‘（「『【¿¡")
_NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_FULL_STOPS = {"ja": "。", "zh": "。", "hi": "।"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with the spans of its names: ``(start, end, type)``, half-open, in code points."""

    language: str
    text: str
    names: tuple[tuple[int, int, str], ...]


Tokens = list[tuple[str, str]]


def read_iob(path: Path) -> list[Tokens]:
    """Read ``token<TAB>tag`` lines; blank lines part the sentences."""
    sentences: list[Tokens] = []
    current: Tokens = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if "\t" in line:
            token, tag = line.rsplit("\t", 1)
            current.append((token, tag.strip()))
        elif current:
            sentences.append(current)
            current = []
    if current:
        sentences.append(current)
    return sentences


def write_plain(language: str, tokens: Tokens, *, spaced: bool = True) -> Labelled:
    """Write a sentence with one space between tokens (none for Japanese and Chinese), unchanged otherwise."""
    glue = " " if spaced else ""
    text = ""
    names: list[tuple[int, int, str]] = []
    for index, (token, tag) in enumerate(tokens):
        if index:
            text += glue
        start = len(text)
        text += token
        _extend(names, tag, start, len(text))
    return Labelled(language, text, tuple(names))


def _extend(names: list[tuple[int, int, str]], tag: str, start: int, end: int) -> None:
    if tag == "O":
        return
    kind = tag[2:]
    if tag.startswith("I-") and names and names[-1][2] == kind:
        names[-1] = (names[-1][0], end, kind)
    else:
        names.append((start, end, kind))


def _write_printed(language: str, tokens: Tokens, rng: random.Random) -> Labelled:
    """Write a sentence as a newspaper would: punctuation attached, wiki quotes dropped or made real."""
    text = ""
    names: list[tuple[int, int, str]] = []
    attach = True
    quote = rng.choice(['"', "", ""])
    opened = False
    for token, tag in tokens:
        word = token
        if token in {"''", "'''", "``"}:
            opened = not opened
            word = quote
            if not word:
                continue
            glue = "" if attach or not opened else " "
            attach = opened
        else:
            glue = "" if attach or token[0] in _CLOSING else " "
            attach = token[-1] in _OPENING
        if language in UNSPACED:
            glue = ""
        text += glue
        start = len(text)
        text += word
        _extend(names, tag, start, len(text))
    return Labelled(language, text, tuple(names))


def _mask_digits(item: Labelled) -> Labelled:
    """Write every number as ``00``, as the encoder does, and move the spans along."""
    moved: list[int] = []
    out: list[str] = []
    last = length = 0
    for match in _NUMBER.finditer(item.text):
        for _ in range(last, match.start()):
            moved.append(length)
            length += 1
        out.append(item.text[last : match.start()])
        width = match.end() - match.start()
        moved.extend(min(length + k, length + 2) for k in range(width))
        out.append("00")
        length += 2
        last = match.end()
    for _ in range(last, len(item.text) + 1):
        moved.append(length)
        length += 1
    out.append(item.text[last:])
    names = ((moved[s], moved[e], k) for s, e, k in item.names)
    return Labelled(item.language, "".join(out), tuple(n for n in names if n[0] < n[1]))


def _join(items: Sequence[Labelled], rng: random.Random) -> Labelled:
    """Write several sentences as one passage, each closed with a full stop or a comma."""
    language = items[0].language
    stop = _FULL_STOPS.get(language, ".")
    text = ""
    names: list[tuple[int, int, str]] = []
    for item in items:
        if text:
            if text[-1] not in _CLOSING:
                text += rng.choice([stop, stop, "،" if language in {"ar", "fa"} else ","])
            text += "" if language in UNSPACED else " "
        shift = len(text)
        text += item.text
        names.extend((s + shift, e + shift, k) for s, e, k in item.names)
    return Labelled(language, text, tuple(names))


def _vary_end(item: Labelled, rng: random.Random) -> Labelled:
    text = item.text
    limit = max((end for _, end, _ in item.names), default=0)
    draw = rng.random()
    if draw < 0.2:
        text = text[: max(limit, len(text.rstrip(" .。।")))]
    elif draw < 0.4 and text and text[-1] not in _CLOSING:
        text += _FULL_STOPS.get(item.language, ".")
    return Labelled(item.language, text, item.names)


def vary(language: str, sentences: Sequence[Tokens], rng: random.Random) -> Iterator[Labelled]:
    """Yield all of ``sentences`` once, in the corpus's own form and in the forms of running text.

    About half of the sentences stand alone; the others are joined two to four at a time.
    """
    pending: list[Labelled] = []
    wanted = 1
    for tokens in sentences:
        if rng.random() < 0.5:
            item = write_plain(language, tokens, spaced=language not in UNSPACED or rng.random() < 0.1)
        else:
            item = _write_printed(language, tokens, rng)
        if not pending:
            wanted = 1 if rng.random() < 0.5 else rng.choice([2, 3, 4])
        pending.append(item)
        if len(pending) >= wanted:
            yield _finish(pending, rng)
            pending = []
    if pending:
        yield _finish(pending, rng)


def _finish(items: Sequence[Labelled], rng: random.Random) -> Labelled:
    item = _vary_end(_join(items, rng) if len(items) > 1 else items[0], rng)
    return _mask_digits(item) if rng.random() < 0.5 else item


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Shrink a subword's offsets so that they leave out the space that its piece begins with."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def label_subwords(item: Labelled, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """Give each subword, by its offsets into ``item.text``, the index of its label, or ``IGNORED``."""
    kinds: list[str | None] = [None] * len(item.text)
    starts = {start for start, _, _ in item.names}
    for start, end, kind in item.names:
        kinds[start:end] = [kind] * (end - start)
    labels = []
    for raw_start, raw_end in offsets:
        start, end = trim(item.text, raw_start, raw_end)
        if start >= end:
            labels.append(IGNORED)
            continue
        held = kinds[start]
        if held is None:
            labels.append(0)
        else:
            begins = any(position in starts for position in range(start, end))
            labels.append(LABELS.index(("B-" if begins else "I-") + held))
    return labels


def split_corpus(folder: Path, language: str) -> tuple[list[Tokens], list[Tokens], list[Tokens]]:
    """Return the sentences of one language to train on, to validate on, and to test on.

    The last 500 sentences of the development file are the test and are seen by nothing else.
    """
    development = read_iob(folder / f"dev-{language}.tsv")
    test = development[-TEST_SENTENCES:]
    rest = development[:-TEST_SENTENCES]
    validation = rest[-VALIDATION_SENTENCES:]
    seen = {" ".join(t for t, _ in s) for s in test} | {" ".join(t for t, _ in s) for s in validation}
    train = rest[:-VALIDATION_SENTENCES]
    extra = folder / f"train-{language}.tsv"
    if extra.exists():
        train = train + read_iob(extra)
    return [s for s in train if " ".join(t for t, _ in s) not in seen], validation, test
