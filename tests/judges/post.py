"""Messages to be judged: those of the examples, those of the catalogue, and those that nobody should write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path

from catalogue import FULL, catalogue
from nasty import nasty
from situations import LIBRARY, Case, Written, written

from templater.delivery import Envelope, write_message
from templater.errors import CandidateError
from templater.letters import Message
from templater.merge import Drafted, Order, envelope_of, merge
from templater.recipients import open_recipients, read_headings

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "candidates.csv"
MOMENT = datetime(2026, 11, 26, 9, 30, tzinfo=timezone(timedelta(hours=1)))
SHARE = 1 if FULL else 25
"""One message of so many is judged."""

ADDRESSES = {
    "candidate.email": "marta.ruiz@example.com", "candidate.full_name": "Marta Ruiz Núñez",
    "sender.email": "laura.gil@puente.example", "sender.name": "Laura Gil", "sender.reply_to": "procesos@puente.example",
    "manager.email": "bea.soto@acme.example", "manager.name": "Bea Soto",
}  # fmt: skip
"""What the cases of the catalogue lack to leave as e-mail."""


@dataclass(frozen=True)
class Post:
    """A message with the envelope that it leaves in."""

    message: Message
    envelope: Envelope

    @cached_property
    def octets(self) -> bytes:
        """What travels."""
        return write_message(self.message, self.envelope)


@cache
def examples() -> tuple[Post, ...]:
    """Return the messages that the README's first command writes."""
    headings = read_headings([ROOT / "templates"])
    with open_recipients(str(EXAMPLES), stdin=BytesIO(), headings=headings) as rows:
        outcomes = list(merge(rows, LIBRARY, Order({"letter": "rejection"}, as_email=True), headings.vocabulary))
    return tuple(_posted(one) for one in outcomes)


def _posted(outcome: object) -> Post:
    assert isinstance(outcome, Drafted), outcome
    envelope = envelope_of(outcome.candidate, outcome.message, MOMENT)
    assert envelope is not None
    return Post(outcome.message, envelope)


def letters() -> Iterator[Post]:
    """Yield every letter that differs from the others, in every wording."""
    by_email = [one for one in (*written(), *catalogue()) if one.case.channel == "email"]
    for one in by_email[::SHARE]:
        yield from wordings(one.case, range(len(one.texts)))


def wordings(case: Case, deals: range) -> Iterator[Post]:
    """Yield a case's letter once for each deal, unless it cannot leave."""
    candidate = case.candidate()
    candidate = replace(candidate, facts={**ADDRESSES, **candidate.facts})
    plan = LIBRARY.plan(candidate, case.wanted)
    for deal in deals:
        dealt = tuple(deal % len(draw.alternatives) for draw in plan.draws)
        try:
            message = plan.write(candidate, dealt)
        except CandidateError:
            continue
        envelope = envelope_of(candidate, message, MOMENT)
        assert envelope is not None, case
        yield Post(message, envelope)


def nasty_posts() -> Iterator[Post]:
    """Yield the messages that nobody should write."""
    for message, envelope in nasty(2000):
        yield Post(message, envelope)
