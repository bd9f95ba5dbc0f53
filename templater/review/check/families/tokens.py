"""Placeholders that another system left in a letter: ours in their place, or an error; no candidate reads one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress

from templater.candidate import fold, tokens_in
from templater.candidate.columns import BY_FACT, DERIVED_FACTS
from templater.errors import TemplateError
from templater.language.toml_source import load_toml
from templater.review.check.finding import Edit
from templater.review.check.rule import Hit, Rule
from templater.review.check.templates import File, Templates

TABLE = "tokens.toml"

_CONVERTIBLE = (
    "'{words}' is a placeholder of another system, which a candidate would read as it stands: write '{ours}' "
    "(--fix does)"
)


def _left(templates: Templates) -> Iterator[Hit]:
    known = _known(templates)
    own = {*BY_FACT, *DERIVED_FACTS}  # also where the sample, which declares a team's own, cannot be read
    own |= {name for edition in (*templates.editions.values(), *templates.partial.values()) for name in edition.facts}
    for file in templates.files.values():
        if file.name.endswith(".md"):
            for number, line in enumerate(file.lines, start=1):
                if not line.lstrip().startswith((">", "Note:")):
                    yield from _in_line(file, number, line, known, own)


def _in_line(file: File, number: int, line: str, known: Mapping[str, str], own: set[str]) -> Iterator[Hit]:
    for start, token, name in tokens_in(line):
        if name in own and token.startswith("{{"):
            continue
        ours = f"{{{{ {known[fold(name)]} }}}}" if fold(name) in known else ""
        if token == ours:
            continue
        if ours:
            fix = (Edit(file.name, number, start + 1, start + 1 + len(token), ours),)
            yield Hit(file.name, number, token, {"ours": ours}, start + 1, fix, message=_CONVERTIBLE)
        else:
            yield Hit(file.name, number, token, column=start + 1)


def _known(templates: Templates) -> Mapping[str, str]:
    """Return our names by the folded names of other systems, a team's own over the built-in ones."""
    known: dict[str, str] = {}
    for source in templates.shelves.top(TABLE):
        with suppress(TemplateError):  # which is reported as broken
            known |= read_tokens(source.text, source.file)
    return known


def read_tokens(text: str, file: str) -> Mapping[str, str]:
    """Return our names by the folded names of other systems.

    Raises TemplateError when it is no TOML, or no table of lists of names.
    """
    try:
        tables = load_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateError("this is not TOML: {reason}", place=file, reason=error) from None
    entries = tables.get("tokens", {})
    if not isinstance(entries, dict) or set(tables) - {"tokens"}:
        raise TemplateError("there is one part here, {known}, with a list of names on each line", place=file,
                            known="[tokens]")  # fmt: skip
    known: dict[str, str] = {}
    for ours, names in entries.items():
        if not isinstance(names, list) or not all(isinstance(name, str) and fold(name) for name in names):
            raise TemplateError("'{key}' must be a list of names between quotes, with letters or digits in each",
                                place=file, key=ours)  # fmt: skip
        known |= {fold(name): ours for name in names}
    return known


RULES = (
    Rule(
        "foreign-token",
        "'{words}' is a placeholder of another system, which a candidate would read as it stands: write one of ours, "
        "or say it in words; tokens.toml lists those that are known",
        _left,
        {"es/phrases/hello.md": "# hi\n## any\n- Hola, ##applicant-first-name## y [HIRING_TEAM].\n"},
        {"es/phrases/hello.md": "# hi\n## any\n- Hola, [aquí](https://a.example/): {esto} y «esto», al 5 %.\n"},
    ),
)
"""What a template that was imported still says in the language of where it comes from."""
