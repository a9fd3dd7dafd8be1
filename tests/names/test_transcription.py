"""The model of transcription: its sums against a slow oracle, and names that it has to know across scripts."""

from __future__ import annotations

from functools import cache
from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.names.scripts import units
from reconcile.names.transcription import MOVE_ON, Transducer, features, letter_codes, transducer

# Each row: a name in Latin letters and as other scripts write it.
PERSONS = [
    ("Kennedy", ["केनेडी", "কেনেডি", "கென்னடி", "కెన్నెడీ", "Κένεντι", "เคนเนดี", "კენედი", "Քենեդի", "કેનેડી", "ಕೆನ್ನೆಡಿ"]),
    ("Johnson", ["जॉनसन", "জনসন", "ஜான்சன்", "జాన్సన్", "Τζόνσον", "จอห์นสัน", "ჯონსონი", "جونسون", "존슨", "约翰逊"]),
    ("Thatcher", ["थैचर", "থ্যাচার", "தாட்சர்", "థాచర్", "Θάτσερ", "แทตเชอร์", "تاتشر", "サッチャー", "대처", "Тэтчер"]),
    (
        "Montgomery",
        ["मोंटगोमरी", "মন্টগোমারি", "モンゴメリー", "蒙哥马利", "몽고메리", "Монтгомери", "مونتغمري", "מונטגומרי"],
    ),
    ("Gandhi", ["गांधी", "গান্ধী", "காந்தி", "గాంధీ", "Γκάντι", "คานธี", "غاندي", "ガンディー", "간디", "甘地"]),
]


@pytest.mark.parametrize(("latin", "forms"), PERSONS, ids=[latin for latin, _ in PERSONS])
def test_persons_in_many_scripts(latin: str, forms: list[str]) -> None:
    missed = [form for form in forms if transducer().probability(form, latin.lower()) < 0.5]
    assert not missed
    others = [other.lower() for other, _ in PERSONS if other != latin]
    assert all(transducer().probability(form, other) < 0.5 for form in forms for other in others)


def by_every_way(model: Transducer, name: str, form: str) -> float:
    """The probability of a form, one step after the other on every way through name and form."""
    states, codes, weights = model._source(name), letter_codes(form), model._weights
    reach = len(weights["history"])

    @cache
    def rest(place: int, written: int) -> float:
        if place == len(states):
            return float(written == len(codes))
        hidden = np.maximum(states[place] + model._state_after(tuple(codes[max(0, written - reach) : written])), 0.0)
        chances = np.exp(hidden @ weights["output"] + weights["output_shift"])
        chances /= chances.sum()
        total = float(chances[MOVE_ON]) * rest(place + 1, written)
        if written < len(codes):
            total += float(chances[codes[written]]) * rest(place, written + 1)
        return total

    return rest(0, 0)


@given(
    st.sampled_from(["ليونورا", "Леонора", "レオノーラ", "레오노라", "לאונורה", "蒙哥马利", "केनेडी", "leonora"]),
    st.text("abcdelnort", min_size=1, max_size=9),
)
def test_likelihood_is_the_sum_over_all_ways(name: str, form: str) -> None:
    slow = by_every_way(transducer(), name, form)
    assert exp(transducer().log_likelihood(name, form)) == pytest.approx(slow, rel=1e-3, abs=1e-30)


def test_forms_of_a_name_share_one_probability() -> None:
    likely = [
        transducer().log_likelihood("מרטין", form) for form in ("martin", "mertin", "marteen", "martinn", "maartin")
    ]
    assert sum(map(exp, likely)) < 1.0


@given(st.text(max_size=40), st.text("abcdefghijklmnopqrstuvwxyz", max_size=60))
def test_probability_of_anything(name: str, form: str) -> None:
    assert 0.0 <= transducer().probability(name, form) <= 1.0
    assert transducer().reading(name).isascii()
    if units(name):
        assert transducer().spelling(name).isascii()


@pytest.mark.parametrize(
    ("script", "unit", "known"),
    [("hani", "马", "~ma"), ("deva", "के", "+21"), ("telu", "కె", "+21"), ("cyrl", "ж", "0z")],
)
def test_features_of_units(script: str, unit: str, known: str) -> None:
    assert known in features(script, unit)
