"""The shipped cues: every example is read as its group says, and no answer, however odd, is more than an answer."""

from __future__ import annotations

import json
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from templater.judgement.reading import AnswerReader, Reading
from templater.judgement.reading.cuebook import Cue, Cuebook
from templater.judgement.reading.proving import is_found
from templater.patterns.index import Index
from templater.patterns.node import Node

LANGUAGES = ("es", "en")
READER = AnswerReader()
SETS = Path(__file__).parent / "answers"


@cache
def book(language: str) -> Cuebook:
    READER.read("x", language)
    found: Cuebook = READER._books[language][language]
    return found


CUES = [(language, cue) for language in LANGUAGES for cue in book(language).cues.values()]


@pytest.mark.parametrize(("language", "cue"), CUES, ids=[f"{language}-{cue.code}" for language, cue in CUES])
def test_every_example_is_found_to_say_what_its_group_says(language: str, cue: Cue) -> None:
    for example in cue.examples:
        assert is_found(example, cue, book(language)), (example, READER.read(example, language).evidence)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "La entrevista no fue genial, la verdad", "negative"),
        ("es", "me quedé en blanco", "negative"),
        ("es", "la regué", "negative"),
        ("es", "7/10", "positive"),
        ("es", "un 6", "mixed"),
        ("es", "4/10", "negative"),
        ("es", "nada mal", "positive"),
        ("es", "m fue bn", "positive"),
        ("es", "creo q estubo bien", "positive"),
        ("es", "Me quedé en blanco con la última", "negative"),
        ("es", "La entrevistadora, un encanto, y la oficina preciosa.", "unclear"),
        ("es", "Ojalá me llamen.", "unclear"),
        ("en", "I choked on the SQL part but the rest was solid", "mixed"),
        ("en", "couldn't have gone better", "positive"),
        ("en", "8 out of 10", "positive"),
        ("en", "The panel were lovely and the office is gorgeous.", "unclear"),
        ("en", "I hope I get it", "unclear"),
        ("en", "it wasnt great tbh", "negative"),
        ("en", "not bad at all", "positive"),
        ("en", "Good.", "positive"),
    ],
)
def test_what_people_say_is_read(language: str, text: str, expected: str) -> None:
    reading = READER.read(text, language)
    assert reading.self_assessment == expected, reading
    assert READER.read(text).self_assessment == expected, "with the language guessed"


def answers() -> list[dict[str, str]]:
    return [json.loads(line) for path in sorted(SETS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]


def is_well_formed(text: str, reading: Reading) -> bool:
    places = [(one.start, one.end) for one in reading.evidence]
    return (
        reading.self_assessment in {"positive", "mixed", "negative", "unclear"}
        and 0 <= reading.confidence <= 1
        and places == sorted(places)
        and all(text[one.start : one.end] == one.text != "" for one in reading.evidence)
        and bool(reading.reason) == (reading.self_assessment == "unclear")
    )


def test_evidence_stands_in_the_answer_where_it_says() -> None:
    for one in answers():
        reading = READER.read(one["text"], one["lang"])
        assert is_well_formed(one["text"], reading), (one["text"], reading)


FRAGMENTS = sorted(set(chain.from_iterable(one["text"].split() for one in answers())))


@settings(max_examples=200, deadline=None)  # another reader opens all its files again
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from([*FRAGMENTS, "no", "not", ",", ".", "?", "¿", "😬", "/10", "\n"]), max_size=60).map(
            " ".join
        ),
    ),
    st.sampled_from(["es", "en", "es-MX", "en-GB", ""]),
)
def test_any_text_is_read_and_the_same_text_is_read_the_same(text: str, locale: str) -> None:
    reading = READER.read(text, locale)
    assert is_well_formed(text, reading)
    assert AnswerReader().read(text, locale) == reading


def steps(monkeypatch: pytest.MonkeyPatch, text: str, language: str) -> int:
    """Return how many beginnings of patterns are met while an answer is read."""
    met = 0
    reached = Index._reached

    def counted(self: Index, *arguments: object) -> object:
        nonlocal met
        for one in reached(self, *arguments):  # type: ignore[arg-type]  # whatever the method takes
            assert isinstance(one[0], Node)
            met += 1
            yield one

    with monkeypatch.context() as patch:
        patch.setattr(Index, "_reached", counted)
        READER.read(text, language)
    return met


HOSTILE = [
    *(
        "no ",
        "me ",
        "no me fue bien ",
        "la parte ",
        "not ",
        "i was ",
        "i could not have ",
        "n't ",
        "on the x. ",
        "but ",
    ),
    *("a", "a a ", "😬", "7/10 ", "(", "_ ", "|", "<", "*", "? ", "… ", "' "),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", HOSTILE)
def test_an_answer_made_to_be_slow_takes_steps_in_proportion_to_its_length(
    monkeypatch: pytest.MonkeyPatch, word: str, language: str
) -> None:
    times = 8_000 // len(word)
    many = steps(monkeypatch, word * times, language)
    few = steps(monkeypatch, word * (times // 2), language)
    assert many <= 2 * few + 2_000
