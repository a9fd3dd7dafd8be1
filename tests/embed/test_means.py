"""The language means: those that are shipped, and those taken from the texts at hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reconcile.embed.manifest import read_manifest
from reconcile.embed.means import means_of, read_means
from reconcile.errors import ModelError


def test_shipped_means_fit_the_model() -> None:
    manifest = read_manifest()
    means = read_means(manifest.folder)
    assert means is not None
    for mean in (means.sentence, means.mention):
        assert {"ar", "en", "fr", "de", "ja", "zh", "nl", "sv", "und"} <= set(mean)
        assert {vector.shape for vector in mean.values()} == {(manifest.dimension,)}
        assert all(0.3 < np.linalg.norm(vector) < 1 for vector in mean.values())
    assert means.of(means.sentence, "tlh") is means.sentence["und"]


def test_means_of_the_texts_at_hand_ignore_their_order() -> None:
    random = np.random.default_rng(1)
    languages = ["ar", "en"] * 25 + ["fr"]
    sentence = [random.normal(size=4).astype(np.float32) for _ in languages]
    mention = [random.normal(size=(i % 3, 4)).astype(np.float32) for i, _ in enumerate(languages)]
    means = means_of(languages, sentence, mention)
    assert set(means.sentence) == {"ar", "en", "und"}
    np.testing.assert_allclose(means.sentence["ar"], np.mean(sentence[0:50:2], axis=0), rtol=1e-5)
    order = random.permutation(len(languages))
    again = means_of([languages[i] for i in order], [sentence[i] for i in order], [mention[i] for i in order])
    for language, vector in means.mention.items():
        assert (again.mention[language] == vector).all()


def test_no_mentions_at_all() -> None:
    means = means_of(["en"], [np.ones(4, np.float32)], [np.empty((0, 4), np.float32)])
    assert means.mention["und"].tolist() == [0, 0, 0, 0]


def test_damaged_means_are_named(tmp_path: Path) -> None:
    assert read_means(tmp_path) is None
    (tmp_path / "means.npz").write_bytes(b"PK")
    with pytest.raises(ModelError, match=r"means\.npz"):
        read_means(tmp_path)
