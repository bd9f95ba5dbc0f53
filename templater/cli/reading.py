"""A reading as people are shown it: what it came to, and the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from templater.cli.speech import say
from templater.judgement.reading import Reading


def reading_lines(reading: Reading) -> Iterator[str]:
    """Yield the lines that show a reading."""
    reason = say("; {reason}", reason=say(reading.reason)) if reading.reason else ""
    yield say("read: {self_assessment}, confidence {confidence}{reason}", self_assessment=reading.self_assessment,
              confidence=f"{reading.confidence:.2f}", reason=reason)  # fmt: skip
    for one in reading.evidence:
        words = " ".join("".join(sign if sign.isprintable() else " " for sign in one.text).split())
        why = one.why or say("gives the interview a mark")
        yield f"  «{words}»: {one.says} ({why})" + (f"  {one.place}" if one.place else "")
