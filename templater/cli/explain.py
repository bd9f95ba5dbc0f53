"""Why a letter says what it says: the judgement and the picks, for the recruiter and never for the candidate."""

from __future__ import annotations

from collections.abc import Iterator

from templater.candidate import Candidate
from templater.cli.speech import say, say_note
from templater.judgement import Judgement, agreement
from templater.letters import Message


def explanation(candidate: Candidate, judgement: Judgement, message: Message) -> Iterator[str]:
    """Yield the lines of an explanation."""
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
