"""What stands around an article on its page is left out; its headlines stay."""

from __future__ import annotations

import pytest

from reconcile.articles.boilerplate import sort_blocks
from reconcile.articles.layout import paragraphs
from reconcile.articles.lexicon import all_lexicons, normalised

ENGLISH = ["Bridge to close for nine months", "The council voted on Monday to close the bridge.", "Ferries will run."]
ARABIC = [
    "إغلاق الجسر تسعة أشهر",
    "قرر المجلس يوم الاثنين إغلاق الجسر القديم تسعة أشهر.",
    "وقالت البلدية إن العبارات ستعمل.",
]


def _kept(lines: list[str], title: str = "") -> tuple[list[str], str]:
    text = "\n\n".join(lines)
    found = sort_blocks(text, paragraphs(text), title)
    return [text[span.start : span.end] for span in found.prose], found.headline


@pytest.mark.parametrize(
    "line",
    [
        "Previous Post Next Post",
        "Home | News | Contact us",
        "Photo: Ana Ruiz / Harbour Press",
        "© 2024 Harbour Press",
        "Crédits Unsplash",
        "Crédit photo : mairie",
        "もっと詳しく",
        "続きを読む",
        "اقرأ المزيد",
        "Читайте также",
        "Share this article",
        "* * *",
        "————",
        "https://harbour.example/2024/03/14",
        "@harbour_news #bridge",
        "Subscribe to our newsletter",
        "Weiterlesen",
        "By Anna Berg",
        "Par Anne Roche",
        "Read more: Ferry fares to rise",
        "Tags: harbour, bridge",
        "(Photo by Ana Ruiz)",
    ],
)
def test_boilerplate_is_left_out(line: str) -> None:
    assert _kept([*ENGLISH, line])[0] == ENGLISH
    assert _kept([ENGLISH[0], line, *ENGLISH[1:]])[0] == ENGLISH


@pytest.mark.parametrize(
    "line",
    [
        "A second bridge",
        "By 2030 the bridge will be gone",
        "More than 300 ships",
        "Photo: Two women stand in the harbour, "
        "where 14 ships were lost in the storm that hit the coast on Monday night.",
        "Cholera outbreak",
        "Copy that",
        "Signal 7",
        "By the river, nothing moved.",
        "Share prices fell 4%",
        "What now?",
    ],
)
def test_sub_headlines_and_prose_stay(line: str) -> None:
    assert line in _kept([*ENGLISH, line])[0]


def test_a_line_in_another_script() -> None:
    assert _kept([*ARABIC, "Read on"])[0] == ARABIC
    assert _kept([*ARABIC, "iPhone 15 Pro"])[0] == [*ARABIC, "iPhone 15 Pro"]
    mixed = [*ARABIC, *ENGLISH]
    assert _kept(mixed)[0] == mixed


def test_link_lists_are_left_out() -> None:
    assert _kept(["Business", "Sport", "Weather now", *ENGLISH])[0] == ENGLISH
    assert _kept(["Yes", "No", "Maybe"])[0] == ["Yes", "No", "Maybe"]


def test_names_with_middle_dots_are_no_link_list() -> None:
    lines = [
        "大桥关闭九个月",
        "市议员安娜·贝格、乔·李和玛雅·罗什周一投票。",
        "渡轮将照常运行，市长米拉·桑托斯·科恩表示。",
    ]
    assert _kept(lines)[0] == lines
    assert _kept([*ENGLISH, "You are I — I am you — we are we."])[0][-1].startswith("You")


def test_headline() -> None:
    assert _kept(ENGLISH)[1] == ENGLISH[0]
    assert _kept(["Share", *ENGLISH])[1] == ENGLISH[0]
    assert _kept(ENGLISH[1:])[1] == ""
    assert _kept(["Only this"])[1] == ""
    assert _kept(ENGLISH, "Declared")[1] == "Declared"


def test_a_repeated_headline_counts_once() -> None:
    assert _kept([ENGLISH[0], ENGLISH[0].upper(), *ENGLISH[1:]])[0] == ENGLISH


def test_language_files_hold_no_traps() -> None:
    for language, data in all_lexicons().items():
        assert all(len(start.strip()) > 1 or not start[0].isalnum() for start in data.starts), language
        assert all(data.lines), language
        assert all(line == normalised(line) for line in data.lines), language
        assert not any(word.endswith(".") for word in data.never_end | data.may_end), language
