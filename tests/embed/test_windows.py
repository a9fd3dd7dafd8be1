"""Tokens and characters: mentions find their tokens, overlong passages are cut around their mentions."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from reconcile.claims import Span
from reconcile.embed import Passage
from reconcile.embed.windows import tokenize


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """One token a character of the lower-case letters, and one a "word" between spaces."""
    made = Tokenizer(models.WordLevel({"<s>": 0, "</s>": 1, "?": 2, "query:": 3, "x": 4, "y": 5}, unk_token="?"))
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    made.post_processor = processors.TemplateProcessing("<s> $A </s>", None, [("<s>", 0), ("</s>", 1)])
    return made


def test_short_passage_is_one_window(tokenizer: Tokenizer) -> None:
    (item,) = tokenize([Passage("x yy x", (Span(2, 4),))], tokenizer, "query: ", 10)
    (window,) = item.windows
    assert window.ids == (0, 3, 4, 2, 4, 1)
    assert window.offsets == ((0, 0), (0, 0), (0, 1), (2, 4), (5, 6), (0, 0))
    assert item.mentions == ((0, (3,)),)


def test_overlong_passage_is_cut_around_its_mention(tokenizer: Tokenizer) -> None:
    text = "x " * 50 + "y " + "x " * 50
    (item,) = tokenize([Passage(text, (Span(100, 101),))], tokenizer, "query: ", 13)
    (window,) = item.windows
    index, (place,) = item.mentions[0]
    assert (index, len(window.ids), window.ids[:2], window.ids[-1]) == (0, 13, (0, 3), 1)
    assert window.ids[place] == 5
    assert abs(place - 6) <= 1
    assert window.offsets[place] == (100, 101)


def test_far_mentions_get_windows_of_their_own(tokenizer: Tokenizer) -> None:
    text = "y " + "x " * 50 + "y"
    mentions = (Span(102, 103), Span(0, 1), Span(101, 103))
    (item,) = tokenize([Passage(text, mentions)], tokenizer, "query: ", 13)
    assert len(item.windows) == 2
    for mention, (index, places) in zip(mentions, item.mentions, strict=True):
        assert [item.windows[index].ids[place] for place in places] == [5]
        assert item.windows[index].offsets[places[0]][1] == mention.end


def test_mention_longer_than_a_window_is_cut(tokenizer: Tokenizer) -> None:
    (item,) = tokenize([Passage("x " * 60, (Span(0, 119),))], tokenizer, "query: ", 13)
    ((index, places),) = item.mentions
    assert index == 0
    assert len(places) == 10


def test_overlong_passage_without_mentions_keeps_its_head(tokenizer: Tokenizer) -> None:
    (item,) = tokenize([Passage("y " + "x " * 60)], tokenizer, "query: ", 13)
    (window,) = item.windows
    assert window.ids[2] == 5


@pytest.mark.parametrize("text", ["", " ", "\ud800", "x"])
def test_next_to_nothing_is_a_window(tokenizer: Tokenizer, text: str) -> None:
    mentions = (Span(0, len(text)),) if text else ()
    (item,) = tokenize([Passage(text, mentions)], tokenizer, "query: ", 13)
    assert len(item.windows) == 1
    assert all(places for _, places in item.mentions)


def test_mention_without_a_token_takes_its_neighbour(tokenizer: Tokenizer) -> None:
    (item,) = tokenize([Passage("x y   x", (Span(4, 5),))], tokenizer, "query: ", 13)
    assert [item.windows[0].ids[place] for place in item.mentions[0][1]] == [5]


@pytest.mark.parametrize("span", [Span(-1, 1), Span(0, 3), Span(1, 1)])
def test_mention_outside_of_its_text_is_refused(span: Span) -> None:
    with pytest.raises(ValueError, match="outside"):
        Passage("xy", (span,))
