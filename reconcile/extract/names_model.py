"""Names read by the name head from the sentence model's hidden states, and merged with those found by rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reconcile.claims import Entity, Span
from reconcile.errors import ModelError
from reconcile.extract.entities import CASED, Named, without_overlaps
from reconcile.extract.names_data import NameWords, name_words
from reconcile.extract.spans import Spans
from reconcile.names.gazetteer import lookup
from reconcile.names.scripts import script_of

if TYPE_CHECKING:
    from torch import Tensor

    from reconcile.extract.names_head import NameNetwork

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
UNSPACED = frozenset({"zh", "ja"})
# The least mean probability of a mention's labels at which it is taken for a name; where names have capitals, the
# rules miss fewer and the model may add less.
SURE, SURE_CASED = 0.7, 0.8
_ENDING = re.compile(r"(?<=\w)['’]\w{1,5}$")
_ELIDED = re.compile(r"[a-zà-ÿ]{1,4}['’](?=\w)")
_EDGES = " \t\n\u00a0\"'“”„«»‘’‹›()[]（）「」『』,.;:،؛؟!?、。，：；！？…–—·*_"


class Mention(NamedTuple):
    """A name in a passage: half-open range of code points, type, and the mean probability of its labels."""

    start: int
    end: int
    type: str
    score: float


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
        self, hidden: tuple[Tensor, ...], mask: Tensor, offsets: Sequence[Sequence[tuple[int, int]]]
    ) -> Sequence[tuple[Mention, ...]]:
        import torch

        network, branch = load_network(self._weights)
        if len(hidden) <= branch or hidden[branch].shape[-1] != network.classifier.in_features:
            return [()] * len(offsets)
        with torch.inference_mode():
            scores = network(hidden[branch].float(), mask).log_softmax(-1).numpy()
        return [mentions_of(row, scores[i, : len(row)]) for i, row in enumerate(offsets)]


@lru_cache(maxsize=2)
def load_network(weights: Path | None = None) -> tuple[NameNetwork, int]:
    """The head's network with its weights, and the layer it stands on; :class:`ModelError` where damaged."""
    import torch
    from safetensors import SafetensorError, safe_open

    from reconcile.extract.names_head import NameNetwork

    path = weights or default_weights()
    try:
        with safe_open(str(path), framework="pt") as file:
            state = {key: file.get_tensor(key).to(torch.float32) for key in file.keys()}  # noqa: SIM118
            metadata = file.metadata() or {}
    except (OSError, SafetensorError) as error:
        raise ModelError(f"{path}: the name head's weights cannot be read ({error})") from error
    if tuple(metadata.get("labels", "").split()) != LABELS:
        raise ModelError(f"{path}: not a name head of ours (labels {metadata.get('labels')!r})")
    layers = 1 + max(int(key.split(".")[1]) for key in state if key.startswith("blocks."))
    network = NameNetwork(
        width=state["classifier.weight"].shape[1], inner=state["blocks.0.up.weight"].shape[0], layers=layers
    )
    network.load_state_dict(state)
    return network.eval(), int(metadata.get("branch", "8"))


def default_weights() -> Path:
    """The weights that ship: in ``reconcile/models`` where installed, in ``models`` beside it in a checkout."""
    package = Path(__file__).parents[1]
    folder = package / "models" if (package / "models").is_dir() else package.parent / "models"
    return folder / "ner" / "name-head.safetensors"


def mentions_of(offsets: Sequence[tuple[int, int]], scores: NDArray[np.float32]) -> tuple[Mention, ...]:
    """The best valid label sequence of one row as mentions.

    Parameters
    ----------
    offsets: for each token its half-open range, empty for special tokens.
    scores: (tokens, labels), log-probabilities.
    """
    rows = [i for i, (start, end) in enumerate(offsets) if start < end]
    if not rows:
        return ()
    labels = best_labels(scores[rows])
    found: list[tuple[int, int, str, list[float]]] = []
    for row, label in zip(rows, labels, strict=True):
        tag = LABELS[label]
        if tag == "O":
            continue
        start, end = offsets[row]
        chance = float(np.exp(scores[row, label]))
        if tag[0] == "I" and found and found[-1][2] == tag[2:]:
            first, _, kind, chances = found[-1]
            found[-1] = (first, end, kind, [*chances, chance])
        else:
            found.append((start, end, tag[2:], [chance]))
    return tuple(Mention(s, e, kind, sum(chances) / len(chances)) for s, e, kind, chances in found)


def best_labels(scores: NDArray[np.float32]) -> list[int]:
    """Viterbi: the best path in which ``I-X`` follows ``B-X`` or ``I-X`` alone."""
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


def read_mentions(
    text: str, sentence: Span, mentions: Sequence[Mention], language: str, place: Callable[[int], int] | None = None
) -> list[Named]:
    """The head's mentions of one sentence as names of the article, cut at word boundaries.

    ``place`` maps an offset of the passage that was encoded to one of the article (figures are masked in
    passages, which moves what follows them).
    """
    locate = place or (lambda offset: sentence.start + offset)
    found = []
    for mention in mentions:
        span = Span(locate(mention.start), min(locate(mention.end), sentence.end))
        cased = script_of(text[span.start : span.end]) in CASED
        if mention.score < (SURE_CASED if cased else SURE):
            continue
        if language not in UNSPACED:
            span = _whole_words(text, span, sentence)
        span = _strip_edges(text, span)
        if cased:
            span = _strip_edges(text, _capitals_only(text, span))
        if language not in UNSPACED:
            span = _behind_heads(text, span, name_words(language))
        if span.start < span.end and _looks_like_a_name(text[span.start : span.end], language):
            found.append((span, Entity(mention.type, text[span.start : span.end])))
    return without_overlaps(found)


def _whole_words(text: str, span: Span, sentence: Span) -> Span:
    start, end = span.start, span.end
    while start > sentence.start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while sentence.start < end < sentence.end and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    # What stands behind an apostrophe is an ending ("Ilıca'ya", "China's").
    ending = _ENDING.search(text, start, end)
    return Span(start, ending.start() if ending else end)


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


def _capitals_only(text: str, span: Span) -> Span:
    """Leave out words without a capital at either end ("distrito de Muirape")."""
    words = [m for m in re.finditer(r"\S+", text[span.start : span.end]) if any(c.isupper() for c in m.group())]
    return Span(span.start + words[0].start(), span.start + words[-1].end()) if words else Span(span.start, span.start)


def _behind_heads(text: str, span: Span, data: NameWords) -> Span:
    """Leave out the words that only announce a name ("إقليم نامبولا"), and all before them."""
    if script_of(text[span.start : span.end]) in CASED:
        return span
    heads = data.place_heads | data.titles | data.organisation_heads
    start = span.start
    for match in re.finditer(r"\S+", text[span.start : span.end]):
        if match.group() in heads or match.group().removeprefix("ال") in heads:
            start = span.start + match.end()
    return _strip_edges(text, Span(start, span.end))


def _looks_like_a_name(form: str, language: str) -> bool:
    """Names have letters, and a capital where the script has any; function words alone are none."""
    data = name_words(language)
    return any(c.isalpha() for c in form) and form.casefold() not in data.not_names | data.stops


def merge_names(model: Sequence[Named], rules: Sequence[Named], language: str) -> list[Named]:
    """One list of an article's names from both recognisers, without overlaps, in text order.

    Names found by rule stay; the model says what type a guess is of, and adds the names that no rule knows.
    """
    types = {span: entity.type for span, entity in model}
    kept = [(span, replace(entity, type=_agreed_type(entity, types.get(span), language))) for span, entity in rules]
    taken = Spans(span for span, _ in kept)
    return without_overlaps([*kept, *((s, e) for s, e in model if not taken.overlap(s.start, s.end))])


def _agreed_type(entity: Entity, model: str | None, language: str) -> str:
    """The model's type where it found the same name, unless the name is known or of a person with a title."""
    return entity.type if model is None or entity.role or lookup(entity.name, language) else model
