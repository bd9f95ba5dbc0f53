"""Whole messages of a letter in which everything that its proof shows can be read in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from templater.letters import Library, Message
from templater.review.proof.people import write_with
from templater.review.proof.sheet import Paragraph, Proof


def messages(library: Library, proof: Proof) -> Iterator[Message]:
    """Yield finished messages, each different one once, until every wording and every situation has been in one.

    A paragraph whose message is over a limit of its channel is in none of them.
    """
    seen: set[object] = set()
    told: set[tuple[str, str, str]] = set()
    for paragraph in proof.paragraphs:
        if seen.issuperset(_shown(paragraph)):
            continue
        seen.update(_shown(paragraph))
        message = write_with(library, paragraph)
        if message is None:
            continue
        seen.update(one for other in proof.paragraphs if _is_in(other, message) for one in _shown(other))
        told_apart = (message.channel, message.subject, message.text)
        if told_apart not in told:
            told.add(told_apart)
            yield message


def an_email(library: Library, proof: Proof) -> Message | None:
    """Return a letter as the e-mail that is sent, in a situation in which it says much; None where it is none."""
    passages: dict[str, Paragraph] = {}
    for paragraph in sorted(proof.paragraphs, key=_particular, reverse=True):
        carriers = tuple(carrier for carrier in paragraph.carriers if carrier[1] == "email")
        if carriers:
            passages.setdefault(paragraph.place, replace(paragraph, carriers=carriers))
    written = [write_with(library, paragraph) for paragraph in passages.values()]
    return max((one for one in written if one and one.html), key=lambda one: len(one.picks), default=None)


def _particular(paragraph: Paragraph) -> int:
    """Return how much has to be true for a paragraph to be said."""
    where = paragraph.ways[0].where[0]
    return len(where.axes) + len(where.given) - len(where.blank)


def _shown(paragraph: Paragraph) -> Iterator[object]:
    """Yield what a paragraph shows: its wordings in its registers, and the situations it is for."""
    for way in paragraph.ways:
        yield from ((words.place, paragraph.registers) for words in way.words)
        yield paragraph.passages[0], way.where


def _is_in(paragraph: Paragraph, message: Message) -> bool:
    situation = message.situation
    carried = (situation.register, message.channel) in paragraph.carriers
    return carried and (paragraph.text in message.text or paragraph.text in (message.subject, message.preheader))
