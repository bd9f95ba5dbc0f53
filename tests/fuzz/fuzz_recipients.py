"""Whatever stands in a file, its reader yields rows and rows that cannot be read, or raises one InputError, soon."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from templater.errors import InputError
from templater.recipients import Row, Unreadable, open_recipients, read_headings
from templater.recipients.legacy import _file_of, _streams

ROOT = Path(__file__).parents[2]
LONGEST = 100_000
SECONDS = 2.0
KILOBYTES = 300 * 1024
HEADINGS = read_headings([ROOT / "templates"])
WORKBOOK = (ROOT / "examples" / "candidates.xlsx").read_bytes()
LEGACY = (ROOT / "tests" / "recipients" / "files" / "excel-2003.xls").read_bytes()


def _parts(workbook: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PARTS = _parts(WORKBOOK)
SHEETS = [name for name in PARTS if name.endswith((".xml", ".rels")) and "docProps" not in name]


def _packed(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _with_part(content: bytes) -> bytes:
    """Return a workbook one of whose parts is the fuzzer's, by the first octet."""
    return _packed({**PARTS, SHEETS[content[0] % len(SHEETS) if content else 0]: content[1:]})


def _with_tables(content: bytes) -> bytes:
    return _packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": b"<a/>",
                    "content.xml": content})  # fmt: skip


def _as_it_is(content: bytes) -> bytes:
    return content


FORMS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("csv", _as_it_is), ("tsv", _as_it_is), ("json", _as_it_is), ("jsonl", _as_it_is),
    ("xlsx", _as_it_is), ("xls", _as_it_is), ("ods", _as_it_is),
    ("xlsx", _with_part), ("ods", _with_tables), ("xls", _file_of),
)  # fmt: skip
"""What the first octet says of the others: their format, and into what they are packed."""


def try_one(octets: bytes) -> None:
    kind, packed = FORMS[octets[0] % len(FORMS) if octets else 0]
    content = packed(octets[1:])
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    read(kind, content)
    assert time.process_time() - begun < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < KILOBYTES


def read(kind: str, content: bytes) -> None:
    refused: InputError | None = None
    try:
        with open_recipients("-", format=kind, stdin=BytesIO(content), headings=HEADINGS) as source:
            for row in source:
                assert isinstance(row, Row) or (isinstance(row, Unreadable) and all(map(str, row.problems)))
            assert all(map(str, source.columns.notices))
    except InputError as error:
        refused = error
    assert refused is None or len(str(refused).splitlines()) == 1


def seeds() -> list[bytes]:
    return [bytes([number]) + content for number, content in _seeds()]


def _seeds() -> Iterator[tuple[int, bytes]]:
    for path in (ROOT / "examples").glob("*.csv"):
        content = path.read_text("utf-8")
        few = "".join(content.splitlines(keepends=True)[:4])
        yield 0, content.encode()
        for encoding in ("utf-8-sig", "utf-16", "utf-16-be", "cp1252"):
            yield 0, few.encode(encoding, "replace")
        yield 0, b"sep=;\r\n" + few.replace(",", ";").encode()
        yield 1, few.replace(",", "\t").encode()
    one = (ROOT / "examples" / "candidate.json").read_bytes()
    yield from ((2, one), (2, b"[%b, %b]" % (one, one)), (3, one.replace(b"\n", b"") * 2))
    yield from (
        (4, WORKBOOK),
        (5, LEGACY),
        (6, _with_tables(_TABLE)),
        (8, _TABLE),
        (9, dict(_streams(LEGACY))["workbook"]()),
    )
    yield from ((7, bytes([at]) + PARTS[name]) for at, name in enumerate(SHEETS))


_TABLE = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    b'<table:table table:name="a"><table:table-row><table:table-cell office:value-type="string"><text:p>role</text:p>'
    b'</table:table-cell></table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell '
    b'office:value-type="date" office:date-value="2026-12-03" table:number-columns-repeated="2"/></table:table-row>'
    b"</table:table></office:spreadsheet></office:body></office:document-content>"
)
