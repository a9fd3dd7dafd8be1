"""A token classifier of the user's own: a tiny one, made here, whose weights know two words."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from reconcile.claims import Article, Claim, Span
from reconcile.errors import ModelError
from reconcile.extract.names_classifier import TokenClassifier

torch = pytest.importorskip("torch")
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "Lorna", "Quist", "Velmara", "."]
LABELS = {0: "O", 1: "B-PER", 2: "I-PER", 3: "GPE", 4: "DATE"}
SAID = {"Lorna": 1, "Quist": 2, "Velmara": 3}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    transformers: Any = importlib.import_module("transformers")
    path = tmp_path_factory.mktemp("classifier")
    raw = Tokenizer(models.WordLevel({w: i for i, w in enumerate(WORDS)}, unk_token="[UNK]"))
    raw.pre_tokenizer = pre_tokenizers.Whitespace()
    raw.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=raw,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_max_length=16,
    ).save_pretrained(path)
    sizes = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1, "intermediate_size": 8}
    config = transformers.BertConfig(vocab_size=len(WORDS), max_position_embeddings=16, id2label=LABELS, **sizes)
    model = transformers.BertForTokenClassification(config)
    with torch.no_grad():
        for weight in model.parameters():
            weight.zero_()
        embeddings = model.bert.embeddings
        for norm in (embeddings.LayerNorm, model.bert.encoder.layer[0].attention.output.LayerNorm):
            norm.weight.fill_(1.0)
        model.bert.encoder.layer[0].output.LayerNorm.weight.fill_(1.0)
        for number, word in enumerate(WORDS):
            embeddings.word_embeddings.weight[number, SAID.get(word, 0)] = 1.0
        for label in LABELS:
            model.classifier.weight[label, label] = 10.0
    model.save_pretrained(path, safe_serialization=True)
    return path


def names(folder: Path, text: str, sentences: tuple[Span, ...]) -> list[tuple[str, str]]:
    article = Article("a", text, "en", sentences=sentences)
    return [(text[span.start : span.end], entity.type) for span, entity in TokenClassifier(folder).names(article)]


def test_names_of_a_classifier(folder: Path) -> None:
    text = "Yesterday Lorna Quist left Velmara. Quist slept."
    assert names(folder, text, (Span(0, 35), Span(36, len(text)))) == [
        ("Lorna Quist", "PER"),
        ("Velmara", "LOC"),
        ("Quist", "PER"),
    ]


def test_sentences_longer_than_the_model_are_read_to_their_end(folder: Path) -> None:
    text = "word " * 40 + "Velmara"
    assert names(folder, text, (Span(0, len(text)),)) == [("Velmara", "LOC")]


def test_the_pipeline_asks_the_classifier(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reconcile import pipeline, reporting

    text = "In haste Lorna Quist left."
    articles = [Article(i, text, "en", group="g", sentences=(Span(0, len(text)),)) for i in ("a", "b")]
    seen: list[str] = []

    def encode(
        _articles: Sequence[Article], claims: Sequence[Claim], *_: object
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        seen.extend(c.text for c in claims)
        return {}, {}

    monkeypatch.setattr(reporting, "encode_claims", encode)
    monkeypatch.setattr(reporting, "_compare_groups", lambda *_: ([], [], []))
    monkeypatch.setattr("reconcile.embed.Encoder.describe", lambda _self: {})
    pipeline.compare(articles, ner=str(folder))
    assert seen == ["Lorna Quist", "Lorna Quist"]


def test_what_is_no_classifier_is_said_so(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(ModelError, match=r"no config\.json"):
        TokenClassifier(tmp_path)
    (tmp_path / "config.json").write_text('{"model_type": "bert"}', "utf-8")
    with pytest.raises(ModelError, match="token classifier"):
        TokenClassifier(tmp_path)


def test_labels_without_names_are_refused(tmp_path: Path, folder: Path) -> None:
    for file in folder.iterdir():
        text = file.read_bytes()
        (tmp_path / file.name).write_bytes(text.replace(b"PER", b"VRB").replace(b"GPE", b"ADJ"))
    with pytest.raises(ModelError, match="labels no names"):
        TokenClassifier(tmp_path)
