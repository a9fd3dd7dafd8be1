"""Names read by the name head from the sentence model's hidden states."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reconcile.claims import Entity, Span
from reconcile.errors import ModelError
from reconcile.extract.entities import CASED, Named, without_overlaps
from reconcile.extract.names_data import NameWords, name_words
from reconcile.extract.spans import Spans
from reconcile.names.gazetteer import clitics, lookup
from reconcile.names.scripts import UNSPACED, script_of

if TYPE_CHECKING:
    from torch import Tensor

    from reconcile.extract.names_head import NameScorer

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
_OUTSIDE = LABELS.index("O")
PARTICLES_ATTACHED = frozenset({"ko"})
# The least mean probability of a mention's labels at which it is taken for a name; where names have capitals, the
# rules miss fewer and the model may add less.
SURE, SURE_CASED = 0.8, 0.9
SURE_PERSON, SURE_PERSON_CASED = 0.7, 0.7
# The least mean probability of being a name at which one is taken whose type is in doubt.
NAMED, NAMED_CASED = 0.97, 0.97
# The least ones for places where names have capitals: the rules see none where all nouns have them.
SURE_PLACE_CASED, NAMED_PLACE_CASED = 0.8, 0.92
# The least one at which an institution's name goes on through words without a capital ("банк развития").
SURE_TAIL = 0.85
# The least one at which it is looked at where a translation has a name in its place, and how much less likely, in nats,
# "no name" is held in looking for such.
DOUBTFUL = 0.25
EAGER = 2.0
_ENDING = re.compile(r"(?<=\w)['’]\w{1,5}$")
_ELIDED = re.compile(r"[a-zà-ÿ]{1,4}['’](?=\w)")
# A Korean name has three syllables; what is shorter may end like a particle.
_LEAST_STEM = 3
_JOINERS = "\u200c\u200d"
_KATAKANA = re.compile(r"[ァ-ヺー・＝]+")
_EDGES = " \t\n\u00a0\"'“”„«»‘’‹›()[]（）「」『』,.;:،؛؟!?、。，：；！？…–—·*_"


class Mention(NamedTuple):
    """A name in a passage: half-open range of code points, type, and mean probabilities over its subwords."""

    start: int
    end: int
    type: str
    score: float
    """Of its labels."""
    named: float = 0.0
    """Of being a name at all, of whatever type."""


class NameHead:
    """A token head for the encoder: three layers of its own on the sentence model's eighth.

    Called with one forward pass's hidden states, it gives each row's names; see ``TokenHead`` of the
    encoder. A model of another width or depth gives none.
    """

    name = "names"
    finds_places = True

    def __init__(self, weights: Path | None = None) -> None:
        self._weights = weights

    def __call__(
        self, hidden: Sequence[Tensor], mask: Tensor, offsets: Sequence[Sequence[tuple[int, int]]]
    ) -> Sequence[tuple[Mention, ...]]:
        import torch

        scorer, branch = load_scorer(self._weights)
        if len(hidden) <= branch or hidden[branch].shape[-1] != scorer.width:
            return [()] * len(offsets)
        with torch.inference_mode():
            scores = scorer(hidden[branch], mask).log_softmax(-1).numpy()
        return [mentions_with_doubtful(row, scores[i, : len(row)]) for i, row in enumerate(offsets)]


@lru_cache(maxsize=2)
def load_scorer(weights: Path | None = None) -> tuple[NameScorer, int]:
    """The head's network with its weights, and the layer it stands on; :class:`ModelError` where damaged."""
    import torch
    from safetensors import SafetensorError, safe_open

    from reconcile.extract.names_head import NameScorer
    from reconcile.layers import fast_dtype

    path = weights or default_weights()
    try:
        with safe_open(str(path), framework="pt") as file:
            state = {key: file.get_tensor(key).to(torch.float32) for key in file.keys()}  # noqa: SIM118
            metadata = file.metadata() or {}
    except (OSError, SafetensorError) as error:
        raise ModelError(f"{path}: the name head's weights cannot be read ({error})") from error
    if tuple(metadata.get("labels", "").split()) != LABELS:
        raise ModelError(f"{path}: not a name head of ours (labels {metadata.get('labels')!r})")
    try:
        return NameScorer(state, fast_dtype()), int(metadata.get("branch", "8"))
    except KeyError as error:
        raise ModelError(f"{path}: the name head's weights are incomplete ({error})") from error


def default_weights() -> Path:
    """The weights that ship: in ``reconcile/models`` where installed, in ``models`` beside it in a checkout."""
    package = Path(__file__).parents[1]
    folder = package / "models" if (package / "models").is_dir() else package.parent / "models"
    return folder / "ner" / "name-head.safetensors"


def mentions_of(
    offsets: Sequence[tuple[int, int]], scores: NDArray[np.float32], eager: float = 0.0
) -> tuple[Mention, ...]:
    """The best valid label sequence of one row as mentions; "no name" is held less likely by ``eager`` nats.

    Parameters
    ----------
    offsets: for each token its half-open range, empty for special tokens.
    scores: (tokens, labels), log-probabilities.
    """
    # A piece of nothing but the space before a sign is given the sign's place: no label was learned for it.
    following = [*offsets[1:], (-1, -1)]
    rows = [i for i, (start, end) in enumerate(offsets) if start < end and following[i][0] != start]
    if not rows:
        return ()
    held = scores[rows]
    held[:, _OUTSIDE] -= eager
    labels = best_labels(held)
    found: list[tuple[int, int, str, list[int]]] = []
    for row, label in zip(rows, labels, strict=True):
        tag = LABELS[label]
        if tag == "O":
            continue
        start, end = offsets[row]
        if tag[0] == "I" and found and found[-1][2] == tag[2:]:
            found[-1] = (found[-1][0], end, tag[2:], [*found[-1][3], row])
        else:
            found.append((start, end, tag[2:], [row]))
    if not found:
        return ()
    chosen = dict(zip(rows, np.exp(scores[rows, labels]), strict=True))
    named = 1 - np.exp(scores[:, _OUTSIDE])
    return tuple(
        Mention(start, end, kind, float(np.mean([chosen[r] for r in inside])), float(named[inside].mean()))
        for start, end, kind, inside in found
    )


def mentions_with_doubtful(offsets: Sequence[tuple[int, int]], scores: NDArray[np.float32]) -> tuple[Mention, ...]:
    """The names of a row and, with a score of 0, what may be names: found where "no name" is held less likely."""
    found = mentions_of(offsets, scores)
    taken = Spans(Span(m.start, m.end) for m in found)
    unsure = (offsets[int(i)] for i in np.flatnonzero(np.exp(scores[:, _OUTSIDE]) < 1 - DOUBTFUL))
    if not any(start < end and not taken.overlap(start, end) for start, end in unsure):
        return found
    more = (
        m._replace(score=0.0)
        for m in mentions_of(offsets, scores, EAGER)
        if m.named >= DOUBTFUL and not taken.overlap(m.start, m.end)
    )
    return tuple(sorted((*found, *more)))


def best_labels(scores: NDArray[np.float32]) -> list[int]:
    """Viterbi: the best path in which ``I-X`` follows ``B-X`` or ``I-X`` alone."""
    greedy: list[int] = scores.argmax(1).tolist()
    if _START[greedy[0]] == 0 and _BARRED.isdisjoint(pairwise(greedy)):
        return greedy  # the best of all paths is a valid one, as it mostly is
    best = scores[0] + _START
    back = []
    for row in scores[1:]:
        options = best[:, None] + _STEPS
        back.append(options.argmax(0))
        best = options.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


_START = np.array([-1e9 if label[0] == "I" else 0.0 for label in LABELS])
_STEPS = np.array([[-1e9 if b[0] == "I" and a[1:] != b[1:] else 0.0 for b in LABELS] for a in LABELS])
_BARRED = frozenset(zip(*(places.tolist() for places in np.nonzero(_STEPS)), strict=True))


class Hint(NamedTuple):
    """What the head takes for a name, or may take for one, in its place in the article, whole words of it."""

    span: Span
    type: str
    score: float
    """Of its labels; 0 where "no name" is likelier."""
    named: float
    """Of being a name at all, of whatever type."""

    def sure(self, *, cased: bool) -> bool:
        """Whether it is taken for a name without anything else that speaks for it."""
        if self.type == "LOC" and cased and self.score >= SURE_PLACE_CASED and self.named >= NAMED_PLACE_CASED:
            return True
        return self.score >= _least(self.type, cased) or self.named >= (NAMED_CASED if cased else NAMED)


def read_hints(
    text: str,
    sentence: Span,
    mentions: Sequence[Mention],
    language: str,
    place: Callable[[int], int] | None = None,
) -> Iterator[Hint]:
    """The head's mentions of one sentence in their places in the article, cut at word boundaries.

    ``place`` maps an offset of the passage that was encoded to one of the article (figures are masked in
    passages, which moves what follows them).
    """
    locate = place or (lambda offset: sentence.start + offset)
    for mention, following in zip_longest(mentions, mentions[1:]):
        span = Span(locate(mention.start), min(locate(mention.end), sentence.end))
        cased = script_of(text[span.start : span.end]) in CASED
        if language not in UNSPACED:
            limit = locate(following.start) if following is not None else sentence.end
            span = _whole_words(text, _out_of(text, span, limit), sentence, language)
        elif language == "ja":
            span = _whole_katakana(text, span, sentence)
        span = _strip_edges(text, span)
        if cased:
            tails = not name_words(language).all_in_capitals
            institution = tails and mention.type == "ORG" and mention.score >= SURE_TAIL
            span = _strip_edges(text, _capitals_only(text, span, tail=institution))
        if language not in UNSPACED:
            span = _behind_heads(text, span, name_words(language))
        if span.start < span.end and _looks_like_a_name(text[span.start : span.end], language):
            yield Hint(span, mention.type, mention.score, mention.named)


def names_of_hints(text: str, hints: Sequence[Hint], *, doubtful: bool = False) -> list[Named]:
    """Those of one sentence of which the head is sure as names; with ``doubtful`` those alone of which it is not."""
    found = []
    for hint in hints:
        form = text[hint.span.start : hint.span.end]
        if hint.sure(cased=script_of(form) in CASED) != doubtful:
            found.append((hint.span, Entity(hint.type, form)))
    return without_overlaps(found)


def read_mentions(text: str, sentence: Span, mentions: Sequence[Mention], language: str) -> list[Named]:
    """The mentions of one sentence that are surely names, as names of the article."""
    return names_of_hints(text, list(read_hints(text, sentence, mentions, language)))


def _out_of(text: str, span: Span, following: int) -> Span:
    """A name that ends in the first letters of the next one's first word ends before that word."""
    if span.end < following or following <= span.start or not text[following - 1 : span.end].strip().isalnum():
        return span
    word = text.rfind(" ", span.start, following + 1)
    return Span(span.start, word) if word > span.start else span


def _least(kind: str, cased: bool) -> float:
    """How sure the model has to be."""
    if kind == "PER":
        return SURE_PERSON_CASED if cased else SURE_PERSON
    return SURE_CASED if cased else SURE


def _whole_words(text: str, span: Span, sentence: Span, language: str) -> Span:
    start, end = span.start, span.end
    while start > sentence.start and _within_word(text, start):
        start -= 1
    if text[start : span.start] in clitics(language):
        start = span.start  # "ودار كوما": the head reads it as two words
    if language in PARTICLES_ATTACHED and span.end > span.start + 1:
        # Particles are written as one with the name, and the model tells them apart ("틴틴은").
        return Span(start, _before_particle(text, start, end, name_words(language)))
    while sentence.start < end < sentence.end and _within_word(text, end):
        end += 1
    # What stands behind an apostrophe is an ending ("Ilıca'ya", "China's").
    ending = _ENDING.search(text, start, end)
    return Span(start, ending.start() if ending else end)


def _within_word(text: str, at: int) -> bool:
    """Whether a word goes on at an offset; vowel signs and joiners are no letters, but no less part of it."""
    return all(c.isalnum() or c in _JOINERS or unicodedata.category(c)[0] == "M" for c in text[at - 1 : at + 1])


def _whole_katakana(text: str, span: Span, sentence: Span) -> Span:
    """A run of katakana is one word: a name neither begins nor ends inside of one."""
    start, end = span.start, span.end
    while start > sentence.start and _KATAKANA.match(text[start - 1]) and _KATAKANA.match(text[start]):
        start -= 1
    while sentence.start < end < sentence.end and _KATAKANA.match(text[end - 1]) and _KATAKANA.match(text[end]):
        end += 1
    return Span(start, end)


def _before_particle(text: str, start: int, end: int, data: NameWords) -> int:
    """Where a name ends before its particles; which form one takes depends on the consonant before it."""
    for sizes in ((2, 1), (2,)):  # two of them in "에서는", "에게도"
        end = next((end - size for size in sizes if _is_particle(text, start, end - size, end, data)), end)
    return end


def _is_particle(text: str, start: int, stem: int, end: int, data: NameWords) -> bool:
    """Whether what stands behind ``stem`` is a particle, and enough of a name before it."""
    if stem - start < 2 or not "\uac00" <= text[stem - 1] <= "\ud7a3":
        return False
    closed = (ord(text[stem - 1]) - 0xAC00) % 28 > 0
    if text[stem:end] not in (data.particles_after_consonant if closed else data.particles_after_vowel):
        return False
    return stem - start >= _LEAST_STEM or bool(lookup(text[start:stem], data.language))


def _strip_edges(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    # An elided article leans on the name ("d’Azilal"); a bracket that opens inside and closes outside ends it.
    elided = _ELIDED.match(text, start, end)
    start = elided.end() if elided else start
    opened = text.find("(", start, end)
    if opened > start and ")" not in text[opened:end]:
        end = opened
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)


def _capitals_only(text: str, span: Span, *, tail: bool) -> Span:
    """Leave out words without a capital before it ("distrito de Muirape"), and unless a ``tail`` may stay behind it."""
    words = [m for m in re.finditer(r"\S+", text[span.start : span.end]) if any(c.isupper() for c in m.group())]
    if not words:
        return Span(span.start, span.start)
    return Span(span.start + words[0].start(), span.end if tail else span.start + words[-1].end())


def _behind_heads(text: str, span: Span, data: NameWords) -> Span:
    """Leave out the words that only announce a name ("إقليم نامبولا"), and all before them."""
    if script_of(text[span.start : span.end]) in CASED:
        return span
    heads = data.place_heads | data.titles | data.organisation_heads
    start = span.start
    for match in re.finditer(r"\S+", text[span.start : span.end]):
        if match.group() in heads or match.group().removeprefix("ال") in heads:
            start = span.start + match.end()
    end = span.end
    for match in reversed(list(re.finditer(r"\S+", text[start:end]))):
        if match.group() not in data.stops:
            end = start + match.end()
            break
    return _strip_edges(text, Span(start, end))


def _looks_like_a_name(form: str, language: str) -> bool:
    """Names have letters, and a capital where the script has any; function words alone, or with a number, are none."""
    data = name_words(language)
    none = data.not_names | data.stops
    worded = [word for word in form.casefold().split() if any(c.isalpha() for c in word)]
    alone = worded[0].rstrip(".") if len(worded) == 1 else ""
    return bool(worded) and form.casefold() not in none and alone not in none
