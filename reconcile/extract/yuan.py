"""Whose money 元 is: in traditional characters it may be that of Taiwan and of Hong Kong as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reconcile.extract.tokens import Tokens

if TYPE_CHECKING:
    from reconcile.extract.figures import Figure

_OPEN = frozenset("元塊圓錢")
# Characters of every other sentence that only traditional writing has.
_TRADITIONAL = re.compile(
    "[億萬國學會個這們時說對發開關點為與於將來過還後長東車門問題實現經濟報導記兩電買賣頭區總員額資產業華灣臺]"
)
# What the sentence names in full, for the sums beside it that it does not.
_NAMED = {"TWD": re.compile("[台臺][幣币]"), "HKD": re.compile("港[元幣币]"), "CNY": re.compile("人民[幣币]")}


def yuan_of(tokens: Tokens, figure: Figure) -> str:
    """The unit of a sum in 元: an ISO 4217 code where the characters or the sentence tell, else ``"元"``."""
    text, span = tokens.text, tokens.span
    written = text[figure.start : figure.stop]
    if not written or written[-1] not in _OPEN or _NAMED["CNY"].search(written) is not None:
        return "CNY"
    sentence = text[span.start : span.end]
    if "兆" not in written and _TRADITIONAL.search(sentence) is None:  # 万亿 in the People's Republic
        return "CNY"
    return next((code for code, name in _NAMED.items() if name.search(sentence) is not None), "元")
