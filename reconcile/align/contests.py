"""What speaks for two names contradicting each other, and how much: trained weights over features of a pair."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

from reconcile.align.matcher import Weights

FEATURES = (
    "sentence",
    "sentence_lead",
    "mention",
    "mention_lead",
    "mention_margin",
    "mention_lead_translated",
    "persons_lead",
    "alone",
    "sound",
    "persons",
    "types_apart",
    "types_same",
    "office_same",
    "office_alike",
    "office_apart",
    "role",
    "titled",
    "others_left",
    "others_matched",
    "both_known",
    "one_known",
    "long",
    "unreadable",
    "translation",
    "articles_alike",
    "names_in_common",
    "values_shared",
    "values_apart",
    "both_quoted",
    "doubtful",
)

# Log-odds from which a pair is looked for in the texts and reported: a little less than what the judge asks for.
CONTESTED_FROM = 1.3


@lru_cache(maxsize=2)
def load_contests(*, translated: bool) -> Weights:
    """The trained weights (``models/names/train_contests.py``) for articles that translate each other, or for others.

    What is left over in a translation has been put in another's place; what one desk names and another does not may
    be anything.
    """
    raw = json.loads(files("reconcile.align").joinpath("contests.json").read_text("utf-8"))
    return Weights.of(raw["translated" if translated else "independent"], FEATURES)
