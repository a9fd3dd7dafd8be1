"""The judged pairs that tests and training rely on: their form, their quotes, and the comparison with a report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.gold import KEYS, Mention, Pair, Quote, load_pairs, score
from reconcile.claims import Article, Claim, Finding, Kind, Report, Severity, Span, Verdict

ROOT = Path(__file__).parents[1]
CLUSTERS = sorted(p.parent for p in (ROOT / "tests/data/clusters").glob("*/gold.jsonl"))
STORIES = sorted(p.parent for p in (ROOT / "models/stories").glob("*/gold.jsonl"))
GOLD = [ROOT / "seeds/gold.json", *(folder / "gold.jsonl" for folder in (*CLUSTERS, *STORIES))]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.parent.name)
def test_pairs_quote_their_articles(path: Path) -> None:
    texts = {file.name: file.read_text("utf-8") for file in path.parent.glob("*.txt")}
    pairs = load_pairs(path)
    assert len({pair.id for pair in pairs}) == len(pairs) > 0
    for pair in pairs:
        assert pair.kind in ("quantity", "date", "entity"), pair.id
        assert pair.a.document != pair.b.document, pair.id
        for mention in (pair.a, pair.b):
            for quote in mention.quotes:
                quote.locate(texts[mention.document])


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.parent.name)
def test_meta_lists_the_articles(path: Path) -> None:
    meta = json.loads((path.parent / "meta.json").read_text("utf-8"))
    assert [entry["doc"] for entry in meta["documents"]] and all(
        (path.parent / entry["doc"]).exists() and len(entry["language"]) == 2 for entry in meta["documents"]
    )
    assert {entry["doc"] for entry in meta["documents"]} == {file.name for file in path.parent.glob("*.txt")}


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_story_quotes_are_unambiguous(folder: Path) -> None:
    texts = {file.name: file.read_text("utf-8") for file in folder.glob("*.txt")}
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        for side in ("a", "b"):
            for ref in (row[side], *row.get(side + "_also", ())):
                once = texts[row[side]["doc"]].count(ref["quote"]) == 1
                assert once or ref.get("nth"), f"{row['id']}: say which {ref['quote']!r} is meant"


def test_seeds_keep_their_notes_out_of_the_readers_way() -> None:
    read = (".txt", ".md", ".html", ".jsonl", ".gz")
    assert len([file for file in (ROOT / "seeds").rglob("*") if file.suffix in read]) == 5


# --- the comparison ---------------------------------------------------------------------------------


def _article(name: str, text: str) -> Article:
    return Article(id=f"id-{name}", text=text, language="en", path=f"/somewhere/{name}")


A = _article("a.txt", "It was 5, then 7 people in all.")
B = _article("b.txt", "Five became 8 of them.")


def _claim(article: Article, text: str) -> Claim:
    at = article.text.index(text)
    return Claim(
        f"{article.id}#{at}", article.id, Kind.QUANTITY, Span(at, at + len(text)), text, Span(0, len(article.text))
    )


def _report(verdict: Verdict, *sides: tuple[Claim, ...]) -> Report:
    ids = tuple(tuple(claim.id for claim in side) for side in sides)
    finding = Finding("f1", "X", verdict, "equal", ids, 0.9, Severity.ERROR, "")
    return Report((A, B), tuple(claim for side in sides for claim in side), (finding,), ())


def _pair(a: str, b: str, relation: str, debatable: bool = False) -> Pair:
    first, second = Mention("a.txt", (Quote(a),)), Mention("b.txt", (Quote(b),))
    return Pair("p", first, second, relation, "quantity", debatable=debatable)


@pytest.mark.parametrize(
    ("relation", "right", "false_flags"),
    [("conflicts", True, 0), ("diverges", False, 1), ("agrees", False, 1), ("unrelated", False, 1)],
)
def test_a_conflict_answers_only_to_a_conflict(relation: str, right: bool, false_flags: int) -> None:
    report = _report(Verdict.CONFLICTS, (_claim(A, "7 people"),), (_claim(B, "8"),))
    result = score(report, [_pair("7", "8", relation)])
    assert result.judged[0].right is right
    assert len(result.false_flags) == false_flags
    assert result.right(relation) == int(right) and len(result.wrong()) == int(not right)


def test_claims_of_one_side_agree_whatever_the_finding_says() -> None:
    report = _report(Verdict.DIVERGES, (_claim(A, "5"), _claim(B, "Five")), (_claim(A, "7"), _claim(B, "8")))
    result = score(report, [_pair("5", "Five", "agrees"), _pair("5", "8", "diverges"), _pair("7", "8", "conflicts")])
    assert [judged.said for judged in result.judged] == ["agrees", "diverges", "agrees"]


def test_a_whole_sentence_is_no_answer_and_the_order_of_articles_does_not_matter() -> None:
    wide = _claim(A, A.text)
    assert score(_report(Verdict.CONFLICTS, (wide,), (_claim(B, "8"),)), [_pair("7", "8", "conflicts")]).wrong()
    swapped = _report(Verdict.CONFLICTS, (_claim(B, "8"),), (_claim(A, "7"),))
    assert not score(swapped, [_pair("7", "8", "conflicts")]).wrong()


def test_debatable_pairs_count_neither_way() -> None:
    report = _report(Verdict.CONFLICTS, (_claim(A, "7"),), (_claim(B, "8"),))
    result = score(report, [_pair("7", "8", "incomparable", debatable=True)])
    assert not result.wrong() and not result.false_flags and not result.of("incomparable")


def test_a_missing_occurrence_and_an_unknown_key_are_errors(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="occurrence 2"):
        Quote("Five", 2).locate(B.text)
    (tmp_path / "gold.jsonl").write_text('{"id": "x", "verdict": "agrees"}\n', "utf-8")
    with pytest.raises(ValueError, match="unknown keys"):
        load_pairs(tmp_path / "gold.jsonl")
    assert "relation" in KEYS
