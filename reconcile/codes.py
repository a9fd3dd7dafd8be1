"""The codes of findings: one table that the judge writes from and the reports explain from.

A code is a letter for the verdict (A agrees, D diverges, C conflicts, I incomparable, U undecided) and
three digits. Codes are never renumbered; a retired one is not used again.
"""

from __future__ import annotations

from dataclasses import dataclass

from reconcile.claims import Verdict


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding.

    ``kind`` names it within its verdict (``"rounding"``, ``"ratio"``); ``basis`` is what a report gives as
    the finding's basis, which is ``"derived"`` for whatever rests on an equation.
    """

    code: str
    verdict: Verdict
    kind: str
    basis: str
    title: str
    meaning: str
    example: str


CODES: tuple[Code, ...] = (
    Code(
        "A001",
        Verdict.AGREES,
        "equal",
        "equal",
        "The same figure, day or name",
        "The articles state the same figure, day or name, whatever its script, separators or spelling-out.",
        "French “54.000 téléchargements” and Arabic “54000 مرة”.",
    ),
    Code(
        "A002",
        Verdict.AGREES,
        "rounding",
        "rounding",
        "Equal within the precision stated",
        "The figures differ, but the intervals that they stand for overlap: one is a rounded form of the other, "
        "or is hedged with “about”.",
        "“4.4 billion dollars” and “4,42 milliards de dollars”.",
    ),
    Code(
        "A003",
        Verdict.AGREES,
        "bound",
        "bound",
        "One meets the bound that the other sets",
        "One article gives a bound (“more than”, “at least”, “up to”) and the other a figure that lies within it.",
        "“plus d'un milliard d'utilisateurs” and “1.05 billion users”.",
    ),
    Code(
        "A004",
        Verdict.AGREES,
        "unit",
        "unit",
        "The same in another unit",
        "Converted into one unit or time zone, the two say the same.",
        "“21 feet” and “6,4 metros”; “2 h 30” local time and “0130 GMT”.",
    ),
    Code(
        "A005",
        Verdict.AGREES,
        "alias",
        "alias",
        "The same under another name",
        "The names differ in script, length or language and mean the same person, place or organisation.",
        "“هشام الورداني” and “Hicham El Ouardani”; “UN” and “Nations unies”.",
    ),
    Code(
        "D001",
        Verdict.DIVERGES,
        "ratio",
        "derived",
        "A multiple on one side, before and after on the other",
        "One article says how many times; the other gives the two figures, and their ratio is that multiple.",
        "“up 28 times” against 1,900 a week earlier and 54,000 now: 54,000 / 1,900 = 28.4.",
    ),
    Code(
        "D002",
        Verdict.DIVERGES,
        "difference",
        "derived",
        "A change on one side, before and after on the other",
        "One article gives the change; the other gives the two levels, and their difference is that change.",
        "“rose by 4.5 metres” against “from 1.9 to 6.4 metres”: 6.4 - 1.9 = 4.5.",
    ),
    Code(
        "D003",
        Verdict.DIVERGES,
        "percent change",
        "derived",
        "A percent change on one side, before and after on the other",
        "One article gives the change in percent; the other gives the two levels that it comes from.",
        "“up 12%” against “from 250 to 280 million”: (280 - 250) / 250 = 12%.",
    ),
    Code(
        "D004",
        Verdict.DIVERGES,
        "sum",
        "derived",
        "A total on one side, its parts on the other",
        "One article gives the total; the other gives parts that add up to it.",
        "“22 dead” against “15 in the town and seven downstream”: 15 + 7 = 22.",
    ),
    Code(
        "D005",
        Verdict.DIVERGES,
        "share",
        "derived",
        "A count on one side, a share on the other",
        "One article gives the count; the other gives a share and the total that it is a share of.",
        "“3,400 people” against “a third of the town's 10,200”: 10,200 / 3 = 3,400.",
    ),
    Code(
        "D006",
        Verdict.DIVERGES,
        "rate",
        "derived",
        "A rate on one side, a count and its base on the other",
        "One article gives a rate per so many; the other gives the count and the base.",
        "“5 cases per thousand” against “400 cases among 80,000 people”: 400 / 80,000 = 5 per 1,000.",
    ),
    Code(
        "D007",
        Verdict.DIVERGES,
        "age",
        "derived",
        "An age on one side, a date of birth on the other",
        "One article gives an age or a span of years; the other gives the dates that it follows from.",
        "“aged 27” against “born in March 1996”, told in 2023: 2023 - 1996 = 27.",
    ),
    Code(
        "D008",
        Verdict.DIVERGES,
        "duration",
        "derived",
        "A length of time on one side, its beginning and end on the other",
        "One article says how long something went on; the other gives the two times or days that it lay between.",
        "“after 40 minutes” against “from 18:30 ... until 19:10”.",
    ),
    Code(
        "C001",
        Verdict.CONFLICTS,
        "value",
        "value",
        "Two figures that cannot both be right",
        "The articles give different figures for one measure at one time, beyond rounding, and no equation between "
        "their figures explains the difference.",
        "“five people missing” against “ستة مفقودين” (six missing), both counted on Friday evening.",
    ),
    Code(
        "C002",
        Verdict.CONFLICTS,
        "date",
        "date",
        "Two dates that cannot both be right",
        "The articles put one event on different days or at different times.",
        "A hearing “on the 26th” against “le 28”.",
    ),
    Code(
        "C003",
        Verdict.CONFLICTS,
        "name",
        "name",
        "Two names for one role",
        "The articles name different people, places or organisations in the same role.",
        "The injured were taken to “Beni Mellal” against “l'hôpital d'Azilal”.",
    ),
    Code(
        "C004",
        Verdict.CONFLICTS,
        "derived",
        "derived",
        "A figure that the other article's figures refute",
        "What one article says can be worked out from the other's figures, and the result is another one.",
        "“five times the monthly average” against 187 mm in a day and 62 mm in a month: 187 / 62 = 3.",
    ),
    Code(
        "I001",
        Verdict.INCOMPARABLE,
        "scope",
        "scope",
        "Another scope",
        "The same measure, for another place or a wider or narrower circle.",
        "Users worldwide against users in China.",
    ),
    Code(
        "I002",
        Verdict.INCOMPARABLE,
        "period",
        "period",
        "Another period",
        "The same measure, over another stretch of time.",
        "240 mm of rain in 48 hours against 187 mm in 24 hours.",
    ),
    Code(
        "I003",
        Verdict.INCOMPARABLE,
        "bound",
        "bound",
        "Bounds that do not exclude each other",
        "Both articles give limits, and a value could meet both.",
        "“more than 10” against “at least 14”.",
    ),
    Code(
        "I004",
        Verdict.INCOMPARABLE,
        "population",
        "population",
        "Another population",
        "The same measure, counted among others.",
        "Cases among children against cases among all patients.",
    ),
    Code(
        "I005",
        Verdict.INCOMPARABLE,
        "superseded",
        "superseded",
        "An earlier count of a running figure",
        "A count that was still growing when one of the articles was written; the later one supersedes it.",
        "14 dead on Thursday evening against 22 on Friday evening.",
    ),
    Code(
        "I006",
        Verdict.INCOMPARABLE,
        "modality",
        "modality",
        "Expected, planned or denied against actual",
        "One article gives what is expected, planned, possible or denied, the other what has come to pass.",
        "“plans to cut 1,900 jobs” against “so far 300 jobs have been cut”.",
    ),
    Code(
        "U001",
        Verdict.UNDECIDED,
        "reading",
        "reading",
        "Two readings, and the text does not say which",
        "The words leave open what the figure means, and whether the articles agree depends on it.",
        "“rose to 28 times” against “rose by 28 times”, where the other figures fit either.",
    ),
    Code(
        "U002",
        Verdict.UNDECIDED,
        "unit",
        "unit",
        "A unit is missing or left open",
        "The figures could be of one kind or not: the text does not name the unit or the currency.",
        "“5 million dollars” where US, Canadian and Hong Kong dollars are possible.",
    ),
    Code(
        "U003",
        Verdict.UNDECIDED,
        "ambiguous",
        "ambiguous",
        "The text leaves open what is meant",
        "The figure, the date or what it is about can be understood in more than one way.",
        "“1.900” in a text that gives no hint whether the point groups thousands.",
    ),
)

BY_CODE: dict[str, Code] = {code.code: code for code in CODES}
BY_KIND: dict[tuple[Verdict, str], Code] = {(code.verdict, code.kind): code for code in CODES}
