"""Links that lead nowhere safe, and HTML that a candidate would read as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from templater.review.check.rule import Hit, Rule
from templater.review.check.templates import Templates

SAFE = ("http", "https", "mailto", "tel")
"""The schemes of a link that a letter may have."""

_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
_SCHEME = re.compile(r"\s*([a-zA-Z][\w+.-]*):")
_AUTO = re.compile(r"<([a-zA-Z][\w+.-]*):[^\s<>]*>")
_TAG = re.compile(r"<(?:!--|/?[a-zA-Z][\w-]*(?=[\s/>]))[^<>]*>?")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\(")


def _lines(templates: Templates) -> Iterator[tuple[str, int, str]]:
    for file in templates.files.values():
        if file.name.endswith(".md"):
            for number, line in enumerate(file.lines, start=1):
                if not line.lstrip().startswith(">"):
                    yield file.name, number, line


def _unsafe(templates: Templates) -> Iterator[Hit]:
    for name, number, line in _lines(templates):
        for found in _LINK.finditer(line):
            address = re.sub(r"[\x00-\x20]|&\w+;", "", found[1])
            scheme = _SCHEME.match(address)
            if (scheme and scheme[1].lower() not in SAFE) or address.startswith("//"):
                yield Hit(name, number, found[1])
        for found in _AUTO.finditer(line):
            if found[1].lower() not in SAFE:
                yield Hit(name, number, found[0])


def _html(templates: Templates) -> Iterator[Hit]:
    for name, number, line in _lines(templates):
        yield from (Hit(name, number, found[0]) for found in _TAG.finditer(line))


def _images(templates: Templates) -> Iterator[Hit]:
    for name, number, line in _lines(templates):
        yield from (Hit(name, number, found[0]) for found in _IMAGE.finditer(line))


_BOOK = "es/phrases/hello.md"


def _saying(words: str) -> dict[str, str]:
    return {_BOOK: f"# hi\n## any\n- {words}\n"}


RULES = (
    Rule(
        "unsafe-link",
        "'{words}' is no address for a letter: begin it with https://, mailto: or tel:",
        _unsafe,
        _saying("[Aquí](javascript:alert(1))"),
        _saying("[Aquí](https://a.example/)"),
    ),
    Rule(
        "raw-html",
        "'{words}' is HTML, which a candidate would read as it stands: write **bold**, *italic* or a list",
        _html,
        _saying("Hola <b>Ana</b>."),
        _saying("Hola **Ana**, 3 < 4."),
    ),
    Rule(
        "image",
        "'{words}…': a letter has no images; say it in words",
        _images,
        _saying("![Logo](https://a.example/l.png)"),
        _saying("[Logo](https://a.example/)"),
    ),
)
"""What does harm in a mail program."""
