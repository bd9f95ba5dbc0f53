"""Write to candidates in Spanish and English: letters whose wording fits how they judge their own interview.

    import templater

    library = templater.Library()
    marta = templater.read_candidate({"first_name": "Marta", "role": "Data Analyst", "company": "Acme"})
    message = library.render(marta, templater.Wanted("rejection", "en"))
    print(message.subject, message.text, message.html)

`Library(brand=Brand(name="Acme", colour="#1f6f5c"))` puts a team's name, colour and addresses around its e-mails.

`AnswerReader().read("me quedé en blanco", "es")` reads how a candidate judges their own interview.

`merge` writes to an iterable of rows; `open_recipients` reads them from a file, and `open_destination` with
`deliver` writes the messages to one. Nothing here prints, prompts or exits, and nothing reads the clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from templater.lazy import importer

__version__ = "0.1.0"

if TYPE_CHECKING:
    from templater.candidate import Candidate, Vocabulary, read_candidate
    from templater.delivery import Envelope, open_destination, write_message
    from templater.errors import (
        CandidateError,
        ChoiceError,
        ConfigurationError,
        InputError,
        InputMissing,
        OutputError,
        Problem,
        TemplateError,
        TemplaterError,
    )
    from templater.judgement import Situation
    from templater.judgement.reading import AnswerReader, Evidence, Reading
    from templater.letters import Brand, Library, Message, Pick, Wanted
    from templater.merge import Drafted, Failed, Order, Skipped, Tally, deliver, envelope_of, merge
    from templater.recipients import Row, open_recipients, read_headings

_ROOMS = {
    "candidate": ("Candidate", "Vocabulary", "read_candidate"),
    "delivery": ("Envelope", "open_destination", "write_message"),
    "errors": (
        "CandidateError",
        "ChoiceError",
        "ConfigurationError",
        "InputError",
        "InputMissing",
        "OutputError",
        "Problem",
        "TemplateError",
        "TemplaterError",
    ),
    "judgement": ("Situation",),
    "judgement.reading": ("AnswerReader", "Evidence", "Reading"),
    "letters": ("Brand", "Library", "Message", "Pick", "Wanted"),
    "merge": ("Drafted", "Failed", "Order", "Skipped", "Tally", "deliver", "envelope_of", "merge"),
    "recipients": ("Row", "open_recipients", "read_headings"),
}

__all__ = [
    "AnswerReader",
    "Brand",
    "Candidate",
    "CandidateError",
    "ChoiceError",
    "ConfigurationError",
    "Drafted",
    "Envelope",
    "Evidence",
    "Failed",
    "InputError",
    "InputMissing",
    "Library",
    "Message",
    "Order",
    "OutputError",
    "Pick",
    "Problem",
    "Reading",
    "Row",
    "Situation",
    "Skipped",
    "Tally",
    "TemplateError",
    "TemplaterError",
    "Vocabulary",
    "Wanted",
    "deliver",
    "envelope_of",
    "merge",
    "open_destination",
    "open_recipients",
    "read_candidate",
    "read_headings",
    "write_message",
]


__getattr__ = importer(__name__, _ROOMS)
"""`templater --version` needs no room at all."""


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
