"""Take what was read in a candidate's answer for their self-assessment, until a person has said what it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from templater.candidate import Candidate
from templater.judgement.reading.reading import Reading
from templater.judgement.situation import Note


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a sheet of answers says that one is: positive, mixed, negative or unclear, and whether a person said so."""

    reading: str
    confirmed: bool


def heard(candidate: Candidate, reading: Reading, reviewed: Reviewed | None = None) -> Candidate:
    """Return a candidate with the self-assessment of their answer.

    A person has said what it is where the sheet that came back says so, or says something else than was read.
    Otherwise a reading that is not sure counts as none, and one that is chooses the tone and brings no echo.
    """
    if reviewed and (reviewed.confirmed or reviewed.reading != reading.self_assessment):
        return replace(candidate, self_assessment="none" if reviewed.reading == "unclear" else reviewed.reading)
    return replace(candidate, self_assessment=reading.self_assessment if reading.is_sure else "none", confirmed=False)


def note_of(reading: Reading) -> Note:
    """Return what the recruiter should know about an answer that only the program has read."""
    if reading.is_sure:
        return Note("read in the candidate's own words: it chooses the tone, and no sentence rests on it until a "
                    "person confirms it", "self_assessment")  # fmt: skip
    return Note("the candidate's own words leave it open: written neutral; look at them", "self_assessment")
