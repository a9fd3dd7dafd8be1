"""Text that tries to be more than text, and what of it must never reach an output."""

from __future__ import annotations

ESCAPES = "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J bell\x07 back\x08\x08 \x7f nul\x00"
BIDI = "\u202eoverride\u202c \u2066isolate\u2069 \u202a\u202b\u202d \u2067\u200f\u200e\u061c"
MARKUP = "[/] [bold]x[/bold] [link=https://evil.example]y[/link] :bomb:"
HTML = '<script>alert(1)</script><img src=x onerror="alert(1)"> &lt;b&gt; <!-- -->'
MARKDOWN = (
    "[text](https://evil.example) ![img](https://evil.example/x.png) **bold** `code` | cell | ~~gone~~ "
    "www.evil.example https://evil.example a@evil.example $x^2$ [^1] <https://evil.example> _it_"
)
INVISIBLE = "\ufeff\u2060\U000e0041\U000e007f\ud800\udfff\ufff9"
BREAKS = "one\r\ntwo\u2028three\u2029four\x85five\x0bsix\ttab\n# heading\n---\n- item\n> quote\n```\nfence"
LINE_STARTS = ("# heading", "- item", "+ item", "* item", "1. one", "12) two", "> quote", "=== x", "--- x", "| a | b |")

EVERYTHING = " ".join((ESCAPES, BIDI, MARKUP, HTML, MARKDOWN, INVISIBLE, BREAKS))

_RANGES = ((0, 0x1F), (0x7F, 0x9F), (0x200E, 0x200F), (0x2028, 0x202E), (0x2060, 0x2067), (0xD800, 0xDFFF))
_SINGLE = "\u061c\ufeff\ufff9\U000e0041\U000e007f"
FORBIDDEN = frozenset({*_SINGLE, *(chr(n) for low, high in _RANGES for n in range(low, high + 1))} - {"\n"})
"""What no output may hold. U+2068 and U+2069 are the isolates that the terminal report sets itself."""


def leaked(output: str) -> list[str]:
    """The forbidden characters that an output holds, as code points."""
    return sorted({f"U+{ord(char):04X}" for char in output if char in FORBIDDEN})
