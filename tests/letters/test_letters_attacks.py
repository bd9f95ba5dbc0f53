"""Hostile cells on their way from a row to a letter and the bytes that leave: refused, or nothing but text.

`attacks.json` has a verdict for each: `refuse` names the code of the problem, `becomes` what the door makes of the
cell, `literal` cells come through as they are, and `ignore` is a column that does not exist. `cell` is what a sheet
of letters holds in its place, which no spreadsheet computes.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from letter_factory import body_of, broken, hello, letter, render
from readback import assert_well_formed, meant, python_reads

from templater.delivery import Envelope, message_fields, open_destination, write_message
from templater.delivery.lines import json_line
from templater.letters import Library, Message
from templater.merge import Drafted, Failed, Order, deliver, envelope_of, merge
from templater.recipients import Row, open_recipients, read_headings

ATTACKS: list[dict[str, str]] = json.loads(Path(__file__).with_name("attacks.json").read_text("utf-8"))
TEMPLATES = Path(__file__).parents[2] / "templates"
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LIBRARY = Library()
NOON = datetime(2026, 12, 3, 12, tzinfo=UTC)
ORDER = Order({"letter": "rejection", "locale": "es"}, as_email=True)
MARTA = {
    "id": "7", "first_name": "Marta", "email": "marta@example.com", "role": "Analista", "company": "Acme",
    "stage": "interview", "self_assessment": "negative", "gap": "small", "requirement": "SQL", "evidence": "poco SQL",
    "strength": "la claridad", "sender_name": "Laura Gil", "sender_email": "laura@acme.example",
    "privacy_url": "https://acme.example/p",
}  # fmt: skip
SHOWN = ("first_name", "role", "company", "evidence", "requirement", "strength", "sender_name")


def having(*verdicts: str) -> list[dict[str, str]]:
    return [attack for attack in ATTACKS if attack["verdict"] in verdicts]


def named(attack: Mapping[str, str]) -> str:
    return f"{attack['id']}-{attack['area']}"


def drafted(cells: Mapping[str, str]) -> tuple[Message, Envelope]:
    """Return what becomes of a row that is written."""
    (outcome,) = merge([Row(2, {**MARTA, **cells})], LIBRARY, ORDER)
    assert isinstance(outcome, Drafted), outcome
    envelope = envelope_of(outcome.candidate, outcome.message, NOON)
    assert envelope is not None
    return outcome.message, envelope


class Page(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[object] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(tag)

    def handle_comment(self, data: str) -> None:
        self.tags.append(data)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("attack", having("refuse"), ids=named)
def test_an_attack_is_refused_before_anything_leaves(attack: dict[str, str], tmp_path: Path) -> None:
    ended: list[object] = []
    rows = [Row(2, {**MARTA, attack["column"]: attack["payload"]})]
    with open_destination(str(tmp_path / "out.mbox"), force=False, stdout=BytesIO()) as mailbox:
        deliver(merge(rows, LIBRARY, ORDER), mailbox, NOON, tell=ended.append)
    (outcome,) = ended
    assert isinstance(outcome, Failed)
    assert [problem.code for problem in outcome.problems] == [attack["code"]]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("attack", having("literal", "becomes", "ignore"), ids=named)
def test_an_attack_that_is_let_in_is_one_message_to_one_person(attack: dict[str, str]) -> None:
    message, envelope = drafted({attack["column"]: attack["payload"]})
    octets = write_message(message, envelope)
    assert_well_formed(octets)
    read = python_reads(octets).without_blanks_in_names()
    assert read == meant(message, envelope).without_blanks_in_names()
    expected = attack.get("becomes", attack["payload"])
    match attack["column"]:
        case "first_name":
            assert (envelope.to_name, envelope.to_address) == (expected, "marta@example.com")
            assert expected in message.text
        case "role":
            assert expected in message.subject
        case "email":
            assert envelope.to_address == message.to == expected
        case "evidence":
            assert expected in message.text
        case unknown:
            assert attack["verdict"] == "ignore"
            assert unknown not in MARTA
            assert write_message(*drafted({})) == octets


@pytest.mark.parametrize("attack", having("literal", "becomes"), ids=named)
def test_json_lines_hold_the_value_as_it_is(attack: dict[str, str]) -> None:
    message, _ = drafted({attack["column"]: attack["payload"]})
    line = json_line(message_fields(message, "7", 2))
    assert line.count(b"\n") == 1
    found = json.loads(line)
    assert attack.get("becomes", attack["payload"]) in found["text"] + found["subject"] + found["to"]


FORMULAS = [one for one in ATTACKS if one["area"] == "csv-formula"]


def sheet_of(attack: Mapping[str, str], path: Path) -> Path:
    """Write a sheet of letters in which a cell, and so the letter beside it, begins as a formula does."""
    cells = {**MARTA, attack["column"]: attack["payload"]}
    with open_destination(str(path), force=False, stdout=BytesIO(), when=NOON) as sheet:
        deliver(merge([Row(2, cells)], LIBRARY, ORDER), sheet, NOON)
    return path


@pytest.mark.parametrize("attack", FORMULAS, ids=named)
def test_a_formula_in_a_csv_of_letters_stands_behind_an_apostrophe_and_is_quoted(
    attack: dict[str, str], tmp_path: Path
) -> None:
    octets = sheet_of(attack, tmp_path / "letters.csv").read_bytes()
    quoted = '"' + attack["cell"].replace('"', '""') + '"'
    assert quoted.encode() in octets
    titles, row = csv.reader(StringIO(octets.decode("utf-8-sig"), newline=""))
    found = dict(zip(titles, row, strict=True))
    assert (found[attack["column"]], found["outcome"]) == (attack["cell"], "written")
    for cell in (*titles, *row):
        assert not cell.lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("attack", FORMULAS, ids=named)
def test_a_formula_in_a_workbook_of_letters_is_text(attack: dict[str, str], tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    with ZipFile(sheet_of(attack, tmp_path / "letters.xlsx")) as parts:
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    cells = list(sheet.iter(f"{SPREADSHEET}c"))
    assert attack["payload"] in ["".join(cell.itertext()) for cell in cells]
    assert {cell.get("t") for cell in cells} <= {"inlineStr", None}
    assert not [tag for tag in sheet.iter() if tag.tag in (f"{SPREADSHEET}f", f"{SPREADSHEET}v")]


@pytest.mark.parametrize("name", ["letters.csv", "letters.xlsx"])
@pytest.mark.parametrize("attack", FORMULAS, ids=named)
def test_a_formula_comes_back_from_a_sheet_of_letters_as_it_was(
    attack: dict[str, str], name: str, tmp_path: Path
) -> None:
    pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    path = sheet_of(attack, tmp_path / name)
    headings = read_headings([TEMPLATES])
    with open_recipients(str(path), stdin=BytesIO(), headings=headings) as rows:
        (row,) = rows
    assert isinstance(row, Row)
    assert row.cells[attack["column"]] == attack["payload"]
    assert {name: row.cells[name] for name in MARTA if name != attack["column"]} == {
        name: cell for name, cell in MARTA.items() if name != attack["column"]
    }


INTO_PAGES = [one for one in ATTACKS if one["area"] in ("html", "value-ssti", "csv-formula")]
FREE = ("evidence", "requirement", "strength")
"""Where an unfilled placeholder is a mistake of whoever wrote it, as the rules have it; a name is not judged."""


def is_placeholder(attack: Mapping[str, str]) -> bool:
    return attack["payload"].startswith(("{{", "{%"))


@pytest.mark.parametrize("column", FREE)
@pytest.mark.parametrize("attack", [one for one in INTO_PAGES if is_placeholder(one)], ids=named)
def test_what_looks_like_an_unfilled_placeholder_is_refused_in_free_text(attack: dict[str, str], column: str) -> None:
    (outcome,) = merge([Row(2, {**MARTA, column: attack["payload"]})], LIBRARY, ORDER)
    assert isinstance(outcome, Failed)
    assert {problem.code for problem in outcome.problems} == {"placeholder"}


@pytest.mark.parametrize("column", SHOWN)
@pytest.mark.parametrize("attack", INTO_PAGES, ids=named)
def test_a_value_changes_the_text_of_a_page_and_none_of_its_tags(attack: dict[str, str], column: str) -> None:
    if column in FREE and is_placeholder(attack):
        return  # refused, see above
    expected = attack.get("becomes", attack["payload"])
    hostile, plain = (Page(drafted({column: cell})[0].html or "") for cell in (attack["payload"], "Xyzzy"))
    assert hostile.tags == plain.tags
    assert "".join(hostile.texts) == "".join(plain.texts).replace("Xyzzy", expected)
    assert "Xyzzy" in "".join(plain.texts)


@pytest.mark.parametrize("header", ["X Bad", "Bcc", "To", "Sender", "Reply-To"])
def test_a_letter_sets_no_field_of_the_mail_but_its_subject(header: str, tmp_path: Path) -> None:
    # A029, A030
    files = {"es/hello.md": letter("Hola.", "Subject: x", f"{header}: evil@example.net")}
    assert re.search(r":2: ('\w+:' is no header of a letter|a letter begins with its headers)", broken(tmp_path, files))


def test_a_value_within_a_link_stays_one_part_of_its_path(tmp_path: Path) -> None:
    # A132
    message = render(tmp_path, hello("[Ir](https://acme.example/{{ role.title }})"), {"role": "../../admin?x=1#"})
    assert 'href="https://acme.example/..%2F..%2Fadmin%3Fx%3D1%23"' in body_of(message)
    assert "https://acme.example/..%2F..%2Fadmin%3Fx%3D1%23" in message.text


def test_an_id_leads_no_file_out_of_its_directory(tmp_path: Path) -> None:
    # A132
    rows = [Row(2, {**MARTA, "id": "../../admin?x=1#"})]
    with open_destination(str(tmp_path / "out/"), force=False, stdout=BytesIO()) as directory:
        deliver(merge(rows, LIBRARY, ORDER), directory, NOON)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.eml")] == ["out/0002-admin-x-1.eml"]
