from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reconcile.report.text import clean, directional_pieces, html, is_rtl, isolate, json_safe, markdown
from tests.report.hostile import EVERYTHING, FORBIDDEN, LINE_STARTS, leaked

RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, with 54.000 – “quotes”", "plain, with 54.000 – “quotes”"),
        ("\x1b[31mred", "⟨U+001B⟩[31mred"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("a\u2066b\u2069", "a⟨U+2066⟩b⟨U+2069⟩"),
        ("one\r\ntwo\u2028three\tfour", "one two three four"),
        ("\ufeffsoft\u00adhyphen \u200fمرحبا", "softhyphen مرحبا"),
        ("\ud800", "⟨U+D800⟩"),
        ("tag\U000e0041", "tag⟨U+E0041⟩"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_clean_shows_what_it_does_not_pass_on(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.text(st.characters() | st.sampled_from(sorted(FORBIDDEN)), max_size=60))
def test_clean_passes_nothing_on(text: str) -> None:
    once = clean(text)
    assert not leaked(once)
    assert "\n" not in once
    assert "\u2068" not in once
    assert clean(once) == once


@given(st.text(st.characters() | st.sampled_from(sorted(FORBIDDEN)), max_size=60))
def test_json_says_the_same_in_safe_characters(text: str) -> None:
    safe = json_safe(json.dumps(text, ensure_ascii=False))
    assert not leaked(safe)
    assert safe.encode()
    assert json.loads(safe) == json.loads(json.dumps(text))


def text_of(source: str) -> str:
    """The text that a markdown renderer shows for one paragraph; fails where there is anything but text."""
    blocks = RENDERER.parse(source)
    assert [block.type for block in blocks] in ([], ["paragraph_open", "inline", "paragraph_close"]), source
    inline = [child for block in blocks for child in block.children or ()]
    assert {child.type for child in inline} <= {"text", "text_special", "html_inline"}, source
    assert {child.content for child in inline if child.type == "html_inline"} <= {"<!-- -->"}, source
    return "".join(child.content for child in inline if child.type != "html_inline")


@pytest.mark.parametrize(
    "text", [EVERYTHING, *LINE_STARTS, "    indented", "***", "\\", "&copy; &#60;", "a\\|b", "__a__ _b_ c_d e__f g_ _h"]
)
def test_markdown_renders_as_the_text_itself(text: str) -> None:
    assert text_of(markdown(text)).replace("  ", " ") == clean(text).strip().replace("  ", " ")


@given(st.text(st.sampled_from("_a *1"), max_size=12))
def test_markdown_escapes_underscores_where_they_count(text: str) -> None:
    assert text_of(markdown(text)).split() == clean(text).split()


@given(st.text(st.characters() | st.sampled_from("\\`*_[]<>()#+-.!|~&:@=^$\"'/% 1\n"), max_size=40))
def test_markdown_escapes_any_text(text: str) -> None:
    assert text_of(markdown(text)).split() == clean(text).split()


@pytest.mark.parametrize("link", ["www.evil.example", "https://evil.example", "ftp://evil.example", "a@evil.example"])
def test_markdown_breaks_bare_links(link: str) -> None:
    assert link not in markdown(f"see {link} now")


def test_html_has_no_tags_left() -> None:
    assert html('<b title="x">&</b>') == "&lt;b title=&quot;x&quot;&gt;&amp;&lt;/b&gt;"


@pytest.mark.parametrize(
    ("text", "language", "rtl"),
    [
        ("28 ضعفًا", "ar", True),
        ("WeChat مرحبا", "ar", False),
        ("54000", "ar", True),
        ("54000", "fr", False),
        ("שלום", "", True),
    ],
)
def test_direction(text: str, language: str, rtl: bool) -> None:
    assert is_rtl(text, language) is rtl


def test_isolates_are_set_around_right_to_left_text_alone() -> None:
    assert isolate("abc 12") == "abc 12"
    assert isolate("28 ضعفًا") == "\u206828 ضعفًا\u2069"


def test_pieces_keep_a_claim_whole() -> None:
    text = "up 28 ضعفًا against مليار و 1.900 here"
    assert directional_pieces(text, ["28 ضعفًا", "1.900"]) == [
        ("up ", False),
        ("28 ضعفًا", True),
        (" against ", False),
        ("مليار و", True),
        (" 1.900 here", False),
    ]
    assert "".join(piece for piece, _ in directional_pieces(text)) == text
