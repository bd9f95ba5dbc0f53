from __future__ import annotations

import ast
import io
import json
import mailbox
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from templater import delivery
from templater.delivery import Destination, Envelope, Receipt, open_destination, write_message
from templater.delivery.eml import slug
from templater.delivery.mailbox import mailbox_entry
from templater.delivery.mime import stored_message
from templater.errors import ChoiceError, OutputError, Problem
from templater.letters.message import Message

Make = Callable[..., Message]
Address = Callable[..., Envelope]

MISSING = Problem("is blank, and this letter needs it", "missing", "role")
WRONG = Problem("'{found}' is not an e-mail address", "not-an-address", "email", {"found": "x@"})


def to(path: Path | str, *, force: bool = False) -> Destination:
    return open_destination(str(path), force=force, stdout=io.BytesIO())


def lines_of(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("name", "needs_address"),
    [("out.jsonl", False), ("OUT.JSONL", False), ("out.mbox", True), ("out", True), ("out.d/", True)],
)
def test_a_destination_knows_whether_it_needs_an_address(name: str, needs_address: bool, tmp_path: Path) -> None:
    assert to(f"{tmp_path}/{name}").needs_address is needs_address


def test_the_standard_output_needs_no_address() -> None:
    assert not to("-").needs_address


@pytest.mark.parametrize(
    "name", ["out.eml", "out.ods", "out.txt", "maildir:", "smtp://host", "", "a\0b", "maildir:a\0b"]
)
def test_what_cannot_be_written_is_refused_with_what_can(name: str) -> None:
    with pytest.raises(ChoiceError, match=r"one of -, NAME\.jsonl, NAME\.mbox, NAME/"):
        to(name)


@pytest.mark.parametrize("name", ["out.jsonl", "out.mbox", "out"])
def test_a_destination_is_checked_before_it_is_opened(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="there is no directory"):
        to(tmp_path / "missing" / name)
    assert to(tmp_path / name)
    assert not list(tmp_path.iterdir()), "asking makes nothing"
    (tmp_path / name).mkdir() if name == "out" else (tmp_path / name).touch()
    with pytest.raises(OutputError, match="--force"):
        to(tmp_path / name)
    assert to(tmp_path / name, force=True)


@pytest.mark.parametrize("name", ["out.jsonl", "out.mbox", "out"])
def test_where_nothing_was_delivered_nothing_is_made(name: str, tmp_path: Path) -> None:
    with to(tmp_path / name) as destination:
        destination.refuse("7", 2, [MISSING])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["out.jsonl", "out.mbox", "out"])
def test_an_interrupted_delivery_leaves_nothing(name: str, tmp_path: Path, message: Make, envelope: Address) -> None:
    def interrupted() -> None:
        with to(tmp_path / name) as destination:
            destination.deliver(message(), envelope(), "7", 2)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["out.mbox", "out"])
def test_a_message_without_an_address_is_refused(name: str, tmp_path: Path, message: Make) -> None:
    with to(tmp_path / name) as destination, pytest.raises(OutputError, match="address"):
        destination.deliver(message(), None, "7", 2)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["out.mbox", "out"])
def test_a_message_that_cannot_be_written_leaves_no_trace(
    name: str, tmp_path: Path, message: Make, envelope: Address
) -> None:
    with to(tmp_path / name) as destination:
        destination.deliver(message(), envelope(), "7", 2)
        with pytest.raises(OutputError, match="To"):
            destination.deliver(message(), envelope(to_address="x@"), "8", 3)
        destination.deliver(message(), envelope(), "9", 4)
    path = tmp_path / name
    if path.is_dir():
        assert sorted(p.name for p in path.iterdir()) == ["0002-7.eml", "0004-9.eml"]
    else:
        assert path.read_bytes() == mailbox_entry(stored_message(message(), envelope()), envelope()) * 2


def test_a_mailbox_is_read_back_message_by_message(tmp_path: Path, message: Make, envelope: Address) -> None:
    path = tmp_path / "out.mbox"
    with to(path) as destination:
        first = destination.deliver(message(text="From me\n\nFrom you\n"), envelope(), "7", 2)
        destination.refuse("8", 3, [MISSING])
        destination.deliver(message(subject="Segundo"), envelope(), "9", 4)
    assert first == Receipt("7", 2, str(path))
    box = mailbox.mbox(path, create=False)
    one, two = list(box)
    assert two["Subject"] == "Segundo"
    assert one.get_from() == "talento@agencia.example Tue Mar  3 08:30:00 2026"
    text: Any = one.get_payload(0)
    assert text.get_payload(decode=True) == b"From me\n\nFrom you\n"
    box.close()


def test_a_mailbox_has_lf_line_ends_and_a_blank_line_after_each_message(message: Make, envelope: Address) -> None:
    written = write_message(message(), envelope()).replace(b"\r\n", b"\n")
    assert b"\r" not in written
    entry = mailbox_entry(stored_message(message(), envelope()), envelope())
    assert entry == b"From talento@agencia.example Tue Mar  3 08:30:00 2026\n" + written + b"\n"


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        (b"From me", b">From me"),
        (b">From me", b">>From me"),
        (b">>From me", b">>>From me"),
        (b" From me", b" From me"),
        (b"Fromage", b"Fromage"),
        (b"> From me", b"> From me"),
    ],
)
def test_a_line_that_could_begin_a_message_gets_one_more_mark(line: bytes, quoted: bytes, envelope: Address) -> None:
    entry = mailbox_entry(b"A: b\n\n%b\n%b\n" % (line, line), envelope())
    assert entry.partition(b"\n\n")[2] == quoted + b"\n" + quoted + b"\n\n"


LINES = st.lists(st.sampled_from(["From me", ">From me", ">>From you", "", " From", "Fromage", "ñ", ".", "x" * 90]))


@given(st.lists(LINES, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whoever_reads_mboxrd_has_every_message_again(message: Make, envelope: Address, texts: list[list[str]]) -> None:
    written = [write_message(message(text="\n".join(lines), html=None), envelope()) for lines in texts]
    with TemporaryDirectory() as directory:
        with to(Path(directory) / "out.mbox") as destination:
            for lines in texts:
                destination.deliver(message(text="\n".join(lines), html=None), envelope(), "7", 2)
        octets = (Path(directory) / "out.mbox").read_bytes()
    entries = re.split(rb"(?:^|(?<=\n\n))From talento@agencia\.example .*\n", octets)
    assert entries.pop(0) == b""
    assert all(entry.endswith(b"\n\n") for entry in entries)
    assert [re.sub(rb"(?m)^>(>*From )", rb"\1", entry[:-1]) for entry in entries] == [
        one.replace(b"\r\n", b"\n") for one in written
    ]


def test_the_from_line_is_in_utc_whatever_the_zone_of_the_date(envelope: Address) -> None:
    late = datetime(2026, 12, 31, 23, 59, 58, tzinfo=UTC)
    assert mailbox_entry(b"", envelope(date=late)).startswith(
        b"From talento@agencia.example Thu Dec 31 23:59:58 2026\n"
    )


def test_a_directory_has_one_file_with_crlf_for_each_message(tmp_path: Path, message: Make, envelope: Address) -> None:
    with to(tmp_path / "out/") as destination:
        receipt = destination.deliver(message(), envelope(), "Marta Ruiz", 7)
        destination.refuse("8", 8, [MISSING])
        destination.deliver(message(), envelope(), "Íñigo", 12)
    assert receipt == Receipt("Marta Ruiz", 7, str(tmp_path / "out" / "0007-marta-ruiz.eml"))
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["0007-marta-ruiz.eml", "0012-inigo.eml"]
    assert Path(receipt.where).read_bytes() == write_message(message(), envelope())


def test_file_names_are_never_the_same_twice(tmp_path: Path, message: Make, envelope: Address) -> None:
    with to(tmp_path / "out") as destination:
        names = [
            Path(destination.deliver(message(), envelope(), identity, row).where).name
            for identity, row in [("a", 1), ("A", 1), ("a", 1), ("漢", 2), ("x", 0), ("../../etc/passwd", 9)]
        ]
    assert names == ["0001-a.eml", "0001-a-2.eml", "0001-a-3.eml", "0002.eml", "0005-x.eml", "0009-etc-passwd.eml"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("x" * 100, "x" * 60), ("x" * 59 + " yz", "x" * 59), ("ana@example.com", "ana-example-com"), ("-a--b-", "a-b"),
     ("CON", "con"), ("ß/ł\0\n", "ss"), ("...", "")],
)  # fmt: skip
def test_a_slug_is_a_file_name_everywhere(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_line_tells_all_of_a_message_in_order(tmp_path: Path, message: Make, envelope: Address) -> None:
    path = tmp_path / "out.jsonl"
    with to(path) as destination:
        receipt = destination.deliver(message(to="marta@example.com"), envelope(), "7", 2)
    assert receipt == Receipt("7", 2, str(path))
    (line,) = lines_of(path)
    assert list(line) == [
        "id", "row", "letter", "locale", "channel", "situation", "to", "subject", "preheader", "text", "html",
        "reading", "picks",
    ]  # fmt: skip
    assert line["situation"] == message().situation.as_dict()
    assert list(line["situation"])[:3] == ["channel", "stance", "said"]
    assert (line["id"], line["row"], line["to"]) == ("7", 2, "marta@example.com")
    assert (line["letter"], line["locale"], line["channel"]) == ("rejection", "es-MX", "email")
    assert line["reading"] is None
    assert line["preheader"] == "Gracias por la entrevista"
    assert line["picks"] == [
        {"phrase": "opening", "where": "templates/es/rejection.md:12", "heading": "said-negative",
         "index": 2, "of": 3, "deal": 0},
    ]  # fmt: skip


def test_a_line_has_null_where_there_is_no_html_or_address(tmp_path: Path, message: Make) -> None:
    with to(tmp_path / "out.jsonl") as destination:
        destination.deliver(message(html=None, channel="sms"), None, "7", 2)
    (line,) = lines_of(tmp_path / "out.jsonl")
    assert line["html"] is None
    assert line["to"] is None


def test_a_failed_row_is_a_line_in_its_place(tmp_path: Path, message: Make) -> None:
    with to(tmp_path / "out.jsonl") as destination:
        destination.deliver(message(), None, "7", 2)
        destination.refuse("8", 3, [WRONG])
        destination.deliver(message(), None, "9", 4)
    lines = lines_of(tmp_path / "out.jsonl")
    assert [line["id"] for line in lines] == ["7", "8", "9"]
    wrong = {"code": "not-an-address", "field": "email", "message": "'x@' is not an e-mail address"}
    assert lines[1] == {"id": "8", "row": 3, "error": wrong}


def test_a_row_with_several_problems_lists_them_all_and_the_first_apart(tmp_path: Path, message: Make) -> None:
    with to(tmp_path / "out.jsonl") as destination:
        destination.deliver(message(), None, "7", 2)
        destination.refuse("8", 3, [WRONG, MISSING])
    failed = lines_of(tmp_path / "out.jsonl")[1]
    assert list(failed) == ["id", "row", "error", "errors"]
    assert [error["code"] for error in failed["errors"]] == ["not-an-address", "missing"]
    assert failed["error"] == failed["errors"][0]


def test_lines_are_readable_utf8_and_one_line_for_every_reader(tmp_path: Path, message: Make) -> None:
    text = "ñ 👩\u2028b\u2029c\x85d\ne\r\n"
    with to(tmp_path / "out.jsonl") as destination:
        destination.deliver(message(text=text), None, "ñ", 2)
    written = (tmp_path / "out.jsonl").read_text("utf-8")
    assert "ñ 👩" in written
    assert len(written.splitlines()) == 1
    assert json.loads(written)["text"] == text


def test_half_a_character_is_refused(tmp_path: Path, message: Make) -> None:
    with to(tmp_path / "out.jsonl") as destination, pytest.raises(OutputError, match=r"U\+D800"):
        destination.deliver(message(text="a\ud800"), None, "7", 2)


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_the_standard_output_gets_utf8_whatever_its_encoding(encoding: str, message: Make) -> None:
    octets = io.BytesIO()
    stdout = io.TextIOWrapper(octets, encoding=encoding)
    stdout.write("before\n")
    with open_destination("-", force=False, stdout=stdout) as destination:
        assert destination.deliver(message(subject="漢"), None, "7", 2) == Receipt("7", 2, "-")
        destination.refuse("8", 3, [MISSING])
    before, first, second = octets.getvalue().decode("utf-8").splitlines()
    assert before == "before"
    assert json.loads(first)["subject"] == "漢"
    assert json.loads(second)["error"]["code"] == "missing"
    assert not stdout.closed


@pytest.mark.parametrize("stream", [io.BytesIO, io.StringIO])
def test_the_standard_output_may_be_octets_or_text(stream: type[io.BytesIO | io.StringIO], message: Make) -> None:
    stdout = stream()
    with open_destination("-", force=False, stdout=stdout) as destination:
        destination.deliver(message(), None, "ñ", 2)
    assert json.loads(stdout.getvalue())["id"] == "ñ"


def test_a_broken_pipe_is_let_through_and_another_fault_is_explained(message: Make) -> None:
    class Broken(io.BytesIO):
        error: OSError = BrokenPipeError()

        def write(self, _chunk: object, /) -> int:
            raise self.error

    with pytest.raises(BrokenPipeError), open_destination("-", force=False, stdout=Broken()) as destination:
        destination.deliver(message(), None, "7", 2)
    full = Broken()
    full.error = OSError(28, "No space left on device")
    with (
        pytest.raises(OutputError, match="no space left"),
        open_destination("-", force=False, stdout=full) as destination,
    ):
        destination.deliver(message(), None, "7", 2)


def test_no_module_of_the_room_writes_with_the_email_package_of_the_standard_library() -> None:
    sources = sorted(Path(delivery.__file__).parent.glob("*.py"))
    assert len(sources) > 5
    for source in sources:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [name.name for name in node.names]
                assert not any(name.split(".")[0] == "email" for name in names), source.name
