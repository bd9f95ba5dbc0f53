"""A sheet for review goes to a person and comes back: what they marked is approved, and nothing else."""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from templater.errors import InputError, InputMissing, NotInstalled, TemplateError
from templater.letters import Library
from templater.review.approving import (
    APPROVED,
    Approval,
    Approvals,
    Reading,
    ReviewRow,
    SheetLine,
    approvals_bytes,
    read_approvals,
    read_review_sheet,
    review_rows,
    review_sheet_bytes,
    settled,
)
from templater.review.cells import YES_OR_NO

WHEN, DAY = datetime(2026, 11, 26, 9, tzinfo=UTC), date(2026, 11, 26)
TITLES = {"es": {"phrase": "frase", "ok": "¿bien?", "comment": "comentario", "code": "código", "yes": "sí"}}
READING = Reading(
    columns={"phrase": "phrase", "frase": "phrase", "place": "place", "ok": "ok", "bien": "ok", "comment": "comment",
             "comentario": "comment", "code": "code", "codigo": "code"},
    answers={**YES_OR_NO, "si": "yes"},
    registers=frozenset({"tu", "usted", "vos", "you"}),
)  # fmt: skip


def titles(locale: str, name: str) -> str:
    return TITLES.get(locale, {}).get(name, name)


@pytest.fixture(scope="module")
def shipped() -> list[ReviewRow]:
    return list(review_rows(Library(), ["es", "en", "es-MX", "en-GB"]))


def row(number: int, locale: str = "es", **changes: Any) -> ReviewRow:
    said = {"tu": f"Hola {number}.", "usted": "=1+1"} if locale == "es" else {"you": f"Hi {number}."}
    plain = ReviewRow(f"w{number}", locale, "p", "any", said, "Otra.\n\nY otra.", f"{locale}/phrases.md:{number}")
    return replace(plain, **changes)


ROWS = [row(1), row(2, approved=True), row(3, "en"), row(4, "en")]


def written(path: Path, rows: Sequence[ReviewRow] = ROWS) -> Path:
    path.write_bytes(review_sheet_bytes(rows, path.suffix, titles, WHEN))
    return path


def read(path: Path) -> tuple[SheetLine, ...]:
    return read_review_sheet(str(path), READING, stdin=io.BytesIO())


Answer = Callable[[list[list[Any]]], None]


def answered(path: Path, answer: Answer, rows: Sequence[ReviewRow] = ROWS) -> Path:
    """Write a sheet, let a person change its cells, and save it as a spreadsheet would."""
    written(path, rows)
    if path.suffix == ".csv":
        table = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
        answer(table)
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows(table)
        return path
    calamine, xlsxwriter = pytest.importorskip("python_calamine"), pytest.importorskip("xlsxwriter")
    book = calamine.load_workbook(str(path))
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as again:
        for name in book.sheet_names:
            table = book.get_sheet_by_name(name).to_python()
            answer(table)
            sheet = again.add_worksheet(name)
            for number, cells in enumerate(table):
                sheet.write_row(number, 0, cells)
    return path


def marking(answers: Mapping[str, object], column: str = "ok") -> Answer:
    """Return what a person does who writes these answers, by the code of their lines."""

    def answer(table: list[list[Any]]) -> None:
        names = [titles("es", column), column]
        place = next(index for index, title in enumerate(table[0]) if title in names)
        for cells in table[1:]:
            cells[place] = answers.get(cells[-1], cells[place])

    return answer


KINDS = [".csv", pytest.param(".xlsx", id=".xlsx")]


@pytest.fixture(params=KINDS)
def sheet(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == ".xlsx":
        pytest.importorskip("xlsxwriter")
        pytest.importorskip("python_calamine")
    return tmp_path / f"review{request.param}"


def test_every_wording_and_every_letter_has_a_row_with_all_registers(shipped: list[ReviewRow]) -> None:
    assert len({one.mark for one in shipped}) == len(shipped) > 800
    spanish = [
        one for one in shipped if one.locale == "es" and one.phrase == "reason" and one.situation == "agree, small"
    ]
    said = spanish[0].said
    assert list(said) == ["tu", "usted", "vos"]
    assert "lo que tienes" in said["tu"]
    assert "lo que usted tiene" in said["usted"]
    assert "lo que tenés" in said["vos"]
    assert "we" in spanish[0].other or "the team" in spanish[0].other
    assert spanish[0].place.startswith("es/phrases/")
    letters = {one.phrase: one for one in shipped if one.locale == "en" and one.phrase.endswith(".md")}
    assert letters["rejection.md"].said["you"].startswith("Your application for Data Analyst at Acme\n\n‹greeting›")
    assert not [one for one in shipped if "{{" in "".join(one.said.values())]


def test_a_row_shows_all_the_forms_that_are_approved_with_it(tmp_path: Path) -> None:
    book = "# p\n## any\n- Hola, {{ phrase.q }}.\n  - usted: Buenas, {{ phrase.q }}.\n  - f: Querida {{ phrase.q }}.\n"
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "phrases.md").write_text(book + "# q\n## any\n- amiga\n", "utf-8")
    found = next(one for one in review_rows(Library(tmp_path), ["es"]) if one.phrase == "p")
    assert found.said["tu"] == "Hola, amiga.\nf: Querida amiga."
    assert found.said["usted"] == "Buenas, amiga.\nf: Querida amiga."


def test_a_region_has_rows_for_its_own_words_alone(tmp_path: Path) -> None:
    (tmp_path / "es-MX").mkdir()
    (tmp_path / "es-MX" / "phrases.md").write_text(
        "# greeting\n## any\n- Qué tal, {{ candidate.first_name }}:\n", "utf-8"
    )
    (found,) = review_rows(Library(tmp_path), ["es-MX"])
    assert (found.locale, found.phrase) == ("es-MX", "greeting")
    assert found.other.startswith("Hi ")


def test_a_sheet_that_nobody_has_touched_says_what_was_approved_before(sheet: Path) -> None:
    lines = read(written(sheet))
    assert [(line.mark, line.at, line.answer) for line in lines] == [
        (one.mark, one.place, "yes" if one.approved else "") for one in ROWS
    ]
    assert lines[0].said == {"tu": "Hola 1.", "usted": "=1+1"} | ({"you": ""} if sheet.suffix == ".csv" else {})
    assert lines[-1].place == f"{sheet}:{'11' if sheet.suffix == '.csv' else 'en:3'}"


YES = ["yes", "Yes", "sí", "SI", "x", "X", "ok", "OK", 1, "1", True, "TRUE", "true"]


@pytest.mark.parametrize("said", YES, ids=repr)
def test_people_say_yes_in_many_ways(sheet: Path, said: object) -> None:
    lines = read(answered(sheet, marking({"w1": said})))
    assert [line.answer for line in lines] == ["yes", "yes", "", ""]


def test_an_answer_that_nobody_understands_is_an_error_with_its_line(sheet: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(answered(sheet, marking({"w3": "maybe"})))
    assert "'maybe' is not one of yes, no" in str(caught.value)
    assert caught.value.place == f"{sheet}:{'8' if sheet.suffix == '.csv' else 'en:2'}"


def test_a_comment_comes_back_as_it_was_typed(sheet: Path) -> None:
    lines = read(answered(sheet, marking({"w4": "Too cold.\n=Why not 'Dear'?"}, "comment")))
    assert lines[3].comment == "Too cold.\n=Why not 'Dear'?"


def test_a_file_that_is_no_sheet_for_review_is_an_error(tmp_path: Path) -> None:
    other = tmp_path / "people.csv"
    other.write_text("code,phrase\nw1,p\n", "utf-8")
    with pytest.raises(InputError, match="is no sheet for review: the columns ok are missing"):
        read(other)
    with pytest.raises(InputMissing):
        read(tmp_path / "nothing.csv")


def test_a_workbook_that_is_none_is_an_error(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    path = tmp_path / "review.xlsx"
    path.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(InputError, match="is no workbook that can be read"):
        read(path)


def test_a_workbook_holds_text_alone_and_is_ready_to_be_answered(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    path = written(tmp_path / "review.xlsx", [row(1, other="@SUM(A1)")])
    with zipfile.ZipFile(path) as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert re.search(r'<c r="D2" s="\d" t="inlineStr">', page)
    assert 'state="frozen"' in page
    assert '<dataValidation type="list"' in page
    assert '"sí,no"' in page.replace("&quot;", '"')
    assert path.read_bytes() == review_sheet_bytes([row(1, other="@SUM(A1)")], ".xlsx", titles, WHEN)


def test_a_csv_computes_nothing(tmp_path: Path) -> None:
    text = written(tmp_path / "review.csv").read_bytes().decode("utf-8-sig")
    assert ",'=1+1," in text
    assert text.splitlines()[0] == "frase,situation,tu,usted,you,other,place,¿bien?,comentario,código"


@pytest.mark.parametrize("module", ["xlsxwriter", "python_calamine"])
def test_without_the_libraries_a_workbook_says_how_to_install_them(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    path = tmp_path / "review.xlsx"
    path.write_bytes(b"PK")
    with pytest.raises(NotInstalled, match=r"pip install 'candidate-templater\[xlsx\]'"):
        written(path) if module == "xlsxwriter" else read(path)


def line(number: int, answer: str, **said: str) -> SheetLine:
    return SheetLine(f"review.csv:{number}", f"w{number}", f"es/phrases.md:{number}", answer, "", said)


OLD = {"w2": Approval("es/phrases.md:1", "Eva", "2026-01-01"), "gone": Approval("es/x.md:1", "Eva", "2026-01-01")}


def marks(result: object) -> list[str]:
    return [one.mark for one in result]  # type: ignore[attr-defined]  # rows and lines have one


def test_a_yes_approves_in_a_name_and_a_day_and_a_no_takes_it_back() -> None:
    result = settled(OLD, ROWS, [line(1, "yes"), line(2, "no"), line(3, "")], by="Ana", on=DAY)
    assert dict(result.approvals) == {"gone": OLD["gone"], "w1": Approval("es/phrases.md:1", "Ana", "2026-11-26")}
    assert (marks(result.approved), marks(result.withdrawn), marks(result.stale)) == (["w1"], ["w2"], [])


def test_who_approved_first_stays_the_one_who_did() -> None:
    result = settled(OLD, ROWS, [line(2, "yes")], by="Ana", on=DAY)
    assert result.approvals == OLD
    assert not result.approved


def test_words_that_have_changed_since_or_in_the_sheet_are_not_approved_and_named() -> None:
    lines = [line(9, "yes"), line(1, "yes", tu="Hola, uno."), line(3, "yes", you=" Hi\n 3. ")]
    result = settled({}, ROWS, lines, by="Ana", on=DAY)
    assert (marks(result.approved), marks(result.stale)) == (["w3"], ["w9", "w1"])


def test_a_no_is_heard_whatever_was_changed_in_its_line_and_outweighs_a_yes() -> None:
    lines = [line(2, "no", tu="Mejor así."), line(1, "yes"), line(1, "no")]
    result = settled(OLD, ROWS, lines, by="Ana", on=DAY)
    assert set(result.approvals) == {"gone"}
    assert (marks(result.approved), marks(result.withdrawn)) == ([], ["w2"])


short = st.text("ab é'", max_size=5)
approvals = st.dictionaries(
    short.filter(lambda key: key != "version"), st.builds(Approval, short, short, short), max_size=5
)


@settings(deadline=None)
@given(approvals)
def test_approvals_that_are_written_read_the_same(some: Approvals) -> None:
    with TemporaryDirectory() as directory:
        (Path(directory) / APPROVED).write_bytes(approvals_bytes(some))
        assert read_approvals(Path(directory)) == some


def test_a_broken_record_of_approvals_is_an_error_with_its_line(tmp_path: Path) -> None:
    (tmp_path / APPROVED).write_text('{"version": 1\n,"w1": {"by": "Ana"}\n}\n', "utf-8")
    with pytest.raises(TemplateError) as caught:
        read_approvals(tmp_path)
    assert caught.value.place == f"{tmp_path / APPROVED}:2"


signs = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=12)
told = st.lists(st.tuples(signs, st.sampled_from(["", "sí", "no", "x"])), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(told, st.sampled_from([".csv", ".xlsx"]))
def test_a_sheet_approves_exactly_the_rows_that_are_marked(told: list[tuple[str, str]], kind: str) -> None:
    if kind == ".xlsx":
        pytest.importorskip("python_calamine")
        pytest.importorskip("xlsxwriter")
    rows = [row(number, said={"tu": text}, other=text) for number, (text, _) in enumerate(told)]
    answers = {f"w{number}": answer for number, (_, answer) in enumerate(told)}
    with TemporaryDirectory() as directory:
        lines = read(answered(Path(directory) / f"review{kind}", marking(answers), rows))
    result = settled({}, rows, lines, by="Ana", on=DAY)
    assert set(result.approvals) == {mark for mark, answer in answers.items() if answer in ("sí", "x")}
    assert not result.stale
