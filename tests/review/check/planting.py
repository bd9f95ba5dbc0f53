"""Faults to plant in a copy of the shipped templates, and the planting: one at a time, undone afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from templater.language.shelves import Shelves

HERE = "¶"
"""Stands in a planted text on the line where the fault is expected, and is not written."""

TEAM = "team/"
"""What the files of a team's own directory begin with; all others replace the shipped ones, or join them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: what is written where, and the finding that it must give.

    `texts` are files by name, whole, or with `old` in the shipped file replaced by them; `gone` is a pattern of files
    that are deleted. The finding is expected where ¶ stands, or in the file `at`, on the line whose words or
    number stand behind " | ". `also` holds the codes of errors that are consequences of the fault.
    """

    name: str
    code: str
    says: str
    texts: Mapping[str, str | bytes] = field(default_factory=dict)
    old: str = ""
    gone: str = ""
    at: str = ""
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Planted:
    """What is to be checked, and where the fault stands in it."""

    shelves: Shelves
    file: str
    line: int


@contextmanager
def planted(fault: Fault, root: Path) -> Iterator[Planted]:
    """Plant a fault in the copy in root/shipped, or over it in root/team, and undo it at the end."""
    with ExitStack() as stack:
        for path in (root / "shipped").glob(fault.gone) if fault.gone else ():
            stack.callback(path.write_bytes, path.read_bytes())
            path.unlink()
        place = ("", 0)
        for file, text in fault.texts.items():
            path = _path(root, file)
            marked = _marked(fault, path, text)
            if HERE.encode() in marked:
                place = file, marked[: marked.index(HERE.encode())].count(b"\n") + 1
            _lay(path, marked.replace(HERE.encode(), b""), stack)
        if fault.at:
            place = _place(root, *fault.at.split(" | "))
        teams = [root / "team"] if any(file.startswith(TEAM) for file in fault.texts) else []
        yield Planted(Shelves((root / "shipped", *teams)), *place)


def _lay(path: Path, content: bytes, stack: ExitStack) -> None:
    if path.is_file():
        stack.callback(path.write_bytes, path.read_bytes())
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        stack.callback(path.unlink)
    path.write_bytes(content)


def _marked(fault: Fault, path: Path, text: str | bytes) -> bytes:
    if isinstance(text, bytes):
        return text
    if not fault.old:
        return text.encode()
    shipped = path.read_bytes().decode()
    assert fault.old in shipped, f"{path} does not hold {fault.old!r}"
    return shipped.replace(fault.old, text, 1).encode()


def _path(root: Path, file: str) -> Path:
    return root / (file if file.startswith(TEAM) else f"shipped/{file}")


def _place(root: Path, file: str, words: str) -> tuple[str, int]:
    if words.isdecimal():
        return file, int(words)
    lines = _path(root, file).read_text("utf-8").split("\n")
    return file, next(number for number, line in enumerate(lines, start=1) if words in line)


def change(name: str, file: str, old: str, new: str, code: str, says: str, *, at: str = "", also: str = "") -> Fault:
    """Return a fault in a shipped file: some words of it are replaced by others."""
    return Fault(name, code, says, {file: new}, old, at=at, also=frozenset(also.split()))


def write(name: str, file: str, text: str | bytes, code: str, says: str, *, at: str = "", also: str = "") -> Fault:
    """Return a fault in a file of its own, a team's or one among the shipped ones."""
    return Fault(name, code, says, {file: text}, at=at, also=frozenset(also.split()))


def wording(name: str, words: str, code: str, says: str, *, language: str = "es", also: str = "") -> Fault:
    """Return a fault in the words of a phrase that a team has written for itself."""
    text = f"# meanwhile\n\n## any\n- {HERE}{words}\n"
    return write(name, f"team/{language}/phrases/reply-acknowledgement.md", text, code, says, also=also)


def letter(
    name: str, body: str, code: str, says: str, *, language: str = "es", headers: str = "", also: str = ""
) -> Fault:
    """Return a fault in a letter that a team has written for itself in place of the shipped one."""
    headers = headers or "Subject: Mensaje\nRequires: sender_name, reply_by, received, who\n"
    text = f"{headers}\n{{{{ phrase.greeting }}}}\n\n{{{{ phrase.received }}}} {{{{ phrase.who }}}}\n\n{body}\n"
    return write(name, f"team/{language}/reply-acknowledgement.md", text, code, says, also=also)
