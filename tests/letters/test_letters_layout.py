"""The page around a letter: its places, and what a brand puts in them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_factory import MARTA, body_of, broken, candidate, hello, letter, render, write

from templater import Brand, CandidateError, ConfigurationError, Library, Message, Wanted
from templater.letters.brand import PARTS

ACME = Brand(
    name="Acme & Hijos",
    colour="#1f6f5c",
    logo="◆ Acme",
    address="Calle Mayor, 1\n28013 Madrid",
    privacy="privacidad@acme.example",
)
FOOTER = "Acme & Hijos\nCalle Mayor, 1\n28013 Madrid\nprivacidad@acme.example\n"
ONLY = "only names such as {{ role.title }} may stand in braces here, with the filters list, date, ordinal"
PLACES = (
    "body, brand.address, brand.colour, brand.logo, brand.name, brand.privacy, brand.privacy_link, locale, preheader, "
    "subject"
)


def branded(brand: Brand, *directories: Path, letter: str = "rejection", channel: str = "email") -> Message:
    return Library(*directories, brand=brand).render(candidate(), Wanted(letter, "es", channel))


def page(brand: Brand) -> str:
    html = branded(brand).html
    assert html is not None
    return html


# --- a team's own layout

LAYOUT = (
    "<html lang='{{ locale }}'><title>{{ subject }}</title>"
    "{% if preheader %}<i>{{ preheader }}</i>{% endif %}{{ body }} 100 %"
)


def test_a_team_may_bring_its_own_layout(tmp_path: Path) -> None:
    files = {"es/hello.md": letter("Hola.", "Subject: a & b", "Preheader: <c>"), "layout.html": LAYOUT}
    assert render(tmp_path, files).html == (
        "<html lang='es'><title>a &amp; b</title><i>&lt;c&gt;</i><p>Hola.</p>\n 100 %"
    )
    files["es/hello.md"] = letter("Hola.")
    assert render(tmp_path, files).html == "<html lang='es'><title>x</title><p>Hola.</p>\n 100 %"


@pytest.mark.parametrize(
    ("layout", "told"),
    [
        ("{{ body }}\n{{ bodi }}", f"layout.html:2: a layout has the places {PLACES}, and no 'bodi'"),
        ("{{ body|safe }}", f"layout.html:1: a layout has the places {PLACES}, and no 'body|safe'"),
        ("{{ brand }}{{ body }}", f"layout.html:1: a layout has the places {PLACES}, and no 'brand'"),
        ("{{ body }}{% if brand.font %}{% endif %}", f"layout.html:1: a layout has the places {PLACES}, and no 'br"),
        ("{{ brand.name|upper }}{{ body }}", f"layout.html:1: a layout has the places {PLACES}, and no 'brand.name|"),
        ("<p>Hola.</p>", "layout.html: the layout has no place for the letter: write {{ body }}"),
        ("{% include 'x' %}{{ body }}", f"layout.html:1: {ONLY}"),
        ("{{ body", "layout.html:1: the braces of '{{ body' are not closed: write "),
    ],
)
def test_a_broken_layout_is_refused(tmp_path: Path, layout: str, told: str) -> None:
    assert broken(tmp_path, hello("Hola.") | {"layout.html": layout}).startswith(told)


def test_a_layout_may_go_over_the_letter_once(tmp_path: Path) -> None:
    message = render(tmp_path, hello("Hola.") | {"layout.html": "{% for one in body %}{{ one }}{% endfor %}"})
    assert message.html == "<p>Hola.</p>\n"


def test_a_layout_without_the_brands_places_says_nothing_of_it_in_either_part(tmp_path: Path) -> None:
    files = hello("Hola.") | {"layout.html": LAYOUT}
    plain = write(tmp_path, files).render(candidate(), Wanted("hello", "es"))
    message = branded(ACME, tmp_path, letter="hello")
    assert (message.html, message.text) == (plain.html, plain.text)


def test_a_layout_may_ask_for_each_part_of_a_brand(tmp_path: Path) -> None:
    asked = "".join(f"{{% if brand.{part} %}}+{{% else %}}-{{% endif %}}" for part in PARTS)
    write(tmp_path, hello("Hola.") | {"layout.html": asked + "{{ body }}"})
    for number, part in enumerate(PARTS):
        html = branded(Brand(**{part: getattr(ACME, part)}), tmp_path, letter="hello").html or ""
        assert html.startswith("-" * number + "+" + "-" * (len(PARTS) - number - 1) + "<p>")


def test_a_brand_with_a_per_cent_sign_stands_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, hello("Hola.") | {"layout.html": "{{ brand.name }} 100 % {{ body }}"})
    assert branded(Brand("50 %(body)s"), tmp_path, letter="hello").html == "50 %(body)s 100 % <p>Hola.</p>\n"


# --- the page that templater brings


def test_without_a_brand_there_is_only_the_letter() -> None:
    message = Library().render(candidate(), Wanted("rejection", "es"))
    assert body_of(message).startswith("<p>Hola, Marta:</p>\n")
    assert body_of(message).endswith("Acme</p>\n")
    assert "border-top" not in (message.html or "").partition("<body>")[2]
    assert message.html == page(Brand())


def test_a_brand_stands_over_the_letter_and_under_it() -> None:
    message = branded(ACME)
    assert ';border-top:4px solid #1f6f5c">' in (message.html or "")
    assert body_of(message).startswith('<p class="masthead"><strong>◆ Acme</strong></p>\n<p>Hola, Marta:</p>\n')
    assert body_of(message).endswith(
        '">Acme &amp; Hijos<br>\nCalle Mayor, 1<br>\n28013 Madrid<br>\n'
        '<a href="mailto:privacidad@acme.example">privacidad@acme.example</a></p>'
    )


def test_the_name_stands_where_there_is_no_logo() -> None:
    assert '<p class="masthead"><strong>Acme</strong></p>' in page(Brand(name="Acme"))


def test_a_colour_alone_is_a_bar_and_nothing_else() -> None:
    assert page(Brand(colour="#abc")).replace(";border-top:4px solid #abc", "") == page(Brand())


@pytest.mark.parametrize(
    ("brand", "footer"),
    [
        (ACME, FOOTER),
        (Brand(name="Acme", colour="#fff", logo="A"), ""),
        (Brand(address="Calle Mayor, 1"), "Calle Mayor, 1\n"),
        (Brand(name="Acme", privacy="https://acme.example/p?a=b&c"), "Acme\nhttps://acme.example/p?a=b&c\n"),
    ],
)
def test_the_text_closes_with_what_the_page_closes_with(brand: Brand, footer: str) -> None:
    message, plain = branded(brand), branded(Brand())
    assert message.text == plain.text + (f"\n{footer}" if footer else "")
    shown = re.findall(r'<p class="footer"[^>]*>(.*?)</p>', message.html or "", re.DOTALL)
    assert [_read(one).text for one in shown] == ([footer.strip()] if footer else [])


def test_only_an_e_mail_has_a_footer(tmp_path: Path) -> None:
    write(tmp_path, {"es/hello.inmail.md": letter("Hola.")})
    message = branded(ACME, tmp_path, letter="hello", channel="inmail")
    assert (message.text, message.html) == ("Hola.", None)


# --- what a brand may be


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"name": 1984}, "name: 1984 is not text; write it between quotation marks"),
        ({"address": ["Calle Mayor, 1"]}, 'address: ["Calle Mayor, 1"] is not text; write it between quotation marks'),
        ({"name": "Ac\u202eme"}, "name: holds an invisible character (U+202E); type the text again"),
        ({"logo": "A\x00"}, "logo: holds an invisible character (U+0000); type the text again"),
        ({"name": "x" * 121}, "name: holds 121 characters; the most is 120"),
        ({"logo": "x" * 61}, "logo: holds 61 characters; the most is 60"),
        ({"address": "x\n" * 201}, "address: holds 401 characters; the most is 400"),
        ({"colour": "red"}, "colour: 'red' is not a colour; write it as #1f6f5c"),
        ({"colour": "#1234"}, "colour: '#1234' is not a colour; write it as #1f6f5c"),
        ({"colour": "#fff;background:url(//x)"}, "colour: '#fff;background:url(//x)' is not a colour; write it as #1"),
        ({"colour": "１２３"}, "colour: '１２３' is not a colour; write it as #1f6f5c"),
        *(
            ({"privacy": found}, f"privacy: '{found}' is neither an e-mail address nor a link that begins with https:")
            for found in (
                "javascript:alert(1)", "http://acme.example", "mailto:a@acme.example", "tel:+34600000000", "acme",
                "https://marta@acme.example/", "https://acme.example/\"onclick='x'", "a@b@c.example",
            )
        ),
    ],
)  # fmt: skip
def test_a_part_that_cannot_stand_in_an_e_mail_is_refused(parts: dict[str, str], told: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Brand(**parts)
    assert str(caught.value).startswith(told)


def test_white_space_is_tidied_and_a_blank_part_is_left_out() -> None:
    brand = Brand("  Acme \n Hijos ", colour=" ", address="\r\n Calle  Mayor, 1 \r\n\r\n28013 Madrid\n")
    assert brand == Brand("Acme Hijos", address="Calle Mayor, 1\n28013 Madrid")


HOSTILE = (
    "</style><script>alert(1)</script>", "</title>", "--><img src=x onerror=alert(1)>", '"><b>', "'><b>", "&lt;b&gt;",
    "&amp;", "<![endif]-->", "{{ body }}", "{% if x %}", "%(body)s", "%s", "]]>", "<br>", "javascript:alert(1)",
)  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_only_text(value: str) -> None:
    brand = Brand(name=value, logo=value, address=value)
    assert _read(page(brand)).parts == {"masthead": value, "footer": f"{value}\n{value}"}


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(HOSTILE)


@settings(deadline=None)
@given(TEXT, TEXT, st.lists(TEXT, max_size=3).map("\n".join), TEXT.map("https://acme.example/".__add__))
def test_no_value_ever_leaves_its_place(name: str, logo: str, address: str, privacy: str) -> None:
    try:
        brand = Brand(name, "#123", logo, address, privacy)
    except ConfigurationError:
        return
    same = Brand("x" if brand.name else "", "#123", "x" if brand.logo else "", _xs(brand.address), "a@b.es")
    seen, expected = _read(page(brand)), _read(page(same))
    assert seen.shape == expected.shape
    lines = [brand.name, brand.address, brand.privacy]
    assert seen.parts.get("footer", "") == "\n".join(line for line in lines if line)
    assert seen.parts.get("masthead", "") == (brand.logo or brand.name)
    assert [link for link in seen.links if link not in expected.links] == [brand.privacy]


def _xs(address: str) -> str:
    return "\n".join("x" for _ in address.splitlines())


class _Reader(HTMLParser):
    """Reads a page as a mail program does: the shape of its elements, and the text of the brand's parts."""

    def __init__(self) -> None:
        super().__init__()
        self.shape: list[tuple[object, ...]] = []
        self.parts: dict[str, str] = {}
        self.links: list[str] = []
        self.text = ""
        self._part = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.links += [found.pop("href") or ""] if "href" in found else []
        self.shape.append((tag, *found.items()))
        self._part = found.get("class") or self._part

    def handle_endtag(self, tag: str) -> None:
        self.shape.append(("/", tag))
        self._part = "" if tag == "p" else self._part

    def handle_data(self, data: str) -> None:
        self.text += data
        self.parts[self._part] = self.parts.get(self._part, "") + data

    def handle_comment(self, data: str) -> None:
        self.shape.append(("comment", data))


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.parts = {part: text for part, text in reader.parts.items() if part in ("masthead", "footer")}
    return reader


# --- what every page is

EVERYTHING = {
    "self_assessment": "negative", "gap": "small", "stage": "interview", "feedback_consent": "requested",
    "agency": "Puente Talent", "requirement": "x" * 400, "evidence": "x" * 400, "strength": "x" * 400,
    "coaching_tip": "x" * 400, "interview_date": "2026-11-12", "feedback_deadline": "2026-12-01",
    "reapply_policy": "2027-05-01", "retention_until": "2027-11-30", "privacy_url": "https://acme.example/p",
    "privacy_contact": "privacidad@acme.example", "decision_by": "human_assisted", "survey_url": "https://acme.example",
    "sender_title": "Selección", **MARTA,
}  # fmt: skip
LARGEST = Brand("&" * 120, "#1f6f5c", "&" * 60, "&\n" * 200, "https://acme.example/" + "&" * 230)


def pages() -> dict[str, str]:
    library, found = Library(brand=LARGEST), {}
    for name, locales in library.letters().items():
        for locale in locales:
            try:
                found[f"{locale} {name}"] = library.render(candidate(EVERYTHING), Wanted(name, locale)).html or ""
            except CandidateError:
                continue  # a letter that is not for an e-mail, or for somebody else
    assert {"es rejection", "en rejection"} <= set(found)
    return found


def test_the_largest_page_is_smaller_than_what_mail_programs_cut() -> None:
    assert {name: len(html.encode()) for name, html in pages().items() if len(html.encode()) >= 30_000} == {}


@pytest.mark.parametrize(
    "loads",
    [r"\bsrc\s*=", r"\burl\s*\(", r"@import", r"<link\b", r"<script\b", r"<img\b", r"<iframe\b", r"\son\w+\s*="],
)
def test_a_page_loads_nothing_and_runs_nothing(loads: str) -> None:
    assert [name for name, html in pages().items() if re.search(loads, html, re.IGNORECASE)] == []
