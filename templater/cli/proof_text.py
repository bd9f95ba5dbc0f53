"""How a proof sheet reads on a terminal, and the words of its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from templater.cli.report import shown
from templater.cli.speech import mark, say
from templater.letters import Message
from templater.review.proof import Changes, Group, Paragraph, Row, Where, relations_of

_SIDE_BY_SIDE = 100
"""Columns from which two languages stand side by side."""

_PAGE_WORDS = {
    "about": mark("Every different paragraph that the words can produce, with the values of the sample candidate."),
    "all_label": mark("all"),
    "always_label": mark("in every situation"),
    "blank_label": mark("without"),
    "channel_label": mark("channel"),
    "desktop_label": mark("desktop (800)"),
    "email_label": mark("The e-mail, as it is sent:"),
    "filter_label": mark("Filters"),
    "given_label": mark("with"),
    "letter_label": mark("letter"),
    "letters_label": mark("Letters"),
    "locale_label": mark("language"),
    "nothing_label": mark("Nothing here has all of that."),
    "phone_label": mark("phone (390)"),
    "preheader_label": mark("preheader"),
    "register_label": mark("register"),
    "reset_label": mark("Show everything"),
    "search_label": mark("Search the words, or a file and line"),
    "subject_label": mark("subject"),
}


def page_words(letters: Sequence[str]) -> dict[str, str]:
    """Return the words of the page in the user's language."""
    words = {name: say(message) for name, message in _PAGE_WORDS.items()}
    title = say("Proof of {letter}", letter=letters[0]) if len(letters) == 1 else say("Proof of all letters")
    # the page's script puts the numbers in
    return {**words, "title": title, "count_label": say("{shown} of {all} shown", shown="%1", all="%2")}


def proof_lines(groups: Sequence[Group], width: int) -> Iterator[str]:
    """Yield the passages of a letter, each with its paragraphs and what leads to them."""
    for group in groups:
        yield ""
        yield f"  {group.file} · {_name(group.name)}"
        for row in group.rows:
            yield ""
            for where in row.where:
                yield from _wrap(where_line(where), width, "    ◦ ", "      ")
            yield from _row_lines(row, width)


def _name(name: str) -> str:
    return say(_PAGE_WORDS.get(f"{name}_label", "")) or name


def where_line(where: Where) -> str:
    """Return situations in one line, as a heading would name them."""
    parts = [f"{_name(axis)}: {'/'.join(value or 'none' for value in values)}" for axis, values in where.axes]
    if where.given:
        parts.append(say("with {columns}", columns=", ".join(where.given)))
    if where.blank:
        parts.append(say("without {columns}", columns=", ".join(where.blank)))
    return " · ".join(parts) or say("in every situation")


def _row_lines(row: Row, width: int) -> Iterator[str]:
    if len(row.said) == 2 and width >= _SIDE_BY_SIDE:
        yield from _side_by_side(row, width)
        return
    for locale, paragraphs in row.said:
        for line in _cell(locale, paragraphs, width - 6):
            yield f"      {line}".rstrip()


def _side_by_side(row: Row, width: int) -> Iterator[str]:
    half = (width - 9) // 2
    left, right = (_cell(locale, paragraphs, half) for locale, paragraphs in row.said)
    for one, other in zip_longest(left, right, fillvalue=""):
        yield f"      {one:<{half}} │ {other}".rstrip()


def _cell(locale: str, paragraphs: Iterable[Paragraph], width: int) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from _paragraph(paragraph, f"[{_label(locale, paragraph)}] ", width)


def _label(locale: str, paragraph: Paragraph) -> str:
    return " ".join((locale, "/".join(paragraph.registers), *relations_of(paragraph)))


def _paragraph(paragraph: Paragraph, label: str, width: int) -> Iterator[str]:
    """Yield a paragraph and, under it, the places of its wordings."""
    for number, line in enumerate(paragraph.text.split("\n")):
        yield from _wrap(f"{label if not number else ''}{line}", width)
    for way in paragraph.ways:
        places = "; ".join(f"{one.phrase} {one.place}" for one in way.words) or paragraph.place
        yield from _wrap(places, width, "  → ", "    ")


def _wrap(text: str, width: int, first: str = "", others: str = "") -> Iterator[str]:
    """Yield text in lines broken at its spaces; `textwrap` takes longer for a proof than all the rest of it."""
    line, begun = first, False
    for word in text.split(" "):
        if begun and len(line) + 1 + len(word) > width:
            yield line
            line, begun = others, False
        line += f" {word}" if begun else word
        begun = True
    yield line


def change_lines(changes: Changes, width: int) -> Iterator[str]:
    """Yield what is gone (-) and what is new (+) in a letter, in the order in which it is read."""
    yield f"{changes.letter} · {changes.locale}"
    for sign, paragraphs in (("-", changes.gone), ("+", changes.new)):
        for paragraph in paragraphs:
            yield from _change(sign, paragraph, width)
    yield ""


def _change(sign: str, paragraph: Paragraph, width: int) -> Iterator[str]:
    carried = f"{'/'.join(paragraph.registers)} {'/'.join(paragraph.channels)}"
    places = dict.fromkeys(one.place for way in paragraph.ways for one in way.words)
    yield ""
    yield from _wrap(f"{', '.join(places) or paragraph.place} ({carried})", width, "  ", "    ")  # fmt: skip
    for line in paragraph.text.split("\n"):
        yield from _wrap(line, width, f"{sign} ", f"{sign} ")


def message_lines(messages: Iterable[Message]) -> Iterator[str]:
    """Yield whole messages, each with its situation and the places of its wordings."""
    for message in messages:
        values = (f"{axis}: {value}" for axis, value in message.situation.as_dict().items() if value)
        yield ""
        yield f"  [{message.locale}] {' · '.join(values)}"
        yield from (f"      {line}".rstrip() for line in shown(message).splitlines())
        yield f"      → {'; '.join(pick.where for pick in message.picks)}"
