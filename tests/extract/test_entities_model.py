"""The name head at run time: labels to mentions, mentions to names, both recognisers' names in one list."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import save_file

from reconcile.claims import Article, Entity, Kind, Span
from reconcile.errors import ModelError
from reconcile.extract import claims_of, read
from reconcile.extract.names_merge import merge_names
from reconcile.extract.names_model import (
    LABELS,
    Hint,
    Mention,
    NameHead,
    best_labels,
    mentions_of,
    mentions_with_doubtful,
    names_of_hints,
    read_hints,
    read_mentions,
)

torch = pytest.importorskip("torch")


def scores(*labels: str) -> np.ndarray:
    """Log-probabilities that favour the labels given."""
    rows = np.full((len(labels), len(LABELS)), np.log(0.01), dtype=np.float32)
    for row, label in enumerate(labels):
        rows[row, LABELS.index(label)] = np.log(0.94)
    return rows


def test_labels_are_made_valid() -> None:
    assert [LABELS[i] for i in best_labels(scores("I-PER", "I-PER", "O"))][:2] in (["B-PER", "I-PER"], ["O", "O"])
    assert [LABELS[i] for i in best_labels(scores("B-LOC", "I-LOC", "B-LOC"))] == ["B-LOC", "I-LOC", "B-LOC"]


def test_mentions_join_subwords_and_skip_special_tokens() -> None:
    offsets = [(0, 0), (0, 4), (4, 7), (7, 9), (9, 15), (0, 0)]
    found = mentions_of(offsets, scores("B-PER", "B-PER", "I-PER", "O", "B-ORG", "B-ORG"))
    assert [(m.start, m.end, m.type) for m in found] == [(0, 7, "PER"), (9, 15, "ORG")]
    assert found[0].score == pytest.approx(0.94, abs=1e-3)
    assert mentions_of([(0, 0)], scores("B-PER")) == ()


def test_a_piece_that_is_only_the_space_before_a_sign_is_no_part_of_a_name() -> None:
    # "Berlin ," as the tokenizer cuts it: the space's piece has the comma's place.
    found = mentions_of([(0, 6), (7, 8), (7, 8)], scores("B-LOC", "I-LOC", "O"))
    assert [(m.start, m.end) for m in found] == [(0, 6)]


def test_mentions_become_names_at_word_boundaries() -> None:
    text = "Earlier. Lorna Quist's firm “Avionda” paid; the end."
    sentence = Span(9, len(text))
    mentions = [
        Mention(0, 8, "PER", 0.9),
        Mention(18, 27, "ORG", 0.9),
        Mention(28, 32, "LOC", 0.9),
        Mention(33, 34, "LOC", 0.9),
    ]
    found = read_mentions(text, sentence, mentions, "en")
    assert [(text[s.start : s.end], e.type) for s, e in found] == [("Lorna Quist", "PER"), ("Avionda", "ORG")]
    assert read_mentions(text, sentence, [Mention(0, 5, "PER", 0.3)], "en") == []
    # surely a name, of whatever type
    assert len(read_mentions(text, sentence, [Mention(18, 27, "ORG", 0.5, 0.97)], "en")) == 1
    hints = list(read_hints(text, sentence, [Mention(0, 8, "PER", 0.9), Mention(18, 27, "ORG", 0.0, 0.4)], "en"))
    doubted = names_of_hints(text, hints, doubtful=True)
    assert [text[s.start : s.end] for s, _ in doubted] == ["Avionda"]


@pytest.mark.parametrize(("form", "language"), [("No. 7", "en"), ("Después", "es"), ("Trots", "sv"), ("2030", "de")])
def test_function_words_and_numbers_are_no_names(form: str, language: str) -> None:
    text = f"{form} Quist paid."
    mentions = [Mention(0, len(form), "ORG", 0.95), Mention(len(form) + 1, len(form) + 6, "PER", 0.95)]
    assert [e.name for _, e in read_mentions(text, Span(0, len(text)), mentions, language)] == ["Quist"]


def test_what_may_be_a_name_is_told_apart() -> None:
    offsets = [(0, 4), (5, 9), (10, 14)]
    row = scores("B-PER", "O", "O")
    row[1] = np.log([0.6, 0.3, 0.02, 0.02, 0.02, 0.02, 0.02])
    found = mentions_with_doubtful(offsets, row)
    assert [(m.start, m.end, m.type) for m in found] == [(0, 4, "PER"), (5, 9, "PER")]
    assert found[0].score > 0.9 and found[0].named > 0.9
    assert found[1].score == 0.0 and found[1].named == pytest.approx(0.4, abs=0.01)


def test_offsets_of_a_masked_passage_are_mapped() -> None:
    text = "In 12,000 days Bakyt won."
    [hint] = read_hints(text, Span(0, len(text)), [Mention(11, 16, "PER", 0.9)], "en", lambda at: at + 4)
    assert text[hint.span.start : hint.span.end] == "Bakyt"


def merged(
    text: str, rules: dict[str, str | tuple[str, str]], model: dict[str, tuple[str, float]], language: str
) -> dict[str, str]:
    """Names with types, of forms in the text: what rules find (type, role), what the model thinks (type, score)."""

    def place(form: str) -> Span:
        start = text.index(form)
        return Span(start, start + len(form))

    found = []
    for form, kind in rules.items():
        kind, role = kind if isinstance(kind, tuple) else (kind, "")
        found.append((place(form), Entity(kind, form, role=role)))
    hints = [Hint(place(form), kind, score, score) for form, (kind, score) in model.items()]
    return {e.name: e.type for _, e in merge_names(text, found, names_of_hints(text, hints), language, hints)}


@pytest.mark.parametrize(
    ("language", "text", "rules", "model", "names"),
    [
        (
            "en",
            "Bank Velmara, China and Sensor Tower met Bakyt.",
            {"Velmara": "MISC", "China": "LOC", "Sensor Tower": "PER"},
            {
                "Bank Velmara": ("ORG", 0.9),
                "China": ("ORG", 0.9),
                "Sensor Tower": ("ORG", 0.9),
                "Bakyt": ("PER", 0.9),
            },
            {"Bank Velmara": "ORG", "China": "LOC", "Sensor Tower": "ORG", "Bakyt": "PER"},
        ),
        # what the model sees nothing of is a name where it is seen elsewhere, stands in quotes, or with a title
        (
            "id",
            "Empat Warga Hilang di Sarmo.",
            {"Empat Warga Hilang": "PER"},
            {"Sarmo": ("LOC", 0.9)},
            {"Sarmo": "LOC"},
        ),
        (
            "en",
            "Velmara and Chief Osk met “Blue Gull”.",
            {"Blue Gull": "PER"},
            {"Velmara": ("LOC", 0.9)},
            {"Blue Gull": "PER", "Velmara": "LOC"},
        ),
        (
            "en",
            "Velmara and Chief Osk met.",
            {"Osk": ("PER", "Chief")},
            {"Velmara": ("LOC", 0.9)},
            {"Osk": "PER", "Velmara": "LOC"},
        ),
        (
            "fr",
            "Le syndicat (SNVT) de Velmare (AB)",
            {"SNVT": "ORG", "AB": "ORG"},
            {"Velmare": ("LOC", 0.9)},
            {"SNVT": "ORG", "Velmare": "LOC"},
        ),
        # German writes all nouns with capitals
        ("de", "Er fuhr 30 Kilometer Landstraße.", {"Kilometer Landstraße": "PER"}, {"Kilometer": ("LOC", 0.3)}, {}),
        (
            "de",
            "Der Autobauer Velmara litt.",
            {"Autobauer Velmara": "PER"},
            {"Velmara": ("ORG", 0.55)},
            {"Velmara": "MISC"},
        ),
        (
            "de",
            "Vor Borkum Hunderte Robben.",
            {"Borkum Hunderte Robben": "PER"},
            {"Borkum": ("LOC", 0.9)},
            {"Borkum": "LOC"},
        ),
        # two words with capitals are a person's for want of anything better
        ("es", "en Puente Velar", {"Puente Velar": "PER"}, {"Puente Velar": ("LOC", 0.9)}, {"Puente Velar": "LOC"}),
        ("es", "Caja Velar", {"Caja Velar": "PER"}, {"Caja Velar": ("ORG", 0.75)}, {"Caja Velar": "ORG"}),
        (
            "es",
            "los Montes Orvios",
            {"Montes Orvios": "PER"},
            {"Montes": ("LOC", 0.9), "Orvios": ("LOC", 0.9)},
            {"Montes Orvios": "LOC"},
        ),
        # a word with a capital and the words without one behind it
        (
            "ru",
            "Сибирский банк роста",
            {"Сибирский": "MISC"},
            {"Сибирский банк роста": ("ORG", 0.9)},
            {"Сибирский банк роста": "ORG"},
        ),
        ("ru", "директор ООО Сергей", {"ООО": ("PER", "директор")}, {"ООО": ("ORG", 0.65)}, {"ООО": "ORG"}),
        ("de", "Chef Yoon Do-hyun", {"Yoon": ("PER", "Chef")}, {"Yoon Do-hyun": ("PER", 0.9)}, {"Yoon Do-hyun": "PER"}),
        ("it", "il fiume Velar", {"fiume Velar": "LOC"}, {"fiume Velar": ("ORG", 0.9)}, {"fiume Velar": "LOC"}),
    ],
)
def test_rules_and_model_in_one_list(
    language: str,
    text: str,
    rules: dict[str, str | tuple[str, str]],
    model: dict[str, tuple[str, float]],
    names: dict[str, str],
) -> None:
    assert merged(text, rules, model, language) == names


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    from reconcile.extract.names_head import NameNetwork

    torch.manual_seed(0)
    network = NameNetwork(width=24, heads=12, inner=48, layers=1)
    path = tmp_path / "head.safetensors"
    tensors = {k: v.half().contiguous() for k, v in network.state_dict().items()}
    save_file(tensors, str(path), metadata={"labels": " ".join(LABELS), "branch": "2"})
    return path


def test_head_reads_a_batch(weights: Path) -> None:
    hidden = tuple(torch.randn(2, 5, 24) for _ in range(4))
    mask = torch.tensor([[True] * 5, [True] * 3 + [False] * 2])
    offsets = [[(0, 0), (0, 3), (3, 6), (6, 9), (0, 0)], [(0, 0), (0, 2), (0, 0)]]
    head = NameHead(weights)
    found = head(hidden, mask, offsets)
    assert len(found) == 2
    assert all(0 <= m.start < m.end <= 9 for row in found for m in row)
    assert found == head(hidden, mask, offsets)


def test_what_scores_computes_what_was_trained() -> None:
    from reconcile.extract.names_head import NameNetwork, NameScorer

    torch.manual_seed(0)
    network = NameNetwork(width=24, inner=48, layers=2).eval()
    hidden, mask = torch.randn(3, 5, 24), torch.tensor([[True] * 5, [True] * 3 + [False] * 2, [True] * 5])
    for rows in (mask, mask | True):
        with torch.inference_mode():
            torch.testing.assert_close(NameScorer(network.state_dict())(hidden, rows), network(hidden, rows))


def test_head_leaves_other_models_alone(weights: Path) -> None:
    hidden = tuple(torch.randn(1, 3, 16) for _ in range(4))
    assert list(NameHead(weights)(hidden, torch.ones(1, 3, dtype=torch.bool), [[(0, 0), (0, 3), (0, 0)]])) == [()]


def test_damaged_weights(tmp_path: Path) -> None:
    path = tmp_path / "head.safetensors"
    path.write_bytes(b"not weights")
    with pytest.raises(ModelError, match="cannot be read"):
        NameHead(path)((), torch.ones(1, 1), [[(0, 0)]])
    save_file({"classifier.weight": torch.zeros(7, 4)}, str(path), metadata={"labels": "O X"})
    with pytest.raises(ModelError, match="not a name head"):
        NameHead(path)((), torch.ones(1, 1), [[(0, 0)]])
    save_file({"blocks.0.up.weight": torch.zeros(7, 4)}, str(path), metadata={"labels": " ".join(LABELS)})
    with pytest.raises(ModelError, match="incomplete"):
        NameHead(path)((), torch.ones(1, 1), [[(0, 0)]])


WEIGHTS = Path(__file__).parents[2] / "models" / "ner" / "name-head.safetensors"
SENTENCES = [
    (
        "en",
        "Lorna Quist joined the Bank of Velmara in Nairobi last year.",
        {"Lorna Quist", "Bank of Velmara", "Nairobi"},
    ),
    (
        "fr",
        "Selon Samira Benjdia, la ville de Bordeaux a gagné contre Toulouse.",
        {"Samira Benjdia", "Bordeaux", "Toulouse"},
    ),
    ("de", "Der Trainer Jürgen Paschke kehrt nach Hamburg zurück.", {"Jürgen Paschke", "Hamburg"}),
    ("es", "Nuria Etxaniz nació en Sevilla y vive en Buenos Aires.", {"Nuria Etxaniz", "Sevilla", "Buenos Aires"}),
    ("ru", "Виктор Лапшин родился в Новосибирске и живёт в Москве.", {"Виктор Лапшин", "Новосибирске", "Москве"}),
    ("ar", "وصل محمد الكعبي إلى القاهرة قادمًا من الرباط.", {"محمد الكعبي", "القاهرة", "الرباط"}),
    ("he", "שרה לוין נולדה בחיפה.", {"שרה לוין"}),
    ("tr", "Aylin Sezgin Ankara Üniversitesi'nde okudu.", {"Aylin Sezgin", "Ankara Üniversitesi"}),
]


def test_weights_are_small() -> None:
    assert WEIGHTS.stat().st_size < 20_000_000


def test_real_head_finds_names_in_many_languages(prepared_model: Path) -> None:
    from reconcile.embed import Encoder, Passage

    passages = [Passage(text, (), language) for language, text, _ in SENTENCES]
    found = wanted = 0
    for (language, text, names), encoded in zip(
        SENTENCES, Encoder(prepared_model).encode(passages, heads=[NameHead()]), strict=True
    ):
        mentions = [m for window in encoded.extras["names"] for m in window]  # type: ignore[attr-defined]
        have = {text[s.start : s.end] for s, _ in read_mentions(text, Span(0, len(text)), mentions, language)}
        found += len(have & names)
        wanted += len(names)
    assert found / wanted >= 0.7


@pytest.mark.parametrize(
    ("language", "text", "found", "wanted"),
    [
        ("ko", "시장 레오노라 카스텔은 말했다.", "레오노라 카스텔은", "레오노라 카스텔"),
        ("ko", "감독 한도윤이 웃었다.", "한도윤이", "한도윤"),
        ("ko", "대표 한가은이다.", "한가은", "한가은"),
        ("ko", "상대는 마리나 토렐리를 꺾었다.", "마리나 토렐리를", "마리나 토렐리"),
        ("ko", "라스토바에서는 눈이 왔다.", "라스토바에서는", "라스토바"),
        ("ko", "중국에 간다.", "중국에", "중국"),
        ("ar", "زار حلب ودار سلمى أمس", "دار سلمى", "دار سلمى"),
        ("ar", "زار حلب ودار سلمى أمس", "ودار سلمى", "ودار سلمى"),
        ("hi", "निदेशक मारिना तोरेल्ली ने कहा", "निदेशक मारिना तोरेल्ली ने", "मारिना तोरेल्ली"),
        ("ja", "社長のレオノーラ・カステルは語った", "レオノーラ・カス", "レオノーラ・カステル"),
    ],
)
def test_particles_titles_and_halves_of_words_are_no_part_of_a_name(
    language: str, text: str, found: str, wanted: str
) -> None:
    start = text.index(found)
    mention = Mention(start, start + len(found), "PER", 0.9)
    [(span, _)] = read_mentions(text, Span(0, len(text)), [mention], language)
    assert text[span.start : span.end] == wanted


def test_the_model_says_where_a_guess_of_the_rules_begins() -> None:
    text = "Bergführer Marina Torell traf Jean-Marc Torelli und Torell"
    rules = [
        (Span(0, 24), Entity("PER", "Bergführer Marina Torell")),
        (Span(30, 47), Entity("PER", "Jean-Marc Torelli")),
        (Span(52, 58), Entity("PER", "Torell", role="장관")),
    ]
    model = [
        (Span(11, 24), Entity("PER", "Marina Torell")),
        (Span(35, 47), Entity("PER", "Marc Torelli")),
        (Span(52, 58), Entity("ORG", "Torell")),
    ]
    names = [(e.name, e.type, e.role) for _, e in merge_names(text, rules, model, "de")]
    assert names == [
        ("Marina Torell", "PER", "Bergführer"),
        ("Jean-Marc Torelli", "PER", ""),
        ("Torell", "PER", "장관"),
    ]


@pytest.mark.parametrize(
    ("text", "language", "name", "kept"),
    [
        ("2023년 5월 3일 김 장관이 말했다.", "ko", "2023년", False),
        ("Deux tiers des électeurs sont venus.", "fr", "Deux tiers", False),
        ("Zwei Drittel der Wähler kamen nach Korvo.", "de", "Korvo", True),
    ],
)
def test_what_is_a_date_or_begins_with_a_figure_in_words_is_no_name(
    text: str, language: str, name: str, kept: bool
) -> None:
    at = text.index(name)
    found = [(Span(at, at + len(name)), Entity("MISC", name))]
    told = claims_of(read(Article("a", text, language, sentences=(Span(0, len(text)),))), found)
    assert (name in [claim.text for claim in told if claim.kind is Kind.ENTITY]) is kept
