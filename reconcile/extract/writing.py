"""Habits of a language in writing numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Writing:
    """How a language writes numbers."""

    decimal: str
    group: str
    glued: bool = False
    units_first: bool = False
    shorthand: bool = False
    loose: bool = False
    """Both points and commas are in use for thousands."""
    juxtaposed: bool = False
    """Tens may be left out between two digit words (Vietnamese "bốn bảy" for 47)."""
    noun: str = "last"
    bare_counters: bool = False
    """A noun follows its counter with nothing between them (18場比赛)."""
    multiplies_doubled: bool = False
    """A verb that says "doubled" takes a number that says how many times it did."""
    slash_decimal: bool = False
    """A slash is a decimal mark (Persian ۷/۵)."""
    colon_money: str = ""
    """The currency of sums written with a colon ("232:80")."""
    bracketed_ages: bool = False
    """A figure in brackets behind a person's name is as a rule how old they are ("Hanna Lindner (54)")."""
    verb_first: bool = False
    """A verb stands before its subject, and so may be far from its figure (Arabic)."""
    capitals: bool = False
    """All nouns are written with a capital."""
    article_ranks: bool = False
    """An article behind a noun makes a rank of a number (Hebrew האי ה-7)."""
    padded: bool = False
    """Figures below ten may have a nought before them ("04 người")."""
    ranks_shared: str = ""
    """The word before the last of several figures of which it alone is marked as a rank ("44 ve 55. dakikalarda")."""
    ranks_apart: bool = False
    """A space may stand before what makes a rank of a figure (Hindi "19 वीं")."""
