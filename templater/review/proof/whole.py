"""Whole messages of a letter in which everything that its proof shows can be read in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from templater.letters import Library, Message
from templater.review.proof.people import write_with
from templater.review.proof.sheet import Paragraph, Proof, Way


def messages(library: Library, proof: Proof) -> Iterator[Message]:
    """Yield finished messages, each different one once, until every wording and every situation has been in one.

    What has only messages that are over a limit of their channel is in none of them.
    """
    seen: set[object] = set()
    told: set[tuple[str, str, str]] = set()
    for paragraph in proof.paragraphs:
        for way in paragraph.ways:
            shown = set(_shown(paragraph, way))
            if shown <= seen:
                continue
            seen |= shown
            message = write_with(library, replace(paragraph, ways=(way,)))
            if message is None:
                continue
            seen.update(_said(message))
            text = (message.channel, message.subject, message.text)
            if text not in told:
                told.add(text)
                yield message


def _shown(paragraph: Paragraph, way: Way) -> Iterator[object]:
    """Yield what a way to a paragraph shows: its wordings in its registers, and the situations it is for."""
    for words in way.words:
        yield from ((words.place, register) for register in paragraph.registers)
    yield paragraph.passages[0], way.where


def _said(message: Message) -> Iterator[object]:
    return ((pick.where, message.situation.register) for pick in message.picks)


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
