"""The rows of a run on one page: those to look at first, nothing computed, nothing asked of a network."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from templater.candidate import Record
from templater.delivery import Entry, Overview, Speech, open_destination
from templater.delivery.page.escaping import escaped
from templater.errors import Problem
from templater.judgement import Note
from templater.judgement.reading import Reading
from templater.letters.message import Message

Make = Callable[..., Message]

MISSING = Problem("is blank, and this letter needs it", "missing", "role")
HOSTILE = (
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)', "</title><script>1</script>", "]]><script>1</script>", "</p></td></tr></table><h1>x",
    "<style>*{display:none}</style>", "<form action=https://evil.example><input name=p></form>", "</details></article>",
    "[x](javascript:alert(1)) ![i](http://evil.example/p.gif)", "&lt;b&gt; &amp;#x3c;", "<!-- ", "<svg/onload=a(1)>",
)  # fmt: skip
"""What a row may hold that would be markup."""


def page_of(directory: Path, *entries: Entry, speech: Speech | None = None) -> str:
    path = directory / "out.html"
    with open_destination(str(path), force=True, stdout=io.BytesIO(), speech=speech) as destination:
        assert isinstance(destination, Overview)
        for entry in entries:
            if entry.message:
                destination.deliver(entry.message, None, entry.id, entry.row)
            destination.show(entry)
    return path.read_text("utf-8")


def written(row: int, message: Message, *notes: str, held: bool = False) -> Entry:
    noted = [Note("{note}", "gap", (("note", note),)) for note in notes]
    return Entry(row, f"C-{row}", "held" if held else "written", message=message, name="Marta", notes=noted)


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}", ()))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_what_a_person_should_look_at_comes_first(tmp_path: Path, message: Make) -> None:
    gentle = replace(message().situation, stance="gentle")
    page = page_of(
        tmp_path,
        written(2, message(letter="rejection")),
        written(3, message(letter="coaching", situation=gentle)),
        written(4, message(letter="rejection"), "think"),
        Entry(5, "C-5", "skipped", problems=[MISSING]),
        written(6, message(letter="rejection"), held=True),
        Entry(7, "C-7", "failed", problems=[MISSING]),
    )
    assert re.findall(r"<h2>(.*?) <span>(\d)</span></h2>", page) == [
        ("Not written: something is missing or wrong", "1"),
        ("Look at these first: the candidate&#x27;s own words leave it open", "1"),
        ("coaching · gentle", "1"),
        ("rejection · agree-gap", "2"),
        ("Not for them", "1"),
    ]
    assert re.findall(r"<bdi>row (\d)</bdi>", page) == ["7", "6", "3", "4", "2", "5"]
    assert '<p class="counts">4 letters, 1 of them to look at first, 1 row failed, 1 row skipped</p>' in page
    assert re.findall(r'<a href="#(g\d)">', page) == re.findall(r'<section id="(g\d)">', page)


def test_a_letter_stands_with_whom_it_is_to_its_notes_and_its_picks(tmp_path: Path, message: Make) -> None:
    reading = Reading("unclear", 0.4)
    entry = written(2, message(to="marta@example.com", reading=reading), "look", held=True)
    text = Tags(page_of(tmp_path, replace(entry, answer="no sé"))).text
    assert "Addressed to: Marta marta@example.com" in text
    assert "row 2 · C-2 · rejection · agree-gap · es-MX · email" in text
    assert "column 'gap': look" in text
    assert "in which nothing clear was read:\nno sé" in text
    assert message().text.strip() in text
    assert re.search(r"Why these words\s+openingsaid-negative · 2 of 3 · templates/es/rejection.md:12", text)


def test_a_failed_row_shows_what_came(tmp_path: Path, message: Make) -> None:
    record = Record(("Nombre", "Notas", "blank"), ("Íñigo", ["a", 1], None))
    entry = Entry(3, "8", "failed", record, problems=[MISSING, MISSING])
    page = page_of(tmp_path, written(2, message()), entry)
    assert page.count("<li>column &#x27;role&#x27;: is blank, and this letter needs it</li>") == 2
    assert "<dt><bdi>Nombre</bdi></dt><dd><bdi>Íñigo</bdi></dd>" in page
    assert "<dd><bdi>[&quot;a&quot;, 1]</bdi></dd>" in page
    assert "blank</bdi></dt>" not in page


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_row_holds_is_never_markup(text: str, tmp_path: Path, message: Make) -> None:
    def of(value: str) -> Tags:
        entry = written(
            2, message(subject=value, text=value, to=value, letter=value, reading=Reading("mixed", 0.4)), value
        )
        failed = Entry(3, value, "failed", Record((value,), (value,)), problems=[Problem("{x}", "", "", {"x": value})])
        return Tags(page_of(tmp_path, replace(entry, name=value, answer=value, id=value), failed))

    hostile, harmless = of(text), of("X")
    assert hostile.found == harmless.found
    assert hostile.text.count(text) >= 10


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u2066", "\u200b", "\x00", "\x85", "\ud800", "\u2028", "\u00ad", "\U000e0041"]
)
def test_a_sign_that_nobody_sees_is_named(sign: str, tmp_path: Path, message: Make) -> None:
    page = page_of(tmp_path, written(2, message(subject=f"a{sign}b", text=f"c{sign}d")))
    named = f'<b class="sign">U+{ord(sign):04X}</b>'
    assert f"a{named}b" in page
    assert f"c{named}d" in page
    assert sign not in page


@pytest.mark.parametrize("text", ["ñ é 漢 👩‍💻", "a\nb\tc", "עברית"])
def test_what_people_write_is_left_alone(text: str) -> None:
    assert escaped(text) == text


def test_the_page_may_load_nothing_and_run_only_what_is_ours(tmp_path: Path, message: Make) -> None:
    page = page_of(tmp_path, written(2, message()))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert rules[rule] == f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
    assert page.index("Content-Security-Policy") < page.index("<style>")
    tags = Tags(page).found
    assert {tag for tag, _ in tags}.isdisjoint({"img", "link", "iframe", "form", "object", "base", "video", "audio"})
    names = {name for _, attributes in tags for name, _ in attributes}
    assert not {name for name in names if name.startswith("on")} | (names & {"src", "style", "srcset", "action"})
    assert "http" not in page.replace("http-equiv", "")


def test_the_page_speaks_the_language_that_it_is_given(tmp_path: Path, message: Make) -> None:
    speech = Speech("es", lambda text, **_: f"¡{text}!", lambda one, _many, _count, **_values: f"¿{one}?")
    page = page_of(tmp_path, written(2, message()), speech=speech)
    assert '<html lang="es">' in page
    assert "<title>¡Letters to look at!</title>" in page
    assert "¿{count} letter?" in page
    assert '<div class="text" lang="es-MX" dir="auto">' in page


def test_a_page_of_many_letters_holds_each_once_in_order(tmp_path: Path, message: Make) -> None:
    page = page_of(tmp_path, *(written(number, message(subject=f"S{number}.")) for number in range(500)))
    assert re.findall(r"<h3><bdi>S(\d+)\.</bdi></h3>", page) == [str(number) for number in range(500)]


def test_the_same_rows_give_the_same_page(tmp_path: Path, message: Make) -> None:
    entries = [written(2, message()), Entry(3, "8", "failed", problems=[MISSING])]
    assert page_of(tmp_path, *entries) == page_of(tmp_path, *entries)
