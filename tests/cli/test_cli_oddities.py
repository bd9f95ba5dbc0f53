"""Inputs that nobody thought of: each ends in a line that helps, and never in a bug of ours."""

from __future__ import annotations

import json
import mailbox
from collections.abc import Iterator
from contextlib import closing
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from cli_runs import ANA, HEADER, Ended, left_in, table, templater, write


def merge(tmp_path: Path, content: str | bytes, *arguments: str, to: str = "-", name: str = "list.csv") -> Ended:
    write(tmp_path / name, content)
    return templater("merge", name, "--letter", "rejection", "--to", to, *arguments, cwd=tmp_path)


def messages(path: Path) -> Iterator[EmailMessage]:
    with closing(mailbox.mbox(path, create=False)) as box:
        for key in box.keys():  # noqa: SIM118  # a mailbox iterates messages
            yield message_from_bytes(box.get_bytes(key), policy=policy.default)


def record(**cells: object) -> str:
    full = {"id": "A1", "first_name": "Ana", "role": "Dev", "company": "Acme", "locale": "es"}
    return json.dumps({**full, **cells}) + "\n"


def test_a_nul_byte_is_no_text(tmp_path: Path) -> None:
    ended = merge(tmp_path, table(ANA, ANA.replace("Ana", "A\0na")))
    assert (ended.status, ended.out) == (65, b"")
    assert ended.said == ["list.csv:3: is not plain text (it holds NUL characters); save the sheet as CSV UTF-8"]


def test_a_cell_of_two_megabytes_fails_its_row_only(tmp_path: Path) -> None:
    ended = merge(tmp_path, table(ANA, ANA.replace("Dev", "D" * 2_000_000), ANA))
    assert (ended.status, [("error" in one) for one in ended.records]) == (1, [False, True, False])
    assert ended.said[0] == "list.csv:3: a cell is longer than 131072 characters"
    assert len(ended.out) < 20_000


def test_a_huge_id_is_not_repeated_back(tmp_path: Path) -> None:
    ended = merge(tmp_path, record(id="x" * 2_000_000, email="ana@example.com"), name="list.jsonl")
    assert ended.status == 1
    assert ended.records[0]["id"] == "ana@example.com"
    assert len(ended.out) + len(ended.err) < 1000


@pytest.mark.parametrize("broken", ["\\ud800", "A\\u202eb", "A\\u0000b"])
@pytest.mark.parametrize("target", ["-", "out.jsonl", "out.mbox"])
def test_an_id_that_no_text_can_hold_fails_its_row_only(tmp_path: Path, broken: str, target: str) -> None:
    good = record(id="A2", email="a@example.com", sender_email="b@example.com")
    ended = merge(tmp_path, record(id="@").replace("@", broken) + good, to=target, name="list.jsonl")
    assert ended.status == 1
    assert ended.err.startswith("list.jsonl:1: column 'id': holds an invisible character (U+")
    assert f"1 letter written to {target}; 1 row failed" in ended.said
    if target == "-":
        assert [one["id"] for one in ended.records] == ["1", "A2"]


@pytest.mark.parametrize("value", [["x"], {"a": 1}, [1, 2]])
def test_an_id_that_is_no_text_gives_way_to_the_next(tmp_path: Path, value: object) -> None:
    ended = merge(tmp_path, record(id=value, email="ana@example.com"), name="list.jsonl")
    assert (ended.status, ended.records[0]["id"]) == (1, "ana@example.com")
    assert ended.records[0]["error"]["field"] == "id"


def test_an_id_of_zero_is_an_id_also_where_the_row_fails(tmp_path: Path) -> None:
    lines = record(id=0, email="ana@example.com") + record(id=0, email="ana@example.com", gap="smal")
    ended = merge(tmp_path, lines, name="list.jsonl")
    assert [one["id"] for one in ended.records] == ["0", "0"]


@pytest.mark.parametrize("target", ["-", "out.mbox", "out.jsonl", "letters"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n\n", "\n,,,,,,\n"])
def test_a_header_and_no_rows_is_an_empty_list(tmp_path: Path, target: str, end: str) -> None:
    ended = merge(tmp_path, HEADER + end, to=target)
    assert (ended.status, ended.out, ended.said) == (0, b"", ["nothing was written"])
    assert left_in(tmp_path) == {"list.csv"}


def test_two_people_with_one_id_are_two_messages(tmp_path: Path) -> None:
    other = ANA.replace("ana@example.com", "ana@example.org")
    ended = merge(tmp_path, table(ANA, other), to="out.mbox")
    first, second = messages(tmp_path / "out.mbox")
    assert (ended.status, first["To"], second["To"]) == (0, "Ana <ana@example.com>", "Ana <ana@example.org>")
    assert first["Message-ID"] != second["Message-ID"], "a mail program would drop the second as a copy"


def test_the_same_row_twice_is_the_same_message_twice(tmp_path: Path) -> None:
    merge(tmp_path, table(ANA, ANA), to="out.mbox")
    assert len({message["Message-ID"] for message in messages(tmp_path / "out.mbox")}) == 1


def test_ids_that_differ_only_in_case_are_two_files(tmp_path: Path) -> None:
    ended = merge(tmp_path, table(ANA, ANA.replace("A1", "a1"), ANA.replace("A1", "á1")), to="letters")
    assert ended.status == 0
    assert left_in(tmp_path / "letters") == {"0002-a1.eml", "0003-a1.eml", "0004-a1.eml"}


@pytest.mark.parametrize("name", ["👩🏽‍💻 Ana 🎉", "Ñandú", "محمد", "李小龙", "O'Brien", 'Ana \\ "La Jefa"', "=1+1"])
def test_any_name_that_people_have_arrives_whole(tmp_path: Path, name: str) -> None:
    cell = '"' + name.replace('"', '""') + '"'
    ended = merge(tmp_path, table(ANA.replace("Ana", cell, 1)), to="out.mbox")
    (message,) = messages(tmp_path / "out.mbox")
    body = message.get_body(("plain",))
    assert ended.status == 0
    assert not message.defects
    assert message["To"].addresses[0].display_name == name
    assert body is not None
    assert f"Hola, {name}:" in body.get_content()


def test_a_name_that_reads_backwards_is_refused(tmp_path: Path) -> None:
    ended = merge(tmp_path, table(ANA.replace("Ana", "A\u202ena"), ANA))
    assert (ended.status, len(ended.records)) == (1, 2)
    assert (
        ended.said[0] == "list.csv:2: column 'first_name': holds an invisible character (U+202E); type the text again"
    )
    assert "\u202e" not in ended.text + ended.err


@pytest.mark.parametrize("cell", ["Ana\nBcc: evil@example.com", "Ana\r\n\r\nBuy", "Ana\u2028Bcc: x@example.com"])
def test_a_line_break_in_a_name_makes_no_header(tmp_path: Path, cell: str) -> None:
    ended = merge(tmp_path, table(ANA.replace("Ana", f'"{cell}"')), to="out.mbox")
    assert ended.status == 0
    (message,) = messages(tmp_path / "out.mbox")
    assert message["Bcc"] is None
    assert message["To"].addresses[0].addr_spec == "ana@example.com"


def test_a_title_of_three_hundred_letters_is_text_but_no_subject(tmp_path: Path) -> None:
    content = table(ANA.replace("Dev", "D" * 300), ANA.replace("ana@", "eva@"))
    assert merge(tmp_path, content).status == 0
    ended = merge(tmp_path, content, to="out.mbox")
    assert ended.status == 1
    assert ended.said[:2] == [
        "list.csv:2: Subject: holds 324 characters; the most is 255",
        "1 letter written to out.mbox; 1 row failed",
    ]
    assert len(list(messages(tmp_path / "out.mbox"))) == 1


def test_what_looks_like_a_mailbox_stays_inside_its_message(tmp_path: Path) -> None:
    row = {
        "strength": "x\nFrom eve@example.com Thu Jan  1 00:00:00 1970",
        "gap": "moderate",
        "requirement": "From here",
    }
    content = record(email="a@example.com", sender_email="b@example.com", stage="screen", **row)
    assert merge(tmp_path, content, to="out.mbox", name="list.jsonl").status == 0
    assert len(list(messages(tmp_path / "out.mbox"))) == 1


def test_names_of_python_and_of_templates_are_only_words(tmp_path: Path) -> None:
    ended = merge(tmp_path, table(ANA.replace("Ana", "{{ sender.email }} {0} {found} %(x)s $HOME")))
    assert ended.status == 0
    assert "Hola, {{ sender.email }} {0} {found} %(x)s $HOME:" in ended.records[0]["text"]
    wrong = merge(tmp_path, table(ANA.replace("ana@example.com", "{found} {0}")))
    assert wrong.said[0] == "list.csv:2: column 'email': '{found} {0}' is not an e-mail address"


@pytest.mark.parametrize("name", ["{x}.csv", "a b.csv", "ñ.csv", "--limit.csv", "%s.csv"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, table(ANA, ANA.replace("Dev", "")))
    ended = templater("merge", "--letter", "rejection", "--to", "-", "--", name, cwd=tmp_path)
    assert (ended.status, ended.said[0]) == (1, f"{name}:3: column 'role': is blank, and this letter needs it")


def test_a_target_between_the_options_is_taken_at_its_word(tmp_path: Path) -> None:
    ended = merge(tmp_path, table(ANA), to="-n")
    assert (ended.status, left_in(tmp_path)) == (0, {"list.csv", "-n"})


def test_keys_with_broken_characters_are_left_out_and_said(tmp_path: Path) -> None:
    content = record().replace('"id"', '"x\\ud800": 1, "id"')
    ended = merge(tmp_path, content, name="list.jsonl")
    assert (ended.status, len(ended.records)) == (0, 1)


def test_a_number_of_many_digits_and_a_deep_nest_fail_their_rows_only(tmp_path: Path) -> None:
    content = record(id="1").replace('"1"', "9" * 5000) + "[" * 3000 + "]" * 3000 + "\n" + record(id="3")
    ended = merge(tmp_path, content, name="list.jsonl")
    assert (ended.status, [one["id"] for one in ended.records]) == (1, ["1", "2", "3"])


def test_columns_of_every_fate_together(tmp_path: Path) -> None:
    header = "id,Nombre,Puesto,Empresa,locale,sexo,emial,notas,,rejection_reason"
    ended = merge(tmp_path, table("1,Ana,Dev,Acme,es,hidden1,hidden2,hidden3,hidden4,hidden5", header=header))
    assert (ended.status, ended.records[0]["to"]) == (0, None)
    assert b"hidden" not in ended.out
    assert ended.said[:6] == [
        "list.csv: columns read as: Nombre → first_name, Puesto → role, Empresa → company",
        "list.csv: the column 'sexo' is about a protected trait: it was dropped, and never read",
        "list.csv: the column 'rejection_reason' was left out: the reason noted in another system is no requirement; "
        "write what the role asks for in a column 'requirement'",
        "list.csv: there is no column 'emial' (did you mean 'email'?); it was left out",
        "list.csv: columns that no letter uses were left out: notas",
        "list.csv: columns without a name were left out, counted from the left: 9",
    ]


def test_everything_at_once_in_one_row_is_said_at_once(tmp_path: Path) -> None:
    header = "id,first_name,email,role,company,locale,gap,stage,interview_date,register,channel,letter"
    row = "1,#N/A,ana,,{{,Klingon,smal,late,31/31/2026,you,fax,rejecton"
    ended = merge(tmp_path, table(row, header=header))
    assert ended.status == 1
    wrong = [line.split("'")[1] for line in ended.said[:-1]]
    assert len(wrong) == len(set(wrong)), "one problem of a column is enough"
    assert {"first_name", "email", "gap", "stage", "interview_date", "channel", "locale"} <= set(wrong)
