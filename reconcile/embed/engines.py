"""Model folders that can be run: a plain BERT one directly, any other one through sentence-transformers."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import Tensor
from torch.nn import functional

from reconcile.embed.bert import Bert, is_plain_bert
from reconcile.embed.pieces import FILE, PieceTokenizer, read_whole
from reconcile.embed.windows import RowTokenizer
from reconcile.errors import ModelError
from reconcile.layers import fast_dtype
from reconcile.offline import keep_offline


class Engine(Protocol):
    """What the encoder needs of a loaded model."""

    tokenizer: RowTokenizer
    prompt: str
    max_tokens: int
    layers: int
    padding: int

    def forward(self, ids: Tensor, mask: Tensor) -> Sequence[Tensor]:
        """Hidden states, layers + 1 tensors of (batch, tokens, d), for ids and mask of (batch, tokens)."""
        ...

    def pool(self, states: Tensor, mask: Tensor) -> Tensor:
        """Sentence vectors (batch, d) from the last layer's states."""
        ...


class BertEngine:
    """A plain BERT folder: mean-pooled, and quick to load."""

    def __init__(self, folder: Path, prompt: str, max_tokens: int, dtype: torch.dtype) -> None:
        self._bert = Bert(folder, dtype)
        self.tokenizer = read_tokenizer(folder)
        self.prompt = prompt
        self.max_tokens = max_tokens
        self.layers = self._bert.layers
        self.padding = 0

    def forward(self, ids: Tensor, mask: Tensor) -> Sequence[Tensor]:
        return self._bert(ids, mask)

    def pool(self, states: Tensor, mask: Tensor) -> Tensor:
        held = mask[..., None].to(states.dtype)
        return functional.normalize((states * held).sum(1) / held.sum(1), dim=-1)


class SentenceTransformersEngine:
    """Any local sentence-transformers folder: its own transformer, pooling and further modules."""

    def __init__(self, folder: Path, dtype: torch.dtype) -> None:
        keep_offline()
        os.environ["TOKENIZERS_PARALLELISM"] = "false"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._model = _load(folder, dtype)
        transformer: Any = self._model[0]
        self._encoder = transformer.auto_model
        self.tokenizer = self._model.tokenizer.backend_tokenizer
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        prompts = self._model.prompts
        self.prompt = prompts.get(self._model.default_prompt_name or "query") or ""
        self.max_tokens = int(self._model.max_seq_length or 512)
        self.layers = int(self._encoder.config.num_hidden_layers)
        self.padding = int(self._model.tokenizer.pad_token_id or 0)

    @torch.inference_mode()
    def forward(self, ids: Tensor, mask: Tensor) -> Sequence[Tensor]:
        output = self._encoder(input_ids=ids, attention_mask=mask.long(), output_hidden_states=True)
        return tuple(states.float() for states in output.hidden_states)

    @torch.inference_mode()
    def pool(self, states: Tensor, mask: Tensor) -> Tensor:
        features: dict[str, Any] = {"token_embeddings": states, "attention_mask": mask.long()}
        for module in list(self._model)[1:]:
            features = module(features)
        vectors: Tensor = features["sentence_embedding"]
        return functional.normalize(vectors.float(), dim=-1)


def _load(folder: Path, dtype: torch.dtype) -> Any:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    logging: Any = transformers_logging
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    # Pickled weights can run code; only safetensors are loaded.
    options = {"dtype": dtype, "use_safetensors": True}
    try:
        return SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, trust_remote_code=False, model_kwargs=options
        ).eval()
    except Exception as error:  # whatever a foreign folder makes the library raise
        raise ModelError(
            f"{folder}: not a sentence-transformers folder with safetensors weights that can be loaded "
            f"({type(error).__name__}: {error})"
        ) from error


def read_tokenizer(folder: Path) -> RowTokenizer:
    """The folder's tokenizer, which neither cuts nor pads.

    Raises
    ------
    ModelError: it cannot be read.
    """
    return PieceTokenizer(folder) if (folder / FILE).is_file() else read_whole(folder)


def load(folder: Path, prompt: str, max_tokens: int) -> Engine:
    """The engine for a model folder; prompt and length are a plain BERT folder's.

    Raises
    ------
    ModelError: the folder cannot be loaded.
    """
    dtype = fast_dtype()
    if is_plain_bert(folder):
        return BertEngine(folder, prompt, max_tokens, dtype)
    return SentenceTransformersEngine(folder, dtype)
