"""Passages to vectors: one forward pass for the sentence, its mentions and whatever heads are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from reconcile.claims import Span
from reconcile.embed.manifest import DEFAULT_MODEL, Manifest, read_manifest
from reconcile.embed.means import Means, means_of, read_means
from reconcile.embed.passages import Encoded, Passage, TokenHead, Vectors
from reconcile.embed.store import fingerprint, prepare
from reconcile.embed.windows import Tokenized, Window, tokenize
from reconcile.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor

    from reconcile.embed.engines import Engine

# Tokens in a batch, padding included: the best of 256 to 4096 on two cores.
_BATCH_TOKENS = 2048


class Encoder:
    """A multilingual sentence model, loaded (and prepared, the first time) when something is first encoded.

    model: the name of a model that has a manifest (the default one where it is left out), or a local
    sentence-transformers folder. show_progress: draw a bar
    on standard error while weights are prepared.
    """

    def __init__(self, model: str | Path | None = None, *, show_progress: bool = True) -> None:
        self._model = DEFAULT_MODEL if model is None else model
        self._show_progress = show_progress
        self._loaded: _Loaded | None = None

    def load(self) -> None:
        """Load the model now rather than with the first passage.

        Raises
        ------
        ModelError: it cannot be prepared or loaded.
        """
        if self._loaded is None:
            self._loaded = _load(self._model, self._show_progress)

    def describe(self) -> dict[str, str]:
        """What the vectors come from, for a report; loads the model.

        Raises
        ------
        ModelError: it cannot be prepared or loaded.
        """
        self.load()
        return dict(self._loaded.description) if self._loaded else {}

    def encode(
        self,
        passages: Sequence[Passage],
        progress: Callable[[int, int], None] | None = None,
        heads: Sequence[TokenHead] = (),
        *,
        centred: bool = True,
    ) -> list[Encoded]:
        """Vectors for every passage, in their order.

        A sentence vector is the model's own (prompt, last layer, pooling), a mention's the mean of its tokens in the
        layer that the manifest names, of the same pass; both centred on their language's mean and of length one. They
        are the same, bit for bit, on every run and for every order of the passages: batches are made up from what is to
        be encoded, sorted, each row once. progress: called after each batch with passages done (by their length) and in
        all.
        centred: take the language means off; without it vectors are as the model gives them.

        Raises
        ------
        ModelError: the model cannot be prepared or loaded.
        """
        if not passages:
            return []
        self.load()
        loaded = self._loaded
        if loaded is None:
            raise ModelError("the model was not loaded")
        engine = loaded.engine
        tokenized = tokenize(passages, engine.tokenizer, engine.prompt, engine.max_tokens)
        rows = _run(loaded, tokenized, progress, heads)
        raw = [_gather(item, rows) for item in tokenized]
        sentences, mentions = [item.sentence for item in raw], [item.mentions for item in raw]
        if not centred:
            return raw
        languages = [passage.language for passage in passages]
        means = loaded.means or means_of(languages, sentences, mentions)
        return [
            Encoded(
                _unit(item.sentence - means.of(means.sentence, language)),
                _unit(item.mentions - means.of(means.mention, language)),
                item.extras,
                {name: _unit(found - means.of(means.mention, language)) for name, found in item.spots.items()},
            )
            for item, language in zip(raw, languages, strict=True)
        ]


class _Loaded:
    """A model in memory with all that belongs to it."""

    def __init__(self, engine: Engine, mention_layer: int, means: Means | None, description: dict[str, str]) -> None:
        self.engine = engine
        self.mention_layer = mention_layer
        self.means = means
        self.description = description


class _Row:
    """What a window's forward pass gave: vectors by the places of a mention's tokens, and the heads' results."""

    def __init__(
        self,
        sentence: Vectors,
        mentions: dict[tuple[int, ...], Vectors],
        extras: dict[str, object],
        spots: dict[str, Vectors],
    ) -> None:
        self.sentence = sentence
        self.mentions = mentions
        self.extras = extras
        self.spots = spots


def _load(model: str | Path, show_progress: bool) -> _Loaded:
    folder = Path(model)
    manifest: Manifest | None = None
    # A bare name is a model of ours even where a folder of that name lies about.
    if isinstance(model, str) and folder.name == model and (model == DEFAULT_MODEL or not folder.is_dir()):
        manifest = read_manifest(model)
        folder = prepare(model, show_progress=show_progress)
    elif not folder.is_dir():
        raise ModelError(f"{folder}: no such folder; --model takes a sentence-transformers folder")
    from reconcile.embed import engines  # torch, so not before it is needed
    from reconcile.layers import fast_dtype

    known = manifest or read_manifest()
    engine = engines.load(folder, known.prompt, known.max_tokens)
    # The same two thirds up in a model of another depth.
    layer = known.mention_layer if manifest else round(engine.layers * 2 / 3)
    description = {
        "name": manifest.name if manifest else folder.name,
        "weights": fingerprint(folder),
        "precision": str(fast_dtype()).removeprefix("torch."),
    }
    return _Loaded(engine, layer, read_means(manifest.folder if manifest else folder), description)


def _run(
    loaded: _Loaded,
    tokenized: Sequence[Tokenized],
    progress: Callable[[int, int], None] | None,
    heads: Sequence[TokenHead],
) -> dict[Window, _Row]:
    """Run every different window once."""
    wanted: dict[Window, set[tuple[int, ...]]] = {}
    for item in tokenized:
        for window in item.windows:
            wanted.setdefault(window, set())
        for index, places in item.mentions:
            wanted[item.windows[index]].add(places)
    windows = sorted(wanted, key=lambda window: (len(window.ids), window))
    total = sum(len(window.ids) for window in windows)
    rows: dict[Window, _Row] = {}
    done = 0
    for batch in _batches(windows):
        rows.update(_run_batch(loaded, batch, wanted, heads))
        done += sum(len(window.ids) for window in batch)
        if progress:
            progress(len(tokenized) * done // total, len(tokenized))
    return rows


def _batches(windows: Sequence[Window]) -> Iterator[Sequence[Window]]:
    """Neighbours in length together, up to the budget of tokens."""
    start = 0
    for end, window in enumerate(windows):
        if end > start and (end + 1 - start) * len(window.ids) > _BATCH_TOKENS:
            yield windows[start:end]
            start = end
    yield windows[start:]


def _run_batch(
    loaded: _Loaded,
    batch: Sequence[Window],
    wanted: dict[Window, set[tuple[int, ...]]],
    heads: Sequence[TokenHead],
) -> dict[Window, _Row]:
    import torch

    engine = loaded.engine
    ids, mask = _pad([window.ids for window in batch], engine.padding)
    hidden = engine.forward(ids, mask)
    sentences = np.asarray(engine.pool(hidden[-1], mask).numpy(), dtype=np.float32)
    layer = np.asarray(hidden[loaded.mention_layer].numpy(), dtype=np.float32)
    offsets = [window.offsets for window in batch]
    with torch.inference_mode():
        found = {head.name: head(hidden, mask, offsets) for head in heads}
    return {
        window: _Row(
            sentences[i],
            {places: _unit(layer[i, list(places)].mean(0)) for places in sorted(wanted[window])},
            {name: results[i] for name, results in found.items()},
            {head.name: _pooled(found[head.name][i], window, layer[i]) for head in heads if head.finds_places},
        )
        for i, window in enumerate(batch)
    }


def _pooled(places: Any, window: Window, layer: Vectors) -> Vectors:
    """The vectors (k, d) of what a head found in a window, from that layer's states (tokens, d)."""
    tokens = [window.tokens_of(Span(place.start, place.end)) or (0,) for place in places]
    rows = [_unit(layer[list(some)].mean(0)) for some in tokens]
    return np.stack(rows) if rows else np.empty((0, layer.shape[-1]), dtype=np.float32)


def _pad(rows: Sequence[Sequence[int]], padding: int) -> tuple[Tensor, Tensor]:
    """Ids and mask, both (batch, tokens)."""
    import torch

    width = max(map(len, rows))
    ids = torch.tensor([[*row, *[padding] * (width - len(row))] for row in rows])
    lengths = torch.tensor([len(row) for row in rows])
    return ids, torch.arange(width)[None, :] < lengths[:, None]


def _gather(item: Tokenized, rows: dict[Window, _Row]) -> Encoded:
    """The vectors of one passage, not centred yet; of several windows' the mean by their length."""
    found = [rows[window] for window in item.windows]
    weights = np.array([len(window.ids) for window in item.windows], dtype=np.float32)
    sentence = weights @ np.stack([row.sentence for row in found]) if len(found) > 1 else found[0].sentence
    mentions = [found[index].mentions[places] for index, places in item.mentions]
    stacked = np.stack(mentions) if mentions else np.empty((0, len(sentence)), dtype=np.float32)
    names = found[0].extras
    return Encoded(
        _unit(sentence),
        stacked,
        {name: tuple(row.extras[name] for row in found) for name in names},
        {name: np.concatenate([row.spots[name] for row in found]) for name in found[0].spots},
    )


def _unit(vectors: Vectors) -> Vectors:
    """Vectors (..., d) at length one; a zero vector stays."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, 1), dtype=np.float32)
