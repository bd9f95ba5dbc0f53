"""Whom `templater merge` writes to: status, letters after an interview, people who are there twice, other channels."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_runs import Ended, table, templater, write

HEADER = "id,first_name,role,company,locale,stage,requirement,sender_name,status,email"


def merge(directory: Path, *rows: str, arguments: tuple[str, ...] = (), header: str = HEADER) -> Ended:
    write(directory / "list.csv", table(*rows, header=header))
    return templater("merge", "list.csv", "--letter", "rejection", "--to", "-", *arguments, cwd=directory)


def test_active_and_hired_people_are_skipped_and_counted_and_who_withdrew_is_told_so(tmp_path: Path) -> None:
    ended = merge(
        tmp_path,
        "1,Ana,Dev,Acme,es,screen,,,Rechazada,a@example.com",
        "2,Eva,Dev,Acme,es,screen,,,En proceso,b@example.com",
        "3,Bea,Dev,Acme,es,screen,,,contratada,c@example.com",
        "4,Leo,Dev,Acme,es,screen,,,active,d@example.com",
        "5,Noa,Dev,Acme,es,screen,,,retirada,e@example.com",
    )
    assert ended.status == 0
    assert [(record["id"], record["letter"]) for record in ended.records] == [
        ("1", "rejection"), ("5", "withdrawal-acknowledgement"),
    ]  # fmt: skip
    assert "2 letters written to -; 3 rows skipped (active 2, hired 1)" in ended.said


def test_an_unknown_status_is_an_error_of_its_row(tmp_path: Path) -> None:
    ended = merge(tmp_path, "1,Ana,Dev,Acme,es,screen,,,zzz,a@example.com")
    assert ended.status == 1
    assert ended.said[0] == ("list.csv:2: column 'status': 'zzz' is not one of rejected, withdrawn, active, hired")


def test_rows_without_a_reason_or_a_name_are_named_once_with_the_column_and_how_many(tmp_path: Path) -> None:
    rows = [f"{number},Ana,Dev,Acme,es,final,,,,a{number}@example.com" for number in range(1, 8)]
    ended = merge(tmp_path, *rows, "8,Ana,Dev,Acme,es,final,SQL,Eva Gil,,b@example.com")
    assert ended.status == 1
    assert ended.said[:2] == [
        "list.csv:2,3,4,5,6,…: column 'requirement': after an interview a rejection needs a requirement, what was seen "
        "(evidence) or an external reason; 7 rows lack it (--allow-impersonal writes them all the same)",
        "list.csv:2,3,4,5,6,…: column 'sender_name': after an interview a rejection is signed by a person; "
        "7 rows lack it (--allow-impersonal writes them all the same)",
    ]
    assert [record["error"]["code"] for record in ended.records[:7]] == ["impersonal"] * 7
    assert ended.records[7]["letter"] == "rejection"


def test_whoever_insists_gets_them_all(tmp_path: Path) -> None:
    ended = merge(tmp_path, "1,Ana,Dev,Acme,es,final,,,,a@example.com", arguments=("--allow-impersonal",))
    assert (ended.status, len(ended.records)) == (0, 1)


def test_the_same_address_twice_is_said_once_with_the_rows(tmp_path: Path) -> None:
    rows = [f"{number},Ana,Dev,Acme,es,screen,,,,a@example.com" for number in range(1, 4)]
    ended = merge(tmp_path, *rows)
    assert ended.status == 0
    assert "list.csv:3,4: column 'email': another row has the same address" in ended.said


def test_what_a_recruiter_typed_fails_its_row_only_and_quotes_the_words(tmp_path: Path) -> None:
    ended = merge(
        tmp_path,
        "1,Ana,Dev,Acme,es,final,le faltó energía,Eva Gil,,a@example.com",
        "2,Leo,Dev,Acme,es,final,SQL en producción,Eva Gil,,b@example.com",
    )
    assert ended.status == 1
    assert ended.said[0].startswith("list.csv:2: column 'requirement': 'faltó energía': ")
    assert (ended.records[0]["error"]["code"], ended.records[0]["error"]["field"]) == ("motivation", "requirement")
    assert ended.records[1]["id"] == "2"


@pytest.mark.parametrize("target", ["out.mbox", "letters"])
def test_text_messages_do_not_go_into_a_mailbox(tmp_path: Path, target: str) -> None:
    write(tmp_path / "list.csv", table("1,Ana,Dev,Acme,es,screen,,,,a@example.com", header=HEADER))
    ended = templater("merge", "list.csv", "--letter", "rejection", "--channel", "sms", "--to", target,
                      "--set", "sender_email=t@example.com", cwd=tmp_path)  # fmt: skip
    assert ended.status == 1
    assert ended.said[0] == (
        "list.csv:2: column 'channel': 'sms' is no e-mail, which is all that this destination takes; "
        "write to NAME.jsonl or -"
    )
    assert not (tmp_path / target).exists()


def test_a_message_over_its_limit_is_an_error_of_its_row_with_the_letter_and_the_count(tmp_path: Path) -> None:
    ended = merge(
        tmp_path,
        f"1,Sofía,Dev,{'Compañía ' * 10},es,screen,,,,a@example.com",
        "2,Ana,Dev,Acme,es,screen,,,,b@example.com",
        arguments=("--channel", "sms"),
    )
    assert ended.status == 1
    assert ended.said[0].startswith("list.csv:2: rejection has ")
    assert ended.said[0].endswith("text messages, and 2 is the most; shorten it")
    assert ended.records[1]["channel"] == "sms"


def test_each_row_may_have_its_own_channel(tmp_path: Path) -> None:
    header = "id,first_name,role,company,locale,stage,phone,email,channel,sender_name"
    rows = ("1,Ana,Dev,Acme,es,screen,+34 600,a@example.com,SMS,Eva",
            "2,Leo,Dev,Acme,es,screen,+34 601,b@example.com,WhatsApp,Eva",
            "3,Noa,Dev,Acme,es,screen,+34 602,c@example.com,llamada,Eva")  # fmt: skip
    write(tmp_path / "list.csv", table(*rows, header=header))
    ended = templater("merge", "list.csv", "--letter", "rejection", "--to", "-", cwd=tmp_path)
    assert ended.status == 0
    assert [(record["channel"], record["to"], record["html"]) for record in ended.records] == [
        ("sms", "+34 600", None), ("chat", "+34 601", None), ("phone", "+34 602", None),
    ]  # fmt: skip
    assert ended.records[2]["text"].startswith("1. Apertura\n")
