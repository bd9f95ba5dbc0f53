"""The proof as people use it: one page from a file, in a real browser, on a phone and on a desk, in both languages.

With TEMPLATER_SCREENSHOTS=DIR the pages are kept there as pictures.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from installed import need

from templater.cli.shell import run

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
LANGUAGES = ("es", "en")
WIDTHS = (390, 1280)
VIEWS = tuple(product(LANGUAGES, WIDTHS, ("light", "dark")))
AXE = """() => axe.run(document, {iframes: false})
    .then(found => found.violations.map(one => `${one.impact}: ${one.id}: ${one.help}`))"""
VISIBLE = "document.querySelectorAll('.said:not([hidden])').length"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same proof with the page's own words in each language."""
    place = tmp_path_factory.mktemp("proofs")
    for language in LANGUAGES:
        arguments = ["--lang", language, "proof", "coaching-offer", "--to", str(place / f"{language}.html"), "-q"]
        assert run(arguments) == 0
    return {language: place / f"{language}.html" for language in LANGUAGES}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    need(find_spec("playwright"), "the Python package playwright")
    need(find_spec("axe_playwright_python"), "the Python package axe-playwright-python")
    program = shutil.which("chromium")
    need(program, "the program chromium")
    with import_module("playwright.sync_api").sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


class Sheet:
    """A proof in a window, with everything that it told the console or asked the network."""

    def __init__(self, chromium: Any, path: Path, width: int, scheme: str = "light") -> None:
        self.page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.told: list[str] = []
        self.page.on("console", lambda message: self.told.append(message.text))
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        self.page.on("request", lambda request: self.told.append(request.url))
        self.page.goto(path.as_uri())
        self.page.wait_for_function("document.getElementById('count').textContent !== ''")
        self.told.remove(path.as_uri())

    @property
    def visible(self) -> int:
        """The paragraphs that are shown."""
        return int(self.page.evaluate(VISIBLE))

    def search(self, words: str) -> int:
        """Search, and return how many paragraphs are left."""
        self.page.fill("#search", words)
        self.page.wait_for_timeout(300)
        return self.visible

    def choose(self, axis: str, value: str) -> int:
        """Filter by a value of an axis, and return how many paragraphs are left."""
        self.page.evaluate("document.querySelector('.filters').open = true")
        self.page.select_option(f"select[name={axis}]", value)
        return self.visible

    def texts(self, inside: str = "") -> list[str]:
        """The paragraphs that are shown, all or those inside of something."""
        found: list[str] = self.page.evaluate(
            "inside => [...document.querySelectorAll(`${inside} .said:not([hidden]) .text`)].map(one => one.innerText)",
            inside,
        )
        return found


@pytest.fixture
def sheet(chromium: Any, pages: dict[str, Path]) -> Iterator[Sheet]:
    opened = Sheet(chromium, pages["en"], 1280)
    yield opened
    assert opened.told == []
    opened.page.close()


@pytest.mark.parametrize(("language", "width", "scheme"), VIEWS)
def test_a_proof_fits_speaks_its_language_and_is_easy_to_use(
    chromium: Any, pages: dict[str, Path], language: str, width: int, scheme: str
) -> None:
    opened = Sheet(chromium, pages[language], width, scheme)
    root = "document.documentElement"
    assert opened.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 0
    assert opened.page.evaluate(f"{root}.lang") == language
    assert ("Filtros" if language == "es" else "Filters") in opened.page.inner_text("body")
    axe = find_spec("axe_playwright_python")
    assert axe is not None
    assert axe.origin is not None
    # the page's policy runs no script but its own, so the judge's comes through the debugger
    opened.page.evaluate(Path(axe.origin).with_name("axe.min.js").read_text("utf-8"))
    opened.page.evaluate("document.querySelector('.filters').open = true")
    assert opened.page.evaluate(AXE) == []
    if "TEMPLATER_SCREENSHOTS" in os.environ:
        name = f"proof-{language}-{width}-{scheme}.png"
        opened.page.screenshot(path=Path(os.environ["TEMPLATER_SCREENSHOTS"]) / name)
    assert opened.told == []
    opened.page.close()


def test_the_languages_stand_side_by_side_on_a_desk_and_one_under_the_other_on_a_phone(
    chromium: Any, pages: dict[str, Path]
) -> None:
    where = """() => [...document.querySelector('.pair').querySelectorAll('.cell')]
        .map(one => one.getBoundingClientRect()).map(one => [one.left, one.top])"""
    for width, beside in ((1280, True), (390, False)):
        opened = Sheet(chromium, pages["es"], width)
        (left, top), (other_left, other_top) = opened.page.evaluate(where)
        assert (left < other_left, top == other_top) == (beside, beside)
        opened.page.close()


def test_the_search_finds_words_whatever_their_accents_and_the_places_of_words(sheet: Sheet) -> None:
    everything = sheet.visible
    assert 0 < sheet.search("equipo seleccion") < everything
    assert all("selección" in text for text in sheet.texts())
    place = sheet.page.locator(".from code").first.inner_text()
    assert 0 < sheet.search(place) < everything
    assert sheet.search("no such words anywhere") == 0
    assert sheet.page.is_visible("#nothing")
    assert sheet.page.inner_text("#count").startswith("0 ")
    sheet.page.click("button[type=reset]")
    sheet.page.wait_for_timeout(200)
    assert sheet.visible == everything


def test_a_filter_leaves_what_its_value_leads_to(sheet: Sheet) -> None:
    everything = sheet.visible
    spanish = sheet.choose("locale", "es")
    assert 0 < spanish < everything
    assert sheet.texts("[data-locale=en]") == []
    usted = sheet.choose("register", "usted")
    assert 0 < usted < spanish
    assert sheet.choose("channel", "phone") < usted
    assert all(" te " not in f" {text} " for text in sheet.texts())
    assert sheet.page.locator(".row:visible").count() > 0
    assert sheet.page.inner_text("#count").startswith(f"{sheet.visible} ")


def test_every_filter_has_a_value_for_something(sheet: Sheet) -> None:
    for axis in sheet.page.evaluate("[...document.querySelectorAll('select')].map(one => one.name)"):
        for value in sheet.page.evaluate(
            "axis => [...document.querySelector(`select[name=${axis}]`).options].map(one => one.value)", axis
        ):
            assert sheet.choose(axis, value) > 0, (axis, value)
        sheet.choose(axis, "")


def test_the_real_email_is_shown_as_wide_as_a_phone_or_a_window(sheet: Sheet) -> None:
    frame = sheet.page.locator("iframe").first
    assert frame.bounding_box()["width"] == 392  # with its border
    inside = sheet.page.frames[1]
    assert inside.evaluate("innerWidth") == 390
    assert "Marta" in inside.inner_text("body")
    sheet.page.check("input[value=wide]")
    assert inside.evaluate("innerWidth") == 800
    assert inside.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_it_can_be_used_with_the_keyboard(sheet: Sheet) -> None:
    sheet.page.keyboard.press("Tab")
    assert sheet.page.evaluate("document.activeElement.id") == "search"
    sheet.page.keyboard.type("coaching")
    sheet.page.keyboard.press("Enter")
    sheet.page.wait_for_timeout(300)
    assert sheet.page.evaluate("document.activeElement.id") == "search"
    assert sheet.page.url.endswith("en.html")
