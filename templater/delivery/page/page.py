"""Gather the rows by letter and stance, those to look at first, and write the page around them."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from templater.delivery.interface import Entry
from templater.delivery.page.escaping import escaped
from templater.delivery.page.row import row_html
from templater.delivery.speech import Speech
from templater.delivery.spool import Places, Spool
from templater.letters.message import Message

_HERE = Path(__file__).parent
_RANKS = ("failed", "held", "written", "skipped")
"""The order of what becomes of rows: what a person should look at comes first."""


@dataclass(frozen=True, slots=True)
class _Group:
    """The rows of one heading; those with notes come first."""

    noted: Places = field(default_factory=Places)
    plain: Places = field(default_factory=Places)

    def __len__(self) -> int:
        return len(self.noted) + len(self.plain)


class Page:
    """An HTML page that asks nothing of any network, and says what it says in the language of its user.

    Of a row memory holds only where it is put aside.
    """

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._groups: dict[tuple[int, str, str], _Group] = {}
        self._counts: Counter[str] = Counter()

    def check(self, message: Message) -> None:
        """Take every message: the page names the signs that it cannot show."""

    def put_aside(self, entry: Entry, spool: Spool) -> None:
        """Keep a row under its heading."""
        octets = row_html(entry, self._speech).encode()
        letter, stance = "", ""
        if entry.message and entry.status == "written":
            letter, stance = entry.message.letter, entry.message.situation.stance
        group = self._groups.setdefault((_RANKS.index(entry.status), letter, stance), _Group())
        spool.add(octets, group.noted if entry.notes else group.plain)
        self._counts[entry.status] += 1

    def finished(self, spool: Spool) -> Iterator[bytes]:
        """Yield the page."""
        style, script = ((_HERE / name).read_text("utf-8") for name in ("page.css", "page.js"))
        groups = sorted(self._groups.items())
        yield self._head(style, script).encode()
        yield self._contents([(self._title(*key), len(group)) for key, group in groups]).encode()
        for number, (key, group) in enumerate(groups, 1):
            title = f"{escaped(self._title(*key))} <span>{len(group)}</span>"
            yield f'<section id="g{number}">\n<h2>{title}</h2>\n'.encode()
            yield from spool.of(group.noted)
            yield from spool.of(group.plain)
            yield b"</section>\n"
        yield f"</main>\n<script>{script}</script>\n</body>\n</html>\n".encode()

    def _title(self, rank: int, letter: str, stance: str) -> str:
        say = self._speech.say
        match _RANKS[rank]:
            case "failed":
                return say("Not written: something is missing or wrong")
            case "held":
                return say("Look at these first: the candidate's own words leave it open")
            case "skipped":
                return say("Not for them")
            case _:
                return f"{letter} · {stance}"

    def _head(self, style: str, script: str) -> str:
        title = escaped(self._speech.say("Letters to look at"))
        policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; base-uri 'none'"
        return (
            f'<!doctype html>\n<html lang="{escaped(self._speech.language)}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}; form-action \'none\'">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n"
            f'<p class="counts">{escaped(self._counted())}</p>\n{self._search()}'
        )

    def _counted(self) -> str:
        say_number, counts = self._speech.say_number, self._counts
        written = counts["written"] + counts["held"]
        said = [say_number("{count} letter", "{count} letters", written)]
        if counts["held"]:
            said.append(
                say_number("{count} of them to look at first", "{count} of them to look at first", counts["held"])
            )
        if counts["failed"]:
            said.append(say_number("{count} row failed", "{count} rows failed", counts["failed"]))
        if counts["skipped"]:
            said.append(say_number("{count} row skipped", "{count} rows skipped", counts["skipped"]))
        return ", ".join(said)

    def _search(self) -> str:
        label, shown = self._speech.say("Search"), self._speech.say("{shown} of {all} shown", shown="#", all="##")
        return (
            f'<div class="search" role="search" hidden>\n<label for="search">{escaped(label)}</label>\n'
            f'<input id="search" type="search" autocomplete="off" spellcheck="false">\n'
            f'<output for="search" data-said="{escaped(shown)}"></output>\n</div>\n'
        )

    def _contents(self, titles: list[tuple[str, int]]) -> str:
        items = "".join(
            f'<li><a href="#g{number}">{escaped(title)}</a> <span>{count}</span></li>\n'
            for number, (title, count) in enumerate(titles, 1)
        )
        label = escaped(self._speech.say("Contents"))
        return f'</header>\n<nav aria-label="{label}">\n<ul>\n{items}</ul>\n</nav>\n<main>\n'


def _digest(text: str) -> str:
    """Return by what a browser knows that a text is ours (CSP, hash-source)."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
