"""Write proofs as one page of HTML that works from a file: everything is in it, and nothing is fetched."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from templater.letters import Message
from templater.review.proof.assembling import AXIS_ORDER
from templater.review.proof.rows import Group, Row, relations_of
from templater.review.proof.sheet import Paragraph, Where

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of one letter: its passages, or whole messages; and real e-mails, one for each locale."""

    letter: str
    groups: tuple[Group, ...]
    mails: tuple[Message, ...]
    messages: tuple[Message, ...] = ()


def write_page(letters: Sequence[Shown], words: Mapping[str, str], language: str) -> str:
    """Return the page; `words` are its own, in `language`: see `page.html` and the keys that are used here."""
    script = (_HERE / "page.js").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = _Page({name: escape(text) for name, text in words.items()})
    return Template((_HERE / "page.html").read_text("utf-8")).substitute(
        page.words,
        lang=escape(language),
        digest=f"sha256-{digest}",
        script=script,
        contents=page.contents(letters),
        filters="".join(page.filters(letters)),
        letters="".join(map(page.letter, letters)),
    )


@dataclass(frozen=True, slots=True)
class _Page:
    words: Mapping[str, str]

    def contents(self, letters: Sequence[Shown]) -> str:
        if len(letters) < 2:
            return ""
        links = "\n".join(f'<a href="#{escape(one.letter)}">{escape(one.letter)}</a>' for one in letters)
        return f'<nav aria-label="{self.words["letters_label"]}">\n{links}\n</nav>'

    def filters(self, letters: Sequence[Shown]) -> Iterator[str]:
        """Yield a choice for every axis that makes a difference to anything on the page."""
        for name, values in _choices(letters).items():
            if len(values) > 1:
                options = "".join(f"<option>{escape(value)}</option>" for value in values)
                label = self._axis(name)
                first = f'<option value="">{self.words["all_label"]}</option>'
                yield f'<label>{label}<select name="{escape(name)}">{first}{options}</select></label>\n'

    def _axis(self, name: str) -> str:
        """Return what a person calls an axis; most are called as in the headings of the phrase books."""
        return self.words.get(f"{name}_label", escape(name))

    def letter(self, shown: Shown) -> str:
        mails = self._mails(shown) if shown.mails else ""
        groups = "".join(map(self._group, shown.groups))
        messages = "".join(map(self._message, shown.messages))
        name = escape(shown.letter)
        return f'<section class="letter" id="{name}">\n<h2>{name}</h2>\n{mails}{groups}{messages}</section>\n'

    def _mails(self, shown: Shown) -> str:
        name = f"width-{escape(shown.letter)}"
        switch = "".join(
            f'<label><input type="radio" name="{name}" value="{value}"{checked}>{self.words[label]}</label>'
            for value, label, checked in (("narrow", "phone_label", " checked"), ("wide", "desktop_label", ""))
        )
        frames = "".join(map(self._mail, shown.mails))
        legend = self.words["email_label"]
        return (f'<div class="mails narrow">\n<fieldset><legend>{legend}</legend>{switch}</fieldset>\n'
                f"{frames}</div>\n")  # fmt: skip

    def _mail(self, mail: Message) -> str:
        title = f"{escape(mail.locale)} · {escape(mail.subject)}"
        return (
            f'<div class="mail" lang="{escape(mail.locale)}"><h3>{title}</h3><div class="frame" tabindex="0">'
            f'<iframe sandbox="allow-same-origin" title="{title}" srcdoc="{escape(mail.html or "")}"></iframe>'
            "</div></div>\n"
        )

    def _group(self, group: Group) -> str:
        name = self._axis(group.name)
        rows = "".join(self._row(row, group.letter) for row in group.rows)
        return f'<div class="group">\n<h3>{escape(group.file)} · {name}</h3>\n{rows}</div>\n'

    def _row(self, row: Row, letter: str) -> str:
        where = json.dumps([_told(one) for one in row.where], ensure_ascii=False, separators=(",", ":"))
        told = "".join(f"<li>{self._where(one)}</li>" for one in row.where)
        cells = "".join(self._cell(locale, said) for locale, said in row.said)
        pair = " pair" if len(row.said) > 1 else ""
        return (
            f'<article class="row" data-letter="{escape(letter)}" data-where="{escape(where)}">\n'
            f'<ul class="where">{told}</ul>\n<div class="cells{pair}">\n{cells}</div></article>\n'
        )

    def _where(self, where: Where) -> str:
        parts = [(self._axis(axis), escape(" / ".join(values))) for axis, values in _told(where).items()]
        parts += [(self.words["given_label"], escape(fact)) for fact in where.given]
        parts += [(self.words["blank_label"], escape(fact)) for fact in where.blank]
        if not parts:
            return self.words["always_label"]
        return " ".join(f"<span>{name} <b>{value}</b></span>" for name, value in parts)

    def _cell(self, locale: str, said: Sequence[Paragraph]) -> str:
        paragraphs = "".join(map(self._said, said))
        tag = escape(locale)
        return f'<section class="cell" lang="{tag}" data-locale="{tag}"><h4>{tag}</h4>\n{paragraphs}</section>\n'

    def _said(self, paragraph: Paragraph) -> str:
        registers, channels = " ".join(paragraph.registers), " ".join(paragraph.channels)
        relations = relations_of(paragraph)
        chips = "".join(f'<span class="chip">{escape(", ".join(one))}</span>'
                        for one in (paragraph.registers, relations) if one)  # fmt: skip
        ways = dict.fromkeys(
            ", ".join(
                f"<code>{escape(one.place)}</code> {escape(one.phrase)} · {escape(one.heading)}" for one in way.words
            )
            or f"<code>{escape(paragraph.place)}</code>"
            for way in paragraph.ways
        )
        places = "<br>".join(ways)
        return (
            f'<div class="said" data-register="{escape(registers)}" data-channel="{escape(channels)}" '
            f'data-relation="{escape(" ".join(relations))}">'
            f'<p class="text">{escape(paragraph.text)}</p><p class="from">{chips}{places}</p></div>\n'
        )

    def _message(self, message: Message) -> str:
        situation = _situation(message)
        where = json.dumps(
            [{axis: [value] for axis, value in situation.items()}], ensure_ascii=False, separators=(",", ":")
        )
        told = " ".join(f"<span>{self._axis(axis)} <b>{escape(value)}</b></span>" for axis, value in situation.items())
        tag = escape(message.locale)
        places = ", ".join(f"<code>{escape(pick.where)}</code>" for pick in message.picks)
        subject = f"<b>{escape(message.subject)}</b>\n\n" if message.subject else ""
        return (
            f'<article class="row message" data-letter="{escape(message.letter)}" data-where="{escape(where)}">\n'
            f'<p class="where">{told}</p>\n<section class="cell" lang="{tag}" data-locale="{tag}">'
            f'<div class="said" data-register="{escape(message.situation.register)}" '
            f'data-channel="{escape(message.channel)}"><p class="text">{subject}{escape(message.text)}</p>'
            f'<p class="from">{places}</p></div></section></article>\n'
        )


def _told(where: Where) -> dict[str, tuple[str, ...]]:
    """Return the axes as people read them: a blank column is called none."""
    return {axis: tuple(value or "none" for value in values) for axis, values in where.axes}


def _situation(message: Message) -> dict[str, str]:
    return {axis: value for axis, value in message.situation.as_dict().items() if value}


def _choices(letters: Iterable[Shown]) -> Mapping[str, tuple[str, ...]]:
    """Return the axes that the page can be filtered by, with the values that occur on it."""
    found: dict[str, dict[str, None]] = {"letter": {}, "locale": {}, "register": {}}
    axes: dict[str, dict[str, None]] = {}
    for shown in letters:
        found["letter"][shown.letter] = None
        for row in (row for group in shown.groups for row in group.rows):
            for where in row.where:
                for axis, values in _told(where).items():
                    axes.setdefault(axis, {}).update(dict.fromkeys(values))
            for locale, said in row.said:
                found["locale"][locale] = None
                found["register"].update(dict.fromkeys(name for one in said for name in one.registers))
                relations = dict.fromkeys(name for one in said for name in relations_of(one))
                axes.setdefault("relation", {}).update(relations)
        for message in shown.messages:
            found["locale"][message.locale] = None
            for axis, value in _situation(message).items():
                (found["register"] if axis == "register" else axes.setdefault(axis, {})).update({value: None})
    ordered = sorted(axes, key=AXIS_ORDER.index)
    return {name: tuple(values) for name, values in (*found.items(), *((axis, axes[axis]) for axis in ordered))}
