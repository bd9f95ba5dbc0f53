from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_recipients import ROOT, shipped

from templater.candidate import BY_NAME, COLUMNS, Candidate, fold, read_candidate
from templater.errors import TemplateError
from templater.recipients import Headings, read_headings

VOCABULARY = shipped().vocabulary
GOOD = {"first_name": "Ana", "role": "Analista", "locale": "es"}


def headings_of(root: Path, **files: str) -> Headings:
    for locale, text in files.items():
        folder = root / locale.replace("_", "-")
        folder.mkdir(parents=True)
        (folder / "columns.toml").write_text(text, encoding="utf-8")
    return read_headings([root])


def refused(root: Path, text: str) -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        headings_of(root, es=text)
    return caught.value


def test_the_shipped_languages_do_not_contradict_each_other() -> None:
    """Read with nothing of ours but the folding, so that the reader's own refusal is not its judge."""
    meant: dict[tuple[str, str], str] = {}
    for path in sorted((ROOT / "templates").glob("*/columns.toml")):
        content = tomllib.loads(path.read_text("utf-8"))
        for table, names in (("columns", content["columns"]), *content["values"].items()):
            for name, aliases in names.items():
                for alias in aliases:
                    assert meant.setdefault((table, fold(alias)), name) == name, f"{path.parent.name}: {alias}"
    assert len(meant) > 300


def test_every_column_has_a_spanish_name() -> None:
    spanish = read_headings([ROOT / "templates"]).vocabulary
    for column in COLUMNS:
        names = {alias for alias, means in spanish.columns.items() if means == column.name and alias != column.name}
        assert names, column.name


def test_every_closed_value_has_another_name() -> None:
    for column in COLUMNS:
        if column.choices:
            assert set(VOCABULARY.values[column.name].values()) == set(column.choices), column.name


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("Nombre", "first_name"),
        ("Nombre completo", "full_name"),
        ("Candidato", "full_name"),
        ("Name", "full_name"),
        ("Candidate", "full_name"),
        ("Apellidos", "last_name"),
        ("Correo electrónico", "email"),
        ("Primary Email Address", "email"),
        ("Newest Job Posting", "role"),
        ("Estado", "status"),
        ("Current Interview Stage", "stage"),
        ("Idioma", "locale"),
        ("Tratamiento", "register"),
        ("Autovaloración", "self_assessment"),
        ("género gramatical", "form"),
    ],
)
def test_a_column_is_known_by_the_name_that_people_and_systems_give_it(written: str, column: str) -> None:
    assert VOCABULARY.columns[fold(written)] == column


@pytest.mark.parametrize(
    ("column", "written", "value"),
    [
        ("gap", "Pequeña", "small"),
        ("gap", "MEDIA", "moderate"),
        ("self_assessment", "negativa", "negative"),
        ("self_assessment", "así así", "mixed"),
        ("feedback_consent", "sí", "requested"),
        ("relation", "in-house", "inhouse"),
        ("relation", "agencia", "agency"),
        ("stage", "Phone screen", "screen"),
        ("stage", "Entrevista telefónica", "screen"),
        ("stage", "entrevista final", "final"),
        ("stage", "On-site", "final"),
        ("stage", "Inscrito", "application"),
        ("stage", "take home", "interview"),
        ("register", "Tú", "tu"),
        ("register", "USTED", "usted"),
        ("channel", "WhatsApp", "chat"),
        ("channel", "correo", "email"),
        ("channel", "LinkedIn", "inmail"),
        ("channel", "teléfono", "phone"),
        ("external_reason", "puesto cubierto", "position_filled"),
        ("form", "femenino", "f"),
        ("decision_by", "automática", "automated"),
    ],
)
def test_a_value_is_understood_in_both_languages(column: str, written: str, value: str) -> None:
    assert VOCABULARY.values[column][fold(written)] == value


def test_values_reach_the_candidate_through_the_door() -> None:
    written = {"gap": "Pequeña", "self_assessment": "Negativa", "letter": "Rechazo", "register": "Tú", "canal": "x"}
    candidate = read_candidate({**GOOD, "locale": "Español (México)", **written}, VOCABULARY)
    assert isinstance(candidate, Candidate)
    assert (candidate.locale, candidate.gap, candidate.self_assessment) == ("es-MX", "small", "negative")
    assert (candidate.letter, candidate.register) == ("rejection", "tu")


def test_a_bare_no_does_not_say_whether_feedback_was_declined_or_never_offered() -> None:
    problems = read_candidate({**GOOD, "feedback_consent": "no"}, VOCABULARY)
    assert isinstance(problems, tuple)
    assert problems[0].column == "feedback_consent"


def test_spanish_writes_the_day_first_and_english_leaves_nobody_to_guess() -> None:
    assert VOCABULARY.dates == {"es": "dmy"}
    assert isinstance(read_candidate({**GOOD, "interview_date": "3/12/2026"}, VOCABULARY), Candidate)
    assert isinstance(read_candidate({**GOOD, "locale": "en", "interview_date": "3/12/2026"}, VOCABULARY), tuple)


@pytest.mark.parametrize(
    "trait",
    [
        *("gender", "sex", "race", "ethnicity", "veteran", "disability", "birth date", "age", "nationality", "photo"),
        *("sexo", "género", "raza", "etnia", "discapacidad", "fecha de nacimiento", "edad", "nacionalidad", "foto"),
        *("marital status", "estado civil", "DNI", "NIE", "SSN", "religion"),
    ],
)
def test_a_protected_trait_is_known_in_both_languages(trait: str) -> None:
    assert fold(trait) in VOCABULARY.protected


def test_no_name_is_protected_or_a_noted_reason_and_a_column_too() -> None:
    names = set(VOCABULARY.columns) | set(BY_NAME)
    assert not names & VOCABULARY.protected
    assert not names & shipped().ignored


def scrambled(name: str, upper: tuple[bool, ...], marks: tuple[bool, ...]) -> str:
    """Write a name with other capitals and stray accents on its vowels."""
    letters = []
    for letter, up, mark in zip(name.replace("_", " "), upper, marks, strict=False):
        accented = letter + "\u0301" if mark and letter in "aeiou" else letter
        letters.append(accented.upper() if up else accented)
    return "".join(letters)


@given(
    st.sampled_from(sorted(VOCABULARY.columns)),
    st.tuples(*[st.booleans()] * 60),
    st.tuples(*[st.booleans()] * 60),
    st.sampled_from(["NFC", "NFD"]),
)
def test_an_alias_resolves_whatever_its_capitals_and_accents(
    alias: str, upper: tuple[bool, ...], marks: tuple[bool, ...], form: str
) -> None:
    written = unicodedata.normalize(form, scrambled(alias, upper, marks))  # type: ignore[arg-type]  # one of two forms
    assert VOCABULARY.columns[fold(written)] == VOCABULARY.columns[alias]


def test_a_team_s_own_directory_wins_over_the_built_in_one(tmp_path: Path) -> None:
    (tmp_path / "es").mkdir()
    (tmp_path / "es/columns.toml").write_text('[columns]\ncompany = ["oferta"]\n', encoding="utf-8")
    vocabulary = read_headings([ROOT / "templates", tmp_path]).vocabulary
    assert vocabulary.columns["oferta"] == "company"
    assert vocabulary.columns["puesto"] == "role"


def test_a_directory_without_names_has_none(tmp_path: Path) -> None:
    (tmp_path / "es").mkdir()
    (tmp_path / "layout.html").touch()
    assert read_headings([tmp_path]) == Headings()


def test_two_languages_that_contradict_each_other_are_both_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        headings_of(tmp_path, en='[columns]\nrole = ["post"]\n', fr='\n[columns]\ncompany = ["Post"]\n')
    said = str(caught.value).splitlines()[0]
    assert said == "fr/columns.toml:3: 'Post' means 'company' here and 'role' at en/columns.toml:2"


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ('[columns]\nrole = ["a"\n', "es/columns.toml:2", "this is not TOML"),
        ('[colums]\nrole = ["a"]\n', "es/columns.toml:1", "did you mean 'columns'?"),
        ('[columns]\n\nrol = ["a"]\n', "es/columns.toml:3", "did you mean 'role'?"),
        ('[columns]\nrole = "puesto"\n', "es/columns.toml:2", "must be a list of names"),
        ('[columns]\nrole = ["?"]\n', "es/columns.toml:2", "letters or digits"),
        ('[columns]\nrole = [\n  "rol",\n  "ente",\n]\ncompany = ["Ente"]\n', "es/columns.toml:6", "'Ente' means"),
        ('[columns]\nrole = ["company"]\n', "es/columns.toml:2", "already means itself"),
        ('[values.gap]\ntiny = ["a"]\n', "es/columns.toml:2", "not one of none, small"),
        ('[values.gap]\nsmall = ["large"]\n', "es/columns.toml:2", "already means itself"),
        (
            '[values.gap]\nnone = ["a"]\n[values.self_assessment]\nnone = ["positive"]\n',
            "es/columns.toml:4",
            "already means itself",
        ),
        ('[values.requirement]\nx = ["a"]\n', "es/columns.toml:1", "no column 'requirement' has values"),
        ('[columns]\nrole = ["a"]\n[dates]\norder = "day"\n', "es/columns.toml:4", "not one of dmy, mdy"),
        ('[protected]\ncolumn = ["sexo"]\n', "es/columns.toml:2", "did you mean 'columns'?"),
        ('[columns]\nform = ["sexo"]\n[protected]\ncolumns = ["sexo"]\n', "es/columns.toml:2", "protected trait"),
        ('[columns]\nrequirement = ["motivo"]\n[ignored]\ncolumns = ["motivo"]\n', "es/columns.toml:2", "never become"),
        ("columns = 3\n", "es/columns.toml:1", "must be written as [columns]"),
    ],
)  # fmt: skip
def test_a_broken_file_names_its_line_and_what_would_be_right(tmp_path: Path, text: str, place: str, says: str) -> None:
    error = refused(tmp_path, text)
    assert error.place == place
    assert says in str(error)


def test_a_file_that_is_not_utf_8_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "es").mkdir()
    (tmp_path / "es/columns.toml").write_bytes('[columns]\nrole = ["posición"]\n'.encode("cp1252"))
    with pytest.raises(TemplateError, match="not UTF-8") as caught:
        read_headings([tmp_path])
    assert caught.value.place == "es/columns.toml:2"
