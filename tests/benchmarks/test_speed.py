"""The copies that speed is measured on."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from benchmarks import speed
from benchmarks.variants import varied
from reconcile.claims import Article, Span

TEXT = "Two boats sank off Lindao. Nobody was hurt!\nThe owner, A320 Ltd, said so."
ARTICLE = Article("x", TEXT, "en", sentences=(Span(0, 26), Span(27, 43), Span(44, len(TEXT))))


def test_copies_keep_no_sentence() -> None:
    assert varied(ARTICLE, 0) == TEXT
    first, second = varied(ARTICLE, 1), varied(ARTICLE, 2)
    assert len({TEXT, first, second}) == 3
    assert first.startswith("Two boats sank off Lindao ") and "!\nThe owner" in first
    assert not [s for s in ARTICLE.sentences if TEXT[s.start : s.end] in first]


def test_copies_go_on_in_groups_of_their_own() -> None:
    made = list(islice(speed.copies([("boats", ARTICLE), ("boats", ARTICLE)]), 5))
    assert [group for group, _, _ in made] == ["boats 0", "boats 0", "boats 1", "boats 1", "boats 2"]


def test_extraction_is_timed_by_language(tmp_path: Path) -> None:
    for language, text in (("en", TEXT), ("fr", "Cinq personnes sont mortes le 5 mars 2024 dans la crue.")):
        (tmp_path / "flood").mkdir(exist_ok=True)
        (tmp_path / "flood" / f"{language}.txt").write_text(text, "utf-8")
    table = speed.extraction(200, [tmp_path])
    assert [row[0] for row in table.rows] == ["en", "fr"]
    assert all(isinstance(row[1], int) and row[1] >= 200 for row in table.rows)


def test_there_are_stories_to_measure_on() -> None:
    assert all(list(root.glob("*/*.txt")) for root in speed.STORIES)
