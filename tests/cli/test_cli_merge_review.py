"""Answers in the spreadsheet: read where nobody has judged them, looked at by a person, and given back."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from cli_runs import Ended, left_in, table, templater, write

HEADER = ("id,first_name,email,role,company,locale,gap,requirement,self_assessment,self_assessment_text,"
          "sender_name,sender_email")  # fmt: skip
FATAL = "Me fue fatal, me quedé en blanco."
OPEN = "Ya me dirán ustedes."
ECHO = "phrases/rejection.md"


def row(identity: str, text: str, said: str = "") -> str:
    cell = '"' + text.replace('"', '""') + '"'
    return f"{identity},Ana,{identity}@example.com,Dev,Acme,es,small,SQL avanzado,{said},{cell},Eva,eva@acme.example"


def sheet(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


@pytest.fixture(name="people")
def people_with_answers(tmp_path: Path) -> Path:
    return write(tmp_path / "people.csv", table(row("a", FATAL), row("b", OPEN), row("c", FATAL, "mixed"), row("d", ""),
                                                header=HEADER))  # fmt: skip


def merge(people: Path, *arguments: str) -> Ended:
    return templater("merge", people.name, "--letter", "rejection", *arguments, cwd=people.parent)


def phrases(record: dict[str, list[dict[str, str]]]) -> set[str]:
    return {pick["phrase"] for pick in record["picks"]}


def test_an_answer_chooses_the_tone_and_brings_no_echo(people: Path) -> None:
    read, unsure, given, silent = merge(people, "--to", "-").records
    assert (read["situation"]["stance"], read["situation"]["said"]) == ("agree", "")
    assert "echo" not in phrases(read)
    assert read["reading"]["self_assessment"] == "negative"
    assert unsure["situation"]["stance"] == "neutral"
    assert (given["situation"]["stance"], given["situation"]["said"], given["reading"]) == ("agree", "said-mixed", None)
    assert "echo" in phrases(given)
    assert (silent["situation"]["stance"], silent["reading"]) == ("neutral", None)


def test_the_recruiter_is_told_which_answers_only_the_program_has_read(people: Path) -> None:
    said = merge(people, "--to", "-").said
    assert ("people.csv:2: column 'self_assessment': read in the candidate's own words: it chooses the tone, and no "
            "sentence rests on it until a person confirms it") in said  # fmt: skip
    assert ("people.csv:3: column 'self_assessment': the candidate's own words leave it open: written neutral; "
            "look at them") in said  # fmt: skip
    assert not [line for line in said if line.startswith(("people.csv:4", "people.csv:5"))]


def test_a_sheet_holds_every_answer_that_was_read_the_unsure_ones_first(people: Path) -> None:
    ended = merge(people, "--to", "out.jsonl", "--review", "review.csv")
    assert ended.said[-1] == "2 answers to look at in review.csv; 1 of them is not clear"
    unsure, read = sheet(people.parent / "review.csv")
    assert list(unsure) == ["row", "id", "text", "reading", "confidence", "evidence", "stance", "confirmed"]
    assert (unsure["row"], unsure["id"], unsure["text"], unsure["stance"]) == ("3", "b", OPEN, "neutral")
    assert (read["row"], read["id"], read["reading"], read["stance"]) == ("2", "a", "negative", "agree")
    assert "me quedé en blanco = negative" in read["evidence"]
    assert 0.8 <= float(read["confidence"]) <= 1
    assert read["confirmed"] == ""


def test_alone_it_is_all_that_is_written(people: Path) -> None:
    ended = merge(people, "--review", "review.csv")
    assert ended.status == 0
    assert left_in(people.parent) == {"people.csv", "review.csv"}
    assert ended.text.startswith("4 letters would be written")


def reviewed(people: Path, identity: str, **changes: str) -> None:
    """Write the sheet, and save it with changes as a person would in Excel in Spain."""
    merge(people, "--review", "review.csv")
    path = people.parent / "review.csv"
    lines = [{**line, **(changes if line["id"] == identity else {})} for line in sheet(path)]
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(lines)


def test_a_reading_that_a_person_has_changed_is_theirs_and_brings_the_echo(people: Path) -> None:
    reviewed(people, "b", reading="Positiva")
    read, changed, *_ = merge(people, "--to", "-", "--reviewed", "review.csv").records
    assert read["situation"]["said"] == ""
    assert (changed["situation"]["stance"], changed["situation"]["said"]) == ("gentle", "said-positive")


@pytest.mark.parametrize("tick", ["yes", "sí", "x"])
def test_a_reading_that_a_person_has_confirmed_brings_the_echo(people: Path, tick: str) -> None:
    reviewed(people, "a", confirmed=tick)
    read, *_ = merge(people, "--to", "-", "--reviewed", "review.csv").records
    assert read["situation"]["said"] == "said-negative"
    assert "echo" in phrases(read)


@pytest.mark.parametrize("tick", ["", "no", "No"])
def test_a_line_that_nobody_has_touched_is_still_only_read(people: Path, tick: str) -> None:
    reviewed(people, "a", confirmed=tick)
    read, *_ = merge(people, "--to", "-", "--reviewed", "review.csv").records
    assert read["situation"]["said"] == ""


def test_a_person_may_say_that_an_answer_says_nothing(people: Path) -> None:
    reviewed(people, "a", reading="unclear")
    read, *_ = merge(people, "--to", "-", "--reviewed", "review.csv").records
    assert read["situation"]["stance"] == "neutral"


def test_what_was_confirmed_stays_so_in_the_next_sheet(people: Path) -> None:
    reviewed(people, "b", reading="positive")
    merge(people, "--reviewed", "review.csv", "--review", "next.csv")
    read, changed = sheet(people.parent / "next.csv")
    assert (read["id"], read["confirmed"]) == ("a", "")
    assert (changed["id"], changed["reading"], changed["confirmed"]) == ("b", "positive", "yes")


def test_a_reading_that_is_none_stops_the_run_with_its_line(people: Path) -> None:
    reviewed(people, "a", reading="negatve")
    ended = merge(people, "--to", "out.jsonl", "--reviewed", "review.csv")
    assert ended.status == 65
    assert ended.said == [
        "review.csv:3: column 'reading': 'negatve' is not one of positive, mixed, negative, unclear "
        "(did you mean 'negative'?)"
    ]
    assert not (people.parent / "out.jsonl").exists()


def test_another_sheet_is_not_taken_for_one_of_answers(people: Path) -> None:
    ended = merge(people, "--to", "-", "--reviewed", "people.csv")
    assert ended.status == 65
    assert ended.said == ["people.csv: is no sheet of answers: the columns reading, text are missing"]


def test_a_line_whose_answer_has_changed_belongs_to_no_row(people: Path) -> None:
    reviewed(people, "b", text="Otra cosa.")
    ended = merge(people, "--to", "-", "--reviewed", "review.csv")
    assert ended.said[-1] == "review.csv:2: 1 answer belongs to no row that was written, by its id and its text"
    assert ended.status == 1


def test_an_answer_that_looks_like_a_formula_is_text_in_the_sheet_and_comes_back_as_it_was(tmp_path: Path) -> None:
    people = write(tmp_path / "people.csv", table(row("a", "=HYPERLINK(x)"), row("b", "'-x"), header=HEADER))
    merge(people, "--review", "review.csv")
    assert {line["text"] for line in sheet(tmp_path / "review.csv")} == {"'=HYPERLINK(x)", "''-x"}
    text = (tmp_path / "review.csv").read_text("utf-8").replace(",unclear,", ",mixed,")
    write(tmp_path / "review.csv", text)
    records = merge(people, "--to", "-", "--reviewed", "review.csv").records
    assert [one["situation"]["said"] for one in records] == ["said-mixed", "said-mixed"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (
            ("--review", "people.csv"),
            73,
            "people.csv is read or written by this run already; choose another file",
        ),
        (("--review", "nowhere/review.csv"), 73, "nowhere/review.csv cannot be written: there is no directory nowhere"),
        (("--to", "-", "--reviewed", "absent.csv"), 66, "absent.csv: there is no such file"),
    ],
)
def test_a_sheet_that_cannot_be_written_or_read_stops_the_run_before_it_begins(
    people: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    ended = merge(people, *arguments)
    assert ended.status == status
    assert ended.said[-1].startswith(said)
    assert not ended.out


def test_a_sheet_that_is_there_is_not_overwritten_unless_forced(people: Path) -> None:
    write(people.parent / "review.csv", "mine")
    ended = merge(people, "--review", "review.csv")
    assert ended.status == 73
    assert ended.said == ["review.csv is there already; --force overwrites it"]
    assert merge(people, "--review", "review.csv", "--force").status == 0
    assert len(sheet(people.parent / "review.csv")) == 2


def test_a_dry_run_writes_no_sheet_and_says_what_does(people: Path) -> None:
    ended = merge(people, "-n", "--review", "review.csv")
    assert ended.status == 2
    assert "-n writes nothing, and --review a file; without --to it is all that is written" in ended.err


def test_a_sheet_of_no_answers_is_not_written(tmp_path: Path) -> None:
    people = write(tmp_path / "people.csv", table(row("d", ""), header=HEADER))
    ended = merge(people, "--to", "-", "--review", "review.csv")
    assert ended.said[-1] == "no row has an answer to read; review.csv was not written"
    assert left_in(tmp_path) == {"people.csv"}


def test_signs_that_no_letter_could_hold_do_not_fail_a_row_for_its_answer(tmp_path: Path) -> None:
    people = write(tmp_path / "people.csv", table(row("a", "me quedé\u200b en blanco 🤦‍♀️"), header=HEADER))
    [read] = merge(people, "--to", "-").records
    assert read["reading"]["self_assessment"] == "negative"


def test_render_reads_an_answer_and_explains_it() -> None:
    ended = templater("render", "rejection", "--locale", "es", "--set", f"self_assessment_text={FATAL}", "--set",
                      "gap=small", "--explain")  # fmt: skip
    assert ended.said[0].startswith("read: negative, confidence 0.")
    assert any(line.startswith("  «me quedé en blanco»: negative (") for line in ended.said)
    assert "not said here: assistance_notice, coaching, echo, reapply" in ended.said


@pytest.mark.parametrize("tick", ["FALSO", "falso", "FALSE", "0", "N", "-", "✗"])
def test_a_no_of_any_spreadsheet_is_no_yes(people: Path, tick: str) -> None:
    reviewed(people, "a", confirmed=tick.replace("✗", "no"))
    read, *_ = merge(people, "--to", "-", "--reviewed", "review.csv").records
    assert read["situation"]["said"] == ""


@pytest.mark.parametrize("tick", ["VERDADERO", "1", "ok", "Sí"])
def test_a_yes_of_any_spreadsheet_is_a_yes(people: Path, tick: str) -> None:
    reviewed(people, "a", confirmed=tick)
    read, *_ = merge(people, "--to", "-", "--reviewed", "review.csv").records
    assert read["situation"]["said"] == "said-negative"


@pytest.mark.parametrize(("column", "cell"), [("confirmed", "quizá"), ("reading", ""), ("reading", "no claro")])
def test_what_is_neither_is_an_error_with_its_line(people: Path, column: str, cell: str) -> None:
    reviewed(people, "a", **{column: cell})
    ended = merge(people, "--to", "-", "--reviewed", "review.csv")
    assert ended.status == 65
    assert ended.said[0].startswith(f"review.csv:3: column '{column}': '{cell}' is not one of ")


def test_a_correction_wins_over_an_untouched_line_and_two_that_contradict_each_other_are_an_error(
    tmp_path: Path,
) -> None:
    people = write(tmp_path / "people.csv", table(row("a", FATAL), header=HEADER))
    merge(people, "--review", "review.csv")
    [line] = sheet(tmp_path / "review.csv")
    head = ",".join(line)
    lines = [
        ",".join((number, "a", '"' + FATAL + '"', reading, "1", "", "", confirmed))
        for number, reading, confirmed in (("2", "mixed", "yes"), ("2", "negative", ""))
    ]
    write(tmp_path / "two.csv", "\n".join((head, *lines)))
    [record] = merge(people, "--to", "-", "--reviewed", "two.csv").records
    assert record["situation"]["said"] == "said-mixed"
    write(tmp_path / "two.csv", "\n".join((head, *lines)).replace("yes", ""))
    ended = merge(people, "--to", "-", "--reviewed", "two.csv")
    assert ended.said == ["two.csv:3: this answer stands in line 2 too, with another reading; keep one of them"]


@pytest.mark.parametrize(
    ("typed", "came_back"),
    [
        ("Fatal.\r\nMe quedé en blanco", "Fatal.\nMe quedé en blanco"),
        ("'Twas alright", "Twas alright"),
        ("Bien 😊", "Bien ?"),
        ("Un 7\u00b45", "Un 7'5"),
        ("me fue bie\u0301n", "me fue bién"),
    ],
)
def test_an_answer_is_known_again_after_a_spreadsheet_has_had_it(tmp_path: Path, typed: str, came_back: str) -> None:
    people = write(tmp_path / "people.csv", table(row("007", typed), header=HEADER))
    merge(people, "--review", "review.csv")
    [line] = sheet(tmp_path / "review.csv")
    assert line["id"] == "'007"
    with (tmp_path / "back.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(line))
        writer.writeheader()
        writer.writerow({**line, "text": came_back, "reading": "mixed", "confirmed": "yes"})
    ended = merge(people, "--to", "-", "--reviewed", "back.csv")
    assert ended.status == 0
    assert ended.records[0]["situation"]["said"] == "said-mixed"


def test_a_rating_is_no_date_in_the_sheet(tmp_path: Path) -> None:
    people = write(tmp_path / "people.csv", table(row("a", "6/10"), header=HEADER))
    merge(people, "--review", "review.csv")
    assert sheet(tmp_path / "review.csv")[0]["text"] == "'6/10"


@pytest.mark.parametrize("arguments", [("--to", "same.jsonl", "--review", "./same.jsonl"),
                                       ("--reviewed", "same.csv", "--review", "same.csv", "--force")])  # fmt: skip
def test_the_sheet_overwrites_nothing_else_of_the_run(people: Path, arguments: tuple[str, ...]) -> None:
    merge(people, "--review", "same.csv")
    before = (people.parent / "same.csv").read_bytes()
    ended = merge(people, *arguments)
    assert ended.status == 73
    assert ended.said[-1].endswith("is read or written by this run already; choose another file for --review")
    assert left_in(people.parent) == {"people.csv", "same.csv"}
    assert (people.parent / "same.csv").read_bytes() == before


def test_a_sheet_may_come_from_the_standard_input(people: Path) -> None:
    merge(people, "--review", "review.csv")
    text = (people.parent / "review.csv").read_bytes().replace(b",agree,", b",agree,yes")
    ended = templater("merge", "people.csv", "--letter", "rejection", "--to", "-", "--reviewed", "-", cwd=people.parent,
                      stdin=text)  # fmt: skip
    assert ended.records[0]["situation"]["said"] == "said-negative"


def test_answers_longer_than_a_cell_come_back(tmp_path: Path) -> None:
    long = "Me fue fatal. " * 20_000
    people = tmp_path / "people.jsonl"
    names = HEADER.split(",")
    cells = dict(zip(names, ["a", "Ana", "a@example.com", "Dev", "Acme", "es", "small", "SQL", "", long + "\0", "Eva",
                             "e@acme.example"], strict=True))  # fmt: skip
    write(people, json.dumps(cells))
    merge(people, "--review", "review.csv")
    text = (tmp_path / "review.csv").read_text("utf-8")
    assert len(text) < 3_000
    write(tmp_path / "review.csv", text.replace(",unclear,", ",negative,"))
    [record] = merge(people, "--to", "-", "--reviewed", "review.csv").records
    assert record["situation"]["said"] == "said-negative"
