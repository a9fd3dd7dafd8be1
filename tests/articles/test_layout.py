"""Paragraphs of plain text: which line breaks end one."""

from __future__ import annotations

import textwrap

import pytest

from reconcile.articles.layout import paragraphs

PROSE = (
    "The council voted on Monday to close the old harbour bridge for nine months. Engineers found cracks in four of "
    "its pillars, and the city has set aside twelve million pounds for the work. Ferries will run every ten minutes."
)


def _texts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in paragraphs(text)]


@pytest.mark.parametrize("width", [45, 60, 72, 80, 100])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_hard_wrapped_lines_are_one_paragraph(width: int, end: str) -> None:
    wrapped = textwrap.fill(PROSE, width).replace("\n", end)
    text = f"Bridge to close{end}{end}{wrapped}{end}{end}{wrapped}{end}"
    assert _texts(text) == ["Bridge to close", wrapped, wrapped]


def test_wrapped_japanese_is_one_paragraph() -> None:
    prose = (
        "県は月曜日、台風で壊れた橋の修理に少なくとも三か月かかると発表した。橋を渡れない住民のために臨時のバスを一日に十二本走らせる。"
        * 3
    )
    wrapped = "\n".join(prose[at : at + 35] for at in range(0, len(prose), 35))
    assert _texts(wrapped) == [wrapped]


def test_lines_of_their_own_are_paragraphs() -> None:
    lines = [
        "Bridge to close",
        "The council voted on Monday.",
        "It will take nine months and cost twelve million pounds.",
        "End",
    ]
    assert _texts("\n".join(lines)) == lines
    long = [f"{PROSE} Number {at}." for at in range(4)]
    assert _texts("\r\n".join(long)) == long


def test_a_long_line_goes_on_in_lower_case() -> None:
    text = "The council of the harbour town voted late on Monday to\nclose the bridge."
    assert _texts(text) == [text]


def test_list_items_lose_their_bullet() -> None:
    assert _texts("Losses:\n- 3,400 sheep\n• two barns\n-5 degrees") == [
        "Losses:",
        "3,400 sheep",
        "two barns",
        "-5 degrees",
    ]


def test_separators_of_paragraphs() -> None:
    assert _texts("One\u2029Two\fThree\x85Four\rFive") == ["One", "Two", "Three", "Four", "Five"]
    assert _texts(" \r\n\t\n") == []
