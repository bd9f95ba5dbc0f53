"""Write to candidates in Spanish and English: letters whose wording fits how they judge their own interview.

    import templater

    library = templater.Library()
    marta = templater.read_candidate({"first_name": "Marta", "role": "Data Analyst", "company": "Acme"})
    message = library.render(marta, templater.Wanted("rejection", "en"))
    print(message.subject, message.text, message.html)

`Library(brand=Brand(name="Acme", colour="#1f6f5c"))` puts a team's name, colour and addresses around its e-mails.

`merge` writes to an iterable of rows; `open_recipients` reads them from a file, and `open_destination` with
`deliver` writes the messages to one. Nothing here prints, prompts or exits, and nothing reads the clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from templater.letters import Brand, Library, Message, Pick, Wanted
    from templater.merge import Drafted, Failed, Order, Skipped, Tally, deliver, envelope_of, merge
    from templater.recipients import Row, open_recipients, read_headings

_ROOMS = {
    "templater.candidate": ("Candidate", "Vocabulary", "read_candidate"),
    "templater.delivery": ("Envelope", "open_destination", "write_message"),
    "templater.errors": (
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
    "templater.judgement": ("Situation",),
    "templater.letters": ("Brand", "Library", "Message", "Pick", "Wanted"),
    "templater.merge": ("Drafted", "Failed", "Order", "Skipped", "Tally", "deliver", "envelope_of", "merge"),
    "templater.recipients": ("Row", "open_recipients", "read_headings"),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "Brand",
    "Candidate",
    "CandidateError",
    "ChoiceError",
    "ConfigurationError",
    "Drafted",
    "Envelope",
    "Failed",
    "InputError",
    "InputMissing",
    "Library",
    "Message",
    "Order",
    "OutputError",
    "Pick",
    "Problem",
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


def __getattr__(name: str) -> object:
    """Import a room when its first name is asked for: `templater --version` needs none of them."""
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'templater' has no attribute {name!r}")
    from importlib import import_module

    found: object = getattr(import_module(_ROOM_OF[name]), name)
    return found


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
