"""Compute each language's mean sentence and mention vector: ``means.npz``.

    python models/multilingual-e5-small/make_means.py --sib200 FOLDER --xquad FILE

``FOLDER`` is SIB-200's (``eng_Latn/train.tsv`` ...), ``FILE`` has XQuAD's paragraphs as JSON lines, a language a key.
A language's mean is that of SIB-200's sentences where they have it. Elsewhere it is English's mean moved by the
difference between the language and English on XQuAD, or else on our own ``sentences.toml``: parallel text, so that
only the language differs.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reconcile.claims import Span
from reconcile.embed import Encoder, Passage

HERE = Path(__file__).parent
SIB200 = {
    "ar": "arb_Arab",
    "de": "deu_Latn",
    "en": "eng_Latn",
    "es": "spa_Latn",
    "fa": "pes_Arab",
    "fr": "fra_Latn",
    "he": "heb_Hebr",
    "hi": "hin_Deva",
    "it": "ita_Latn",
    "ja": "jpn_Jpan",
    "ko": "kor_Hang",
    "pl": "pol_Latn",
    "pt": "por_Latn",
    "ru": "rus_Cyrl",
    "tr": "tur_Latn",
    "zh": "zho_Hans",
}
XQUAD = ("el", "ro", "th", "vi")
SENTENCES = 120
"""Of SIB-200, those with the lowest numbers, the same in every language."""
PARAGRAPHS = 25
LENGTH = 300
"""Code points of a paragraph that are read."""
NUMBER = re.compile(r"\d(?:[\d.,٬٫\u00a0\u202f]*\d)?")

Means = npt.NDArray[np.float32]
"""(2, d): the mean sentence vector, the mean mention vector."""


def masked(text: str, language: str) -> Passage:
    """A passage whose numbers are masked and are its mentions."""
    parts: list[str] = []
    mentions: list[Span] = []
    last = length = 0
    for match in NUMBER.finditer(text):
        before = text[last : match.start()]
        start = length + len(before)
        parts += [before, "00"]
        mentions.append(Span(start, start + 2))
        last, length = match.end(), start + 2
    return Passage("".join(parts) + text[last:], tuple(mentions), language)


def means(encoder: Encoder, texts: list[str], language: str) -> Means:
    """The mean vectors of some texts, as the encoder gives them before it centres."""
    encoded = encoder.encode([masked(text, language) for text in texts], centred=False)
    sentence = np.stack([item.sentence for item in encoded]).mean(0)
    return np.stack([sentence, np.concatenate([item.mentions for item in encoded]).mean(0)])


def sib200(folder: Path) -> list[str]:
    """Sentences of one language in the order of their numbers."""
    rows = [line.split("\t") for line in (folder / "train.tsv").read_text("utf-8").splitlines()[1:]]
    return [row[2] for row in sorted(rows, key=lambda row: int(row[0]))[:SENTENCES]]


def compute(encoder: Encoder, sib: Path, xquad: Path) -> dict[str, Means]:
    """Means of every language that there is text of."""
    result = {language: means(encoder, sib200(sib / folder), language) for language, folder in SIB200.items()}
    paragraphs = [json.loads(line) for line in xquad.read_text("utf-8").splitlines()][:PARAGRAPHS]
    own = tomllib.loads((HERE / "sentences.toml").read_text("utf-8"))
    texts = {language: [row[language][:LENGTH] for row in paragraphs] for language in ("en", *XQUAD)}
    for source in (texts, own):
        english = means(encoder, source["en"], "en")
        for language in source.keys() - {"en"}:
            result[language] = result["en"] + means(encoder, source[language], language) - english
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sib200", type=Path, required=True)
    parser.add_argument("--xquad", type=Path, required=True)
    arguments = parser.parse_args()
    found = compute(Encoder(), arguments.sib200, arguments.xquad)
    languages = sorted(found)
    stacked = np.stack([found[language] for language in languages]).astype(np.float16)
    np.savez(HERE / "means.npz", languages=np.array(languages), sentence=stacked[:, 0], mention=stacked[:, 1])
    print(f"means of {len(languages)} languages: {' '.join(languages)}")


if __name__ == "__main__":
    main()
