"""Which rows `templater merge` writes, with which values, and what it says of the others."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import patch

import pytest
from cli_runs import ANA, APPLICATIONS, CANDIDATES, MISTAKES, Ended, table, templater, write

from templater.recipients.headers import column_map


def merge(source: str | Path, *arguments: str, cwd: Path | None = None, stdin: bytes = b"") -> Ended:
    return templater("merge", source, "--letter", "rejection", "--to", "-", *arguments, cwd=cwd, stdin=stdin)


GAPS = "none, small, moderate, large, unknown"
EXPECTED = [
    (3, "gap", f"'pequenña' is not one of {GAPS} (did you mean 'small'?)"),
    (4, "self_assessment", "'negatve' is not one of positive, mixed, negative, none (did you mean 'negative'?)"),
    (5, "email", "'paula.torres.example.com' is not an e-mail address"),
    (6, "email", "'hugo. marin@example.com' is not an e-mail address"),
    (7, "interview_date", "'3/11/2026' could be 2026-03-11 or 2026-11-03; write one of these"),
    (8, "interview_date", "'31/02/2026' is not a date; write it as 2026-12-03"),
    (9, "locale", "'Klingon' is not a language tag; write es, es-MX or en-GB, say"),
    (10, "register", "'vosotros' is not a register of this language; it has tu, usted, vos"),
    (11, "first_name", "is blank, and this letter needs it"),
    (12, "role", "is blank, and this letter needs it"),
    (13, "company", "'#N/A' is the error of a formula; mend it or leave it blank"),
    (14, "", "the row has 21 cells and the header 20; put quotes around a cell with a ',' in it"),
    (15, "decision_by", "an automated decision needs its own legal notice, which this letter does not give"),
    (16, "survey_url", "'encuestas.example.com/almadraba' is not a link; it begins with https://"),
    (17, "form", "'woman' is not one of f, m, x"),
    (18, "relation", "'inhose' is not one of inhouse, agency (did you mean 'inhouse'?)"),
    (19, "stage", "'archivada' is not one of application, screen, interview, final"),
    (20, "letter", "there is no letter 'rejecton' (did you mean 'rejection'?)"),
    (21, "email", "'alvaro.pena@example' is not an e-mail address"),
    (21, "interview_date", "'2026-11-31' is not a date; write it as 2026-12-03"),
    (21, "gap", f"'pequeñisima' is not one of {GAPS} (did you mean 'small'?)"),
]
"""Row, column and message of everything that is wrong with examples/candidates-with-mistakes.csv."""


@pytest.fixture(name="mistaken", scope="module")
def candidates_with_mistakes() -> Ended:
    return merge(MISTAKES)


def test_every_bad_row_is_named_with_its_column_what_was_found_and_what_would_be_right(mistaken: Ended) -> None:
    expected = [
        f"{MISTAKES}:{row}: column '{column}': {message}" if column else f"{MISTAKES}:{row}: {message}"
        for row, column, message in EXPECTED
    ]
    assert mistaken.said[: len(expected)] == expected
    assert mistaken.said[len(expected)] == "2 letters written to -; 19 rows failed"
    assert mistaken.status == 1


def test_programs_are_told_the_same(mistaken: Ended) -> None:
    told = [
        (record["row"], error["field"], error["message"])
        for record in mistaken.records
        if "error" in record
        for error in record.get("errors", [record["error"]])
    ]
    assert told == EXPECTED


def test_the_good_rows_are_written_all_the_same(mistaken: Ended) -> None:
    written = {record["id"]: record["text"] for record in mistaken.records if "text" in record}
    assert list(written) == ["M-01", "M-21"]
    assert "Hola, Marta:" in written["M-01"]
    assert "Oliver" in written["M-21"]


def test_a_good_row_reads_the_same_among_bad_ones_and_alone(tmp_path: Path, mistaken: Ended) -> None:
    lines = Path(MISTAKES).read_text("utf-8").splitlines()
    write(tmp_path / "good.csv", "\n".join([lines[0], lines[1], lines[21]]))
    alone = merge("good.csv", cwd=tmp_path).records
    among = [record for record in mistaken.records if "text" in record]
    assert [record["text"] for record in alone] == [record["text"] for record in among]


# What every row lacks


def test_a_missing_column_is_named_once_with_its_rows_and_the_remedy() -> None:
    ended = merge(APPLICATIONS, "--locale", "es")
    assert ended.status == 1
    assert [line for line in ended.said if "missing" in line] == [
        f"{APPLICATIONS}: the column 'company' is missing, and 40 rows need it; add it, or give it to every row "
        "with --set company=…"
    ]
    assert all(record["error"]["field"] == "company" for record in ended.records)


def test_each_missing_column_has_its_own_remedy(tmp_path: Path) -> None:
    write(tmp_path / "list.csv", "first_name\nAna\n")
    ended = templater("merge", "list.csv", "--to", "o.mbox", cwd=tmp_path)
    assert ended.status == 1
    assert {line.partition("'")[2].partition("'")[0]: line.rpartition("with ")[2] for line in ended.said[:-1]} == {
        "letter": "--letter…", "locale": "--locale…", "email": "--set email=…", "sender_email": "--set sender_email=…",
    }  # fmt: skip
    assert all("and 1 row needs it" in line for line in ended.said[:-1])


def test_a_blank_cell_of_a_column_that_is_there_is_named_by_its_row(tmp_path: Path) -> None:
    write(tmp_path / "list.csv", table(ANA, ANA.replace("Acme,", ",")))
    ended = merge("list.csv", cwd=tmp_path)
    assert ended.said[0] == "list.csv:3: column 'company': is blank, and this letter needs it"


def test_a_key_that_only_later_records_have_is_no_missing_column(tmp_path: Path) -> None:
    poor = {"id": "1", "first_name": "Ana", "locale": "es", "company": "Acme"}
    rows = [poor, poor, {**poor, "role": "Dev"}, poor]
    write(tmp_path / "list.jsonl", "\n".join(map(json.dumps, rows)))
    ended = merge("list.jsonl", cwd=tmp_path)
    assert ended.said[0] == "list.jsonl:1,2,4: column 'role': is blank, and this letter needs it"
    assert not any("is missing" in line for line in ended.said)


def test_many_failing_json_lines_ask_for_the_columns_only_a_few_times(tmp_path: Path) -> None:
    write(tmp_path / "list.jsonl", '{"id":"1","notas_x":"","departamentoo":"","locale":"es"}\n' * 200)
    with patch("templater.recipients.json_lines.column_map", wraps=column_map) as mapped:
        ended = merge("list.jsonl", cwd=tmp_path)
    assert mapped.call_count < 10
    assert sum("200 rows need it" in line for line in ended.said) == 3


# Cells, options and defaults


def one(tmp_path: Path, cells: str, *arguments: str, defaults: str = "") -> str:
    write(tmp_path / "templater.toml", f"[defaults]\n{defaults}\n")
    write(tmp_path / "list.csv", table(cells, header="first_name,role,company,locale"))
    ended = merge("list.csv", *arguments, cwd=tmp_path)
    assert ended.status == 0, ended.err
    subject: str = ended.records[0]["subject"]
    return subject


def test_a_cell_overrides_an_option_and_an_option_overrides_a_default(tmp_path: Path) -> None:
    default = 'company = "Default"\nlocale = "en"'
    assert one(tmp_path, "Ana,Dev,,", defaults=default) == "Your application for Dev at Default"
    assert one(tmp_path, "Ana,Dev,,", "--set", "company=Option", defaults=default).endswith("at Option")
    assert one(tmp_path, "Ana,Dev,Cell,", "--set", "company=Option", defaults=default).endswith("at Cell")
    assert one(tmp_path, "Ana,Dev,Cell,", "--locale", "es", defaults=default) == "Tu candidatura: Dev en Cell"
    assert one(tmp_path, "Ana,Dev,Cell,en-GB", "--locale", "es", defaults=default).endswith("at Cell")


@pytest.mark.parametrize("blank", ["", "  ", "\t", "\u00a0", '"  \n "'])
def test_only_blank_cells_are_filled(tmp_path: Path, blank: str) -> None:
    subject = one(tmp_path, f"Ana,Dev,{blank},es", "--set", "company=Option")
    assert subject == "Tu candidatura: Dev en Option"


def test_a_blank_list_and_null_are_filled_as_well(tmp_path: Path) -> None:
    row: dict[str, object] = {"first_name": "Ana", "role": "Dev", "company": None, "locale": "es", "strength": []}
    write(tmp_path / "list.jsonl", json.dumps({**row, "gap": "moderate", "requirement": "SQL", "stage": "screen"}))
    ended = merge("list.jsonl", "--set", "company=Acme", "--set", "strength=la calma", cwd=tmp_path)
    assert ended.records[0]["subject"] == "Tu candidatura: Dev en Acme"
    assert "la calma" in ended.records[0]["text"]


def test_a_row_may_name_its_own_letter_register_and_channel(tmp_path: Path) -> None:
    header = "first_name,role,company,locale,letter,register,channel,stage"
    rows = ("Ana,Dev,Acme,es,,,,", "Eva,Dev,Acme,es,pregunta,usted,,screen", "Iker,Dev,Acme,es,orientación,,sms,")
    write(tmp_path / "list.csv", table(*rows, header=header))
    ended = merge("list.csv", "--register", "vos", cwd=tmp_path)
    first, second, third = ended.records
    assert (first["letter"], first["situation"]["register"]) == ("rejection", "vos")
    assert (second["letter"], second["situation"]["register"]) == ("debrief-question", "usted")
    assert third["error"] == {
        "code": "unknown-channel", "field": "channel",
        "message": "'sms' is not a channel of this letter; it has email, phone",
    }  # fmt: skip


def test_the_letter_may_be_set_like_any_column(tmp_path: Path) -> None:
    write(tmp_path / "list.csv", table(ANA))
    arguments = ("merge", "list.csv", "--to", "-", "--set", "stage=screen")
    ended = templater(*arguments, "--set", "letter=debrief-question", cwd=tmp_path)
    assert (ended.status, ended.records[0]["letter"]) == (0, "debrief-question")
    same = templater(*arguments, "--letter", "rejection", "--set", "letter=rejection", cwd=tmp_path)
    assert (same.status, same.records[0]["letter"]) == (0, "rejection")
    other = templater(*arguments, "--letter", "rejection", "--set", "letter=debrief-question", cwd=tmp_path)
    assert (other.status, other.out) == (2, b"")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--letter", "rejecton"), "there is no letter 'rejecton' (did you mean 'rejection'?)"),
        (("--letter", ""), "there is no letter ''; there are candidate-reply, coaching, "),
        (("--letter", "rejection", "--locale", "zz"), "--locale: there is no locale 'zz'; write es, es-MX or en-GB"),
        (("--letter", "rejection", "--locale", "fr"), "--locale: there are no letters in 'fr'; there are letters in"),
        (("--letter", "rejection", "--register", "uste"), "--register: 'uste' is not one of you, tu, usted, vos (did"),
        (("--letter", "rejection", "--channel", "emial"), "--channel: 'emial' is not one of email, inmail, chat, sms,"),
        (("--letter", "rejection", "--set", "gap=smal"), "--set gap: 'smal' is not one of none, small, moderate,"),
        (("--letter", "rejection", "--set", "gpa=small"), "--set gpa=small: there is no column 'gpa' (did you mean"),
        (("--letter", "rejection", "--set", "sexo=f"), "--set sexo=f: there is no column 'sexo'"),
        (("--letter", "rejection", "--set", "gap"), "--set gap: write it as column=value"),
        (("--letter", "rejection", "--set", "decision_by=automated"), "--set decision_by: an automated decision needs"),
        (("--letter", "rejection", "--set", "interview_date=soon"), "--set interview_date: 'soon' is not a date;"),
        (("--letter", "rejection", "--date", "soon"), "--date 'soon' is not a date; write it as 2026-12-03"),
    ],
)
def test_a_wrong_option_is_refused_before_any_row(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    ended = templater("merge", CANDIDATES, "--to", tmp_path / "o.mbox", *arguments)
    assert (ended.status, ended.out) == (2, b"")
    assert ended.err.startswith(said)
    assert not list(tmp_path.iterdir())


def test_notes_name_at_most_five_rows(tmp_path: Path) -> None:
    row = "Ana,Dev,Acme,en,negative,screen"
    for count, places in ((2, "2,3"), (5, "2,3,4,5,6"), (9, "2,3,4,5,6,…")):
        write(
            tmp_path / "list.csv", table(*[row] * count, header="first_name,role,company,locale,self_assessment,stage")
        )
        said = merge("list.csv", cwd=tmp_path).said
        assert f"list.csv:{places}: column 'gap': a self-assessment without a gap is written neutral" in said


def test_everything_that_a_row_lacks_is_told_in_one_run(tmp_path: Path) -> None:
    header = "first_name,role,company,locale,stage,gap,requirement,sender_name"
    rows = ["Ana,Dev,Acme,es,interview,smal,solo hombres,Leo", "Eva,,Acme,es,interview,small,,"]
    write(tmp_path / "list.csv", table(*rows, header=header))
    said = merge("list.csv", cwd=tmp_path).said
    assert [line.split(": ")[0] + " " + line.split("'")[1] for line in said[:-1]] == [
        "list.csv:2 gap", "list.csv:2 requirement", "list.csv:3 role", "list.csv:3 requirement",
        "list.csv:3 sender_name",
    ]  # fmt: skip
    assert said[-1] == "nothing was written; 2 rows failed"


def test_each_thing_that_is_wrong_with_one_cell_is_told_and_only_once(tmp_path: Path) -> None:
    header = "first_name,role,company,locale,stage,gap,evidence,sender_name"
    cells = 'Ana,Dev,Acme,es,interview,{gap},"mintió en el CV\nplagió el ejercicio",Leo'
    write(tmp_path / "list.csv", table(cells.format(gap="smal"), cells.format(gap="small"), header=header))
    said = [line for line in merge("list.csv", cwd=tmp_path).said if "evidence" in line]
    for row in (2, 4):
        quoted = [line.split("'")[3] for line in said if line.startswith(f"list.csv:{row}:")]
        assert len(set(quoted)) == len(quoted) == 2


# --only and --limit


@pytest.fixture(name="everybody", scope="module")
def letters_by_id() -> dict[str, str]:
    return {json.loads(line)["id"]: line for line in merge(CANDIDATES).text.splitlines()}


def test_only_and_limit_change_no_letter(everybody: dict[str, str]) -> None:
    few = merge(CANDIDATES, "--limit", "3")
    assert few.text.splitlines() == list(everybody.values())[:3]
    some = merge(CANDIDATES, "--only", "C-120", "--only", "C-104")
    assert some.text.splitlines() == [everybody["C-104"], everybody["C-120"]]
    both = merge(CANDIDATES, "--only", "C-120", "--only", "C-104", "--limit", "1")
    assert both.text.splitlines() == [everybody["C-104"]]
    assert (few.status, some.status, both.status) == (0, 0, 0)


def test_only_changes_no_letter_among_candidates_of_one_vacancy(tmp_path: Path) -> None:
    """Where letters were dealt again because of the rows before, those rows still count."""
    header = "id,first_name,role,company,locale,stage"
    write(tmp_path / "list.csv", table(*(f"N{n},Ana,Dev,Acme,es,screen" for n in range(300)), header=header))
    everybody = merge("list.csv", cwd=tmp_path).records
    again = [record for record in everybody if any(pick["deal"] for pick in record["picks"])]
    assert again, "nobody was dealt again; the test proves nothing"
    for record in (again[0], again[-1]):
        assert merge("list.csv", "--only", record["id"], cwd=tmp_path).records == [record]


def test_a_limit_beyond_the_rows_is_no_limit(everybody: dict[str, str]) -> None:
    for limit in ("25", "99999999999999999999999"):
        ended = merge(CANDIDATES, "--limit", limit)
        assert (ended.status, ended.text.splitlines()) == (0, list(everybody.values()))


def test_a_limit_reads_no_further_than_it_must(tmp_path: Path) -> None:
    write(tmp_path / "list.csv", table(*[ANA] * 80, '"never closed'))
    assert merge("list.csv", "--limit", "3", cwd=tmp_path).status == 0
    assert merge("list.csv", cwd=tmp_path).status == 65


def test_an_id_that_no_row_has_is_said_and_fails_the_run(tmp_path: Path) -> None:
    ended = merge(CANDIDATES, "--only", "C-999", "--only", "c-101", "--only", "C-102")
    assert ended.status == 1
    assert [record["id"] for record in ended.records] == ["C-102"]
    assert f"{CANDIDATES}: there is no row with the id 'C-999'" in ended.said
    assert f"{CANDIDATES}: there is no row with the id 'c-101' (did you mean 'C-101'?)" in ended.said
    nobody = templater("merge", CANDIDATES, "--letter", "rejection", "--only", "x", "--to", "o.mbox", cwd=tmp_path)
    assert (nobody.status, list(tmp_path.iterdir())) == (1, [])
    assert merge(CANDIDATES, "--only", "", "-q").status == 1
    assert templater("merge", CANDIDATES, "--letter", "rejection", "--only", "x", "-n").status == 1


def test_whom_the_limit_left_out_is_not_called_absent() -> None:
    ended = merge(CANDIDATES, "--only", "C-101", "--only", "C-124", "--limit", "1")
    assert ended.status == 0
    assert "no row with the id" not in ended.err


def test_a_failed_row_is_found_by_its_id_too() -> None:
    ended = merge(MISTAKES, "--only", "M-09")
    assert (ended.status, [record["id"] for record in ended.records]) == (1, ["M-09"])
    assert ended.said == [
        f"{MISTAKES}:10: column 'register': 'vosotros' is not a register of this language; it has tu, usted, vos",
        "nothing was written; 1 row failed",
    ]


# A pick can be repeated


def test_render_repeats_a_letter_of_a_merge_with_the_deal_of_its_picks(tmp_path: Path) -> None:
    header = "id,first_name,role,company,locale,stage"
    write(tmp_path / "list.csv", table(*(f"N{n},Ana,Dev,Acme,es,screen" for n in range(200)), header=header))
    records = merge("list.csv", "--seed", "s", cwd=tmp_path).records
    record = next(record for record in records if record["picks"][0]["deal"])
    cells = dict(zip(header.split(","), (record["id"], "Ana", "Dev", "Acme", "es", "screen"), strict=True))
    deal = str(record["picks"][0]["deal"])
    arguments = ("render", "rejection", "-", "--output", "json", "--seed", "s", "--deal", deal)
    again = templater(*arguments, stdin=json.dumps(cells).encode()).records[0]
    assert {**again, "row": record["row"]} == record


def test_a_seed_deals_other_words_and_vary_deals_applications_too() -> None:
    def texts(*arguments: str) -> list[str]:
        found = merge(APPLICATIONS, "--locale", "es", "--set", "company=Acme", *arguments).records
        return [record["text"].partition("\n\n")[2] for record in found]

    assert texts("--seed", "a") == texts("--seed", "b")
    assert texts("--vary", "--seed", "a") != texts("--vary", "--seed", "b")
    assert len({record["text"] for record in merge(CANDIDATES, "--seed", "a").records}) == 24
