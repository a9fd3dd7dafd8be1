"""Importing the package and making an encoder cost next to nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reconcile.embed import Encoder
from reconcile.errors import ModelError

_HEAVY = ("torch", "transformers", "sentence_transformers", "tokenizers", "safetensors", "huggingface_hub", "rich")


def test_import_loads_nothing_heavy() -> None:
    code = f"import sys, reconcile.embed as e; e.Encoder(); print(*(n for n in {_HEAVY!r} if n in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_nothing_to_encode_loads_nothing() -> None:
    assert Encoder("/nowhere/at/all").encode([]) == []


def test_missing_folder_is_named_when_it_is_wanted() -> None:
    encoder = Encoder("/nowhere/at/all")
    with pytest.raises(ModelError, match="/nowhere/at/all: no such folder"):
        encoder.load()
