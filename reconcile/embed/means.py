"""Each language's mean vector, which is taken off before vectors of several languages are compared.

Vectors of one language share a part that says which language it is and nothing else; it hides what they have in
common with another language's (Libovický et al. 2020, "On the Language Neutrality of Pre-trained Multilingual
Representations").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from reconcile.embed.passages import Vectors
from reconcile.errors import ModelError

FILE = "means.npz"
# From this many vectors on, a language's own mean is better than that of all languages together, and any is better
# than none.
_ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Means:
    """Mean sentence and mention vectors (d,) by language; ``"und"`` for every other language."""

    sentence: Mapping[str, Vectors]
    mention: Mapping[str, Vectors]

    @staticmethod
    def of(mean: Mapping[str, Vectors], language: str) -> Vectors:
        """A language's own mean, or that of all languages."""
        found = mean.get(language)
        return mean["und"] if found is None else found


def read_means(folder: Path) -> Means | None:
    """The means that were shipped with a model; ``None`` where there are none.

    Raises
    ------
    ModelError: the file cannot be read.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as data:
            languages = [str(language) for language in data["languages"]]
            sentence, mention = data["sentence"].astype(np.float32), data["mention"].astype(np.float32)
        return Means(
            dict(zip(languages, sentence, strict=True)) | {"und": sentence.mean(0)},
            dict(zip(languages, mention, strict=True)) | {"und": mention.mean(0)},
        )
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise ModelError(
            f"{path}: the language means cannot be read ({error}); install reconcile-claims again"
        ) from error


def means_of(languages: Sequence[str], sentence: Sequence[Vectors], mention: Sequence[Vectors]) -> Means:
    """Means of the passages at hand, for a model that came without: sentence vectors (d,), mentions (m, d)."""
    return Means(_mean(languages, [vector[None] for vector in sentence]), _mean(languages, mention))


def _mean(languages: Sequence[str], rows: Sequence[Vectors]) -> dict[str, Vectors]:
    groups: defaultdict[str, list[Vectors]] = defaultdict(list)
    for language, vectors in zip(languages, rows, strict=True):
        groups[language].append(vectors)
    # In an order of their own, so that the sum does not depend on that of the passages.
    stacked = {language: np.concatenate(vectors) for language, vectors in sorted(groups.items())}
    ordered = {language: block[np.lexsort(block.T)] for language, block in stacked.items() if len(block)}
    result = {language: block.mean(0) for language, block in ordered.items() if len(block) >= _ENOUGH}
    width = rows[0].shape[1] if rows else 0
    enough = sum(map(len, ordered.values())) >= _ENOUGH
    overall = np.mean([block.mean(0) for block in ordered.values()], axis=0) if enough else np.zeros(width)
    return result | {"und": overall.astype(np.float32)}
