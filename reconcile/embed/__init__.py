"""Sentence and mention vectors from a multilingual model, and the model's weights. Importing this loads no torch."""

from reconcile.embed.encoder import Encoder
from reconcile.embed.manifest import DEFAULT_MODEL, cache_folder
from reconcile.embed.passages import Encoded, Passage, TokenHead, Vectors
from reconcile.embed.store import ModelInfo, is_prepared, list_models, model_folder, prepare, verify

__all__ = [
    "DEFAULT_MODEL",
    "Encoded",
    "Encoder",
    "ModelInfo",
    "Passage",
    "TokenHead",
    "Vectors",
    "cache_folder",
    "is_prepared",
    "list_models",
    "model_folder",
    "prepare",
    "verify",
]
