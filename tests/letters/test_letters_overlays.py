from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from letter_factory import broken, candidate, hello, letter, text, write

from templater.errors import CandidateError, ConfigurationError
from templater.letters import Library, Wanted

BOOK = """\
# p

## any
- Base.

## small
- Base small.

## large
- Base large.
"""
SMALL = {"gap": "small", "stage": "screen"}
LARGE = {"gap": "large", "stage": "screen"}


def said(directory: Path, files: dict[str, str], cells: Mapping[str, object], locale: str) -> str:
    return text(directory, files, cells, locale=locale).strip()


def test_a_section_replaces_the_one_with_the_same_tags_before_choosing(tmp_path: Path) -> None:
    files = hello("{{ phrase.p }}", BOOK) | {
        "es-MX/phrases/hello.md": "# p\n\n## any\n- México.\n\n## large\n- Grande.\n"
    }
    assert said(tmp_path, files, {}, "es-MX") == "México."
    assert said(tmp_path, files, SMALL, "es-MX") == "Base small."
    assert said(tmp_path, files, LARGE, "es-MX") == "Grande."
    assert said(tmp_path, files, {}, "es") == "Base."
    assert said(tmp_path, files, LARGE, "es-AR") == "Base large."


def test_the_same_tags_in_another_order_are_the_same_section(tmp_path: Path) -> None:
    files = hello("{{ phrase.p }}", "# p\n## any\n- A.\n## small, screen\n- B.\n")
    files |= {"es-419/phrases/hello.md": "# p\n## screen, small\n- C.\n"}
    assert said(tmp_path, files, SMALL, "es-MX") == "C."


def test_an_exclamation_mark_replaces_the_whole_phrase(tmp_path: Path) -> None:
    files = hello("{{ phrase.p }}", BOOK) | {"es-MX/phrases/hello.md": "# p !\n\n## any\n- México.\n"}
    assert said(tmp_path, files, SMALL, "es-MX") == "México."
    assert said(tmp_path, files, SMALL, "es") == "Base small."


def test_a_whole_phrase_needs_its_any_again(tmp_path: Path) -> None:
    files = hello("{{ phrase.p }}", BOOK) | {"es/phrases.md": "# q !\n\n## small\n- Q.\n"}
    assert broken(tmp_path, files) == "es/phrases.md:1: the phrase 'q' has no ## any, for every other situation"


def test_the_chain_is_cldrs(tmp_path: Path) -> None:
    files = hello("{{ phrase.p }}", BOOK) | {
        "es-419/phrases/hello.md": "# p\n## any\n- Latinoamérica.\n",
        "es-MX/phrases/hello.md": "# p\n## small\n- México.\n",
    }
    assert said(tmp_path, files, {}, "es-MX") == "Latinoamérica."
    assert said(tmp_path, files, SMALL, "es-MX") == "México."
    assert said(tmp_path, files, {}, "es-CL") == "Latinoamérica."
    assert said(tmp_path, files, SMALL, "es_CL") == "Base small."
    assert said(tmp_path, files, {}, "es-ES") == "Base."


def test_a_letter_of_a_region_replaces_the_languages(tmp_path: Path) -> None:
    files = hello("Base.") | {"es-MX/hello.md": letter("México."), "es-MX/hello.f.md": letter("Mexicana.")}
    assert said(tmp_path, files, {}, "es-MX") == "México."
    assert said(tmp_path, files, {"form": "f"}, "es-MX") == "Mexicana."
    assert said(tmp_path, files, {"form": "f"}, "es") == "Base."


def test_the_phrases_of_a_letter_win_over_the_shared_ones_section_by_section(tmp_path: Path) -> None:
    files = hello("{{ phrase.p }}", "# p\n## any\n- Own.\n") | {"es/phrases.md": BOOK}
    assert said(tmp_path, files, {}, "es") == "Own."
    assert said(tmp_path, files, SMALL, "es") == "Base small."


# --- tables and the lexicon

TABLES = "# trato\n| tu | usted |\n|---|---|\n| uno | uno usted |\n| dos | dos usted |\n"


def test_tables_merge_row_by_row_and_a_whole_row_wins(tmp_path: Path) -> None:
    files = hello("{{ trato.uno }}, {{ trato.dos }}", words=TABLES)
    files |= {"es-MX/words.md": "# trato\n| se escribe | tu | usted |\n|---|---|---|\n| dos | 2 | 2 usted |\n"}
    assert text(tmp_path, files, locale="es-MX", register="tu") == "uno, 2\n"
    assert text(tmp_path, files, locale="es-MX", register="usted") == "uno usted, 2 usted\n"
    assert text(tmp_path, files, locale="es", register="tu") == "uno, dos\n"


LEXICON = "# lexicon\n| aquí | allí |\n|---|---|\n| coche | carro |\n| coche nuevo | carro del año |\n"


def test_the_lexicon_swaps_whole_words_of_letters_phrases_and_subjects(tmp_path: Path) -> None:
    files = {
        "es/hello.md": letter("Coche, cochera y {{ phrase.p }}", "Subject: Un coche"),
        "es/phrases/hello.md": "# p\n## any\n- coche nuevo.\n",
        "es-MX/words.md": LEXICON,
    }
    message = write(tmp_path, files).render(candidate(), Wanted("hello", "es-MX"))
    assert (message.subject, message.text) == ("Un carro", "Carro, cochera y carro del año.\n")


def test_the_lexicon_never_touches_a_value(tmp_path: Path) -> None:
    files = hello("coche {{ role.title }} {{ requirement }}") | {"es-MX/words.md": LEXICON}
    cells = {"role": "Diseño de coche", "requirement": "coche nuevo"}
    assert text(tmp_path, files, cells, locale="es-MX") == "carro Diseño de coche coche nuevo\n"


# --- a team's own over ours


def test_a_teams_words_win_locale_by_locale(tmp_path: Path) -> None:
    plain = candidate(stage="screen")
    files = {"es/phrases/rejection.md": "# verdict !\n## any\n- La respuesta es no.\n"}
    library = write(tmp_path / "a", files)
    assert "La respuesta es no." in library.render(plain, Wanted("rejection", "es-MX")).text
    files |= {"es-419/phrases/rejection.md": "# verdict\n## any\n- Pues no.\n"}
    library = write(tmp_path / "b", files)
    assert "Pues no." in library.render(plain, Wanted("rejection", "es-MX")).text
    assert "La respuesta es no." in library.render(plain, Wanted("rejection", "es")).text


def test_of_two_teams_the_last_wins_even_when_their_directories_have_one_name(tmp_path: Path) -> None:
    first, last = tmp_path / "a" / "words", tmp_path / "b" / "words"
    write(first, hello("{{ phrase.p }} {{ phrase.q }}", "# p\n## any\n- P uno.\n# q\n## any\n- Q uno.\n"))
    write(last, {"es/phrases/hello.md": "# q\n## any\n- Q dos.\n"})
    message = Library(first, last).render(candidate(), Wanted("hello", "es"))
    assert message.text == "P uno. Q dos.\n"


@pytest.mark.parametrize("spelling", ["es-MX", "es_MX", "es-mx", "es_mx", "ES-MX"])
def test_a_directory_may_be_spelt_as_people_spell_it(tmp_path: Path, spelling: str) -> None:
    files = hello("Base.") | {f"{spelling}/hello.md": letter("México.")}
    assert said(tmp_path, files, {}, "es-MX") == "México."
    assert broken(tmp_path, files | {"es/hello.md": "Base."}).startswith("es/hello.md:1: ")
    assert write(tmp_path, files).locales.count("es-MX") == 1


def test_a_hidden_file_is_no_letter(tmp_path: Path) -> None:
    library = write(tmp_path, hello("Hola.") | {"es/._hello.md": b"\x00\x05", "es/_draft.md": "x"})
    assert set(library.letters()) == {*Library().letters(), "hello"}


def test_a_team_may_bring_a_language(tmp_path: Path) -> None:
    files = {
        "fr/locale.toml": 'name = "Français"\nregisters = ["vous", "toi"]\n',
        "fr/words.md": "# vous\n| vous | toi |\n|---|---|\n| vous avez | tu as |\n",
        "fr/hello.md": letter("Bonjour, {{ vous.vous_avez }}."),
    }
    library = write(tmp_path, files)
    assert library.render(candidate(), Wanted("hello", "fr")).text == "Bonjour, vous avez.\n"
    assert library.render(candidate(), Wanted("hello", "fr", register="toi")).text == "Bonjour, tu as.\n"
    assert "fr" in library.locales


def test_a_team_may_keep_other_things_beside_its_words(tmp_path: Path) -> None:
    library = write(tmp_path, hello("Hola.") | {"logos/logo.svg": "", ".git/config": "", "README.md": "Ours."})
    assert "logos" not in library.locales
    assert library.letters()["hello"] == ("es", "es-419", "es-AR", "es-MX")


def test_a_directory_that_is_not_there_is_a_matter_of_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere is no directory of templates"):
        Library(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("fr", "there are no letters in 'fr'; there are letters in en, en-GB, es, es-419, es-AR, es-MX"),
        ("tlh-x", "there is no locale 'tlh-x'; write es, es-MX or en-GB, say"),
    ],
)
def test_a_locale_without_letters_is_a_problem_of_the_row(locale: str, told: str) -> None:
    with pytest.raises(CandidateError) as caught:
        Library().render(candidate(), Wanted("rejection", locale))
    assert str(caught.value) == f"column 'locale': {told}"
