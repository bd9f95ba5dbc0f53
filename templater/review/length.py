"""How long a message may be, by channel and stage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from templater.letters.sms import parts_of
from templater.review.remark import Part, Remark

Unit = Literal["words", "characters", "parts"]


@dataclass(frozen=True, slots=True)
class Band:
    """The least and the most of a part of a message, in one channel and, where one is named, at one stage."""

    channel: str
    stage: str
    part: Part
    unit: Unit
    least: int
    most: int
    source: str


BANDS: tuple[Band, ...] = (
    Band("email", "application", "text", "words", 50, 90, "CandE surveys: an answer to an application is short"),
    Band("email", "", "text", "words", 35, 180, "CandE surveys; plain language: one screen"),
    Band("email", "", "subject", "characters", 1, 60, "what mail programs show of a subject"),
    Band(
        "inmail",
        "",
        "text",
        "characters",
        1,
        1100,
        "a letter without its notices; an approach, which wants an answer, has 400",
    ),
    Band("chat", "", "text", "characters", 1, 450, "what one look at a telephone shows"),
    Band("sms", "", "text", "parts", 1, 2, "one text message, and two where a name is written with an accent"),
    Band("phone", "", "text", "words", 1, 150, "what is spoken by whoever calls, in a call of 3 to 5 minutes"),
)
"""Working limits, the narrower first: the first that fits a message's channel, stage and part holds.

They advise; what a channel refuses is in `letters.limits`.
"""

_MESSAGES: Mapping[Unit, str] = {
    "words": "{count} words; {least} to {most} suit the channel",
    "characters": "{count} characters; {least} to {most} suit the channel",
    "parts": "{count} text messages; {most} suits the channel",
}


def count(text: str, unit: Unit) -> int:
    """Return the length of a text; a word is what stands between spaces and has a letter or a digit in it.

    >>> count("Hi Ann, — it is 3/11.", "words"), count("Hi", "characters"), count("Hi", "parts")
    (5, 2, 1)
    """
    match unit:
        case "characters":
            return len(text)
        case "parts":
            return parts_of(text).count
        case "words":
            return sum(any(sign.isalnum() for sign in token) for token in text.split())


def band(channel: str, stage: str, part: Part = "text") -> Band | None:
    """Return the limits of a part of a message, or None where there are none."""
    return next((one for one in BANDS if (one.channel, one.part) == (channel, part) and one.stage in ("", stage)), None)


def lengths(subject: str, body: str, channel: str, stage: str) -> Iterator[Remark]:
    """Yield a remark where a part is shorter or longer than it should be; an empty subject is none.

    `body` is the text without greeting, goodbye and the notices that the law asks for.
    """
    if subject:
        yield from _length("subject", subject, channel, stage)
    yield from _length("text", body, channel, stage)


def _length(part: Part, words: str, channel: str, stage: str) -> Iterator[Remark]:
    limits = band(channel, stage, part)
    if limits is None:
        return
    found = count(words, limits.unit)
    if not limits.least <= found <= limits.most:
        code = "too-short" if found < limits.least else "too-long"
        values = {"count": found, "least": limits.least, "most": limits.most}
        yield Remark(code, words, _MESSAGES[limits.unit], part, 0, values)
