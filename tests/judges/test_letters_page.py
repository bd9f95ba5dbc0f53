"""The page of letters in a real browser: on a phone and on a desk, in both languages, with rows that mean harm.

With TEMPLATER_SCREENSHOTS=DIR the pages are kept there as pictures.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from chromium import launched

HOSTILE = (
    "<script>window.harmed = 1</script>", "</script><script>window.harmed = 1</script>",
    "<img src=x onerror=window.harmed=1>", '" onfocus="window.harmed=1" autofocus="', "</article></main></body>",
    "a\u202egnirts\u2066b", "<style>*{display:none}</style>", "<svg onload=window.harmed=1>", "W" * 400,
)  # fmt: skip
ROWS = (
    {"first_name": "Marta", "requirement": "SQL", "gap": "small", "self_assessment": "negative"},
    {"first_name": "José", "requirement": "", "gap": "", "self_assessment_text": "bueno, no sé, más o menos"},
    {"first_name": "Ana", "gap": "huge"},
    {"first_name": "Eva", "status": "hired"},
)

LOOK = """() => ({
    sideways: Math.max(...[document.documentElement, ...document.querySelectorAll('article')]
        .map(one => one.scrollWidth - one.clientWidth)),
    harmed: window.harmed || 0,
    hurt: document.querySelectorAll('main script, main img, main svg, main style, main [onfocus]').length,
    rows: document.querySelectorAll('main > section > article').length,
    language: document.documentElement.lang,
    small: [...document.querySelectorAll('body *')].filter(one => one.innerText && !one.closest('[hidden]')
        && parseFloat(getComputedStyle(one).fontSize) < 13).length,
})"""
AXE = "() => axe.run(document).then(found => found.violations.map(one => `${one.impact}: ${one.id}: ${one.help}`))"
SHOWN = "() => [...document.querySelectorAll('article')].filter(one => one.getClientRects().length).length"


def page_of(directory: Path, language: str) -> str:
    """Write a list of ordinary and of hostile rows, and return the page of its letters."""
    plain = {"role": "Analista", "company": "Acme", "locale": "es", "stage": "interview", "sender_name": "Laura Gil"}
    rows = [plain | {"id": f"R-{number}", "email": f"p{number}@example.com"} | row for number, row in enumerate(ROWS)]
    for harm in HOSTILE:
        person = dict.fromkeys(("id", "first_name", "company", "requirement", "self_assessment_text", "Notas"), harm)
        rows += [plain | person | {"gap": gap} for gap in ("small", harm)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    source = directory / "list.csv"
    with source.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names)
        writer.writeheader()
        writer.writerows(rows)
    program = (sys.executable, "-c", "from templater.cli import main; main()", "--lang", language, "merge")
    arguments = (str(source), "--letter", "rejection", "--to", str(directory / "l.html"), "--date", "2026-12-03")
    ended = subprocess.run([*program, *arguments], capture_output=True, check=False)
    assert ended.returncode == 1, ended.stderr.decode()
    return (directory / "l.html").read_text("utf-8")


@dataclass(frozen=True)
class Seen:
    """A page as the browser shows it."""

    name: str
    look: dict[str, Any]
    said: tuple[str, ...]
    requests: tuple[str, ...]
    violations: tuple[str, ...]


class Browser:
    """Opens files in windows of some width and scheme, and hears what the browser says of them."""

    def __init__(self, chromium: Any, axe: str, directory: Path) -> None:
        self._chromium, self._axe, self._directory = chromium, axe, directory

    def open(self, html: str, width: int, scheme: str) -> tuple[Any, list[str], list[str]]:
        file = self._directory / "page.html"
        file.write_text(html, "utf-8")
        page = self._chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        said: list[str] = []
        requests: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(file.as_uri())
        return page, said, requests

    def see(self, name: str, html: str, width: int, scheme: str) -> Seen:
        """Open a page, with all that it shows on demand, and tell how it looks."""
        page, said, requests = self.open(html, width, scheme)
        # else what is far below is not laid out before somebody scrolls there
        page.evaluate(
            "() => document.querySelectorAll('article').forEach(one => one.style.contentVisibility = 'visible')"
        )
        if "TEMPLATER_SCREENSHOTS" in os.environ:
            page.screenshot(path=Path(os.environ["TEMPLATER_SCREENSHOTS"]) / f"{name}.png", full_page=True)
        page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
        look = page.evaluate(LOOK)
        page.evaluate(self._axe)
        violations = page.evaluate(AXE)
        page.close()
        return Seen(name, look, tuple(said), tuple(requests[1:]), tuple(violations))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with launched() as (chromium, axe):
        yield Browser(chromium, axe, tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return {language: page_of(tmp_path_factory.mktemp(language), language) for language in ("es", "en")}


@pytest.fixture(scope="module")
def pages(browser: Browser, written: dict[str, str]) -> list[Seen]:
    return [
        browser.see(f"letters-{language}-{width}-{scheme}", written[language], width, scheme)
        for language, width, scheme in product(written, (390, 1280), ("light", "dark"))
    ]


# What is wrong with a page, one complaint a line


def scrolls_sideways(page: Seen) -> list[str]:
    return [f"{page.look['sideways']} px too wide"] if page.look["sideways"] > 0 else []


def does_what_a_row_says(page: Seen) -> list[str]:
    return ["a row became markup"] if page.look["harmed"] or page.look["hurt"] else []


def complains_in_the_console(page: Seen) -> list[str]:
    return list(page.said)


def asks_the_network(page: Seen) -> list[str]:
    return list(page.requests)


def is_hard_to_use(page: Seen) -> list[str]:
    return list(page.violations)


def lacks_rows(page: Seen) -> list[str]:
    expected = len(ROWS) + 2 * len(HOSTILE)
    return [] if page.look["rows"] == expected else [f"{page.look['rows']} rows, not {expected}"]


def has_small_letters(page: Seen) -> list[str]:
    return [f"{page.look['small']} small"] if page.look["small"] else []


def is_in_another_language(page: Seen) -> list[str]:
    return [] if f"-{page.look['language']}-" in page.name else [page.look["language"]]


Check = Callable[[Seen], list[str]]
CHECKS: tuple[Check, ...] = (
    scrolls_sideways, does_what_a_row_says, complains_in_the_console, asks_the_network, is_hard_to_use, lacks_rows,
    has_small_letters, is_in_another_language,
)  # fmt: skip


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_of_no_page_it_can_be_said_that_it(check: Check, pages: list[Seen]) -> None:
    assert not {page.name: complaints for page in pages if (complaints := check(page))}


HASH = "style-src 'sha256-"
OPEN = "style-src 'unsafe-inline'; x-was 'sha256-"
SPOILT: tuple[tuple[Check, str, str], ...] = (
    (scrolls_sideways, "overflow-wrap: anywhere", ""),
    (does_what_a_row_says, "</main>", "<img></main>"),
    (complains_in_the_console, "</main>", "<script>window.harmed = 1</script></main>"),
    (complains_in_the_console, "</main>", '<p style="color: red">x</p></main>'),
    (asks_the_network, "default-src 'none'", "img-src *"),
    (is_hard_to_use, "--pale: #5f5952", "--pale: #b5afa8"),
    (is_hard_to_use, '<label for="search">', '<label for="x">'),
    (lacks_rows, "</article>\n<article", "<article"),
    (has_small_letters, "font-size: .9375rem", "font-size: .7rem"),
    (is_in_another_language, '<html lang="es">', '<html lang="en">'),
)
"""For each complaint, a change to the page that must bring it on."""


@pytest.mark.parametrize(("check", "text", "other"), SPOILT)
def test_the_judge_sees_that_a_spoilt_page(
    check: Check, text: str, other: str, browser: Browser, written: dict[str, str]
) -> None:
    html = written["es"]
    assert text in html
    spoilt = html.replace(text, other)
    if check is asks_the_network:
        spoilt = spoilt.replace("</main>", '<img alt="" src="https://acme.example/pixel.gif"></main>')
    if html.partition("</style>")[0] != spoilt.partition("</style>")[0]:
        spoilt = spoilt.replace(HASH, OPEN)  # another style sheet is not ours, and would not be applied
    assert check(browser.see("letters-es-spoilt", spoilt, 390, "light"))


def test_each_complaint_has_been_heard() -> None:
    assert {check for check, _, _ in SPOILT} == set(CHECKS)


# What a person does with it


@pytest.mark.parametrize(("typed", "shown"), [("jose", 1), ("JOSÉ acme", 1), ("acme", 4), ("xyzzy", 0), ("", 22)])
def test_the_search_shows_the_rows_that_have_all_the_words(
    typed: str, shown: int, browser: Browser, written: dict[str, str]
) -> None:
    page, said, _ = browser.open(written["es"], 390, "light")
    page.get_by_label("Buscar").fill("nothing has this")
    page.wait_for_function(f"() => ({SHOWN})() === 0")
    page.get_by_label("Buscar").fill(typed)
    page.wait_for_function(f"() => ({SHOWN})() === {shown}", timeout=2000)
    expected = f"{shown} de 22 a la vista" if typed else ""
    assert page.locator("output").inner_text() == expected
    assert page.locator("section:visible").count() == page.locator("nav li:visible").count() <= max(shown, 0)
    assert not said
    page.close()
