"""Where `templater merge` writes: each destination whole, in order, and the same each time."""

from __future__ import annotations

import errno
import json
import mailbox
import os
from collections.abc import Callable
from contextlib import closing
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from unittest.mock import patch

import pytest
from cli_runs import ANA, APPLICATIONS, CANDIDATES, MISTAKES, Ended, left_in, table, templater, write

IDS = [f"C-{number}" for number in range(101, 125)]
DATE = ("--date", "2026-12-03")
APPLIED = ("--locale", "es", "--set", "company=Acme", "--set", "sender_email=talento@acme.example")


def merge(source: str | Path, target: str | Path, *arguments: str, cwd: Path | None = None) -> Ended:
    return templater("merge", source, "--letter", "rejection", "--to", target, *DATE, *arguments, cwd=cwd)


def parsed(octets: bytes) -> EmailMessage:
    message = message_from_bytes(octets, policy=policy.default)
    for part in message.walk():
        assert not part.defects
    return message


def body_of(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    text: str = part.get_content()
    return text.replace("\r\n", "\n")


def in_mailbox(path: Path) -> list[EmailMessage]:
    """Read a mailbox with the standard library."""
    with closing(mailbox.mbox(path, create=False)) as box:
        return [parsed(box.get_bytes(key)) for key in box.keys()]  # noqa: SIM118  # a mailbox iterates messages


@pytest.fixture(name="lines", scope="module")
def lines_of_the_candidates() -> Ended:
    return merge(CANDIDATES, "-")


def test_the_standard_output_gets_a_line_for_each_row_in_order(lines: Ended) -> None:
    assert lines.status == 0
    assert [record["id"] for record in lines.records] == IDS
    assert [record["row"] for record in lines.records] == list(range(2, 26))
    assert all(record["picks"] and record["html"] for record in lines.records)
    assert lines.said[-5] == "24 letters written to -"


def test_no_two_candidates_read_the_same_letter(lines: Ended) -> None:
    assert len({record["text"] for record in lines.records}) == 24
    assert len({record["text"].partition("\n\n")[2] for record in lines.records}) == 24


def test_a_file_of_json_lines_holds_what_the_standard_output_says(tmp_path: Path, lines: Ended) -> None:
    ended = merge(CANDIDATES, "out.jsonl", cwd=tmp_path)
    assert (ended.status, ended.out) == (0, b"")
    assert (tmp_path / "out.jsonl").read_bytes() == lines.out
    assert left_in(tmp_path) == {"out.jsonl"}


def test_a_mailbox_holds_every_message_without_a_defect(tmp_path: Path, lines: Ended) -> None:
    ended = merge(CANDIDATES, "out.mbox", cwd=tmp_path)
    messages = in_mailbox(tmp_path / "out.mbox")
    assert (ended.status, ended.out, len(messages)) == (0, b"", 24)
    for message, record in zip(messages, lines.records, strict=True):
        assert message["To"].addresses[0].addr_spec == record["to"]
        assert message["Subject"] == record["subject"]
        assert message["Content-Language"] == record["locale"]
        assert body_of(message, "plain") == record["text"]
        assert body_of(message, "html") == record["html"]
    assert len({message["Message-ID"] for message in messages}) == 24
    assert left_in(tmp_path) == {"out.mbox"}


@pytest.mark.parametrize("target", ["letters", "letters/", "a name with blanks/"])
def test_a_directory_holds_one_file_for_each_message(tmp_path: Path, lines: Ended, target: str) -> None:
    ended = merge(CANDIDATES, target, cwd=tmp_path)
    files = sorted((tmp_path / target).iterdir())
    assert (ended.status, len(files)) == (0, 24)
    assert [file.name for file in files[:2]] == ["0002-c-101.eml", "0003-c-102.eml"]
    for file, record in zip(files, lines.records, strict=True):
        octets = file.read_bytes()
        assert octets.count(b"\n") == octets.count(b"\r\n")
        assert body_of(parsed(octets), "plain") == record["text"]


@pytest.mark.parametrize("target", ["out.mbox", "out.jsonl", "letters", "maildir:box", "out.csv", "out.html"])
def test_the_same_input_gives_the_same_bytes(tmp_path: Path, target: str) -> None:
    first, second = (snapshot(tmp_path, name, target) for name in ("one", "two"))
    assert first == second
    assert first


def snapshot(tmp_path: Path, name: str, target: str) -> dict[str, bytes]:
    directory = tmp_path / name
    directory.mkdir()
    assert merge(CANDIDATES, target, cwd=directory).status == 0
    return {
        file.relative_to(directory).as_posix(): file.read_bytes() for file in directory.rglob("*") if file.is_file()
    }


def test_the_epoch_dates_a_mailbox_like_the_option_does(tmp_path: Path) -> None:
    arguments = ("merge", CANDIDATES, "--letter", "rejection", "--to")
    merge(CANDIDATES, "a.mbox", cwd=tmp_path)
    templater(*arguments, "b.mbox", cwd=tmp_path, env={"SOURCE_DATE_EPOCH": "1796256000"})
    assert (tmp_path / "a.mbox").read_bytes() == (tmp_path / "b.mbox").read_bytes()


def test_a_garbage_epoch_writes_nothing(tmp_path: Path) -> None:
    ended = templater("merge", CANDIDATES, "--letter", "rejection", "--to", "a.mbox", cwd=tmp_path,
                      env={"SOURCE_DATE_EPOCH": "soon"})  # fmt: skip
    assert (ended.status, left_in(tmp_path)) == (78, set())


def test_quiet_says_only_errors(tmp_path: Path) -> None:
    assert merge(CANDIDATES, "a.mbox", "-q", cwd=tmp_path).err == ""
    assert len(merge(MISTAKES, "b.mbox", "-q", cwd=tmp_path).said) == 21


def test_a_run_says_what_it_came_to(tmp_path: Path) -> None:
    ended = merge(CANDIDATES, "a.mbox", cwd=tmp_path)
    assert ended.said == [
        f"{CANDIDATES}:9,15,18: column 'gap': a self-assessment without a gap is written neutral",
        "24 letters written to a.mbox",
        "  letters: rejection 24",
        "  stances: neutral 9, agree 6, gentle 5, reassure 3, affirm 1",
        "  stages: interview 11, final 9, screen 4",
        "  languages: en-GB 8, es 7, es-MX 5, en 4",
    ]


# What is there already


@pytest.mark.parametrize("target", ["out.mbox", "out.jsonl", "out.csv", "out.html"])
def test_an_existing_file_is_not_touched_without_force(tmp_path: Path, target: str) -> None:
    write(tmp_path / target, "precious")
    ended = merge(CANDIDATES, target, cwd=tmp_path)
    assert (ended.status, ended.out) == (73, b"")
    assert ended.said == [f"{target} is there already; --force overwrites it"]
    assert (tmp_path / target).read_text() == "precious"
    assert merge(CANDIDATES, target, "--force", cwd=tmp_path).status == 0
    assert (tmp_path / target).read_text() != "precious"
    assert left_in(tmp_path) == {target}


def test_an_existing_directory_is_replaced_only_with_force(tmp_path: Path) -> None:
    write(tmp_path / "letters" / "0001-old.eml", "old")
    assert merge(CANDIDATES, "letters", cwd=tmp_path).status == 73
    assert left_in(tmp_path / "letters") == {"0001-old.eml"}
    assert merge(CANDIDATES, "letters", "--force", cwd=tmp_path).status == 0
    assert len(left_in(tmp_path / "letters")) == 24
    assert left_in(tmp_path) == {"letters"}


def test_a_directory_that_holds_something_else_is_never_replaced(tmp_path: Path) -> None:
    write(tmp_path / "letters" / "thesis.odt", "five years")
    ended = merge(CANDIDATES, "letters", "--force", cwd=tmp_path)
    assert ended.status == 73
    assert "it holds thesis.odt, which is no letter" in ended.err
    assert left_in(tmp_path / "letters") == {"thesis.odt"}


@pytest.mark.parametrize("arguments", [(), ("--force",), ("-n",)])
@pytest.mark.parametrize("link", [False, True])
def test_the_recipients_are_never_overwritten(tmp_path: Path, arguments: tuple[str, ...], link: bool) -> None:
    source = write(tmp_path / "list.jsonl", Path(CANDIDATES).read_bytes())
    target = tmp_path / "link.jsonl" if link else source
    if link:
        target.symlink_to(source)
    ended = merge("list.jsonl", target, "--format", "csv", *arguments, cwd=tmp_path)
    assert (ended.status, ended.out) == (73, b"")
    assert ended.said == [f"{target} is the file of recipients itself; choose another destination"]
    assert source.read_bytes() == Path(CANDIDATES).read_bytes()


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("no/where.mbox", "no/where.mbox cannot be written: there is no directory no"),
        ("file/out.mbox", "file/out.mbox cannot be written: file is not a directory"),
        (".", ". cannot be written: it names no file"),
        ("..", ".. cannot be written: it names no file"),
        ("file", "file is there already; --force overwrites it"),
    ],
)
def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, target: str, said: str) -> None:
    write(tmp_path / "file", "")
    ended = merge(CANDIDATES, target, cwd=tmp_path)
    assert (ended.status, ended.out, ended.said) == (73, b"", [said])
    assert left_in(tmp_path) == {"file"}


def test_a_parent_without_permission_is_refused(tmp_path: Path) -> None:
    with patch("os.access", return_value=False):
        ended = merge(CANDIDATES, "out.mbox", cwd=tmp_path)
    assert (ended.status, ended.said) == (73, ["out.mbox cannot be written: no permission to write in ."])


@pytest.mark.parametrize("target", ["", "letters.ods", "out.pdf", "smtp://host", "maildir:", "a\0b"])
def test_a_destination_that_does_not_exist_is_a_wrong_choice(tmp_path: Path, target: str) -> None:
    ended = merge(CANDIDATES, target, cwd=tmp_path)
    assert (ended.status, ended.out) == (2, b"")
    assert "a destination is one of -, NAME.jsonl, NAME.mbox, NAME/" in ended.err
    assert left_in(tmp_path) == set()


# A disk that fails


def full(*_: object, **__: object) -> object:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize(
    ("target", "function"),
    [
        ("out.mbox", "os.fsync"),
        ("out.jsonl", "os.fsync"),
        ("out.csv", "os.fsync"),
        ("out.html", "os.fsync"),
        ("out.mbox", "os.open"),
        ("out.csv", "os.open"),
        ("out.html", "os.open"),
        ("out.mbox", "pathlib.Path.replace"),
        ("letters", "pathlib.Path.mkdir"),
        ("letters", "os.fdopen"),
        ("letters", "pathlib.Path.rename"),
    ],
)
def test_a_full_disk_leaves_everything_as_it_was(
    tmp_path: Path, target: str, function: str, force: tuple[str, ...]
) -> None:
    before = {"list.csv": write(tmp_path / "list.csv", table(ANA)).read_bytes()}
    if force:
        name = f"{target}/0001-old.eml" if target == "letters" else target
        write(tmp_path / name, "precious")
        before[name] = b"precious"
    with patch(function, full):
        ended = merge("list.csv", target, *force, cwd=tmp_path)
    assert (ended.status, ended.out) == (73, b"")
    assert ended.said[-1].endswith("cannot be written: no space left on device")
    assert "bug of ours" not in ended.err
    found = {f.relative_to(tmp_path).as_posix(): f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()}
    assert found == before


def test_a_source_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    write(tmp_path / "list.csv", table(*[ANA] * 200, 'A2,"never closed'))
    for target in ("out.mbox", "out.jsonl", "letters", "maildir:box", "out.csv", "out.html"):
        ended = merge("list.csv", target, cwd=tmp_path)
        assert (ended.status, left_in(tmp_path)) == (65, {"list.csv"})
        assert ended.err.startswith("list.csv:202: a quote")


# Rows without a message


@pytest.mark.parametrize("target", ["out.mbox", "out.jsonl", "letters", "maildir:box", "out.csv", "out.html"])
def test_where_no_row_became_a_letter_nothing_is_made(tmp_path: Path, target: str) -> None:
    write(tmp_path / "list.csv", table(ANA.replace("Dev", "")))
    ended = merge("list.csv", target, cwd=tmp_path)
    assert (ended.status, ended.out, left_in(tmp_path)) == (1, b"", {"list.csv"})
    assert ended.said[-1] == "nothing was written; 1 row failed"


@pytest.mark.parametrize("read", [lambda ended, _: ended.out, lambda _, path: path.read_bytes()], ids=["-", ".jsonl"])
def test_failed_rows_stand_in_their_place(tmp_path: Path, read: Callable[[Ended, Path], bytes]) -> None:
    path = tmp_path / "out.jsonl"
    ended = merge(MISTAKES, "-" if read(Ended(0, b"", ""), write(path, "x")) == b"" else path, "--force")
    records = [json.loads(line) for line in read(ended, path).splitlines()]
    assert ended.status == 1
    assert [record["row"] for record in records] == list(range(2, 23))
    assert [record["id"] for record in records if "error" not in record] == ["M-01", "M-21"]
    for record in records[1:-1]:
        assert {"id", "row", "error"} <= set(record) <= {"id", "row", "error", "errors"}
        assert set(record["error"]) == {"code", "field", "message"}
    several = [record for record in records if "errors" in record]
    assert [record["id"] for record in several] == ["M-20"]
    assert [error["field"] for error in several[0]["errors"]] == ["email", "interview_date", "gap"]
    assert several[0]["error"] == several[0]["errors"][0]


def test_an_application_gets_its_forty_messages(tmp_path: Path) -> None:
    ended = merge(APPLICATIONS, "out.mbox", *APPLIED, cwd=tmp_path)
    messages = in_mailbox(tmp_path / "out.mbox")
    assert (ended.status, len(messages)) == (0, 40)
    assert messages[21]["To"].addresses[0].display_name == "Íñigo"
    assert messages[21]["Subject"] == "Tu candidatura: Programador web en Acme"
    assert ended.said[0] == (
        f"{APPLICATIONS}: columns read as: Nombre → first_name, Correo electrónico → email, Puesto → role"
    )


def test_a_letter_to_a_manager_never_goes_to_the_candidate(tmp_path: Path) -> None:
    own = "Subject: {{ role.title }}\nAddressee: manager\n\nIs it essential? {{ candidate.first_name }} asked.\n"
    write(tmp_path / "own" / "en" / "essential-check.md", own)
    header = "first_name,email,role,company,locale,sender_email,manager_name,manager_email"
    rows = ("Ana,ana@example.com,Dev,Acme,en,talent@acme.example,Bea,bea@acme.example",
            "Eva,eva@example.com,Dev,Acme,en,talent@acme.example,,")  # fmt: skip
    write(tmp_path / "list.csv", table(*rows, header=header))
    ended = templater(
        "merge", "list.csv", "--letter", "essential-check", "--templates", "own", "--to", "o.mbox", cwd=tmp_path
    )
    assert [message["To"] for message in in_mailbox(tmp_path / "o.mbox")] == ["Bea <bea@acme.example>"]
    assert ended.status == 1
    assert ended.said[0] == "list.csv:3: column 'manager_email': is blank, and this letter needs it"
    assert b"ana@example.com" not in (tmp_path / "o.mbox").read_bytes()


# A dry run


def test_a_dry_run_counts_shows_the_first_letter_and_writes_nothing(tmp_path: Path, lines: Ended) -> None:
    ended = templater("merge", CANDIDATES, "--letter", "rejection", "-n", cwd=tmp_path)
    first = lines.records[0]
    assert ended.status == 0
    assert left_in(tmp_path) == set()
    shown = ended.text.splitlines()
    assert shown[:5] == [
        "24 letters would be written",
        "  letters: rejection 24",
        "  stances: neutral 9, agree 6, gentle 5, reassure 3, affirm 1",
        "  stages: interview 11, final 9, screen 4",
        "  languages: en-GB 8, es 7, es-MX 5, en 4",
    ]
    assert "  Analista de datos · Nórdica Energía: 1" in shown
    assert ended.text.endswith(f"\n\nSubject: {first['subject']}\n\n{first['text']}")


@pytest.mark.parametrize("target", ["out.mbox", "out.jsonl", "letters", "-", "maildir:box", "out.csv", "out.html"])
def test_a_dry_run_writes_nothing_wherever_it_would_write(tmp_path: Path, target: str) -> None:
    ended = merge(CANDIDATES, target, "--dry-run", cwd=tmp_path)
    assert (ended.status, left_in(tmp_path)) == (0, set())
    assert ended.text.startswith("24 letters would be written\n")


def test_a_dry_run_fails_where_the_run_would_fail(tmp_path: Path) -> None:
    write(tmp_path / "there.mbox", "")
    assert merge(CANDIDATES, "there.mbox", "-n", cwd=tmp_path).status == 73
    assert merge(CANDIDATES, "no/where.mbox", "-n", cwd=tmp_path).status == 73
    ended = merge(APPLICATIONS, "out.mbox", "-n", *APPLIED[:4], cwd=tmp_path)
    assert (ended.status, ended.text) == (1, "0 letters would be written; 40 rows failed\n")
    write(tmp_path / "long.csv", table(ANA.replace("Dev", "D" * 300)))
    assert merge("long.csv", "out.mbox", "-n", cwd=tmp_path).status == 1
    assert merge("long.csv", "out.jsonl", "-n", cwd=tmp_path).status == 0


def test_a_dry_run_shows_the_vacancies_with_the_most_letters_and_counts_the_others(tmp_path: Path) -> None:
    rows = [ANA.replace("Dev", f"Dev {number % 1100}") for number in range(1200)]
    write(tmp_path / "list.csv", table(*rows))
    shown = merge("list.csv", "out.mbox", "-n", cwd=tmp_path).text.partition("\n\n")[0].splitlines()
    vacancies = [line for line in shown if " · " in line]
    assert vacancies == [f"  Dev {number} · Acme: 2" for number in range(50)]
    assert shown[-1] == "  1100 letters for other vacancies"
