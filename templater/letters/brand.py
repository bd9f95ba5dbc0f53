"""A brand: the name, the colour and the addresses that stand around a team's e-mails."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from urllib.parse import quote

from templater.candidate import is_address, is_link
from templater.candidate.text import clean, forbidden_character
from templater.errors import ConfigurationError

_LONGEST = {"name": 120, "colour": 40, "logo": 60, "address": 400, "privacy": 254}
_COLOUR = re.compile(r"#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")


@dataclass(frozen=True, slots=True)
class Brand:
    r"""What an e-mail shows around the letter: a bar in the colour, the logo in letters, and a footer.

    Every part may be left out, and without any the page is plain. `colour` is #rgb or #rrggbb, `address` may have
    several lines, `privacy` is an e-mail address or a link that begins with https://. Raises ConfigurationError,
    whose place is the part, for a value that cannot stand in an e-mail.

    >>> Brand(name="Acme", colour="#1f6f5c", address="Calle Mayor 1\n28013 Madrid", privacy="privacy@acme.example")
    Brand(name='Acme', colour='#1f6f5c', logo='', address='Calle Mayor 1\n28013 Madrid', privacy='privacy@acme.example')
    """

    name: str = ""
    colour: str = ""
    logo: str = ""
    address: str = ""
    privacy: str = ""

    def __post_init__(self) -> None:
        for part in PARTS:
            object.__setattr__(self, part, _read(part, getattr(self, part)))
        if self.colour and not _COLOUR.fullmatch(self.colour):
            raise ConfigurationError("'{found}' is not a colour; write it as {example}",
                                     place="colour", found=self.colour, example="#1f6f5c")  # fmt: skip
        if self.privacy and not self.privacy_link:
            raise ConfigurationError("'{found}' is neither an e-mail address nor a link that begins with https://",
                                     place="privacy", found=self.privacy)  # fmt: skip

    @property
    def privacy_link(self) -> str:
        """Where the privacy contact leads: a mailto or the link itself."""
        if is_address(self.privacy):
            return "mailto:" + quote(self.privacy, safe="@+")  # RFC 6068, section 2
        return self.privacy if self.privacy.lower().startswith("https://") and is_link(self.privacy) else ""


PARTS = tuple(field.name for field in fields(Brand))


def _read(part: str, value: object) -> str:
    if not isinstance(value, str):
        raise ConfigurationError("{found} is not text; write it between quotation marks",
                                 place=part, found=json.dumps(value, default=str)[:40])  # fmt: skip
    if sign := forbidden_character(value):
        raise ConfigurationError("holds an invisible character ({sign}); type the text again", place=part, sign=sign)
    text = ("\n" if part == "address" else " ").join(clean(value))
    if len(text) > _LONGEST[part]:
        raise ConfigurationError("holds {length} characters; the most is {most}",
                                 place=part, length=len(text), most=_LONGEST[part])  # fmt: skip
    return text
