"""A self-assessment that only the program has read chooses the tone; nothing in the letter rests on it."""

from __future__ import annotations

from itertools import product

import pytest

import templater
from templater.judgement import Reviewed, heard
from templater.judgement.reading import Reading

LIBRARY = templater.Library()
CELLS = {
    "first_name": "Ana",
    "email": "ana@example.com",
    "phone": "+34 600 000 000",
    "role": "Dev",
    "company": "Acme",
    "requirement": "SQL",
    "stage": "interview",
    "self_assessment_text": "…",
    "sender_name": "Eva",
    "sender_email": "eva@example.com",
}


def candidate(**cells: str) -> templater.Candidate:
    read = templater.read_candidate({**CELLS, **cells})
    assert isinstance(read, templater.Candidate), read
    return read


@pytest.mark.parametrize("locale", ["es", "es-MX", "es-AR", "en", "en-GB"])
@pytest.mark.parametrize("channel", ["email", "inmail", "phone"])
def test_no_wording_takes_up_what_only_the_program_has_read(locale: str, channel: str) -> None:
    for said, gap, agency in product(
        ("positive", "mixed", "negative"), ("none", "small", "moderate", "large"), ("", "Puente")
    ):
        read = heard(candidate(gap=gap, agency=agency), Reading(said, 0.95))
        message = LIBRARY.render(read, templater.Wanted("rejection", locale, channel))
        assert message.situation.said == ""
        assert not [pick for pick in message.picks if pick.phrase == "echo" or "said-" in pick.heading]
        assert not any(word in message.text for word in ("Aun así", "Sin embargo", "Even so", "All the same"))


@pytest.mark.parametrize(
    ("reading", "reviewed", "expected"),
    [
        (Reading("negative", 0.95), None, ("negative", False)),
        (Reading("negative", 0.8), None, ("negative", False)),
        (Reading("negative", 0.79), None, ("none", False)),
        (Reading("unclear", 0.95), None, ("none", False)),
        (Reading("negative", 0.5), Reviewed("negative", confirmed=False), ("none", False)),
        (Reading("negative", 0.5), Reviewed("negative", confirmed=True), ("negative", True)),
        (Reading("negative", 0.95), Reviewed("mixed", confirmed=False), ("mixed", True)),
        (Reading("negative", 0.95), Reviewed("unclear", confirmed=False), ("none", True)),
        (Reading("unclear", 0.4), Reviewed("positive", confirmed=False), ("positive", True)),
    ],
)
def test_what_a_person_says_counts_and_what_was_read_only_where_it_is_sure(
    reading: Reading, reviewed: Reviewed | None, expected: tuple[str, bool]
) -> None:
    taken = heard(candidate(), reading, reviewed)
    assert (taken.self_assessment, taken.confirmed) == expected


def test_an_answer_shows_that_there_was_an_interview_and_is_read_only_where_nobody_has_judged_it() -> None:
    assert candidate(stage="").stage == "interview"
    assert candidate().answer == "…"
    assert candidate(self_assessment="none").answer == ""
    assert LIBRARY.assess(candidate(self_assessment="mixed")) is None


@pytest.mark.parametrize("locale", ["fr", "pt-BR"])
def test_an_answer_in_a_locale_without_cues_is_read_in_the_language_it_seems_to_be_in(locale: str) -> None:
    reading = LIBRARY.assess(candidate(locale=locale, self_assessment_text="Me fue fatal, la verdad."))
    assert reading is not None
    assert (reading.self_assessment, reading.language) == ("negative", "es")
