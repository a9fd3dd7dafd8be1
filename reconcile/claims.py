"""The nouns of the house: what articles, claims, facts and findings are.

Everything here is frozen and typed and has no behaviour beyond itself. The module imports nothing of
the house; every other package speaks in these terms.

Offsets are code points into :attr:`Article.text`, the text as decoded from the input, half-open
(``text[start:end]``). Numbers are exact rationals (:class:`fractions.Fraction`), so that intervals can
be carried through arithmetic without rounding.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of an article's text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def gap(self, other: Span) -> int:
        """Code points between the two spans; none where they touch or overlap."""
        return max(0, other.start - self.end, self.start - other.end)


# --- articles ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read, with what is known about it.

    ``sentences`` are the spans of running text that claims are taken from; boilerplate is left out of
    them. ``published`` is ``None`` where the date of publication is unknown: that is a value, not an
    error. ``utc_offset`` (minutes east of UTC) is known only where the date came with a time zone.
    """

    id: str
    text: str
    language: str
    """BCP 47 primary language subtag, e.g. ``"ar"``; ``"und"`` where it cannot be told."""
    path: str = ""
    group: str = ""
    title: str = ""
    published: dt.date | None = None
    url: str = ""
    source: str = ""
    sentences: tuple[Span, ...] = ()
    marks: tuple[Span, ...] = ()
    """Markup and links between the words of sentences (``**``, ``](https://...)``), sorted: no part of the prose."""

    @property
    def prose(self) -> str:
        """``text`` with :attr:`marks` blanked, and as long, so that offsets into one hold in the other."""
        pieces: list[str] = []
        end = 0
        for mark in self.marks:
            pieces += (self.text[end : mark.start], " " * len(mark))
            end = mark.end
        return "".join((*pieces, self.text[end:]))


# --- claims -----------------------------------------------------------------------------------------


class Kind(StrEnum):
    """What sort of thing a claim states."""

    QUANTITY = "quantity"
    DATE = "date"
    ENTITY = "entity"


class Bound(StrEnum):
    """How a figure limits the true value, from the words around it."""

    EXACT = "exact"
    ABOUT = "about"  # about, some, nearly, almost: either side
    OVER = "over"  # more than, over: the true value is larger
    UNDER = "under"  # less than, under, nearly (where it says below)
    AT_LEAST = "at_least"
    AT_MOST = "at_most"  # up to, at most, no more than
    RANGE = "range"  # 10-12, between 10 and 12


class Dimension(StrEnum):
    """What kind of quantity a figure is; figures of different dimensions are never equal."""

    COUNT = "count"  # 54,000 downloads; unit "1"
    MONEY = "money"  # unit is the ISO 4217 code, or "$", "dinar"... where the text leaves the currency open
    PERCENT = "percent"  # 12%; unit "%"
    POINTS = "points"  # 3 percentage points; unit "pp"
    MULTIPLIER = "multiplier"  # 28 times, 28x, doubled; unit "x"
    FRACTION = "fraction"  # a third, half; unit "1", number 1/3
    MEASURE = "measure"  # 187 mm, 52 °F; unit is the usual symbol
    DURATION = "duration"  # 45 days, 2:19:47; unit "s", "min", "h", "d", "wk", "mo", "yr"
    AGE = "age"  # 27-year-old; unit "yr"
    ORDINAL = "ordinal"  # 15th; unit "th"
    RATE = "rate"  # 5.1 cases per thousand; ``per`` says per what
    SCORE = "score"  # 3-1; number ``None``, ``low`` the smaller and ``high`` the larger figure, unit "score"


class Reading(StrEnum):
    """How a multiplier is to be taken where the language says so."""

    TO = "to"  # rose to 28 times the earlier figure
    BY = "by"  # rose by 28 times the earlier figure, i.e. to 29 times
    OPEN = "open"  # the words leave both


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit and the closed interval that it stands for.

    ``number`` is the value stated, scaled (``19 million`` is 19,000,000), in ``unit``; ``None`` for a
    range, which has ``low`` and ``high``. ``low``/``high`` are ``None`` where that side is open.
    ``step`` is the precision the figure was stated in (``1,900`` -> 100, ``3.42 billion`` -> 10,000,000);
    the interval of an exact statement is ``number`` plus or minus half a step.
    """

    number: Fraction | None
    low: Fraction | None
    high: Fraction | None
    unit: str = "1"
    dimension: Dimension = Dimension.COUNT
    bound: Bound = Bound.EXACT
    step: Fraction = Fraction(1)
    per: str = ""
    """What a rate is per, e.g. ``"1000"``, ``"d"``, ``"m2"``; empty where it is no rate."""
    reading: Reading | None = None
    """For multipliers only."""
    direction: int = 0
    """+1 where the words say a rise ("up 12%"), -1 a fall ("fell by", "loss of"), 0 where they say neither."""
    noun: str = ""
    """What is counted, as the article says it ("downloads", "شخصًا"); empty where it does not."""
    alternatives: tuple[Fraction, ...] = ()
    """Other values that the same characters may stand for where the text cannot decide (``1.900``)."""

    @property
    def approximate(self) -> bool:
        """Whether the words around the figure say that it is not exact."""
        return self.bound is not Bound.EXACT


class Granularity(StrEnum):
    """How fine a date or time expression is."""

    TIME = "time"  # a clock time, with or without a day
    DAY = "day"
    WEEKDAY = "weekday"  # a bare weekday that could not be resolved
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True, slots=True)
class Date:
    """A point or period of calendar time as an article states it.

    ``start`` and ``end`` are ISO 8601 (``"2020-09-18"``, with ``"T01:30"`` or ``"T01:30+00:00"`` for a
    clock time), both inclusive, ``None`` where the text and the date of publication do not resolve it.
    What the words themselves say stands in the other fields, so that two unresolved weekdays can still
    be compared.
    """

    start: str | None
    end: str | None
    granularity: Granularity
    weekday: int | None = None
    """0 = Monday ... 6 = Sunday, where one is named (the first one of a range)."""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    time: str | None = None
    """``"HH:MM"`` as stated, in the article's own zone unless ``utc_offset`` is set."""
    utc_offset: int | None = None
    """Minutes east of UTC where the words name a zone ("GMT")."""
    zone: str = ""
    """The zone of the tz database that they name, or ``"local"``; where its summer time is not known to be in force,
    ``utc_offset`` is not either. Reports leave it out."""
    relative: bool = False
    """Whether it was resolved against the date of publication (or would have been)."""
    modifier: str = ""
    """``"early"``, ``"mid"``, ``"late"``, ``"night"``, ``"since"``, ``"until"``, ``"before"``, ``"after"`` ...;
    ``"match"`` where ``time`` is minutes and seconds on the clock of a match."""
    bound: Bound = Bound.EXACT
    precision: Granularity | None = None
    """How coarsely a relative expression counts where that is coarser than ``granularity``: "two months ago" is
    resolved to a day with ``bound`` about and precision month; ``None`` where the granularity says it."""
    last: tuple[int, int] | None = None
    """Month and day of the last day of a range of days that no year resolves; reports leave it out."""
    counted: tuple[Granularity, int] | None = None
    """The units that a relative expression counts and how many lie between publication and what it names ("next year":
    one year, "four years ago": minus four), for comparing what is not resolved; reports leave it out."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A name as an article gives it."""

    type: str
    """``"PER"``, ``"ORG"``, ``"LOC"`` or ``"MISC"`` (products, apps, events)."""
    name: str
    """The name's fullest form in this article ("Beeler" -> "Laurel Beeler")."""
    aliases: tuple[str, ...] = ()
    """Other forms that the article itself gives, e.g. the Latin one in brackets behind an Arabic name."""
    role: str = ""
    """A title or office that stands with the name ("judge", "chief executive"), as written."""


class Modality(StrEnum):
    """How an article puts a figure, from the words of its clause."""

    REPORTED = "reported"  # plainly stated, as far as the words tell
    ACTUAL = "actual"  # the words say that it has come to pass: was, reached, so far
    EXPECTED = "expected"  # is expected to, forecast, will
    PLANNED = "planned"  # plans to, target, is to
    DENIED = "denied"
    CONDITIONAL = "conditional"  # would, could reach


class Count(StrEnum):
    """What the words say of a count that grows as reports come in (the dead, the missing, cases)."""

    TOLL = "toll"  # that it is one, and nothing of when it was taken
    RUNNING = "running"  # so far, as of Friday evening
    EARLIER = "earlier"  # initially, earlier reports
    LATER = "later"  # rose to, updated


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure, date or name as one article states it."""

    id: str
    document: str
    kind: Kind
    span: Span
    text: str
    sentence: Span
    quantity: Quantity | None = None
    date: Date | None = None
    entity: Entity | None = None
    modality: Modality = Modality.REPORTED
    """Of figures alone."""
    scopes: tuple[str, ...] = ()
    """Of figures: keys of :data:`reconcile.scopes.SCOPES`, as far as words of the clause say so."""
    count: Count | None = None
    """Of counts that grow as reports come in: when this one was taken, where the words say."""
    attribution: str = ""
    """Of figures: whom the sentence names as the source ("according to Sensor Tower"), as written."""


# --- facts, findings, the report --------------------------------------------------------------------


class Verdict(StrEnum):
    """What may be said about two accounts of one fact."""

    AGREES = "agrees"
    DIVERGES = "diverges"
    CONFLICTS = "conflicts"
    INCOMPARABLE = "incomparable"
    UNDECIDED = "undecided"


class Severity(StrEnum):
    """How much a finding matters to the story."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Link:
    """Two claims of two articles that may be about the same fact.

    ``probability`` (0-1) is the matcher's; ``evidence`` names what spoke for and against it, as
    ``(feature, weight)`` with the weight in nats.
    """

    a: str
    b: str
    probability: float
    evidence: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Claims of several articles that are about one thing, and the links that joined them."""

    kind: Kind
    claims: tuple[str, ...]
    links: tuple[Link, ...]
    odds: tuple[tuple[str, str, float], ...] = ()
    """The matcher's log-odds for every two of the claims that it could compare, linked or not."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a claim is about, from the words around it: claim ids and keys that other articles' frames share."""

    claim: str
    subject: int | None = None
    """The key of the nearest name before the claim in its sentence (else the nearest behind it)."""
    names: tuple[int, ...] = ()
    """Keys of all names of the sentence; the same key in two articles is the same name."""
    places: tuple[int, ...] = ()
    """Keys of those names that are places."""
    dates: tuple[str, ...] = ()
    """Claim ids of the dates of the sentence, the nearest first."""
    periods: tuple[str, ...] = ()
    """Claim ids of the durations of the sentence, the nearest first."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """What may be about the same thing, before anything is judged.

    ``related`` ties claims of two articles that are close but of different kinds: where an equation may
    be looked for. ``translated`` holds the pairs of articles, in order, that are for the most part translations;
    ``replaced`` ties the claims, of one kind or of two, in which a translation has another number than its original.
    """

    facts: tuple[Fact, ...]
    related: tuple[Link, ...]
    frames: dict[str, Frame]
    translated: frozenset[tuple[str, str]] = frozenset()
    replaced: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Operand:
    """A term of an equation and the claim it was read from."""

    claim: str
    text: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Equation:
    """Arithmetic that ties one side's figures to the other's."""

    kind: str
    """``"ratio"``, ``"difference"``, ``"percent change"``, ``"sum"``, ``"share"``, ``"rate"``, ``"age"``..."""
    text: str
    """As printed, e.g. ``"54,000 / 1,900 = 28.4"``."""
    operands: tuple[Operand, ...]
    tried: int = 1
    """How many derivations were tried before this one fitted (or failed)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the tool says about the sides of one fact."""

    id: str
    code: str
    verdict: Verdict
    basis: str
    sides: tuple[tuple[str, ...], ...]
    confidence: float
    severity: Severity
    explanation: str
    equation: Equation | None = None
    reasons: tuple[tuple[str, str], ...] = ()
    """Evidence as data: ``(name, value)`` pairs from which the explanation was rendered."""
    sources: int | None = None
    """For agreements: on how many sources they rest; articles that share their text (:class:`Shared`) are one."""


class Sharing(StrEnum):
    """How two articles come to have the same text."""

    VERBATIM = "verbatim"  # long passages word for word
    TRANSLATION = "translation"  # sentence after sentence the same, in another language


@dataclass(frozen=True, slots=True)
class Shared:
    """Two articles that share so much of their text that they are one source, not two."""

    documents: tuple[str, str]
    """Their ids, sorted."""
    kind: Sharing
    share: float
    """How much of the shorter of the two (of its sentences with claims, for a translation) is in the other, 0-1."""
    sentences: tuple[int, int]
    """How many sentences of the shorter article are shared, and of how many."""
    spans: tuple[tuple[Span, ...], tuple[Span, ...]]
    """The shared passages in each of ``documents``, in text order; those of a translation answer to each other."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An input, or a part of one, that could not be used; the others still ran."""

    path: str
    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one run found: the only thing renderers see."""

    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    unmatched: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    shared: tuple[Shared, ...] = ()
    """Pairs of articles that are one source."""
    model: dict[str, str] = field(default_factory=dict)
    tool: dict[str, str] = field(default_factory=dict)
