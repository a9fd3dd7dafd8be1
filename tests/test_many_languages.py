"""One story in over forty languages: it agrees with itself, and what one of them changes is found."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from reconcile.claims import Report
from reconcile.pipeline import check

pytestmark = pytest.mark.usefixtures("prepared_model")

# The sentences of the story stand here, each behind "> " and what it has to be read as.
TABLE = Path(__file__).parent / "extract" / "parallel.tsv"
CHANGED = "45 yr"
"""The sentence with the age of a woman of 45, who is 54 in the other article."""


def stories() -> dict[str, dict[str, str]]:
    """The sentences of each language by what they tell."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    told = ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("> "):
            told = line[2:]
        elif not line.startswith("#"):
            language, text = line.split("\t")
            found[language][told] = text
    return found


STORIES = stories()
LONG = sorted(language for language, told in STORIES.items() if language != "en" and len(told) >= 20)
DIGITS = ("45", "٤٥", "۴۵", "৪৫")
SWAPPED = {ord(a): ord(b) for digits in DIGITS for a, b in zip(digits, reversed(digits), strict=True)}


def aged(language: str) -> str:
    """The sentence of a language that gives the age, where it does so in digits."""
    told = next((text for key, text in STORIES[language].items() if key.startswith(CHANGED)), "")
    return told if any(digits in told for digits in DIGITS) else ""


def compared(language: str, folder: Path, change: dict[int, int] | None = None) -> Report:
    """The report on the English story and on another one, told the other way round."""
    told = [key for key in STORIES["en"] if key in STORIES[language]]
    texts = {key: STORIES[language][key] for key in told}
    if change is not None:
        key = next(key for key in told if key.startswith(CHANGED))
        texts[key] = texts[key].translate(change)
    articles = [
        {"id": "en", "language": "en", "text": "\n\n".join(STORIES["en"][key] for key in told)},
        {"id": language, "language": language, "text": "\n\n".join(texts[key] for key in reversed(told))},
    ]
    path = folder / "story.jsonl"
    path.write_text("".join(json.dumps({**a, "published": "2024-05-14"}) + "\n" for a in articles), encoding="utf-8")
    return check([str(path)])


def flags(report: Report) -> list[str]:
    return [finding.explanation for finding in report.findings if finding.verdict in ("conflicts", "diverges")]


@pytest.mark.parametrize("language", LONG)
def test_a_story_agrees_with_itself(language: str, tmp_path: Path) -> None:
    report = compared(language, tmp_path)
    agreeing = [finding for finding in report.findings if finding.verdict == "agrees"]
    assert len(agreeing) >= 1.5 * len(STORIES[language])
    assert len(flags(report)) <= 1, flags(report)


@pytest.mark.parametrize("language", [language for language in LONG if aged(language)])
def test_what_is_changed_is_found(language: str, tmp_path: Path) -> None:
    report = compared(language, tmp_path, SWAPPED)
    assert any("45" in said for said in flags(report)), flags(report)
