"""Hand the messages of a run to a destination, in order, and count what it came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

from templater.candidate import Candidate
from templater.delivery import Destination, Entry, Envelope, Overview
from templater.errors import Problem, Undeliverable
from templater.letters import PARTIES, Message
from templater.merge.outcomes import Drafted, Failed, Outcome, Skipped

VACANCIES_COUNTED = 1000
"""Vacancies that a run counts one by one: a stream may bring new ones for ever."""


def envelope_of(candidate: Candidate, message: Message, moment: datetime, seed: str = "") -> Envelope | None:
    """Return from whom and to whom an e-mail goes, or None for other channels and where no address is known.

    The Message-ID hashes the words with the candidate's id and the address, so that it holds no personal
    data, no two people share one, and a repeated run gives the same one.
    """
    if message.channel != "email" or not message.to:
        return None
    facts, (to, sender) = candidate.facts, PARTIES[message.addressee]
    parts = (seed, candidate.id, message.to, message.subject, message.text)
    words = blake2b("\0".join(parts).encode(), digest_size=16)
    ours = sender.name == "sender.name"  # a candidate's own reply goes the other way
    return Envelope(
        to_name=str(facts.get(to.name, "")),
        to_address=message.to,
        from_name=str(facts.get(sender.name) or (ours and facts.get("sender.organisation")) or ""),
        from_address=str(facts.get(sender.address, "")),
        reply_to=str(facts.get("sender.reply_to", "")) if ours else "",
        date=moment,
        message_key=words.hexdigest(),
    )


@dataclass(slots=True)
class Tally:
    """What a run came to; `others` are the letters for vacancies beyond those that are counted one by one."""

    written: int = 0
    failed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    letters: Counter[str] = field(default_factory=Counter)
    stances: Counter[str] = field(default_factory=Counter)
    stages: Counter[str] = field(default_factory=Counter)
    locales: Counter[str] = field(default_factory=Counter)
    vacancies: Counter[tuple[str, str]] = field(default_factory=Counter)
    others: int = 0

    def count(self, drafted: Drafted) -> None:
        """Count one message."""
        self.written += 1
        self.letters[drafted.message.letter] += 1
        self.stances[drafted.message.situation.stance] += 1
        self.stages[drafted.message.situation.stage] += 1
        self.locales[drafted.message.locale] += 1
        facts = drafted.candidate.facts
        vacancy = str(facts.get("role.title", "")), str(facts.get("role.company", ""))
        if vacancy in self.vacancies or len(self.vacancies) < VACANCIES_COUNTED:
            self.vacancies[vacancy] += 1
        else:
            self.others += 1


def deliver(
    outcomes: Iterable[Outcome],
    destination: Destination,
    moment: datetime,
    *,
    seed: str = "",
    tell: Callable[[Outcome], None] = lambda _: None,
) -> Tally:
    """Hand every outcome to an open destination, in order, and return what it came to.

    `tell` hears of each outcome as it really ended: a message that its destination refuses is a Failed.
    """
    tally = Tally()
    show = destination.show if isinstance(destination, Overview) else None
    for outcome in outcomes:
        ended = _delivered(outcome, destination, moment, seed)
        match ended:
            case Drafted():
                tally.count(ended)
            case Failed():
                tally.failed += 1
            case Skipped(status=status):
                tally.skipped[status] += 1
        if show:
            show(_entry(ended))
        tell(ended)
    return tally


def _entry(ended: Outcome) -> Entry:
    match ended:
        case Drafted(row, candidate, message, notes, record):
            to, _ = PARTIES[message.addressee]
            name = str(candidate.facts.get(to.name, ""))
            return Entry(
                row,
                candidate.id,
                "held" if ended.is_held else "written",
                record,
                message,
                name,
                candidate.answer,
                notes,
            )
        case Failed(row, identity, problems, record):
            return Entry(row, identity, "failed", record, problems=problems)
        case Skipped(row, identity, status, record):
            reason = Problem("'{found}': this letter is not for them", "status", "status", {"found": status})
            return Entry(row, identity, "skipped", record, problems=(reason,))


def _delivered(outcome: Outcome, destination: Destination, moment: datetime, seed: str) -> Outcome:
    if isinstance(outcome, Skipped):
        return outcome
    if isinstance(outcome, Failed):
        destination.refuse(outcome.id, outcome.row, outcome.problems)
        return outcome
    candidate = outcome.candidate
    envelope = envelope_of(candidate, outcome.message, moment, seed)
    try:
        destination.deliver(outcome.message, envelope, candidate.id, outcome.row)
    except Undeliverable as error:
        problem = Problem(error.message, "undeliverable", values=error.values)
        failed = Failed(outcome.row, candidate.id, (problem,), outcome.record)
        destination.refuse(failed.id, failed.row, failed.problems)
        return failed
    return outcome
