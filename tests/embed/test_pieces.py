"""The tokenizer of pieces gives what the whole one gives, for any text."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.embed import Encoder, model_folder, pieces, prepare
from reconcile.embed.engines import read_tokenizer
from reconcile.embed.pieces import FILE, PieceTokenizer, read_whole, write_pieces
from reconcile.errors import ModelError
from tests.embed.conftest import PIECES, Tiny

TEXTS = (
    "query: The flood killed 00 people, the governor said.",
    "query: قال المحافظ إن الفيضان أودى بحياة 00 شخصا.Wetter(WeChat)",
    "query: 知事によると、洪水で00人が死亡した。",
    "query: ｶﾞﾗｽ ﬁne Ａ e\u0301 \u200bzero\u00a0width\n\tline\x01 😀 \U0010ffff",
    "a<s>b </s><mask> <mask><unk>",
    "<",
    " ",
    "",
)


def same(folder: Path, texts: Sequence[str]) -> None:
    some, all_of_them = PieceTokenizer(folder).encode_batch(texts), read_whole(folder).encode_batch(list(texts))
    assert [(row.ids, row.offsets) for row in some] == [(row.ids, row.offsets) for row in all_of_them]


@given(st.lists(st.lists(st.sampled_from([*PIECES, *"▁ aＡé雨<>\n\x01\u200b", "  "]), max_size=12).map("".join)))
def test_tokens_are_those_of_the_whole_tokenizer(folder: Path, texts: list[str]) -> None:
    same(folder, texts)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tiny tokenizer."""
    made: Path = tmp_path_factory.mktemp("tiny")
    (made / "tokenizer.json").write_text(json.dumps(tokenizer_of_pieces()), "utf-8")
    write_pieces(made)
    return made


def tokenizer_of_pieces() -> dict[str, Any]:
    from reconcile.embed.convert import tokenizer_of
    from reconcile.embed.packed import Pieces

    scores = tuple(-float(number) for number in range(len(PIECES)))
    return tokenizer_of(Pieces(PIECES, scores, 3, {0x0A: " ", 0x01: ""}))


def test_real_tokens_are_those_of_the_whole_tokenizer(encoder: Encoder) -> None:
    same(model_folder(), TEXTS)


def test_long_texts_take_all_pieces(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_MANY", 10)
    monkeypatch.setattr(PieceTokenizer, "_held", lambda *_: pytest.fail("pieces were looked for"))
    same(folder, ["rain fell", "雨"])


def test_prepared_models_have_the_file_and_use_it(tiny: Tiny) -> None:
    assert isinstance(read_tokenizer(prepare("tiny")), PieceTokenizer)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t["model"].update(byte_fallback=True),
        lambda t: t["model"].update(type="WordPiece"),
        lambda t: t["model"]["vocab"].append(["▁rain", -1.0]),
        lambda t: t["model"]["vocab"].append(["\n", -1.0]),
        lambda t: t.update(normalizer=None),
        lambda t: t.update(post_processor=None),
        lambda t: t["added_tokens"].append({**t["added_tokens"][0], "id": len(PIECES), "content": "<more>"}),
        lambda t: t["added_tokens"][0].update(single_word=True),
    ],
)
def test_other_tokenizers_have_no_such_file(tmp_path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    tokenizer = tokenizer_of_pieces()
    change(tokenizer)
    (tmp_path / "tokenizer.json").write_text(json.dumps(tokenizer), "utf-8")
    write_pieces(tmp_path)
    assert not (tmp_path / FILE).exists()


def test_damaged_file_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes((folder / FILE).read_bytes()[:-40])
    with pytest.raises(ModelError, match=FILE):
        PieceTokenizer(tmp_path)
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        write_pieces(tmp_path)
