from __future__ import annotations

from functools import cache
from pathlib import Path

from templater.language import Locale, locale_chain, parse_locale_toml, read_locale

TEMPLATES = Path(__file__).parents[2] / "templates"


@cache
def shipped(tag: str) -> Locale:
    files = [TEMPLATES / name / "locale.toml" for name in locale_chain(tag)]
    texts = [(file.read_text(encoding="utf-8"), f"{file.parent.name}/locale.toml") for file in files if file.exists()]
    return read_locale(tag, [parse_locale_toml(text, place) for text, place in texts])


SPANISH = shipped("es")
ENGLISH = shipped("en")
