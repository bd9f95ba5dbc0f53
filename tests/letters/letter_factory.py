from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from templater.candidate import Candidate, read_candidate
from templater.errors import TemplateError
from templater.letters import Library, Message, Wanted

MARTA = {
    "id": "7",
    "first_name": "Marta",
    "last_name": "Ruiz Pardo",
    "role": "Analista de datos",
    "company": "Acme",
    "sender_name": "Laura Gil",
}


def candidate(cells: Mapping[str, object] | None = None, /, **more: object) -> Candidate:
    """Return Marta, with what a test gives her."""
    read = read_candidate({**MARTA, **(cells or {}), **more}, extra=["code", "team"])
    assert isinstance(read, Candidate), [str(problem) for problem in read]
    return read


def write(directory: Path, files: Mapping[str, str | bytes]) -> Library:
    """Write a team's templates and return the library over the built-in ones."""
    for name, content in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Library(directory)


def letter(body: str, *headers: str) -> str:
    """Return a letter's file."""
    return "\n".join(headers or ["Subject: x"]) + f"\n\n{body}\n"


def hello(body: str, book: str = "", words: str = "") -> dict[str, str]:
    """Return the files of a team whose letter is called hello."""
    files = {"es/hello.md": letter(body)}
    if book:
        files["es/phrases/hello.md"] = book
    if words:
        files["es/words.md"] = words
    return files


def render(
    directory: Path,
    files: Mapping[str, str | bytes],
    cells: Mapping[str, object] | None = None,
    *,
    locale: str = "es",
    register: str = "",
    channel: str = "email",
) -> Message:
    """Write a team's templates, and the letter hello to Marta."""
    return write(directory, files).render(candidate(cells), Wanted("hello", locale, channel, register))


def text(directory: Path, files: Mapping[str, str | bytes], cells: Mapping[str, object] | None = None, /,
         **wanted: str) -> str:  # fmt: skip
    """Write the letter hello to Marta and return its text."""
    return render(directory, files, cells, **wanted).text


def body_of(message: Message) -> str:
    """Return the HTML of a letter without the page around it."""
    assert message.html is not None
    found = re.search(r'<div class="letter"[^>]*>\n(.*)\n</div>\n<!--[^\n]*\n</body>', message.html, re.DOTALL)
    assert found
    return found[1]


def broken(directory: Path, files: Mapping[str, str | bytes], cells: Mapping[str, object] | None = None) -> str:
    """Return what is said of broken templates, with the team's directory left out."""
    with pytest.raises(TemplateError) as caught:
        render(directory, files, cells)
    return str(caught.value).replace(f"{directory.name}/", "")
