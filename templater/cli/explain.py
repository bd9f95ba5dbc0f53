"""Why a letter says what it says: the judgement and the picks, for the recruiter and never for the candidate."""

from __future__ import annotations

from collections.abc import Iterator

from templater.candidate import Candidate
from templater.cli.reading import reading_lines
from templater.cli.speech import say, say_note
from templater.judgement import Judgement, agreement, note_of
from templater.judgement.reading import Reading
from templater.letters import Message


def explanation(candidate: Candidate, reading: Reading | None, judgement: Judgement, message: Message) -> Iterator[str]:
    """Yield the lines of an explanation; `reading` is what was read in an answer."""
    if reading is not None:
        yield from reading_lines(reading)
        yield say_note(note_of(reading))
    situation = judgement.situation
    yield say("self-assessment {self_assessment}, gap {gap}: {agreement}; stance {stance}",
              self_assessment=candidate.self_assessment, gap=candidate.gap,
              agreement=agreement(candidate.self_assessment, candidate.gap), stance=situation.stance)  # fmt: skip
    axes = ", ".join(f"{axis} {value}" for axis, value in situation.as_dict().items() if value)
    yield say("situation: {axes}", axes=axes)
    if judgement.silent:
        yield say("not said here: {moves}", moves=", ".join(sorted(judgement.silent)))
    for note in judgement.notes:
        yield say_note(note)
    for pick in message.picks:
        yield f"{pick.where}: {pick.phrase} [{pick.heading}] {pick.index}/{pick.of}"
