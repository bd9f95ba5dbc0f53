"""templater.toml and a team's own templates: what they change, and how it is said that they are broken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_runs import APPLICATIONS, CANDIDATES, ROOT, Ended, left_in, templater, write

COMMANDS = {
    "letters": ("letters",),
    "render": ("render", "rejection", "--locale", "es"),
    "merge": ("merge", CANDIDATES, "--letter", "rejection", "--to", "out.mbox"),
}


def configured(tmp_path: Path, content: str | bytes, *arguments: str) -> Ended:
    write(tmp_path / "templater.toml", content)
    return templater(*arguments, cwd=tmp_path)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("x", "templater.toml: is not TOML: "),
        ("a = " + "[" * 20_000, "templater.toml: is not TOML: its brackets stand too deep in one another"),
        ("a = " + "9" * 20_000, "templater.toml: is not TOML: a number in it is too large"),
        ("foo = 1", "templater.toml: 'foo' is not known here"),
        ("default = {}", "templater.toml: 'default' is not known here (did you mean 'defaults'?)"),
        ("defaults = 3", "templater.toml: [defaults] must be a table of columns"),
        ('[defaults]\ngap = ["small"]', "templater.toml: 'gap' is neither text, a number nor a date"),
        ("templates = 3", "templater.toml: templates must be the name of a directory"),
        ("templates = [1]", "templater.toml: templates must be the name of a directory"),
        ('templates = "nowhere"', "nowhere is no directory of templates"),
        ('brand = "Acme"', "templater.toml: [brand] must be a table of text"),
        ("[brand]\nname = 1984", "templater.toml: [brand] name: 1984 is not text; write it between quotation marks"),
        (
            '[brand]\ncolor = "#fff"',
            "templater.toml: [brand]: 'color' is not one of name, colour, logo, address, privacy (did you mean",
        ),
        ("[brand]\nfont = 1", "templater.toml: [brand]: 'font' is not one of name, colour, logo, address, privacy"),
        ('[brand]\ncolour = "red"', "templater.toml: [brand] colour: 'red' is not a colour; write it as #1f6f5c"),
        ('[brand]\nprivacy = "javascript:x"', "templater.toml: [brand] privacy: 'javascript:x' is neither an e-mail"),
        ('[brand]\nlogo = "\\u202EA"', "templater.toml: [brand] logo: holds an invisible character (U+202E)"),
        (f'[brand]\nlogo = "{"A" * 61}"', "templater.toml: [brand] logo: holds 61 characters; the most is 60"),
        (b'a = "\xff"', "templater.toml: is not UTF-8; save it as UTF-8"),
    ],
)
def test_a_broken_configuration_stops_every_command(
    tmp_path: Path, command: str, content: str | bytes, said: str
) -> None:
    ended = configured(tmp_path, content, *COMMANDS[command])
    assert (ended.status, ended.out, len(ended.said)) == (78, b"", 1)
    assert ended.err.startswith(said)
    assert left_in(tmp_path) == {"templater.toml"}


@pytest.mark.parametrize("command", ["render", "merge"])
@pytest.mark.parametrize(
    ("defaults", "said"),
    [
        ('local = "es"', "templater.toml: 'local' is not known here (did you mean 'locale'?)"),
        ('gap = "smal"', "templater.toml: gap: 'smal' is not one of none, small, moderate, large, unknown (did you"),
        ('locale = "zz"', "templater.toml: locale: there is no locale 'zz'; write es, es-MX or en-GB, say"),
        ('letter = "rejecton"', "templater.toml: letter: there is no letter 'rejecton' (did you mean 'rejection'?)"),
        ('register = "vosotros"', "templater.toml: register: 'vosotros' is not one of you, tu, usted, vos"),
        ('channel = "fax"', "templater.toml: channel: 'fax' is not one of email, inmail, chat, sms, phone"),
        ('sender_email = "talento"', "templater.toml: sender_email: 'talento' is not an e-mail address"),
    ],
)
def test_a_default_that_no_row_could_use_is_bad_configuration(
    tmp_path: Path, command: str, defaults: str, said: str
) -> None:
    ended = configured(tmp_path, f"[defaults]\n{defaults}\n", *COMMANDS[command])
    assert (ended.status, ended.out, len(ended.said)) == (78, b"", 1)
    assert ended.err.startswith(said)


def test_defaults_may_be_text_numbers_and_dates(tmp_path: Path) -> None:
    content = '[defaults]\nlocale = "es"\ncompany = 1984\ninterview_date = 2026-12-03\nletter = "rejection"\n'
    content += 'requirement = "SQL"\nsender_name = "Eva"\n'
    ended = configured(tmp_path, content, "merge", APPLICATIONS, "--to", "-", "--limit", "1")
    assert ended.status == 0
    assert ended.records[0]["subject"] == "Tu candidatura: Programador web en 1984"
    assert "3 de diciembre de 2026" in ended.records[0]["text"]


def test_a_configuration_beside_another_work_is_not_read(tmp_path: Path) -> None:
    write(tmp_path / "templater.toml", "broken")
    (tmp_path / "work").mkdir()
    assert templater("letters", cwd=tmp_path / "work").status == 0


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert configured(tmp_path, b'\xef\xbb\xbf[defaults]\nlocale = "es"\n', "render", "rejection").status == 0


BRAND = '''
[brand]
name = "Acme"
colour = "#1f6f5c"
address = """
Calle Mayor, 1
28013 Madrid"""
privacy = "privacidad@acme.example"
'''


def test_a_brand_stands_around_every_e_mail_in_both_of_its_parts(tmp_path: Path) -> None:
    rendered = configured(tmp_path, BRAND, "render", "rejection", "--locale", "es", "--output", "html")
    merged = configured(tmp_path, BRAND, "merge", CANDIDATES, "--letter", "rejection", "--to", "-")
    assert (rendered.status, merged.status) == (0, 0)
    for html in (rendered.text, *(record["html"] for record in merged.records)):
        assert "border-top:4px solid #1f6f5c" in html
        assert '<a href="mailto:privacidad@acme.example">privacidad@acme.example</a></p>' in html
    for record in merged.records:
        assert record["text"].endswith("\n\nAcme\nCalle Mayor, 1\n28013 Madrid\nprivacidad@acme.example\n")


# A team's own templates


def own(tmp_path: Path, name: str, content: str) -> Path:
    write(tmp_path / "own" / name, content)
    return tmp_path / "own"


def test_own_templates_win_over_the_built_in_ones(tmp_path: Path) -> None:
    directory = own(tmp_path, "es/phrases.md", "# greeting\n\n## any\n- Muy buenas, {{ candidate.first_name }}:\n")
    arguments = ("render", "rejection", "--locale", "es")
    assert "Muy buenas, Marta:" in templater(*arguments, "--templates", directory).text
    assert "Muy buenas, Marta:" not in templater(*arguments).text


def test_templates_named_in_the_configuration_are_found_from_there(tmp_path: Path) -> None:
    own(tmp_path, "es/note.md", "Subject: Nota\n\nHola, {{ candidate.first_name }}.\n")
    ended = configured(tmp_path, 'templates = "own"\n', "render", "note", "--locale", "es")
    assert (ended.status, ended.text) == (0, "Subject: Nota\n\nHola, Marta.\n")
    last = write(tmp_path / "last" / "es" / "note.md", "Subject: Otra\n\nAdiós.\n").parents[1]
    ended = templater("render", "note", "--locale", "es", "--templates", last, cwd=tmp_path)
    assert ended.text == "Subject: Otra\n\nAdiós.\n"


def test_a_column_that_the_team_declares_can_be_set_defaulted_and_read(tmp_path: Path) -> None:
    own(tmp_path, "sample.toml", 'office = "Vigo"\n')
    own(tmp_path, "es/note.md", "Subject: {{ office }}\n\nHola, {{ candidate.first_name }}.\n")
    arguments = ("render", "note", "--locale", "es", "--templates", "own")
    assert templater(*arguments, cwd=tmp_path).text.startswith("Subject: Vigo")
    assert templater(*arguments, "--set", "office=Lugo", cwd=tmp_path).text.startswith("Subject: Lugo")
    write(tmp_path / "list.csv", "first_name,locale,office\nAna,es,Noia\nEva,es,\n")
    write(tmp_path / "templater.toml", 'templates = "own"\n[defaults]\noffice = "Tui"\n')
    ended = templater("merge", "list.csv", "--letter", "note", "--to", "-", cwd=tmp_path)
    assert [record["subject"] for record in ended.records] == ["Noia", "Tui"]


@pytest.mark.parametrize("command", ["letters", "render", "merge"])
def test_a_typo_in_a_template_names_file_line_and_the_line(tmp_path: Path, command: str) -> None:
    text = (ROOT / "templates" / "es" / "rejection.md").read_text("utf-8")
    number = next(n for n, line in enumerate(text.splitlines(), 1) if "phrase.verdict" in line)
    directory = own(tmp_path, "es/rejection.md", text.replace("phrase.verdict", "phrase.verdit"))
    ended = templater(*COMMANDS[command], "--templates", directory, cwd=tmp_path)
    assert (ended.status, ended.out) == (78, b"")
    assert ended.said[0] == (
        f"own/es/rejection.md:{number}: nothing here is called 'phrase.verdit' (did you mean 'phrase.verdict'?)"
    )
    assert ended.said[1] == "    " + text.splitlines()[number - 1].replace("verdict", "verdit").strip()
    assert left_in(tmp_path) == {"own"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("es/rejection.md", "Subjet: x\n\nHola\n", r"own/es/rejection\.md:1: 'Subjet:' is no header of a letter \(did"),
        ("es/locale.toml", "x", r"own/es/locale\.toml:1: this is not TOML"),
        ("es/columns.toml", '[columns]\nfoo = "bar"\n', r"own/es/columns\.toml:2: 'foo' is not one of id, first_name,"),
        ("sample.toml", "office =", r"own/sample\.toml:1: this is not TOML"),
        ("layout.html", "<html>", r"own/layout\.html: the layout has no place for the letter"),
        ("es/phrases/rejection.md", "# farewell\n\n## agree\n- No.\n", r"own/es/phrases/rejection\.md:1: the phrase"),
    ],
)  # fmt: skip
def test_other_broken_templates_are_bad_configuration_too(tmp_path: Path, name: str, content: str, said: str) -> None:
    directory = own(tmp_path, name, content)
    ended = templater(*COMMANDS["merge"], "--templates", directory, cwd=tmp_path)
    assert (ended.status, ended.out) == (78, b"")
    assert re.match(said, ended.err)
    assert left_in(tmp_path) == {"own"}


def test_a_template_that_only_the_third_row_needs_stops_the_run_all_the_same(tmp_path: Path) -> None:
    own(tmp_path, "es/note.md", "Subject: x\n\n{{ candidate.frist_name }}\n")
    rows = "first_name,role,company,locale,letter\nAna,Dev,Acme,en,\nEva,Dev,Acme,en,\nLuz,Dev,Acme,es,note\n"
    write(tmp_path / "list.csv", rows)
    arguments = ("merge", "list.csv", "--letter", "rejection", "--templates", "own", "--to")
    ended = templater(*arguments, "out.jsonl", cwd=tmp_path)
    assert (ended.status, left_in(tmp_path)) == (78, {"own", "list.csv"})
    assert ended.said[0].startswith("own/es/note.md:3: nothing here is called 'candidate.frist_name'")


def test_a_directory_of_templates_that_is_not_there_is_bad_configuration(tmp_path: Path) -> None:
    ended = templater("letters", "--templates", "mine", cwd=tmp_path)
    assert (ended.status, ended.said) == (78, ["mine is no directory of templates"])
