"""quantulum3: figures with their units, in English."""

from __future__ import annotations

import warnings
from importlib import import_module
from importlib.metadata import version

from benchmarks.libraries import Library, Numbers


def load() -> Library:
    """The library; ``ImportError`` where it is not installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a missing classifier of units
        parse = import_module("quantulum3.parser").parse
    # Where scikit-learn is installed it would tell units apart, at a tenth of the speed; values need none of that.
    vars(import_module("quantulum3.classifier"))["USE_CLF"] = False

    def numbers(text: str, language: str) -> Numbers:
        return Numbers(tuple(float(quantity.value) for quantity in parse(text, verbose=False)))

    return Library("quantulum3", version("quantulum3"), numbers, frozenset({"en"}))
