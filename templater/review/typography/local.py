"""What one language wants and another does not, by the data of its locale and of CLDR."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from templater.language import Contraction, euphonic, whole_number
from templater.language.chain import cldr
from templater.review.typography.page import Found, Page, Paragraph, Rule

_LANGUAGES = (
    "ar", "ca", "cs", "da", "de", "el", "en", "es", "eu", "fi", "fr", "gl", "hu", "it", "ja", "ko", "nl", "no", "pl",
    "pt", "ro", "ru", "sv", "tr", "uk", "zh",
)  # fmt: skip
"""The languages that a letter may name."""

_MARKED_SPAN = 40


def opening_marks(page: Page) -> Iterator[Found]:
    """Yield a question or an exclamation without its other mark; RAE lets one be opened ¡ and closed ?."""
    if pairs := page.locale.opening_marks:
        for paragraph in page.paragraphs:
            yield from _without_other_mark(page.text, paragraph, pairs)


def _without_other_mark(text: str, paragraph: Paragraph, pairs: tuple[str, ...]) -> Iterator[Found]:
    opening, after = {pair[0] for pair in pairs}, paragraph.start
    opened: list[int] = []
    for found in _marks(pairs).finditer(text, paragraph.start, paragraph.end):
        if found[0] in opening:
            opened.append(found.start())
        elif found[0] in ".…\n":
            after = found.end()
        elif opened:
            opened.pop()
            after = found.end()
        else:
            yield Found(_begins(text, after), found.end())
    yield from (Found(place, min(place + _MARKED_SPAN, paragraph.end)) for place in opened)


def _begins(text: str, after: int) -> int:
    return after + len(text[after:]) - len(text[after:].lstrip())


@lru_cache(maxsize=64)
def _marks(pairs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[{re.escape(''.join(pairs))}.…\n]")


def straight_quotes(page: Page) -> Iterator[Found]:
    """Yield straight quotation marks where the locale has its own."""
    if quotes := page.locale.quotes:
        for found in re.finditer(r"\"([^\"\n]*)\"|\"", page.text):
            right = f"{quotes[0]}{found[1]}{quotes[-1]}" if found[1] else quotes
            yield Found(found.start(), found.end(), right)


def contractions(page: Page) -> Iterator[Found]:
    """Yield two words that are said as one: a el; an article with a capital is part of a name (de El País)."""
    for rule in page.locale.contractions:
        for found in _contraction(rule).finditer(page.text):
            yield Found(found.start(), found.end(), rule.becomes)


@lru_cache(maxsize=64)
def _contraction(rule: Contraction) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?i:{re.escape(rule.word)})\s+{re.escape(rule.before)}(?![\w-])")


def euphony(page: Page) -> Iterator[Found]:
    """Yield a conjunction that sounds otherwise before the next word, or that was changed without need.

    One with a capital opens a question, and stays: «¿Y Inés?» (RAE, DPD, «y»).
    """
    for word, becomes in dict.fromkeys((rule.word, rule.becomes) for rule in page.locale.euphony):
        for found in _one_of(word, becomes).finditer(page.whole):
            right = euphonic(word, page.whole[found.end() : found.end() + 40], page.locale.euphony)
            if found[1] != right:
                following = re.match(r"\S*", page.whole[found.end() :])
                yield Found(found.start(1), found.end() + (following.end() if following else 0), right)


@lru_cache(maxsize=64)
def _one_of(word: str, becomes: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=\w)[\s,»)]+({re.escape(word)}|{re.escape(becomes)})\s+(?=\S)")


def small_names(page: Page) -> Iterator[Found]:
    """Yield months, weekdays and languages with a capital inside a sentence where CLDR writes them without one."""
    names = _names(page.locale.tag)
    if names is not None:
        for found in names.finditer(page.own):
            yield Found(found.start(), found.end(), found[0].lower())


@lru_cache(maxsize=64)
def _names(tag: str) -> re.Pattern[str] | None:
    known = cldr(tag)
    months, days = known.months["format"]["wide"].values(), known.days["format"]["wide"].values()
    languages = (known.languages[code] for code in _LANGUAGES if code in known.languages)
    small = [name.capitalize() for name in (*months, *days, *languages) if name.islower()]
    if not small:
        return None
    # only beside a number, or after a word in lower case: «Hola, Julio» greets a person
    every = "|".join(map(re.escape, small))
    return re.compile(rf"(?<=\d de )(?:{every})(?!\w)|(?<!\w)(?:{every})(?= de \d)|(?<=[a-zà-ÿ] )(?:{every})(?![\w-])")


def ordinals(page: Page) -> Iterator[Found]:
    """Yield 1er and 1ª where the locale's ordinals have a point: 1.er, 1.ª."""
    pointed = _pointed(frozenset(suffix for table in page.locale.ordinals.values() for suffix in table.values()))
    if pointed is not None:
        for found in pointed.finditer(page.text):
            yield Found(found.start(), found.end(), f"{found[1]}.{found[2]}")


@lru_cache(maxsize=64)
def _pointed(suffixes: frozenset[str]) -> re.Pattern[str] | None:
    bare = "|".join(sorted((re.escape(suffix[1:]) for suffix in suffixes if suffix.startswith(".")), key=len)[::-1])
    return re.compile(rf"(?<![\w.,])(\d+)({bare})(?!\w)") if bare else None


def units(page: Page) -> Iterator[Found]:
    """Yield % and € without a no-break space where CLDR has one before them."""
    for sign, wanted in _spaced(page.locale.tag):
        if wanted:
            for found in re.finditer(rf"\d ?{sign}", page.text):
                yield Found(found.start(), found.end(), f"{found[0][0]}\xa0{sign}")


@lru_cache(maxsize=64)
def _spaced(tag: str) -> tuple[tuple[str, bool], ...]:
    known = cldr(tag)
    percent, currency = known.percent_formats[None].pattern, known.currency_formats["standard"].pattern
    return (("%", "\xa0%" in percent), ("€", "\xa0¤" in currency))


def grouped_numbers(page: Page) -> Iterator[Found]:
    """Yield a number of four digits with a mark where the locale has none before five."""
    if page.locale.minimum_grouping_digits > 1:
        for found in _grouped(page.locale.tag).finditer(page.text):
            yield Found(found.start(), found.end(), f"{found[1]}{found[2]}")


@lru_cache(maxsize=64)
def _grouped(tag: str) -> re.Pattern[str]:
    mark = whole_number(12345, tag).replace("12", "").replace("345", "")
    return re.compile(rf"(?<![\w.,/])([1-9]){re.escape(mark)}(\d{{3}})(?![\w/]|[.,]\d)")


def title_case(page: Page) -> Iterator[Found]:
    """Yield a subject whose words have capitals as in a title, where the language is sparing with them."""
    if _names(page.locale.tag) is None:
        return
    said = list(re.finditer(r"[^\W\d_]{4,}", page.own))
    inner = [found for found in said if not re.search(r"(?:^|[:?!.]\s+)[«¿¡(]*$", page.own[: found.start()])]
    capital = [found for found in inner if found[0][0].isupper() and not found[0].isupper()]
    after_small = [found for found in capital if re.search(r"(?:^|\s)[^\W\d_]{1,3}\s$", page.own[: found.start()])]
    if len(capital) == len(inner) and (len(capital) > 1 or _opens(page, after_small)):
        yield Found(capital[0].start(), capital[-1].end())


def _opens(page: Page, found: list[re.Match[str]]) -> bool:
    """Say whether the second word of the subject is the one with the capital: Tu Candidatura."""
    return bool(found) and len(page.own[: found[0].start()].split()) == 1


RULES = (
    Rule("opening-mark", "a question or an exclamation lacks its other mark: '{words}'", opening_marks),
    Rule("straight-quotes", "straight quotation marks; write {right}", straight_quotes),
    Rule("contraction", "'{words}' is one word: '{right}'", contractions),
    Rule("euphony", "it sounds '{right}' in '{words}'", euphony),
    Rule("month-case", "'{words}' has no capital inside a sentence", small_names),
    Rule("ordinal", "'{words}' is written '{right}'", ordinals),
    Rule("unit-space", "'{words}' needs a no-break space before its sign", units),
    Rule("grouped-number", "'{words}' is written '{right}'", grouped_numbers),
    Rule("title-case", "capitals as in a title: '{words}'", title_case, ("subject",)),
)
"""The faults that are faults where a locale says so."""
