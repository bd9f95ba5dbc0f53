"""A finished letter, and the picks that made it."""

from __future__ import annotations

from dataclasses import dataclass

from templater.judgement import Note, Situation
from templater.judgement.reading import Reading


@dataclass(frozen=True, slots=True)
class Pick:
    """Which wording a phrase got: the `index`-th (from 1) `of` those in the draw.

    `where` is the template's file and line, `heading` the section's situation as it is written there,
    `deal` the number of the deal: 0 unless a mail merge had to deal again.
    """

    phrase: str
    where: str
    heading: str
    index: int
    of: int
    deal: int


@dataclass(frozen=True, slots=True)
class Message:
    """A finished letter for one person: subject, text and HTML, with what made it.

    `html` is None where the channel has none; `preheader` is the line that mail programs show beside the
    subject; `addressee` is "candidate", "manager", "colleague" or "recruiter"; `reading` is what was read in the
    candidate's answer, which is for the recruiter alone.
    """

    letter: str
    locale: str
    channel: str
    addressee: str
    subject: str
    preheader: str
    text: str
    html: str | None
    situation: Situation
    picks: tuple[Pick, ...]
    to: str = ""
    notes: tuple[Note, ...] = ()
    reading: Reading | None = None
