"""The one place where foreign text is made safe to print.

Article text, titles, identifiers, paths and exception messages are foreign: they may hold escape
sequences that drive a terminal, markup of the format they are printed in, or bidirectional controls that
reorder what a reader sees (Unicode Technical Report 36; Boucher and Anderson, "Trojan Source", 2021).
Every renderer passes every such string through one of these functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})
"""Primary language subtags whose usual script runs from right to left."""

ISOLATE_START, ISOLATE_END = "\u2068", "\u2069"
ELLIPSIS = "…"

# Line and paragraph breaks, tabs and the like: one space. (CR LF is two of them and still one space.)
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
# Never passed on: C0 and C1 controls, DEL; directional marks, embeddings, overrides and isolates; lone
# surrogates; invisible operators, the byte order mark, interlinear anchors; tag characters. U+200B-U+200D
# stay: Persian, Hindi and emoji are spelled with them.
_UNSAFE_CLASS = (
    "\x7f-\x9f\u00ad\u061c\u180e\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f"
)
_UNSAFE = re.compile(f"[\x00-\x1f{_UNSAFE_CLASS}]")
# In JSON nothing may be lost, so the same characters are written as escapes; C0 already is, and line breaks lay it out.
_UNSAFE_JSON = re.compile(f"[{_UNSAFE_CLASS}]")
# Characters that are written from right to left: Hebrew to Arabic Extended, presentation forms, and the
# right-to-left blocks of the supplementary plane.
_RTL_CLASS = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_RTL = re.compile(_RTL_CLASS)
# From the first such character to the last one before any letter of the other direction.
_RTL_RUN = rf"{_RTL_CLASS}(?:[\W\d_]*{_RTL_CLASS})*"
# Left-to-right marks are common and harmless in Arabic copy; they are dropped rather than shown.
_MARKS = re.compile("[\u00ad\u061c\u200e\u200f\ufeff]")
# Markdown (CommonMark and GitHub's tables, strike-through, mathematics): what starts markup anywhere (``_`` only
# at the edge of a word) ...
_MARKDOWN = re.compile(r"[\\`*\[\]|~$^]|(?<![^\W_])_+|_+(?![^\W_])")
# ... at the start of a line (headings, lists, quotes, rules) ...
_LINE_MARK = re.compile(r"^(?:\d{1,9}(?=[.)])|(?=[-+#=:]))")
# ... and what GitHub makes a link of although nothing marks it.
_BARE_LINK = re.compile(r"(?i)\b(www)\.|\b([a-z][a-z0-9+.-]*)://|\b(mailto|xmpp):")
_ADDRESS = re.compile(r"(?<=[\w.+-])@(?=\w)")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_HTML_SPECIAL = re.compile('[&<>"]')


def clean(text: str) -> str:
    """``text`` on one line, with every control character made visible as ``⟨U+202E⟩``.

    Soft hyphens, byte order marks and plain direction marks, which carry no text, are left out.
    """
    text = _BREAKS.sub(" ", text)
    return _UNSAFE.sub(_visible, _MARKS.sub("", text))


def _visible(match: re.Match[str]) -> str:
    return f"⟨U+{ord(match.group()):04X}⟩"


def json_safe(encoded: str) -> str:
    """JSON text with every unsafe character written as a ``\\u`` escape; it decodes to the same value."""
    return _UNSAFE_JSON.sub(_json_escape, encoded)


def _json_escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code > 0xFFFF:
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"


def is_rtl(text: str, language: str = "") -> bool:
    """Whether text is read from right to left, by its first strong characters or else its language."""
    for char in text:
        if _RTL.match(char):
            return True
        if char.isalpha():
            return False
    return language.partition("-")[0] in RIGHT_TO_LEFT


def isolate(text: str) -> str:
    """Already clean text, set apart from its surroundings where it holds any right-to-left character."""
    return f"{ISOLATE_START}{text}{ISOLATE_END}" if _RTL.search(text) else text


def markdown(text: str) -> str:
    """Foreign text as one line of markdown that renders as that text and nothing else.

    No character of it is taken for markup, HTML, a table's border, or a link; there are no outer spaces.
    """
    return markdown_line(markdown_inline(clean(text).strip()))


def markdown_inline(text: str) -> str:
    """Already clean text for the middle of a line; see :func:`markdown_line` for its start."""
    text = _MARKDOWN.sub(lambda match: "".join("\\" + char for char in match.group()), text)
    text = _BARE_LINK.sub(lambda match: match.group().replace(".", "\\.", 1).replace(":", "\\:", 1), text)
    return _ADDRESS.sub("<!-- -->@", html(text))


def markdown_line(text: str) -> str:
    """Escaped text with what would make its line a heading, a list or a rule escaped as well."""
    return _LINE_MARK.sub(lambda match: match.group() + "\\", text)


def html(text: str) -> str:
    """Already clean text with the characters that mean something to HTML as entities."""
    return _HTML_SPECIAL.sub(lambda match: _HTML[match.group()], text)


def directional_pieces(text: str, wholes: Iterable[str] = ()) -> list[tuple[str, bool]]:
    """Already clean mixed text as ``(piece, right-to-left)``, for renderers to isolate the right-to-left ones.

    ``wholes`` are strings (also clean) that must stay in one piece where they hold any right-to-left
    character: ``28 ضعفًا`` read apart would have its number on the wrong side.
    """
    whole = sorted({w for w in wholes if w and _RTL.search(w)}, key=lambda w: (-len(w), w))
    pattern = re.compile("|".join([*map(re.escape, whole), _RTL_RUN]))
    pieces: list[tuple[str, bool]] = []
    at = 0
    for match in pattern.finditer(text):
        if match.start() > at:
            pieces.append((text[at : match.start()], False))
        pieces.append((match.group(), True))
        at = match.end()
    if at < len(text):
        pieces.append((text[at:], False))
    return pieces
