from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from reading_recipients import shipped

from templater.errors import ChoiceError, InputError, InputMissing, TemplaterError
from templater.recipients import Row, open_recipients, read_one

CSV = b"first_name,role\nAna,X\n"
TSV = b"first_name\trole\nAna\tX\n"
JSONL = b'{"first_name": "Ana", "role": "X"}\n'
ANA = {"first_name": "Ana", "role": "X"}


def rows_of(path: Path | str, kind: str | None = None, stdin: bytes = b"") -> list[object]:
    with open_recipients(str(path), format=kind, stdin=BytesIO(stdin), headings=shipped()) as source:
        assert source.name == str(path)
        return list(source)


def refused(path: Path | str, kind: str | None = None) -> TemplaterError:
    with pytest.raises(TemplaterError) as caught:
        rows_of(path, kind)
    return caught.value


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("a.csv", CSV, 2),
        ("A.CSV", CSV, 2),
        ("a.tsv", TSV, 2),
        ("a.jsonl", JSONL, 1),
        ("a.ndjson", JSONL, 1),
        ("a.json", JSONL, 1),
        ("b.json", b"\n[\n" + JSONL + b"]", 3),
    ],
)
def test_the_end_of_the_name_tells_the_format(tmp_path: Path, name: str, content: bytes, line: int) -> None:
    (tmp_path / name).write_bytes(content)
    assert rows_of(tmp_path / name) == [Row(line, ANA)]


@pytest.mark.parametrize(("kind", "content", "line"), [("csv", CSV, 2), ("tsv", TSV, 2), ("jsonl", JSONL, 1)])
def test_the_standard_input_is_read_in_the_format_asked_for(kind: str, content: bytes, line: int) -> None:
    assert rows_of("-", kind, content) == [Row(line, ANA)]


def test_the_standard_input_stays_open() -> None:
    stdin = BytesIO(CSV)
    with open_recipients("-", format="csv", stdin=stdin, headings=shipped()):
        pass
    assert not stdin.closed


def test_the_format_asked_for_wins_over_the_name(tmp_path: Path) -> None:
    (tmp_path / "export.txt").write_bytes(JSONL)
    assert rows_of(tmp_path / "export.txt", "jsonl") == [Row(1, ANA)]


@pytest.mark.parametrize("name", ["a.xlsb", "a.numbers"])
def test_a_workbook_of_another_kind_is_to_be_saved_as_xlsx(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04")
    error = refused(tmp_path / name)
    assert isinstance(error, ChoiceError)
    assert "save it as .xlsx" in str(error)


def test_a_sheet_is_asked_only_of_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(CSV)
    with (
        pytest.raises(ChoiceError, match="--sheet is for workbooks"),
        open_recipients(str(tmp_path / "a.csv"), stdin=BytesIO(), headings=shipped(), sheet="People"),
    ):
        pass


@pytest.mark.parametrize("name", ["a.txt", "candidates"])
def test_an_unknown_end_says_what_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(CSV)
    error = refused(tmp_path / name)
    assert isinstance(error, ChoiceError)
    assert ".csv, .tsv" in str(error)
    assert "--format" in str(error)


def test_a_standard_input_without_a_format_asks_for_it() -> None:
    assert "--format" in str(refused("-"))


def test_a_format_that_does_not_exist_is_a_wrong_choice() -> None:
    assert "csv, tsv, json, jsonl, xlsx" in str(refused("-", "xml"))


def test_a_missing_file_is_told_from_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "candidates.csv").write_bytes(CSV)
    error = refused(tmp_path / "candidats.csv")
    assert isinstance(error, InputMissing)
    assert str(tmp_path / "candidates.csv") in str(error)
    assert "did you mean" not in str(refused(tmp_path / "nowhere" / "x.csv"))


def test_a_directory_is_no_list(tmp_path: Path) -> None:
    error = refused(tmp_path)
    assert isinstance(error, InputError)
    assert "is a directory" in str(error)


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(self: Path, mode: str = "r") -> None:
        raise PermissionError(13, "Permission denied", str(self), mode)

    monkeypatch.setattr(Path, "open", locked)
    error = refused(tmp_path / "a.csv")
    assert isinstance(error, InputError)
    assert "Permission denied" in str(error)


@pytest.mark.parametrize("name", ["a\0.csv", "a" * 300 + ".csv"])
def test_a_name_that_no_file_can_have_is_no_crash(name: str) -> None:
    assert isinstance(refused(name), InputError)


def test_a_disk_that_fails_while_reading_is_an_input_error() -> None:
    class Failing(BytesIO):
        def read1(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error", size)

    with (
        pytest.raises(InputError, match="Input/output error"),
        open_recipients("-", format="csv", stdin=Failing(), headings=shipped()),
    ):
        pass


def test_a_failure_of_the_caller_is_not_taken_for_one_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(CSV)
    with (
        pytest.raises(PermissionError),
        open_recipients(str(tmp_path / "a.csv"), stdin=BytesIO(), headings=shipped()),
    ):
        raise PermissionError


def one(path: Path | str, stdin: bytes = b"") -> dict[str, object]:
    return read_one(str(path), stdin=BytesIO(stdin), headings=shipped())[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '{"Nombre": "Íñigo", "role": "X"}'.encode("utf-8-sig")),
        ("a.json", '{"Nombre": "Íñigo",\r\n"role": "X"}'.encode("utf-16")),
        ("a.toml", 'Nombre = "Íñigo"\r\nrole = "X"\r\n'.encode()),
    ],
)
def test_one_recipient_is_read_from_json_or_toml(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert one(tmp_path / name) == {"first_name": "Íñigo", "role": "X"}


def test_one_recipient_is_read_from_the_standard_input_as_json() -> None:
    assert one("-", b'{"first_name": "Ana", "role": "X"}') == ANA


def test_one_recipient_s_strangers_and_protected_traits_are_said() -> None:
    content = b'{"first_name": "Ana", "gender": "f", "office": "Lugo", "notes": ""}'
    given, columns = read_one("-", stdin=BytesIO(content), headings=shipped(), extra=frozenset({"office"}))
    assert given == {"first_name": "Ana", "office": "Lugo"}
    assert (columns.of("protected"), columns.of("unknown")) == (("gender",), ("notes",))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.json", b"", "is empty"),
        ("a.json", b'{\n"role": }', "a.json:2: is not JSON: Expecting value (column 9)"),
        ("a.json", b'[{"role": "X"}]', "is not a JSON object"),
        ("a.json", b'{"role": "X", "role": "Y"}', "'role' is there twice"),
        ("a.json", b'{"role": "X", "puesto": "Y"}', "'role' and 'puesto' are both read as 'role'"),
        ("a.json", b'{"role": "\xd3"}', "a.json:1: is not UTF-8"),
        ("a.json", b'{"role": "' + b"x" * 2_000_000 + b'"}', "is larger than"),
        ("a.toml", b'role = "X"\nemail = \n', "a.toml:2: is not TOML"),
        ("a.toml", b'role = "X"\nrole = "Y"\n', "is not TOML"),
        ("a.csv", CSV, "for a list there is templater merge"),
    ],
)
def test_one_recipient_that_cannot_be_read_says_where_and_why(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TemplaterError) as caught:
        one(tmp_path / name)
    assert says in str(caught.value)


def test_one_recipient_that_is_missing_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputMissing):
        one(tmp_path / "a.json")
