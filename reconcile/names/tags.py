"""Which data files serve a language: Norwegian goes by three tags, its data by one."""

from __future__ import annotations

_DATA_OF = {"no": "nb", "nn": "nb"}


def data_tag(language: str) -> str:
    """The tag that a language's data are filed under, for its BCP 47 primary subtag."""
    return _DATA_OF.get(language, language)
