"""Names by a token classifier of the user's own: any transformers folder on disk, in place of the name head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from reconcile.claims import Article
from reconcile.errors import ModelError
from reconcile.extract.entities import Named
from reconcile.extract.names_model import Mention, read_mentions
from reconcile.offline import keep_offline

# What other schemes call the four types; labels of anything else (figures, dates) are left out.
TYPES = {
    **dict.fromkeys(("PER", "PERS", "PERSON"), "PER"),
    **dict.fromkeys(("ORG", "ORGANIZATION", "ORGANISATION", "CORPORATION", "GROUP", "INSTITUTION"), "ORG"),
    **dict.fromkeys(("LOC", "LOCATION", "GPE", "FAC", "FACILITY", "PLACE", "GEO", "GEOLOC"), "LOC"),
    **dict.fromkeys(("MISC", "PRODUCT", "EVENT", "WORK_OF_ART", "CREATIVE-WORK", "LAW"), "MISC"),
}
_PREFIX = re.compile(r"^([BIESLU])[-_](?=\w)")
_BATCH = 16
_LONGEST = 512


class TokenClassifier:
    """A folder with a transformers token classification model, its tokenizer and safetensors weights.

    Nothing is looked up on a network, and no code of the folder is run. Raises :class:`ModelError` where it cannot be
    loaded, has no fast tokenizer (names need the places of subwords), or labels no names.
    """

    def __init__(self, folder: str | Path) -> None:
        self._folder = Path(folder)
        if not (self._folder / "config.json").is_file():
            raise ModelError(f"{self._folder}: no folder of a transformers model (it has no config.json)")
        self._tokenizer, self._model = _load(self._folder)
        self._labels = [_label(self._model.config.id2label[i]) for i in range(self._model.config.num_labels)]
        if not any(kind for _, kind in self._labels):
            raise ModelError(
                f"{self._folder}: labels no names; known are {', '.join(sorted(TYPES))}, alone or behind B- and I-"
            )
        self._length = min(_LONGEST, int(self._tokenizer.model_max_length))

    def names(self, article: Article) -> list[Named]:
        """The names of an article's sentences, cut at word boundaries, in text order."""
        text = article.prose
        found: list[Named] = []
        for first in range(0, len(article.sentences), _BATCH):
            sentences = article.sentences[first : first + _BATCH]
            rows = self._mentions([text[s.start : s.end] for s in sentences])
            for sentence, mentions in zip(sentences, rows, strict=True):
                found += read_mentions(text, sentence, mentions, article.language)
        return found

    def _mentions(self, texts: Sequence[str]) -> list[list[Mention]]:
        """The mentions of each text; of one that is too long for the model, window by window."""
        import torch

        options = {"truncation": True, "max_length": self._length, "padding": True, "return_overflowing_tokens": True}
        encoded = self._tokenizer(list(texts), return_offsets_mapping=True, return_tensors="pt", **options)
        home, offsets = encoded.pop("overflow_to_sample_mapping"), encoded.pop("offset_mapping").tolist()
        with torch.inference_mode():
            chances = self._model(**encoded).logits.float().softmax(-1)
        scores, labels = (part.tolist() for part in chances.max(-1))
        result: list[list[Mention]] = [[] for _ in texts]
        for row, sample in enumerate(home.tolist()):
            tokens = [t for t in zip(offsets[row], labels[row], scores[row], strict=True) if t[0][0] < t[0][1]]
            result[sample] += self._joined((place, *self._labels[label], score) for place, label, score in tokens)
        return result

    def _joined(self, tokens: Iterator[tuple[list[int], str, str, float]]) -> Iterator[Mention]:
        """Neighbouring tokens of one type as one mention; one that begins a name begins another."""
        start = end = 0
        kind, scores = "", list[float]()
        for (first, last), prefix, here, score in tokens:
            if here and here == kind and prefix not in ("B", "S", "U"):
                end = last
                scores.append(score)
                continue
            if kind:
                yield Mention(start, end, kind, sum(scores) / len(scores))
            start, end, kind, scores = first, last, here, [score]
        if kind:
            yield Mention(start, end, kind, sum(scores) / len(scores))


def _label(label: str) -> tuple[str, str]:
    """A label's prefix and type, empty where it has none that we know."""
    prefix = _PREFIX.match(label)
    kind = TYPES.get(_PREFIX.sub("", label).upper(), "")
    return (prefix[1] if prefix else ""), kind


def _load(folder: Path) -> tuple[Any, Any]:
    keep_offline()
    from transformers import AutoModelForTokenClassification, AutoTokenizer
    from transformers.utils import logging as transformers_logging

    logging: Any = transformers_logging
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    local: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    try:
        tokenizer: Any = AutoTokenizer.from_pretrained(str(folder), use_fast=True, **local)
        # Pickled weights can run code; only safetensors are loaded.
        model: Any = AutoModelForTokenClassification.from_pretrained(str(folder), use_safetensors=True, **local)
    except Exception as error:  # whatever a foreign folder makes the library raise
        raise ModelError(
            f"{folder}: not a folder of a token classifier with safetensors weights that can be loaded "
            f"({type(error).__name__}: {error})"
        ) from error
    if not tokenizer.is_fast:
        raise ModelError(f"{folder}: its tokenizer does not tell where in the text a token stands (tokenizer.json)")
    return tokenizer, model.eval()
