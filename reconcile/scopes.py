"""The scopes that words may give a figure."""

from __future__ import annotations

SCOPES: dict[str, str] = {
    **dict.fromkeys(("world", "country", "capital"), "place"),
    **dict.fromkeys(("women", "men"), "sex"), **dict.fromkeys(("children", "adults"), "age"),
    **dict.fromkeys(("year", "half", "half_1", "half_2", "months_9", "month", "week", "day"), "period"),
    **dict.fromkeys(("quarter", "quarter_1", "quarter_2", "quarter_3", "quarter_4"), "period"),
    **dict.fromkeys(("adjusted", "reported"), "adjusted"),
    **dict.fromkeys(("close", "intraday"), "session"),
    **dict.fromkeys(("net", "gross", "operating"), "net"),
    **dict.fromkeys(("official", "unofficial"), "official"), **dict.fromkeys(("preliminary", "final"), "stage"),
    **dict.fromkeys(("hammer_price", "with_fees"), "fees"), **dict.fromkeys(("with_debt", "without_debt"), "debt"),
    **dict.fromkeys(("above_sea", "above_ground"), "height"), **dict.fromkeys(("sustained", "gusts"), "wind"),
    **dict.fromkeys(("course_record", "personal_best", "world_record", "national_record"), "record"),
}  # fmt: skip
"""What words may say of whom, where, over what time or by what reckoning a figure is, by what each is a kind of."""
