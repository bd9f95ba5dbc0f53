"""Everything that templater says is said in Spanish too, and the catalogs are those that the tool writes."""

from __future__ import annotations

import ast
import os
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

import catalogs
import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry

LANGUAGES = sorted(path.parents[1].name for path in catalogs.CATALOGS.glob("*/LC_MESSAGES/templater.po"))
COMMANDS = ("", "letters", "render", "merge", "assess", "check", "proof", "accept", "init")


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def catalog(language: str) -> Catalog:
    return catalogs.read(language)


def forms(entry: Entry) -> list[str]:
    """A message's translations: one, or one for each form of a plural; a blank one as ""."""
    return [entry.string] if isinstance(entry.string, str) else [form or "" for form in entry.string or ("",)]


def translations(entry: Entry) -> list[tuple[str, str]]:
    """Each translation that there is of a message, with the text that it translates."""
    texts = [entry.id] if isinstance(entry.id, str) else list(entry.id)
    return [(text, form) for text, form in zip(texts, forms(entry), strict=True) if form]


def placeholders(text: str) -> list[str]:
    braces = [f"{{{name}!{kind}:{form}}}" for _, name, form, kind in string.Formatter().parse(text) if name is not None]
    return sorted([*braces, *re.findall(r"%\(\w+\)\w", text), *re.findall(r"[\b\t]", text)])


def test_spanish_is_spoken_beside_english() -> None:
    assert "es" in LANGUAGES


def test_every_message_of_templater_is_in_the_catalog_with_its_plural(catalog: Catalog) -> None:
    held = {catalogs.said(entry) for entry in catalogs.entries(catalog)}
    assert not catalogs.messages() - held, "run python -m tests.catalogs, and translate what is new"


def test_no_message_is_in_the_catalog_that_nobody_says_any_more(catalog: Catalog) -> None:
    held = {catalogs.said(entry) for entry in catalogs.entries(catalog) if not catalogs.is_clicks(entry)}
    assert not held - catalogs.messages(), "run python -m tests.catalogs"
    assert not catalog.obsolete


def test_every_message_is_translated_in_all_its_forms(catalog: Catalog) -> None:
    assert not [entry.id for entry in catalogs.entries(catalog) if not all(form.strip() for form in forms(entry))]
    assert not [entry.id for entry in catalogs.entries(catalog) if entry.fuzzy]


def test_a_translation_has_the_placeholders_of_its_message(catalog: Catalog) -> None:
    for entry in catalogs.entries(catalog):
        for text, said in translations(entry):
            assert placeholders(said) == placeholders(text), text


def test_a_translation_begins_and_ends_like_its_message(catalog: Catalog) -> None:
    for entry in catalogs.entries(catalog):
        for text, said in translations(entry):
            first, begins = (re.search(r"[^\W\d_]", re.sub(r"'?\{[^}]*\}'?", "", one)) for one in (text, said))
            if first and begins and first.start() == 0:
                assert first[0].isupper() == begins[0].isupper(), text
            assert (text[-1] in ".:…") == (said[-1] in ".:…"), text


def test_a_translation_names_the_same_options_commands_and_columns(catalog: Catalog) -> None:
    for entry in catalogs.entries(catalog):
        if not catalogs.is_clicks(entry):
            for text, said in translations(entry):
                named = re.compile(r"(?<![\w-])--?[a-z]+\b|\b[A-Z]{3,}\b|\b\w+_\w+\b|\btemplater \w+ [^\n]*\w")
                assert set(named.findall(text)) <= set(named.findall(said)), text


def test_a_committed_catalog_is_what_the_tool_writes(language: str, catalog: Catalog) -> None:
    written = catalogs.po_path(language).read_bytes()
    assert written == catalogs.po_bytes(catalogs.updated(catalog)), "run python -m tests.catalogs"


def test_a_committed_mo_is_its_compiled_po(language: str, catalog: Catalog) -> None:
    compiled = catalogs.po_path(language).with_suffix(".mo").read_bytes()
    assert compiled == catalogs.mo_bytes(catalogs.updated(catalog)), "run python -m tests.catalogs"


def test_gettext_finds_every_translation_in_the_mo(language: str, catalog: Catalog) -> None:
    with catalogs.po_path(language).with_suffix(".mo").open("rb") as stream:
        spoken = GNUTranslations(stream)
    for entry in (entry for entry in catalogs.entries(catalog) if all(forms(entry))):
        match catalogs.said(entry):
            case (one, many):
                assert [spoken.ngettext(one, many, count) for count in (1, 2)] == forms(entry)
            case text:
                assert [spoken.gettext(str(text))] == forms(entry)


def test_messages_of_another_click_stay_when_the_catalog_is_updated(catalog: Catalog) -> None:
    clicks = {entry.id for entry in catalogs.entries(catalog) if catalogs.is_clicks(entry)}
    assert "No such option: {name}" in clicks, "Click 8.1 says so"
    assert "No such option {name!r}." in clicks, "Click 8.4 says so"
    fresh = catalogs.updated(catalog, ["Something that Click 9 says."])
    kept = {entry.id for entry in catalogs.entries(fresh) if catalogs.is_clicks(entry)}
    assert kept == clicks | {"Something that Click 9 says."}


def test_a_changed_plural_loses_its_translation(catalog: Catalog) -> None:
    changed = catalogs.Words(locale=catalog.locale)
    changed.add("{count} row failed", "a translation of what is no plural")
    fresh = catalogs.updated(changed).get("{count} row failed")
    assert fresh is not None
    assert forms(fresh) == ["", ""]


SAID_BEFORE = re.compile(r"\w+\.message")
"""The message of a Problem, an error or a note that was collected where it was made."""

ELSEWHERE = {
    ("cli/options.py", "format_help_text", "written or ''"): "help, which a command's mark() has collected",
    ("cli/options.py", "get_help_record", "written"): "help, which an option's mark() has collected",
    ("cli/shell.py", "format_commands", "short"): "short help, which the table's mark() has collected",
    ("cli/report.py", "counts", "title"): "titles, each in a mark() of the loop's table",
    ("cli/proof_text.py", "page_words", "message"): "the words of the page, each in a mark() of their table",
    ("cli/proof_text.py", "_name", "_PAGE_WORDS.get(f'{name}_label', '')"): "the same words",
    ("cli/reading.py", "reading_lines", "reading.reason"): "why an answer is unclear, as weighing and reader say it",
    (
        "language/toml_source.py",
        "check",
        "message",
    ): "the second half of a Kind, which the tool collects by its annotation",
}
"""The calls whose message is not written in them, and who has collected it instead."""


def calls(node: ast.AST, inside: ast.FunctionDef | None = None) -> Iterator[tuple[ast.Call, ast.FunctionDef | None]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child, inside
        yield from calls(child, child if isinstance(child, ast.FunctionDef) else inside)


def said_arguments() -> Iterator[tuple[str, ast.FunctionDef | None, ast.expr]]:
    """Yield every argument in the place of a message, with its file and the function around it."""
    for path in sorted(catalogs.PACKAGE.rglob("*.py")):
        for call, inside in calls(ast.parse(path.read_text("utf-8"))):
            for place in catalogs.SAYERS.get(catalogs.name_of(call), ()):
                assert place < len(call.args), f"{path}:{call.lineno}: write the message in its place, not by name"
                yield path.relative_to(catalogs.PACKAGE).as_posix(), inside, call.args[place]


def passes_on(inside: ast.FunctionDef | None, argument: ast.expr) -> bool:
    """Say whether a sayer only hands the message of its own caller on, from the place where the tool looks."""
    if inside is None or not isinstance(argument, ast.Name):
        return False
    parameters = [one.arg for one in (*inside.args.posonlyargs, *inside.args.args) if one.arg != "self"]
    places = catalogs.SAYERS.get(inside.name, ())
    return argument.id in [parameters[place] for place in places if place < len(parameters)]


def unread_arguments() -> Iterator[tuple[str, str, str]]:
    named = {
        path.relative_to(catalogs.PACKAGE).as_posix(): catalogs.named_texts(ast.parse(path.read_text("utf-8")))
        for path in catalogs.PACKAGE.rglob("*.py")
    }
    for file, inside, argument in said_arguments():
        text = ast.unparse(argument)
        if catalogs.texts_of(argument, named[file]) or passes_on(inside, argument) or SAID_BEFORE.fullmatch(text):
            continue
        yield file, inside.name if inside else "", text


def test_the_message_of_every_call_is_one_that_the_tool_can_read() -> None:
    assert sorted(set(unread_arguments())) == sorted(ELSEWHERE)


def test_every_error_that_templater_can_raise_is_among_the_sayers() -> None:
    import templater.errors

    errors = {name for name, kind in vars(templater.errors).items() if isinstance(kind, type)}
    assert errors - {"CandidateError"} - set(catalogs.SAYERS) <= {"Callable", "Iterable", "Mapping"}, (
        "CandidateError holds Problems"
    )


SHOWN = ("echo", "tell", "UsageError", "BadParameter", "ClickException")
"""The calls whose text goes to the user as it is."""

NOT_SAID = {"\nSubject: \n\n": "a letter's headers, which programs read"}


def words_of(argument: ast.expr) -> str:
    """Return the words of a text that is written in a call and goes through no sayer."""
    match argument:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(map(words_of, parts))
        case ast.BinOp(left=left, right=right):
            return words_of(left) + words_of(right)
    return ""


def test_nothing_is_shown_that_was_not_said() -> None:
    for path in sorted((catalogs.PACKAGE / "cli").rglob("*.py")):
        for call, _ in calls(ast.parse(path.read_text("utf-8"))):
            if catalogs.name_of(call) in SHOWN:
                shown = words_of(call.args[0])
                assert not re.search(r"[a-z]{2}", shown) or shown in NOT_SAID, f"{path.name}:{call.lineno}: {shown}"


def test_all_help_is_marked() -> None:
    for path in sorted((catalogs.PACKAGE / "cli").rglob("*.py")):
        for call, _ in calls(ast.parse(path.read_text("utf-8"))):
            for help_ in (keyword.value for keyword in call.keywords if keyword.arg in ("help", "short_help")):
                marked = isinstance(help_, ast.Call) and catalogs.name_of(help_) == "mark"
                assert marked, f"{path.name}:{call.lineno}: write help=mark(...)"


def test_what_the_tool_collects_are_messages() -> None:
    for message in catalogs.messages():
        assert re.search(r"[a-z]{2}", catalogs.key(message)), "a sign or a regular expression"
        assert not catalogs.key(message).startswith(("Return ", "Yield ", "Raise ")), "a docstring"


def speak(arguments: str, directory: Path) -> subprocess.CompletedProcess[str]:
    program = f"from templater.cli import main; main({['--lang', 'es', *arguments.split()]!r})"
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=directory,
        env={**surroundings, "LANG": "C", "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_is_all_in_spanish(command: str, tmp_path: Path) -> None:
    ended = speak(f"{command} --help", tmp_path)
    assert ended.returncode == 0
    shown = " ".join(ended.stdout.split())
    assert shown.startswith("Uso: templater")
    assert "Opciones:" in shown
    spanish = catalogs.read("es")
    for entry in catalogs.entries(spanish):
        for text, said in translations(entry):
            if " " in text and said != text:
                assert " ".join(text.split()) not in shown, text


def test_every_command_has_its_help_looked_at(tmp_path: Path) -> None:
    from templater.cli.shell import COMMANDS as KNOWN

    assert set(COMMANDS[1:]) == set(KNOWN)
    shown = speak("--help", tmp_path).stdout
    assert "Comandos:" in shown
    assert all(f"  {name} " in shown for name in KNOWN)


ERRORS = [
    ("rendr", 2, "Error: No existe el comando 'rendr'."),
    ("merge", 2, "Error: Falta el argumento 'RECIPIENTS'."),
    ("merge people.csv", 2, "Error: di adónde con --to, o échale antes un vistazo con -n"),
    ("merge people.csv --letter rejection --limit 0 -n", 2, "0 no está en el intervalo x>=1."),
    ("merge people.csv --letter rejection --locale es -n", 66, "people.csv: no existe ese archivo"),
    ("merge people.xlsx --letter rejection -n", 66, "people.xlsx: no existe ese archivo"),
    ("render rejectio", 2, "no hay ninguna carta 'rejectio' (¿querías decir 'rejection'?)"),
    ("render rejection --locale xx", 2, "no hay ningún idioma 'xx'; escribe, por ejemplo, es, es-MX o en-GB"),
    ("render rejection --set gap=smal", 2, "(¿querías decir 'small'?)"),
    ("render rejection --set gap", 2, "--set gap: escríbelo como columna=valor"),
    ("render rejection --locale es --set sender_email=nobody", 2, "'nobody' no es una dirección de correo electrónico"),
    ("render rejection --locale es --channel fax", 2, "'fax' no es un valor posible; los que hay son email"),
    ("render rejection --nonsense", 2, "No existe la opción"),
]


@pytest.mark.parametrize(("arguments", "status", "said"), ERRORS, ids=[arguments for arguments, _, _ in ERRORS])
def test_an_error_is_said_in_spanish(arguments: str, status: int, said: str, tmp_path: Path) -> None:
    ended = speak(arguments, tmp_path)
    assert said in ended.stderr
    assert ended.returncode == status


def test_a_merge_reports_in_spanish_with_its_plurals(tmp_path: Path) -> None:
    rows = ["first_name,role,company,gap", "Ana,Analista,Acme,pequeñísima", "Luis,Analista,Acme,", "Eva,Chófer,Acme,"]
    (tmp_path / "people.csv").write_text("\n".join(rows), "utf-8")
    ended = speak("merge people.csv --letter rejection --locale es -n", tmp_path)
    assert ended.returncode == 1
    assert "se escribirían 2 cartas; 1 fila con errores" in ended.stdout
    assert "people.csv:2: columna 'gap': 'pequeñísima' no es un valor posible" in ended.stderr
    one = speak("merge people.csv --letter rejection --locale es --limit 2 -n", tmp_path)
    assert "se escribiría 1 carta; 1 fila con errores" in one.stdout
    unnamed = speak("merge people.csv --locale es -n", tmp_path)
    assert "falta la columna 'letter', y 3 filas la necesitan" in unnamed.stderr


def test_a_new_directory_explains_itself_in_spanish(tmp_path: Path) -> None:
    ended = speak("init own", tmp_path)
    assert ended.returncode == 0
    assert "own está listo; ahora: cd own y templater merge candidates.csv" in ended.stderr
    assert "# Valores para las celdas en blanco" in (tmp_path / "own" / "templater.toml").read_text("utf-8")
