"""What was read in an answer: the self-assessment, how sure that is, and on what evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SURE = 0.8
"""The confidence from which a reading may choose the tone of a letter; below, a letter is written neutral."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Some words of an answer, where they stand (in characters), and what they say.

    `says` is positive, negative, mixed or unclear, `why` the reason in the language of the words, `code` the
    group of cues in `place` that they belong to.
    """

    text: str
    start: int
    end: int
    says: str
    why: str
    code: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a candidate judges their own interview, as far as their words tell.

    `self_assessment` is positive, mixed, negative or unclear; `confidence` is how often, from 0 to 1, readings
    like this one agree with what people read; `reason` says why an answer is unclear, as a message id, else "".
    """

    self_assessment: str
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    language: str = ""
    reason: str = ""

    def as_dict(self) -> Mapping[str, object]:
        """Return what programs read of it, with its keys in their order."""
        return {
            "self_assessment": self.self_assessment,
            "confidence": self.confidence,
            "language": self.language or None,
            "reason": self.reason or None,
            "evidence": [
                {
                    "text": one.text,
                    "start": one.start,
                    "end": one.end,
                    "says": one.says,
                    "why": one.why,
                    "where": one.place,
                }
                for one in self.evidence
            ],
        }

    @property
    def is_sure(self) -> bool:
        """Whether it may choose the tone of a letter."""
        return self.self_assessment != "unclear" and self.confidence >= SURE
