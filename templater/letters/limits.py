"""What a channel can carry, counted on the finished message with the real names in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from templater.errors import Problem
from templater.letters.sms import parts_of


@dataclass(frozen=True, slots=True)
class Limit:
    """The most characters of a subject and of a text, and the most parts; 0 where there is no limit."""

    subject: int = 0
    text: int = 0
    parts: int = 0


LIMITS: Mapping[str, Limit] = {
    "email": Limit(),
    # LinkedIn Recruiter: 200 in the subject, 1,900 in the body (one of its pages says 2,000)
    "inmail": Limit(subject=200, text=1900),
    # WhatsApp Business Platform: 1,024 in the body of a template
    "chat": Limit(text=1024),
    "sms": Limit(parts=2),
    "phone": Limit(),
}
"""The hard limits of each channel; e-mail has none that a letter meets, and a script is spoken."""


def over_limit(letter: str, channel: str, subject: str, text: str) -> Iterator[Problem]:
    """Yield a problem for each limit that a message is over, with the letter and the count."""
    limit = LIMITS[channel]
    told = {"letter": letter, "channel": channel}
    if limit.subject and len(subject) > limit.subject:
        yield Problem("the subject of {letter} has {count} characters, and {channel} takes {most}; shorten it",
                      "over-limit", "", {**told, "count": len(subject), "most": limit.subject})  # fmt: skip
    if limit.text and len(text) > limit.text:
        yield Problem("the text of {letter} has {count} characters, and {channel} takes {most}; shorten it",
                      "over-limit", "", {**told, "count": len(text), "most": limit.text})  # fmt: skip
    if limit.parts and (parts := parts_of(text)).count > limit.parts:
        yield Problem("{letter} has {units} units of {alphabet}, which is {count} text messages, and {most} is the "
                      "most; shorten it", "over-limit", "",
                      {"letter": letter, "units": parts.units, "alphabet": parts.alphabet, "count": parts.count,
                       "most": limit.parts})  # fmt: skip
