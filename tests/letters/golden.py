"""Write the golden letters again: `python tests/letters/golden.py`, then read what changed as prose.

One file for each letter and voice, with every channel in it: what `templater render` writes to the sample recipient.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from templater.candidate import Candidate, read_candidate
from templater.letters import Library, Wanted

GOLDEN = Path(__file__).parent / "golden"
LIBRARY = Library()
VOICES = (("es", "tu"), ("es-MX", "usted"), ("es-AR", "vos"), ("en", "you"), ("en-GB", "you"))
CASES: dict[str, tuple[dict[str, str], ...]] = {
    "rejection": (
        {"self_assessment": "negative", "gap": "small"},
        {"self_assessment": "positive", "gap": "moderate", "relation": "inhouse"},
        {"self_assessment": "mixed", "gap": "none", "external_reason": "position_filled", "call_date": "2026-11-18"},
        {"self_assessment": "positive", "gap": "none", "external_reason": "hiring_freeze", "relation": "inhouse"},
        {"self_assessment": "negative", "gap": "large", "feedback_consent": "requested"},
        {"stage": "application", "requirement": "", "evidence": "", "strength": "", "interview_date": ""},
    ),
    "other-role": ({"relation": "inhouse"},),
    "coaching": ({"feedback_consent": "requested"},),
    "feedback-answer": (
        {"feedback_consent": "requested", "self_assessment": "negative", "gap": "small"},
        {"feedback_consent": "requested", "gap": "large", "relation": "inhouse"},
    ),
    "quality-survey": ({"survey_url": "https://puente.example/s"},),
    "team-follow-up": (
        {"self_assessment": "negative", "gap": "moderate"},
        {"self_assessment": "positive", "gap": "large"},
    ),
}
"""The situations of the letters that have more than one, or need something that the sample has not."""


def person(locale: str, more: dict[str, str]) -> Candidate:
    """Return the sample recipient with something else."""
    read = read_candidate({**LIBRARY.sample(locale), **more})
    assert isinstance(read, Candidate), read
    return read


def letters(name: str, locale: str, register: str) -> Iterator[str]:
    """Yield a letter's messages in a voice, each under a line that says what it is."""
    for channel in LIBRARY.edition(locale).manuscript(name).channels:
        for more in CASES.get(name, ({},)):
            wanted = Wanted(name, locale, channel, register)
            message = LIBRARY.render(person(locale, more), wanted, seed="golden")
            told = ", ".join(f"{column}={value}" for column, value in more.items() if value)
            subject = f"Subject: {message.subject}\n\n" if message.subject else ""
            yield f"==== {channel}{': ' if told else ''}{told}\n\n{subject}{message.text}"


def golden_letters() -> Iterator[tuple[Path, str]]:
    """Yield each golden file with what it should hold."""
    for name in LIBRARY.letters():
        for locale, register in VOICES:
            yield GOLDEN / locale / f"{name}.txt", "\n".join(letters(name, locale, register))


def main() -> None:
    """Write them all."""
    for path, text in golden_letters():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
