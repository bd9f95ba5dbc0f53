"""What a person sees: every page in a real browser, on a phone and on a desk, in light and in the dark.

With TEMPLATER_SCREENSHOTS=DIR the pages are kept there as pictures.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from chromium import launched

from templater import Brand, Candidate, Library, Message, Wanted, read_candidate

URL = "https://acme.example/" + "privacidad" * 6  # 81 characters
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauteil"  # 60 characters
ACME = Brand("Acme Estudio, S. L.", "#1f6f5c", "◆ Acme", "Calle Mayor, 1\n28013 Madrid", "privacidad@acme.example")
ENDLESS = Brand(WORD, "#000", WORD, WORD, URL)

PERSON = {"id": "7", "first_name": "Marta", "sender_name": "Laura Gil"}
ROLES = {"es": "Analista de datos", "en": "Data Analyst"}
SHORT = {"stage": "application", "company": "Acme"}
REASONS = {
    "es": {
        "requirement": "experiencia con modelos de series temporales en producción",
        "evidence": "el caso práctico se quedó en la exploración y no llegó al pronóstico",
        "strength": "la claridad al explicar las consultas de SQL",
        "coaching_tip": "cerrar cada ejemplo con el resultado y una cifra",
        "sender_title": "Selección de personal",
    },
    "en": {
        "requirement": "experience with time series models in production",
        "evidence": "the case study covered the exploration and stopped before the forecast",
        "strength": "how clearly the SQL queries were explained",
        "coaching_tip": "close every example with its result and one figure",
        "sender_title": "Hiring team",
    },
}
LONG = {
    "stage": "interview", "company": "Acme", "agency": "Puente Talent", "self_assessment": "negative", "gap": "small",
    "interview_date": "2026-11-12", "feedback_consent": "requested", "feedback_deadline": "2026-12-01",
    "reapply_policy": "2027-05-01", "retention_until": "2027-11-30", "privacy_url": "https://acme.example/p",
    "privacy_contact": "privacidad@acme.example", "decision_by": "human_assisted",
}  # fmt: skip
UNBROKEN = LONG | {"company": WORD, "agency": "", "privacy_url": URL}
LETTERS = {"long": LONG, "short": SHORT, "unbroken": UNBROKEN}


@dataclass(frozen=True)
class View:
    """One letter as somebody looks at it."""

    letter: str
    locale: str
    branded: bool
    width: int
    scheme: str

    def __str__(self) -> str:
        return f"{self.letter}-{self.locale}-{'brand' if self.branded else 'plain'}-{self.width}-{self.scheme}"

    @property
    def brand(self) -> Brand:
        """What stands around the letter."""
        if not self.branded:
            return Brand()
        return ENDLESS if self.letter == "unbroken" else ACME

    @property
    def message(self) -> Message:
        """The letter."""
        return written(self.letter, self.locale, self.brand)


@cache
def library(brand: Brand) -> Library:
    return Library(brand=brand)


@cache
def written(letter: str, locale: str, brand: Brand) -> Message:
    reasons = {} if letter == "short" else REASONS[locale]
    read = read_candidate(PERSON | {"role": ROLES[locale]} | LETTERS[letter] | reasons)
    assert isinstance(read, Candidate), [str(problem) for problem in read]
    return library(brand).render(read, Wanted("rejection", locale))


VIEWS = tuple(View(*choice) for choice in product(LETTERS, ("es", "en"), (True, False), (390, 1280), ("light", "dark")))


# What the browser tells of a page

LOOK = """() => {
    const letter = document.querySelector('.letter');
    const root = document.documentElement;
    const inner = getComputedStyle(letter);
    const padding = parseFloat(inner.paddingLeft) + parseFloat(inner.paddingRight);
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || !element.getClientRects().length) continue;
        const style = getComputedStyle(element);
        const grounds = [];
        for (let at = element; at; at = at.parentElement) grounds.push(getComputedStyle(at).backgroundColor);
        const text = walker.currentNode.data.trim();
        texts.push({text, colour: style.color, size: parseFloat(style.fontSize), grounds});
    }
    return {
        sideways: root.scrollWidth - root.clientWidth,
        column: letter.getBoundingClientRect().width - padding,
        right: Math.max(...[...letter.querySelectorAll('*')].map(one => one.getBoundingClientRect().right)),
        width: root.clientWidth,
        size: parseFloat(inner.fontSize),
        languages: [root.lang, letter.lang],
        texts,
    };
}"""
AXE = """() => axe.run(document, {rules: {
    'region': {enabled: false}, 'landmark-one-main': {enabled: false}, 'page-has-heading-one': {enabled: false},
}}).then(found => found.violations.map(one => `${one.impact}: ${one.id}: ${one.help}`))"""
"""A letter stands in the page of a mail program, which has the landmarks and the subject as its heading."""

BARE = """() => {
    document.querySelectorAll('style').forEach(one => one.remove());
    document.querySelectorAll('[style]').forEach(one => one.removeAttribute('style'));
    return document.body.innerText;
}"""
UNSTYLED = """() => {
    document.querySelectorAll('style').forEach(one => one.remove());
    const letter = document.querySelector('.letter');
    const style = getComputedStyle(letter);
    return [letter.getBoundingClientRect().width, parseFloat(style.fontSize)];
}"""


@dataclass(frozen=True)
class Seen:
    """A page as the browser shows it."""

    view: View
    look: dict[str, Any]
    requests: tuple[str, ...]
    violations: tuple[str, ...]
    inline: tuple[float, float]
    bare: str


class Browser:
    """Chromium, with a window for each width and scheme."""

    def __init__(self, chromium: Any, axe: str) -> None:
        self._chromium = chromium
        self._axe = axe
        self._pages: dict[tuple[int, str], Any] = {}
        self._requests: list[str] = []

    def see(self, view: View, html: str | None = None) -> Seen:
        """Open a letter's page, or one like it, and tell how it looks."""
        page = self._page(view.width, view.scheme)
        self._requests.clear()
        page.set_content(html or view.message.html)
        look = page.evaluate(LOOK)
        violations = page.evaluate(AXE)
        if html is None and "TEMPLATER_SCREENSHOTS" in os.environ:
            page.screenshot(path=Path(os.environ["TEMPLATER_SCREENSHOTS"]) / f"{view}.png", full_page=True)
        inline, bare = page.evaluate(UNSTYLED), page.evaluate(BARE)
        return Seen(view, look, tuple(self._requests), tuple(violations), tuple(inline), bare)

    def _page(self, width: int, scheme: str) -> Any:
        if (width, scheme) not in self._pages:
            page = self._chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
            page.on("request", lambda request: self._requests.append(request.url))
            page.route("**/*", lambda route: route.abort())
            page.evaluate(self._axe)
            self._pages[width, scheme] = page
        return self._pages[width, scheme]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as (chromium, rules):
        yield Browser(chromium, rules)


@pytest.fixture(scope="module")
def pages(browser: Browser) -> list[Seen]:
    return [browser.see(view) for view in VIEWS]


# What is wrong with a page, one complaint a line


def scrolls_sideways(page: Seen) -> list[str]:
    over = max(page.look["sideways"], page.look["right"] - page.look["width"])
    return [f"{over} px too wide"] if over > 0 else []


def has_no_readable_column(page: Seen) -> list[str]:
    column = page.look["column"]
    return [] if 320 <= column <= 700 else [f"the column is {column} px wide"]


def has_small_letters(page: Seen) -> list[str]:
    small = [f"{one['size']} px: {one['text']}" for one in page.look["texts"] if one["size"] < 14]
    return small + ([f"{page.look['size']} px"] if page.look["size"] < 16 else [])


def has_pale_text(page: Seen) -> list[str]:
    ratios = [(contrast(one["colour"], one["grounds"]), one["text"]) for one in page.look["texts"]]
    return [f"{ratio:.2f}: {text}" for ratio, text in ratios if ratio < 4.5] if ratios else ["no text"]


def is_in_another_language(page: Seen) -> list[str]:
    languages = page.look["languages"]
    return [] if languages == [page.view.locale] * 2 else [str(languages)]


def asks_the_network(page: Seen) -> list[str]:
    return list(page.requests)


def is_hard_to_use(page: Seen) -> list[str]:
    return list(page.violations)


def falls_apart_without_its_style_sheet(page: Seen) -> list[str]:
    width, size = page.inline
    return [] if width <= 760 and size >= 16 else [f"{width} px, letters of {size} px"]


def says_something_else_without_style(page: Seen) -> list[str]:
    message, brand = page.view.message, page.view.brand
    said = " ".join(page.bare.split())
    meant = " ".join(f"{message.preheader} {brand.logo or brand.name} {unmarked(message.text)}".split())
    return [] if said == meant else [said]


def unmarked(text: str) -> str:
    return re.sub(r"^ *- ", "", text, flags=re.MULTILINE)


Check = Callable[[Seen], list[str]]
CHECKS: tuple[Check, ...] = (
    scrolls_sideways, has_no_readable_column, has_small_letters, has_pale_text, is_in_another_language,
    asks_the_network, is_hard_to_use, falls_apart_without_its_style_sheet, says_something_else_without_style,
)  # fmt: skip


# Contrast as WCAG 2.2 has it: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio

Colour = tuple[float, float, float, float]


def contrast(colour: str, grounds: list[str]) -> float:
    """Return the contrast of text with what is really behind it: the grounds, the nearest first."""
    behind: Colour = (0, 0, 0, 0)
    for ground in grounds:
        behind = over(behind, channels(ground))
    assert behind[3] == 1, "nothing is painted behind this text"
    bright, dim = sorted((luminance(over(channels(colour), behind)), luminance(behind)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def channels(colour: str) -> Colour:
    red, green, blue, *alpha = (float(number) for number in re.findall(r"[\d.]+", colour))
    return red, green, blue, alpha[0] if alpha else 1.0


def over(front: Colour, back: Colour) -> Colour:
    alpha = front[3] + back[3] * (1 - front[3])
    if not alpha:
        return front
    rest = back[3] * (1 - front[3])
    mixed = [(one * front[3] + other * rest) / alpha for one, other in zip(front, back, strict=True)]
    return mixed[0], mixed[1], mixed[2], alpha


def luminance(colour: Colour) -> float:
    parts = [one / 255 for one in colour[:3]]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def name_of(check: Check) -> str:
    return check.__name__


@pytest.mark.parametrize("check", CHECKS, ids=name_of)
def test_of_no_page_it_can_be_said_that_it(check: Check, pages: list[Seen]) -> None:
    assert not {str(page.view): complaints for page in pages if (complaints := check(page))}


SPOILT: tuple[tuple[Check, str, str], ...] = (
    (scrolls_sideways, "overflow-wrap:anywhere", ""),
    (has_no_readable_column, "max-width:36em", "max-width:60em"),
    (has_no_readable_column, "padding:28px 24px", "padding:28px 48px"),
    (has_small_letters, "font:17px", "font:13px"),
    (has_pale_text, "color: #6a635c", "color: #8a8580"),
    (has_pale_text, "color: #e9e5df", "color: #55504a"),
    (is_in_another_language, '<html lang="es">', '<html lang="en">'),
    (asks_the_network, "</div>", '<img alt="" src="https://acme.example/pixel.gif"></div>'),
    (asks_the_network, "font:17px", "background:url(https://acme.example/paper.png);font:17px"),
    (is_hard_to_use, "</div>", '<img src="data:,"></div>'),
    (is_hard_to_use, 'lang="es"', 'lang="español"'),
    (falls_apart_without_its_style_sheet, "max-width:36em", ""),
    (says_something_else_without_style, "<p", '<p style="display:none">Visto</p><p'),
)
"""For each complaint, a change to the page that must bring it on."""


@pytest.mark.parametrize(("check", "text", "other"), SPOILT)
def test_the_judge_sees_that_a_spoilt_page(check: Check, text: str, other: str, browser: Browser) -> None:
    views = [View("unbroken", "es", True, width, scheme) for width in (390, 1280) for scheme in ("light", "dark")]
    html = views[0].message.html or ""
    assert text in html
    assert any(check(browser.see(view, html.replace(text, other))) for view in views)


def test_each_complaint_has_been_heard() -> None:
    assert {check for check, _, _ in SPOILT} == set(CHECKS)
