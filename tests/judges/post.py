"""Messages to be judged: those of the examples, those of the catalogue, and those that nobody should write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path

from catalogue import FULL, spoken
from nasty import nasty
from situations import LIBRARY, Case, cases

from templater.candidate import Candidate
from templater.delivery import Envelope, write_message
from templater.errors import CandidateError
from templater.letters import Message
from templater.merge import Drafted, Order, envelope_of, merge
from templater.recipients import open_recipients, read_headings

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "candidates.csv"
MOMENT = datetime(2026, 11, 26, 9, 30, tzinfo=timezone(timedelta(hours=1)))
SHARE = 1 if FULL else 25
"""One situation of so many is judged."""

ADDRESSES = {
    "candidate.email": "marta.ruiz@example.com", "candidate.full_name": "Marta Ruiz Núñez",
    "sender.email": "laura.gil@puente.example", "sender.name": "Laura Gil",
    "sender.reply_to": "procesos@puente.example",
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
    return tuple(_posted(one.candidate, one.message) for one in outcomes if isinstance(one, Drafted))


def _posted(candidate: Candidate, message: Message) -> Post:
    envelope = envelope_of(candidate, message, MOMENT)
    assert envelope is not None
    return Post(message, envelope)


@cache
def letters() -> tuple[Post, ...]:
    """Return every letter that differs from the others, in every wording: each text once."""
    by_letter: dict[str, list[Case]] = {}
    for case in dict.fromkeys((*cases(), *spoken())):
        if case.channel == "email":
            by_letter.setdefault(case.letter, []).append(case)
    posts: list[Post] = []
    for some in by_letter.values():
        posts += list(_wordings(some[::SHARE])) or list(_wordings(some))
    return tuple({(post.message.subject, post.message.text): post for post in posts}.values())


def _wordings(some: list[Case]) -> Iterator[Post]:
    """Yield the letter of each case until every wording has been said, where it can be written."""
    for case in some:
        candidate = case.candidate()
        candidate = replace(candidate, facts={**ADDRESSES, **candidate.facts})
        with suppress(CandidateError):
            plan = LIBRARY.plan(candidate, case.wanted)
            for deal in range(max((len(draw.alternatives) for draw in plan.draws), default=1)):
                dealt = tuple(deal % len(draw.alternatives) for draw in plan.draws)
                yield _posted(candidate, plan.write(candidate, dealt))


@cache
def nasty_posts() -> tuple[Post, ...]:
    """Return the messages that nobody should write."""
    return tuple(Post(message, envelope) for message, envelope in nasty(2000 if FULL else 300))
