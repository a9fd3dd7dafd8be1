"""One language's knowledge of numbers and quantities, compiled from its generated and hand-written data files.

``languages/generated/<language>.json`` comes from CLDR, ``languages/quantities/<language>.toml`` from people; what
people write wins. ``languages/quantities/common.toml`` holds what all languages share (symbols, unit dimensions).
A language without files of its own is read with the separators and units of CLDR's root and the common symbols.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from reconcile.claims import Bound, Reading
from reconcile.extract.change_words import ChangeWords, change_words
from reconcile.extract.lexicon_tables import (
    Atom,
    Implied,
    ScaledUnit,
    atoms_of,
    bounds_of,
    endings_of,
    flags_of,
    implied_of,
    inverted,
    numbers_of,
    pattern_of,
    pers_of,
    ranks_of,
    read_tables,
    scaled_units_of,
    units_of,
)
from reconcile.extract.phrases import Match, Morphology, Phrasebook
from reconcile.extract.tokens import Tokens, fold, phrase_keys
from reconcile.extract.writing import Writing
from reconcile.names.tags import data_tag


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Everything that reading the quantities of one language needs; see ``languages/README.md`` for the words."""

    language: str
    writing: Writing
    morphology: Morphology
    atoms: Phrasebook[Atom]
    single: Mapping[str, Atom]
    glued: Mapping[str, Atom]
    number_joiners: frozenset[str]
    """What joins the words of one number ("two hundred and five")."""
    joiners: frozenset[str]
    """These, and what joins the last of several figures to the others ("7 and 10")."""
    infix: Phrasebook[bool]
    fraction_of: Phrasebook[bool]
    fraction_joins: frozenset[str]
    changes_to: Phrasebook[bool]
    compound_endings: re.Pattern[str] | None
    compound_units: Mapping[str, str]
    points: Phrasebook[bool]
    minus: Phrasebook[bool]
    mixed: Phrasebook[Fraction]
    mixed_before: Phrasebook[Fraction]
    articles: frozenset[str]
    lone: frozenset[str]
    bare: frozenset[str]
    part_after: frozenset[str]
    no_scale: frozenset[str]
    worded: frozenset[str]
    unit_like: frozenset[str]
    """Digit words that as the last word of a number are a unit (Vietnamese "năm")."""
    never_alone: frozenset[str]
    indefinite: frozenset[str]
    blocked: Phrasebook[bool]
    tight_scales: Mapping[str, Fraction]
    scaled_units: Phrasebook[ScaledUnit]
    score_links: Phrasebook[bool]
    score_results: Phrasebook[bool]
    """What makes a score of two figures with a colon that might be a time ("siegten 22:20")."""
    score_never: Phrasebook[bool]
    """What makes minutes and seconds of two figures with a colon behind it ("in 27:37")."""
    ratios: Phrasebook[bool]
    """Words near two figures with a colon that make a ratio of them ("an aspect ratio of 3:2")."""
    play: Phrasebook[bool]
    """Words of a match that is being played ("goal")."""
    play_minute: Phrasebook[bool]
    """Its minutes ("in the fourth minute")."""
    play_minute_behind: Phrasebook[bool]
    """Forms that are said of one minute alone, behind a figure that ranks it (Russian "на 34 минуте")."""
    play_at: Phrasebook[bool]
    """What may stand before a time on its clock ("on 13:10")."""
    play_at_after: Phrasebook[bool]
    """What may stand behind one."""
    implied: Phrasebook[Implied]
    units: Phrasebook[str]
    lasting: Phrasebook[bool]
    """What stands behind days that pass, and not behind a day of the month (30日以内); verbs of lasting ("took")."""
    part_units: Phrasebook[str]
    """Units that are such only behind a part of one ("half a point")."""
    units_before: Phrasebook[str]
    units_below: Phrasebook[str]
    """Units that say of themselves that a figure is below nought (Swedish "minusgrader")."""
    counted: re.Pattern[str] | None
    """What is counted right behind a letter that is a magnitude there and no unit ("2.7m people")."""
    counted_scales: frozenset[str]
    millions_of: frozenset[str]
    """Words before a figure that say the same of it ("sales rose to 2.7m")."""
    currency_words: frozenset[str]
    homonyms: frozenset[str]
    """Currencies that are words for things as well (French "livres": books)."""
    ages: Phrasebook[bool]
    ages_before: Phrasebook[bool]
    ages_in_months: Phrasebook[bool]
    """Words behind months that make an age of them."""
    babies: frozenset[str]
    ages_had: Phrasebook[bool]
    """What makes an age of a number of years ("avait 13 ans", "a los 18 años")."""
    ages_legal: Phrasebook[bool]
    """Words for an age that a law sets, behind which years are one ("retirement age")."""
    age_groups: frozenset[str]
    """People of whom a bound says how old they are ("children" under 5)."""
    ages_agents: frozenset[str]
    """What may stand behind an age set off by a comma (Hindi "Singh, 30 ने")."""
    ages_nth: Phrasebook[int]
    """What makes an age of an ordinal before it, with the years to add ("88-м году жизни": 87)."""
    ages_had_not_before: frozenset[str]
    """What stands behind years that are no age all the same ("ha 20 anni più di lui")."""
    titles: re.Pattern[str] | None
    """What somebody is so many times: "dreifacher Weltmeister"."""
    degrees: frozenset[str]
    """Words for degrees that do not say of which scale."""
    angles: frozenset[str]
    """Words near such degrees that make them those of an angle."""
    of_age: frozenset[str]
    persons: frozenset[str]
    person_endings: re.Pattern[str] | None
    """Endings of words for what somebody does or where they are from ("mécanicien")."""
    age_decades: Phrasebook[bool]
    """What makes ten years of life of a multiple of ten (40代)."""
    age_decades_in: Phrasebook[bool]
    """The same before a plural of one ("in his" 40s)."""
    ages_be: Phrasebook[bool]
    ages_when: Phrasebook[bool]
    """Words before and behind a bare figure that together make an age of it ("was 11 at the time")."""
    ages_not_before: frozenset[str]
    """What makes a time of an age behind it (Hindi "30 years' after")."""
    ages_limited: frozenset[str]
    """What makes an age of a figure with its bound before it (Hindi "18 से अधिक उम्र")."""
    called: Phrasebook[bool]
    """What is said behind the name of a person, where an age in brackets may follow (さん)."""
    hourly: Phrasebook[bool]
    """What makes a speed of a length behind it (时速)."""
    definite: frozenset[str]
    """Definite articles before a number ("the seven")."""
    modifiers: frozenset[str]
    """What may stand between a number and what it counts: "other", "derniers"."""
    bounds: Phrasebook[Bound]
    amounts: re.Pattern[str] | None
    """Words before an "over" that only says how much ("ein Kredit *über* 2 Millionen")."""
    bounds_far: Phrasebook[Bound]
    """Bounds that may have a verb between them and their figure (至少造成57人)."""
    hedged: Phrasebook[bool]
    """Articles that may stand between a hedge and its figure ("quasi l'80%")."""
    bounds_after: Phrasebook[Bound]
    bounds_dative: Phrasebook[Bound]
    """Bounds behind a unit with an ending that says "to" (Turkish "5 yıla kadar")."""
    dative: re.Pattern[str] | None
    datives: tuple[str, ...]
    """Endings that say "to" of any noun, beyond doubt."""
    hedging: frozenset[str]
    """What says "about" joined to a number word (Hebrew כארבעים)."""
    negations: frozenset[str]
    """Words that make a bound from above of one that says "exceeds" ("never exceeded")."""
    exceeds: frozenset[str]
    """Verbs of exceeding, whether or not they are bounds without a negation."""
    extents: Phrasebook[bool]
    """What says before a length or an area how far something reaches (German "sich über")."""
    during: frozenset[str]
    """Words of a bound that say "during" before a length of time (Swedish "under")."""
    reached: Phrasebook[bool]
    """Words of a bound that say where a change led, if the sentence tells of one ("reduced the lead *tot* five")."""
    sides: frozenset[str]
    """What stands between the sides of what is measured ("9 by 14 cm")."""
    tight_units: Mapping[str, str]
    """Units that are such only where they touch the digits ("44in")."""
    instead: Phrasebook[bool]
    """What stands between a figure and the one that it took the place of ("26 statt 24 Euro")."""
    ranges: Phrasebook[bool]
    range_never: Phrasebook[bool]
    """What makes a change of a range behind it (Korean "8만원에서 9만원으로")."""
    between: Phrasebook[frozenset[str]]
    range_closes: Phrasebook[bool]
    """What says "between" behind two figures that "and" joins (Hungarian "3000 és 4000 között")."""
    per: Phrasebook[str]
    times: Phrasebook[bool]
    times_before: Phrasebook[bool]
    times_after: Phrasebook[bool]
    readings: Phrasebook[Reading]
    default_reading: Reading
    change: ChangeWords
    ordinal_endings: re.Pattern[str] | None
    endings: re.Pattern[str] | None
    grades: Phrasebook[str]
    """Words for a grade, without a value, and words near one with the unit that they make of it (4级余震)."""
    kilos: Phrasebook[str]
    """Words near kilos with the unit that they make of them (体重)."""
    weighs: Phrasebook[bool]
    """Words near a figure that make a weight of pounds; false of those that make a sum of "pounds of" something."""
    counted_nouns: re.Pattern[str] | None
    """What nouns look like that make a count of a figure before them that might be a year."""
    plural: re.Pattern[str] | None
    """What nouns in the plural look like, to tell what is counted from the rest of a sentence behind a time."""
    labels: Phrasebook[bool]
    labels_never: frozenset[str]
    """Words that are no label though one is spelled alike but for a raised letter (Portuguese "no", but "nº")."""
    labels_after: Phrasebook[bool]
    designations: re.Pattern[str] | None
    year_words: frozenset[str]
    stop: frozenset[str]
    of: frozenset[str]
    of_the: frozenset[str]
    """``of`` with an article ("del", "du")."""
    some_of: re.Pattern[str] | None
    """What follows the number behind words such as Russian "из" where they make a share: people, or a verb."""
    share_never: Phrasebook[bool]
    """What is won or lost so many times of so many ("points")."""
    every: Phrasebook[bool]
    """What makes a share of an ordinal behind it ("jeder" vierte)."""
    every_never: Phrasebook[bool]
    """What says when, or how far, behind such an ordinal, besides units ("every second weekend")."""
    wholes: Phrasebook[str]
    """What stands between what a share is of and the share, with how sure it makes one (10人中9人)."""
    counting_persons: re.Pattern[str] | None
    """What stands behind the number that a share is of where it counts people."""
    whole_forms: re.Pattern[str] | None
    """What the last word between the two looks like, where its ending says the same (Turkish "işçiden")."""
    whole_opens: Phrasebook[bool]
    """What makes it sure before what a share is of ("her" dört kişiden biri)."""
    part_closes: Phrasebook[bool]
    """What makes it sure behind the share (4명 중 1명꼴)."""
    part_forms: re.Pattern[str] | None
    """What the share itself looks like there, where that tells (Turkish "dokuzu")."""
    per_after: Phrasebook[str]
    per_behind: Phrasebook[str]
    """What a figure is per, said right behind it ("daily")."""
    per_joined: frozenset[str]
    """What makes a rate of a unit that it is joined to behind money (Hebrew ל)."""
    per_units: Phrasebook[str]
    """What only money is per ("season")."""
    per_passed: frozenset[str]
    """Words that may stand between money and what it is per ("net")."""
    per_ahead: Phrasebook[str]
    """What a figure is per, said right before it (Turkish "yılda", 每年)."""
    per_never: Phrasebook[bool]
    """What only looks like a rate (Swedish "i år": this year)."""
    per_not_before: frozenset[str]
    """What makes a date of a unit that something might be per ("last", said behind it)."""
    ordinals_before: Phrasebook[bool]
    ordinal_prefixes: frozenset[str]
    """Words that a hyphen joins to a figure and that make a rank of it (Indonesian "ke-26")."""
    not_range_after: frozenset[str]
    counters: Phrasebook[bool]
    counting_nouns: frozenset[str]
    """Counters that say what is counted (人); ``possessives`` join one to the noun behind it (の)."""
    possessives: frozenset[str]

    def label_before(self, tokens: Tokens, index: int, floor: int = 0) -> Match[bool] | None:
        """What makes a name of the figure at a token: "Flight", "No.", but not what the language spells like one."""
        label = self.labels.find_before(tokens, index, floor)
        if label is None or tokens.text[label.start : label.stop].lower() in self.labels_never:
            return None
        return label


@lru_cache(maxsize=64)
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language by its BCP 47 primary subtag; compiled at first use."""
    made, own, common = read_tables(data_tag(language))
    writing = {"decimal": made.get("decimal", "."), "group": made.get("group", ","), **own.get("writing", {})}
    prefixes = tuple(sorted(map(fold, writing.pop("prefixes", ())), key=len, reverse=True))
    morphology = Morphology(prefixes, pattern_of(writing.pop("suffixes", None)))
    clitics = Morphology(prefixes)
    numbers = own.get("numbers", {})
    atoms = atoms_of(made, own)
    single = {keys[0]: atom for spelling, atom in atoms.items() if len(keys := phrase_keys(spelling)) == 1}
    units = units_of(made, own, common)
    before = {**inverted(common.get("units_before")), **inverted(own.get("units_before"))}
    compounds = inverted(own.get("compounds"))
    ages, ranges, readings = (own.get(table, {}) for table in ("ages", "ranges", "readings"))
    return Lexicon(
        language=language,
        writing=Writing(**writing),
        morphology=morphology,
        atoms=Phrasebook.of(atoms, clitics),
        single=single,
        glued={k: a for k, a in single.items() if len(k) > 1} if writing.get("glued") else {},
        number_joiners=frozenset(map(fold, numbers.get("joiners", ()))),
        joiners=frozenset(map(fold, [*numbers.get("joiners", ()), *numbers.get("ands", ())])),
        infix=flags_of(numbers.get("infix", ())),
        fraction_of=flags_of(numbers.get("fraction_of", ())),
        fraction_joins=frozenset(map(fold, numbers.get("fraction_joins", ()))),
        changes_to=flags_of(ranges.get("changes", ()), morphology),
        compound_endings=endings_of(compounds),
        compound_units=compounds,
        points=flags_of(numbers.get("points", ())),
        minus=flags_of(numbers.get("minus", ())),
        mixed=Phrasebook.of(numbers_of(own.get("mixed")), morphology),
        mixed_before=Phrasebook.of(numbers_of(own.get("mixed_before"))),
        articles=frozenset(map(fold, numbers.get("articles", ()))),
        lone=frozenset(map(fold, numbers.get("lone", ()))),
        bare=frozenset(map(fold, numbers.get("bare", ()))),
        part_after=frozenset(map(fold, numbers.get("part_after", ()))),
        no_scale=frozenset(map(fold, numbers.get("no_scale", ()))),
        unit_like=frozenset(map(fold, numbers.get("unit_like", ()))),
        worded=frozenset(map(fold, numbers.get("worded", ()))),
        never_alone=frozenset(map(fold, numbers.get("never_alone", ()))),
        indefinite=frozenset(map(fold, numbers.get("indefinite", ()))),
        blocked=flags_of(numbers.get("blocked", ()), clitics),
        tight_scales={**numbers_of(common.get("tight_scales")), **numbers_of(own.get("tight_scales"))},
        scaled_units=Phrasebook.of(scaled_units_of(common, own)),
        score_links=flags_of(own.get("scores", {}).get("links", ())),
        score_results=flags_of(own.get("scores", {}).get("results", ())),
        score_never=flags_of(own.get("scores", {}).get("never", ())),
        ratios=flags_of(own.get("scores", {}).get("ratios", ()), morphology),
        play=flags_of(own.get("scores", {}).get("play", ()), morphology),
        play_minute=flags_of(own.get("scores", {}).get("minute", ()), morphology),
        play_minute_behind=flags_of(own.get("scores", {}).get("minute_behind", ())),
        play_at=flags_of(own.get("scores", {}).get("at", ())),
        play_at_after=flags_of(own.get("scores", {}).get("at_after", ())),
        implied=Phrasebook.of(implied_of(own.get("implied")), clitics),
        units=Phrasebook.of(units, morphology),
        lasting=flags_of(own.get("units_near", {}).get("lasting", ())),
        part_units=Phrasebook.of(inverted(own.get("part_units")), morphology),
        units_before=Phrasebook.of(before, morphology),
        units_below=Phrasebook.of(inverted(own.get("units_below")), morphology),
        counted=pattern_of(numbers.get("counted")),
        counted_scales=frozenset(map(fold, numbers.get("counted_scales", ()))),
        millions_of=frozenset(map(fold, own.get("units_near", {}).get("millions", ()))),
        currency_words=frozenset(map(fold, inverted(own.get("currencies")))),
        homonyms=frozenset(map(fold, own.get("units_near", {}).get("homonyms", ()))),
        ages=flags_of(ages.get("after", ())),
        ages_had=flags_of(ages.get("had", ())),
        ages_nth=Phrasebook.of({s: int(years) for s, years in inverted(ages.get("nth")).items()}),
        ages_legal=flags_of(ages.get("legal", ()), morphology),
        age_groups=frozenset(map(fold, ages.get("groups", ()))),
        ages_agents=frozenset(map(fold, ages.get("agents", ()))),
        ages_had_not_before=frozenset(map(fold, ages.get("had_not_before", ()))),
        titles=pattern_of(own.get("times", {}).get("titles")),
        degrees=frozenset(map(fold, own.get("units_near", {}).get("degrees", ()))),
        angles=frozenset(map(fold, own.get("units_near", {}).get("angles", ()))),
        of_age=frozenset(map(fold, ages.get("of", ()))),
        persons=frozenset(map(fold, ages.get("persons", ()))),
        person_endings=pattern_of(ages.get("person_endings")),
        age_decades=flags_of(ages.get("decades", ())),
        age_decades_in=flags_of(ages.get("decades_in", ())),
        ages_be=flags_of(ages.get("be", ())),
        ages_when=flags_of(ages.get("when", ())),
        ages_not_before=frozenset(map(fold, ages.get("not_before", ()))),
        ages_limited=frozenset(map(fold, ages.get("limited", ()))),
        called=flags_of(ages.get("called", ())),
        hourly=flags_of(own.get("per", {}).get("hourly", ())),
        definite=frozenset(map(fold, numbers.get("definite", ()))),
        modifiers=frozenset(map(fold, numbers.get("modifiers", ()))),
        ages_in_months=flags_of(ages.get("months", ())),
        babies=frozenset(map(fold, ages.get("babies", ()))),
        ages_before=flags_of(ages.get("before", ()), morphology),
        bounds=Phrasebook.of(bounds_of(own), Morphology(prefixes)),
        amounts=pattern_of(numbers.get("amounts")),
        bounds_far=Phrasebook.of(bounds_of(own, "bounds_far")),
        hedged=flags_of(numbers.get("hedged", ())),
        hedging=frozenset(numbers.get("hedging", ())),
        negations=frozenset(map(fold, numbers.get("negations", ()))),
        exceeds=frozenset(map(fold, numbers.get("exceeds", ()))),
        extents=flags_of(numbers.get("extents", ())),
        during=frozenset(map(fold, numbers.get("during", ()))),
        bounds_after=Phrasebook.of({"+": Bound.AT_LEAST} | bounds_of(own, "bounds_after")),
        bounds_dative=Phrasebook.of(bounds_of(own, "bounds_after_dative")),
        dative=pattern_of(numbers.get("dative")),
        datives=tuple(numbers.get("datives", ())),
        reached=flags_of(ranges.get("reached", ())),
        sides=frozenset({"x", "×", *map(fold, own.get("units_near", {}).get("sides", ()))}),
        tight_units=inverted(own.get("tight_units")),
        instead=flags_of(ranges.get("instead", ()), clitics),
        ranges=flags_of([*common["ranges"]["to"], *ranges.get("to", ())], morphology),
        range_never=flags_of(ranges.get("never", ())),
        between=Phrasebook.of(
            {phrase: frozenset(map(fold, links)) for phrase, links in ranges.get("between", {}).items()}, morphology
        ),
        range_closes=flags_of(ranges.get("closes", ())),
        per=Phrasebook.of({**inverted(common.get("per")), **pers_of(own.get("per"))}, morphology),
        per_behind=Phrasebook.of(inverted(own.get("per_behind"))),
        per_joined=frozenset(own.get("per", {}).get("joined", ())),
        per_units=Phrasebook.of(inverted(own.get("per_units")), morphology),
        per_passed=frozenset(map(fold, own.get("per", {}).get("passed", ()))),
        per_ahead=Phrasebook.of(inverted(own.get("per_ahead"))),
        per_never=flags_of(own.get("per", {}).get("never", ())),
        per_not_before=frozenset(map(fold, own.get("per", {}).get("not_before", ()))),
        times=flags_of(own.get("times", {}).get("words", ()), morphology),
        times_before=flags_of(own.get("times", {}).get("before", ()), morphology),
        times_after=flags_of(own.get("times", {}).get("after", ()), morphology),
        readings=Phrasebook.of({s: Reading(m) for s, m in inverted(readings.get("words")).items()}, morphology),
        default_reading=Reading(readings.get("default", "to")),
        change=change_words(own.get("change", {}), morphology, clitics),
        ordinal_endings=pattern_of(numbers.get("ordinal_endings")),
        endings=pattern_of(numbers.get("endings")),
        grades=Phrasebook.of(inverted(own.get("grades"))),
        kilos=Phrasebook.of(inverted(own.get("kilos"))),
        weighs=flags_of((near := own.get("units_near", {})).get("weight", ()), against=near.get("paid", ())),
        plural=pattern_of(numbers.get("plural")),
        counted_nouns=pattern_of(own.get("years", {}).get("counted")),
        labels=flags_of([*common["labels"]["words"], *own.get("labels", {}).get("words", ())], morphology),
        labels_never=frozenset(own.get("labels", {}).get("never", ())),
        designations=pattern_of(own.get("labels", {}).get("pattern"), common["labels"]["pattern"]),
        labels_after=flags_of(own.get("labels", {}).get("after", ())),
        year_words=frozenset(map(fold, own.get("years", {}).get("words", ()))),
        stop=frozenset(map(fold, own.get("stop", {}).get("words", ()))),
        of_the=frozenset(map(fold, numbers.get("of_the", ()))),
        of=frozenset(map(fold, numbers.get("of", ()))),
        some_of=pattern_of(own.get("per", {}).get("some_of")),
        share_never=flags_of(own.get("per", {}).get("never_of", ()), morphology),
        every=flags_of(own.get("per", {}).get("every", ()), clitics),
        every_never=flags_of(own.get("per", {}).get("every_never", ()), morphology),
        wholes=Phrasebook.of(inverted(own.get("wholes", {}).get("links")), morphology),
        counting_persons=pattern_of(own.get("wholes", {}).get("persons")),
        whole_forms=pattern_of(own.get("wholes", {}).get("endings")),
        whole_opens=flags_of(own.get("wholes", {}).get("opens", ())),
        part_closes=flags_of(own.get("wholes", {}).get("closes", ())),
        part_forms=pattern_of(own.get("wholes", {}).get("forms")),
        per_after=Phrasebook.of(inverted(own.get("per_after")), morphology),
        ordinals_before=ranks_of(numbers, morphology),
        ordinal_prefixes=frozenset(map(fold, numbers.get("ordinal_prefixes", ()))),
        not_range_after=frozenset(map(fold, ranges.get("not_after", ()))),
        counting_nouns=frozenset(own.get("counters", {}).get("nouns", ())),
        possessives=frozenset(map(fold, own.get("counters", {}).get("possessives", ()))),
        counters=flags_of(own.get("counters", {}).get("words", ())),
    )
