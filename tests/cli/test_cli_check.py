from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_runs import ROOT, finished, templater
from small_templates import WORDS, lay_small

from templater.cli import copydesk
from templater.language import shelves

BOOK = "es/phrases/rejection.md"
PLAIN = "# reply !\n## any\n- Hola, {{ candidate.first_name }}.\n"


def team(directory: Path, **files: str | bytes) -> Path:
    """Lay a team's templates; a name's `__` stands for / and `_md` at its end for .md."""
    for name, content in files.items():
        path = directory / "own" / (name.replace("__", "/").removesuffix("_md") + ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return directory / "own"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the small templates in the place of the built-in ones, so that a check takes no time."""
    directory = lay_small(tmp_path / "small")
    for module in (shelves, copydesk):
        monkeypatch.setattr(module, "builtin_templates", lambda: directory)
    return directory


pytestmark = pytest.mark.usefixtures("small")


def codes(out: str) -> list[str]:
    return [one["code"] for one in json.loads(out)]


def test_the_built_in_templates_are_clean() -> None:
    ended = finished("check")
    assert (ended.status, ended.text, ended.said) == (0, "", ["nothing to mend"])


def test_a_finding_names_file_line_column_cause_and_remedy(tmp_path: Path) -> None:
    own = team(tmp_path, es__hello_md="Subject: Hola\n\nHola, {{ candidate.fist_name }}.\n")
    ended = templater("check", own, cwd=tmp_path)
    assert ended.status == 1
    assert ended.text.splitlines() == [
        "own/es/hello.md:3:10: nothing here is called 'candidate.fist_name' (did you mean 'candidate.first_name'?) "
        "[broken]",
        "    Hola, {{ candidate.fist_name }}.",
        "             ^^^^^^^^^^^^^^^^^^^",
    ]
    assert ended.said == ["1 error, 0 warnings"]


def test_it_speaks_spanish(tmp_path: Path) -> None:
    own = team(tmp_path, es__hello_md="Subject: Hola\n\nHola  a todos.\n")
    ended = templater("--lang", "es", "check", own, cwd=tmp_path)
    assert "own/es/hello.md:3:5: dos espacios seguidos: escribe uno (lo hace --fix) [two-spaces]" in ended.text
    assert ended.said == ["1 error, 0 avisos"]


def test_every_mistake_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    book = "# p\n## any\n- {{ nothing }}\n- {{ requirment }}\n\n## agre\n- Hola.\n\n# q\n## small\nHola\n"
    own = team(tmp_path, es__hello_md="Subject: Hola\n\n{{ phrase.p }}\n", es__phrases__hello_md=book)
    lines = [(one["line"], one["message"]) for one in json.loads(templater("check", own, "--format", "json").text)]
    assert [line for line, _ in lines if line in (3, 4, 6, 11)] == [3, 4, 6, 11]


def test_only_the_files_that_are_asked_for_are_told(tmp_path: Path) -> None:
    own = team(
        tmp_path, es__hello_md="Subject: Hola\n\nHola  a todos.\n", es__bye_md="Subject: Hola\n\nAdiós  a todos.\n"
    )
    ended = templater("check", own / "es" / "bye.md", "--format", "json", cwd=tmp_path)
    assert {one["file"] for one in json.loads(ended.text)} == {"own/es/bye.md"}
    assert "two-spaces" in codes(ended.text)


def test_a_warning_fails_only_when_asked(tmp_path: Path) -> None:
    files = {"es__hello_md": "Subject: Hola\n\nHola a todos. \n", "en__hello_md": "Subject: Hello\n\nHello.\n"}
    own = team(tmp_path, **files)
    ended = templater("check", own, "--format", "json")
    assert (ended.status, codes(ended.text)) == (0, ["space-at-end"])
    assert templater("check", own, "--strict").status == 1


def test_a_draft_locale_is_told_and_does_not_fail(tmp_path: Path) -> None:
    own = team(tmp_path, es__hello_md="Subject: Hola\n\nHola  a todos.\n", en__hello_md="Subject: Hello\n\nHello.\n")
    assert templater("check", own).status == 1
    (own / "es" / "locale.toml").write_text("draft = true\n")
    ended = templater("check", own, "--format", "json")
    assert (ended.status, codes(ended.text)) == (0, ["two-spaces"])


def test_what_needs_no_decision_is_mended_and_every_other_byte_stays(tmp_path: Path) -> None:
    before = (
        "\ufeffSubject: Hola\r\n\r\nHola,  a todos... \r\n\r\nCafe\u0301,\u200b con el 5 % y `esto`.\t\r\n\r\n"
        "Sin fin de línea"
    )
    after = "\ufeffSubject: Hola\r\n\r\nHola, a todos…\r\n\r\nCafé, con el 5\u00a0% y `esto`.\r\n\r\nSin fin de línea"
    own = team(tmp_path, es__hello_md=before, en__hello_md="Subject: Hello\n\nHello.\n")
    ended = templater("check", own, "--fix", cwd=tmp_path)
    assert "own/es/hello.md: mended" in ended.said
    assert (own / "es" / "hello.md").read_bytes().decode() == after
    assert templater("check", own, "--fix", cwd=tmp_path).err.count("mended") == 0


def test_a_plain_form_of_tu_is_made_to_inflect(tmp_path: Path) -> None:
    own = team(
        tmp_path,
        es__hello_md="Subject: Hola\n\nHola. Si tienes dudas, aquí estamos.\n",
        en__hello_md="Subject: Hello\n\nHello.\n",
    )
    ended = templater("check", own, "--fix", cwd=tmp_path)
    assert (own / "es" / "hello.md").read_text().splitlines()[2] == "Hola. Si {{ tu.tienes }} dudas, aquí estamos."
    assert (ended.status, ended.text) == (0, "")


def test_a_form_that_no_table_knows_gets_a_row_to_fill(tmp_path: Path) -> None:
    own = team(
        tmp_path,
        es__hello_md="Subject: Hola\n\nHola. ¿Sabes algo?\n",
        es__words_md=WORDS,
        en__hello_md="Subject: Hello\n\nHello.\n",
    )
    ended = templater("check", own, "--fix", cwd=tmp_path)
    assert (own / "es" / "hello.md").read_text().splitlines()[2] == "Hola. ¿{{ tu.Sabes }} algo?"
    assert "| sabes |  |  |" in (own / "es" / "words.md").read_text()
    assert ended.status == 1
    assert "a cell is empty; write = for the same as in the first column" in ended.text


def test_a_rule_is_off_where_a_note_gives_the_reason(tmp_path: Path) -> None:
    loud = "# p\n## any\n> off three-dots: así lo quiere la casa\n- Hola... Ana.\n## small\n- Adiós... Ana.\n"
    own = team(tmp_path, es__hello_md="Subject: Hola\n\n{{ phrase.p }}\n", es__phrases__hello_md=loud)
    found = [one for one in json.loads(templater("check", own, "--format", "json").text) if one["code"] == "three-dots"]
    assert [one["line"] for one in found] == [6]


def test_the_annotations_are_workflow_commands(tmp_path: Path) -> None:
    own = team(tmp_path, es__hello_md="Subject: Hola\n\nHola  a todos.\n", en__hello_md="Subject: Hello\n\nHello.\n")
    ended = templater("check", own, "--format", "github", cwd=tmp_path)
    assert ended.text == (
        "::error file=own/es/hello.md,line=3,col=5,title=two-spaces::two spaces in a row: write one (--fix does)\n"
    )


def test_sarif_has_a_result_with_a_place_and_a_fix(tmp_path: Path) -> None:
    own = team(tmp_path, es__hello_md="Subject: Hola\n\nHola  a todos.\n", en__hello_md="Subject: Hello\n\nHello.\n")
    log = json.loads(templater("check", own, "--format", "sarif", cwd=tmp_path).text)
    (result,) = log["runs"][0]["results"]
    assert result["ruleId"] == "two-spaces"
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5}
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": " "}


def test_the_signs_of_a_file_do_not_reach_the_terminal(tmp_path: Path) -> None:
    own = team(tmp_path, es__hello_md="Subject: Hola\n\nHola \x1b[31m rojo.\n")
    assert "\x1b" not in templater("check", own).text


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["nowhere"], 66, "there is no nowhere"),
        (["empty"], 2, "empty lies in no directory of templates: one has a directory for each language, such as es"),
        (["--format", "xml"], 2, "'xml' is not one of"),
        (["--wins", "empty:3"], 2, "empty lies in no directory of templates"),
    ],
)
def test_what_cannot_be_checked_is_said_in_one_line(
    tmp_path: Path, arguments: list[str], status: int, said: str
) -> None:
    (tmp_path / "empty").mkdir()
    ended = templater("check", *arguments, cwd=tmp_path)
    assert ended.status == status
    assert said in ended.err


def test_it_says_where_a_wording_is_chosen_and_to_which_line_it_loses() -> None:
    ended = finished("check", "--wins", ROOT / "templates" / BOOK)
    line = next(line for line in ended.text.splitlines() if "rejection, verdict, agree, said-negative, small" in line)
    assert line.endswith("chosen in 6 of 10 situations")
    number = int(line.split(":")[1])
    one = finished("check", "--wins", f"{ROOT / 'templates' / BOOK}:{number + 3}")
    assert one.text.splitlines()[0] == line
    assert one.text.splitlines()[1].startswith("    3 go to 'phone, agree, said-negative, small' (es/phrases/")
    assert len(one.text.splitlines()) == 3


def test_the_rules_are_listed_each_once() -> None:
    lines = templater("check", "--rules").text.splitlines()
    names = [line.split()[0] for line in lines]
    assert "register" in names
    assert names == sorted(set(names))


def test_a_copy_by_init_is_clean(tmp_path: Path) -> None:
    assert finished("init", "work", cwd=tmp_path).status == 0
    ended = finished("check", cwd=tmp_path / "work")
    assert (ended.status, ended.text) == (0, "")
