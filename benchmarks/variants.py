"""Copies of an article in which no sentence stays the same."""

from __future__ import annotations

import re

from reconcile.claims import Article

# Words without digits or capitals, so that they add no claims; a few characters of scripts without spaces.
_WORD = re.compile(r"[^\W\d_]{3,}")
_LONGEST = 12
_CLOSING = re.compile(r"[\s.!?。！？।॥؟…\"'”’»」』）)]*\Z")


def varied(article: Article, number: int) -> str:
    """The text with one of the article's own plain words put at the end of each sentence; copy 0 is the text itself."""
    words = [word[:_LONGEST] for word in _WORD.findall(article.text) if word[0] == word[0].lower()]
    if not number or not words:
        return article.text
    pieces: list[str] = []
    end = 0
    for at, sentence in enumerate(article.sentences):
        body = article.text[sentence.start : sentence.end]
        cut = sentence.start + len(_CLOSING.sub("", body))
        pieces += (article.text[end:cut], " ", words[(at + number) % len(words)])
        end = cut
    return "".join((*pieces, article.text[end:]))
