from __future__ import annotations

import pytest
from reading_recipients import shipped

from templater.errors import InputError
from templater.recipients import ColumnMap, map_headers


def mapped(*found: str, extra: frozenset[str] = frozenset()) -> ColumnMap:
    return map_headers(found, shipped(), extra=extra, place="list.csv:1")


def said(columns: ColumnMap) -> str:
    return "\n".join(map(str, columns.notices))


def test_names_that_are_ours_already_need_no_words() -> None:
    columns = mapped("first_name", "Email", "Role")
    assert columns.mapping == {"first_name": "first_name", "Email": "email", "Role": "role"}
    assert columns.notices == ()


def test_names_that_were_understood_are_shown() -> None:
    columns = mapped("Nombre", "Correo electrónico", "role")
    assert said(columns) == "columns read as: Nombre → first_name, Correo electrónico → email"


def test_a_misspelling_is_left_out_and_its_meaning_suggested() -> None:
    columns = mapped("role", "emial")
    assert columns.of("unknown") == ("emial",)
    assert said(columns) == "there is no column 'emial' (did you mean 'email'?); it was left out"


def test_a_misspelling_of_a_column_that_is_there_is_only_a_stranger() -> None:
    assert "did you mean" not in said(mapped("email", "emial"))


def test_strangers_are_left_out_in_one_sentence_without_guessing() -> None:
    assert said(mapped("email", "Notes", "Salary", "名前")) == (
        "columns that no letter uses were left out: Notes, Salary, 名前"
    )


@pytest.mark.parametrize("name", ["Sexo", "GÉNERO", "candidate_gender", "EEOC: Veteran status", "Race / Ethnicity"])
def test_a_protected_trait_is_dropped_with_a_warning(name: str) -> None:
    columns = mapped("email", name)
    assert columns.of("protected") == (name,)
    assert "protected trait" in said(columns)
    assert columns.mapping == {"email": "email"}


def test_a_team_cannot_declare_a_protected_trait_as_its_own() -> None:
    assert mapped("email", "gender", extra=frozenset({"gender"})).of("protected") == ("gender",)


def test_words_that_hold_the_letters_of_a_trait_are_not_protected() -> None:
    assert mapped("stage", "package", "Essex office").of("protected") == ()


@pytest.mark.parametrize("name", ["rejection_reason", "Motivo de descarte", "Archive Reason", "motivo"])
def test_another_system_s_reason_never_becomes_a_requirement(name: str) -> None:
    columns = mapped("email", name)
    assert columns.of("ignored") == (name,)
    assert "column 'requirement'" in said(columns)


def test_a_column_that_the_team_declares_keeps_its_own_name() -> None:
    columns = mapped("email", "Office", "oferta", extra=frozenset({"office", "oferta"}))
    assert columns.mapping == {"email": "email", "Office": "office", "oferta": "oferta"}


def test_a_team_s_name_in_another_script_takes_no_other_name() -> None:
    columns = mapped("email", "名前", "部署", extra=frozenset({"部署"}))
    assert columns.mapping == {"email": "email", "部署": "部署"}


def test_two_names_for_one_column_are_both_named() -> None:
    with pytest.raises(InputError) as caught:
        mapped("Correo", "role", "E-mail")
    assert str(caught.value) == (
        "list.csv:1: the columns 'Correo' and 'E-mail' are both read as 'email'; keep one of them"
    )


def test_a_stranger_that_is_there_twice_is_no_conflict() -> None:
    assert mapped("email", "notes", "notes").of("unknown") == ("notes", "notes")


def test_a_table_that_begins_with_a_person_instead_of_names_is_refused() -> None:
    with pytest.raises(InputError, match="the first line names the columns"):
        mapped("Ana", "ana@example.com", "Analista")


def test_a_column_without_a_name_is_counted_from_the_left() -> None:
    assert "counted from the left: 2" in said(mapped("email", " ", "role"))
