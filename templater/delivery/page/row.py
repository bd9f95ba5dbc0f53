"""One row of a run as it stands in the page: the letter, what a person should know, and why it reads as it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from templater.delivery.columns import as_cell
from templater.delivery.interface import Entry
from templater.delivery.page.escaping import escaped, isolated
from templater.delivery.speech import Speech
from templater.letters.message import Message


def row_html(entry: Entry, speech: Speech) -> str:
    """Return a row as an article of the page."""
    parts = (
        f'<article class="{entry.status}">\n',
        *_head(entry, speech),
        _list("problems", map(speech.say_problem, entry.problems)),
        _list("notes", map(speech.say_note, entry.notes)),
        *(_letter(entry, entry.message, speech) if entry.message else _source(entry, speech)),
        "</article>\n",
    )
    return "".join(parts)


def _head(entry: Entry, speech: Speech) -> Iterator[str]:
    message = entry.message
    title = (message and message.subject) or entry.name or entry.id
    yield f"<h3>{isolated(title)}</h3>\n"
    if message:
        to = f"<strong>{isolated(entry.name)}</strong> {isolated(message.to)}".strip()
        yield f'<p class="to">{escaped(speech.say("Addressed to:"))} {to}</p>\n'
    facts = [speech.say("row {number}", number=entry.row)]
    if message:
        facts += [entry.id, message.letter, message.situation.stance, message.locale, message.channel]
    yield f'<p class="facts">{" · ".join(map(isolated, facts))}</p>\n'


def _list(kind: str, lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escaped(line)}</li>\n" for line in lines)
    return f'<ul class="{kind}">\n{items}</ul>\n' if items else ""


def _letter(entry: Entry, message: Message, speech: Speech) -> Iterator[str]:
    if message.reading:
        said = escaped(_read_as(message.reading.self_assessment, speech))
        yield f'<p class="said">{said}</p>\n<blockquote dir="auto">{escaped(entry.answer)}</blockquote>\n'
    yield f'<div class="text" lang="{escaped(message.locale)}" dir="auto">{escaped(message.text.strip())}</div>\n'
    if message.picks:
        rows = "".join(
            f"<dt>{isolated(pick.phrase)}</dt><dd>{isolated(pick.heading)} · "
            f"{escaped(speech.say('{index} of {of}', index=pick.index, of=pick.of))} · {isolated(pick.where)}</dd>\n"
            for pick in message.picks
        )
        yield _on_demand(speech.say("Why these words"), rows)


def _read_as(reading: str, speech: Speech) -> str:
    match reading:
        case "positive":
            return speech.say("The candidate's own words, read as positive:")
        case "mixed":
            return speech.say("The candidate's own words, read as mixed:")
        case "negative":
            return speech.say("The candidate's own words, read as negative:")
        case _:
            return speech.say("The candidate's own words, in which nothing clear was read:")


def _source(entry: Entry, speech: Speech) -> Iterator[str]:
    cells = zip(entry.record.names, map(as_cell, entry.record.cells), strict=False)
    rows = "".join(f"<dt>{isolated(name)}</dt><dd>{isolated(cell)}</dd>\n" for name, cell in cells if cell.strip())
    if rows:
        yield _on_demand(speech.say("The row as it came"), rows)


def _on_demand(title: str, rows: str) -> str:
    return f"<details><summary>{escaped(title)}</summary>\n<dl>\n{rows}</dl></details>\n"
