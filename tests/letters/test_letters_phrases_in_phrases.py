from __future__ import annotations

from pathlib import Path

import pytest
from letter_factory import body_of, broken, candidate, hello, render, text, write

from templater.letters import Wanted

TEAM = "# team\n\n## any\n- el equipo de {{ role.company }}\n\n## inhouse\n- el equipo\n\n"


def test_a_wording_may_use_a_phrase_that_stands_for_a_noun(tmp_path: Path) -> None:
    files = hello("{{ phrase.p }}", TEAM + "# p\n## any\n- Esto dice {{ phrase.team }}.\n")
    assert text(tmp_path, files) == "Esto dice el equipo.\n"
    assert text(tmp_path, files, {"agency": "Puente"}) == "Esto dice el equipo de Acme.\n"


def test_a_capital_begins_a_sentence_in_text_and_html(tmp_path: Path) -> None:
    files = hello("{{ phrase.p }}", TEAM + "# p\n## any\n- {{ phrase.Team }} y {{ phrase.team }}.\n")
    message = render(tmp_path, files)
    assert message.text == "El equipo y el equipo.\n"
    assert body_of(message) == "<p>El equipo y el equipo.</p>\n"


def test_a_capital_passes_the_markdown_before_the_word(tmp_path: Path) -> None:
    message = render(tmp_path, hello("{{ phrase.Team }}.", "# team\n## any\n- **el equipo**\n"))
    assert message.text == "El equipo.\n"
    assert body_of(message) == "<p><strong>El equipo</strong>.</p>\n"


def test_a_capital_reaches_the_phrase_that_a_phrase_begins_with(tmp_path: Path) -> None:
    files = hello("{{ phrase.P }}", TEAM + "# p\n## any\n- {{ phrase.team }} escribe.\n")
    assert text(tmp_path, files) == "El equipo escribe.\n"


def test_a_capital_never_changes_a_value(tmp_path: Path) -> None:
    files = hello("{{ phrase.Brand }} escribe.", "# brand\n## any\n- {{ role.company }}\n")
    assert text(tmp_path, files, {"company": "eBay"}) == "eBay escribe.\n"


def test_a_phrase_may_stand_in_the_letter_and_in_a_phrase(tmp_path: Path) -> None:
    message = render(
        tmp_path, hello("{{ phrase.p }} {{ phrase.Team }}.", TEAM + "# p\n## any\n- Por {{ phrase.team }}.\n")
    )
    assert message.text == "Por el equipo. El equipo.\n"
    assert sorted(pick.phrase for pick in message.picks) == ["p", "team"]


def test_phrases_stand_in_phrases_one_level_deep(tmp_path: Path) -> None:
    book = "# a\n## any\n- A {{ phrase.b }}.\n\n# b\n## any\n- B.\n## small\n- B {{ phrase.c }}.\n\n# c\n## any\n- C.\n"
    assert broken(tmp_path, hello("{{ phrase.a }}", book)) == (
        "es/phrases/hello.md:3: 'b' holds a phrase itself, and phrases stand in phrases one level deep\n"
        "    A {{ phrase.b }}."
    )


@pytest.mark.parametrize(
    "book",
    [
        "# a\n## any\n- A {{ phrase.a }}.\n",
        "# a\n## any\n- A {{ phrase.b }}.\n\n# b\n## any\n- B {{ phrase.a }}.\n",
    ],
)
def test_a_circle_of_phrases_is_an_error(tmp_path: Path, book: str) -> None:
    assert "phrases stand in phrases one level deep" in broken(tmp_path, hello("{{ phrase.a }}", book))


def test_a_wording_whose_inner_phrase_is_silent_is_not_eligible(tmp_path: Path) -> None:
    book = "# p\n## any\n- Con {{ phrase.inner }}.\n- Sin nada.\n\n# inner\n## any\n- (silent)\n## small\n- eso\n"
    library = write(tmp_path, hello("{{ phrase.p }}", book))
    said = {library.render(candidate(id=str(n), stage="screen"), Wanted("hello", "es")).text for n in range(50)}
    assert said == {"Sin nada.\n"}
    small = {
        library.render(candidate(id=str(n), gap="small", stage="screen"), Wanted("hello", "es")).text for n in range(50)
    }
    assert small == {"Con eso.\n", "Sin nada.\n"}


def test_a_phrase_whose_every_wording_holds_a_silent_one_is_silent(tmp_path: Path) -> None:
    book = "# p\n## any\n- Con {{ phrase.inner }}.\n\n# inner\n## any\n- {{ requirement }}\n"
    files = hello("Hola. {{ phrase.p }}", book)
    assert text(tmp_path, files) == "Hola.\n"
    assert text(tmp_path, files, {"requirement": "SQL"}) == "Hola. Con SQL.\n"


def test_the_picks_name_the_inner_phrases_that_were_said_and_no_others(tmp_path: Path) -> None:
    book = "# p\n## any\n- Con {{ phrase.a }}.\n- Con {{ phrase.b }}.\n\n# a\n## any\n- a\n\n# b\n## any\n- b\n"
    library = write(tmp_path, hello("{{ phrase.p }}", book))
    for number in range(20):
        message = library.render(candidate(id=str(number), stage="screen"), Wanted("hello", "es"))
        inner = message.text.removeprefix("Con ").removesuffix(".\n")
        assert sorted(pick.phrase for pick in message.picks) == sorted(["p", inner])


def test_a_phrase_may_stand_in_the_subject_and_the_preheader(tmp_path: Path) -> None:
    files = {
        "es/hello.md": "Subject: {{ phrase.Team }} responde\nPreheader: De {{ phrase.team }}\n\nHola.\n",
        "es/phrases/hello.md": TEAM,
    }
    message = render(tmp_path, files)
    assert (message.subject, message.preheader) == ("El equipo responde", "De el equipo")


def test_a_phrase_cannot_stand_in_the_address_of_a_link(tmp_path: Path) -> None:
    told = broken(tmp_path, hello("Hola.\n[aquí](https://example.com/{{ phrase.team }})", TEAM))
    assert told.startswith("es/hello.md:4: a phrase has no place in the address of a link")
