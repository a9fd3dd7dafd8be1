"""Figures are masked, and every claim keeps its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reconcile.claims import Claim, Kind, Span
from reconcile.masking import mask


def claims(text: str, *parts: str, kind: Kind = Kind.QUANTITY) -> list[Claim]:
    found = []
    for n, part in enumerate(parts):
        start = text.index(part)
        span = Span(start, start + len(part))
        found.append(Claim(f"c{n}", "d", kind, span, part, Span(0, len(text))))
    return found


def test_values_do_not_show() -> None:
    text = "Downloads rose to 54.000, up from five or six, 28 fois."
    got = mask(text, Span(0, len(text)), claims(text, "54.000", "five", "28 fois"))
    assert got.text == "Downloads rose to 00, up from 00 or six, 00 fois."
    assert [got.text[m.start : m.end] for m in got.mentions] == ["00", "00", "00 fois"]
    assert [got.text[m.start : m.end].strip() for m in got.clauses] == [
        "Downloads rose to 00",
        "up from 00 or six",
        "00 fois.".removesuffix("."),
    ]


def test_names_stay_as_they_are() -> None:
    text = "مقتل ١٥ شخصًا في Boeing 737."
    parts = claims(text, "١٥") + claims(text, "Boeing 737", kind=Kind.ENTITY)
    got = mask(text, Span(0, len(text)), parts)
    assert [got.text[m.start : m.end] for m in got.mentions] == ["00", "Boeing 737"]


@given(st.text(alphabet="ab1 2,.٣四", min_size=1, max_size=40), st.data())
def test_mentions_lie_in_the_masked_text(text: str, data: st.DataObject) -> None:
    places = st.integers(0, len(text) - 1)
    spans = [Span(s, data.draw(st.integers(s + 1, len(text)))) for s in data.draw(st.lists(places, max_size=4))]
    made = [
        Claim(f"c{n}", "d", data.draw(st.sampled_from(list(Kind))), s, text[s.start : s.end], Span(0, len(text)))
        for n, s in enumerate(spans)
    ]
    got = mask(text, Span(0, len(text)), made)
    for m in (*got.mentions, *got.clauses):
        assert 0 <= m.start < m.end <= len(got.text) + 1
