from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from templater.errors import TemplateError
from templater.language import Row, Words, capfirst, read_words, swap_words

AXES = {
    "tu": "register",
    "usted": "register",
    "vos": "register",
    "agency": "relation",
    "inhouse": "relation",
    "x": "form",
    "f": "form",
    "m": "form",
}

SPANISH = """\
> Las palabras que cambian con el tratamiento.

# tu
> Una fila por palabra.
| tu        | usted    | vos       |
|-----------|----------|-----------|
| tienes    | tiene    | tenés     |
| te llevas | se lleva | =         |

# ellos
| agency    | inhouse     |
|-----------|-------------|
| necesitan | necesitamos |

# bienvenida
| x               | f           | m          |
| :-------------- | :---------: | ---------: |
| te damos la bienvenida | bienvenida | bienvenido |
"""


def read(text: str) -> Words:
    return read_words(text, "es/words.md", AXES)


@pytest.mark.parametrize(
    ("table", "key", "situation", "form"),
    [
        ("tu", "tienes", {"register": "tu"}, "tienes"),
        ("tu", "tienes", {"register": "usted"}, "tiene"),
        ("tu", "tienes", {"register": "vos"}, "tenés"),
        ("tu", "te_llevas", {"register": "usted"}, "se lleva"),
        ("tu", "te_llevas", {"register": "vos"}, "te llevas"),
        ("tu", "Te_llevas", {"register": "usted"}, "Se lleva"),
        ("tu", "Tienes", {"register": "vos"}, "Tenés"),
        ("ellos", "necesitan", {"register": "vos", "relation": "inhouse"}, "necesitamos"),
        ("ellos", "necesitan", {"relation": "agency"}, "necesitan"),
        ("bienvenida", "te_damos_la_bienvenida", {"form": "m"}, "bienvenido"),
        ("tu", "tienes", {}, "tienes"),
        ("tu", "tienes", {"register": ""}, "tienes"),
        ("tu", "tienes", {"register": "you"}, "tienes"),
        ("tu", "eres", {"register": "tu"}, None),
        ("nosotros", "tienes", {"register": "tu"}, None),
        ("tu", "", {}, None),
    ],
)
def test_a_word_takes_the_form_of_the_situation(
    table: str, key: str, situation: dict[str, str], form: str | None
) -> None:
    assert read(SPANISH).lookup(table, key, situation) == form


def test_a_row_knows_where_it_stands_and_by_what_it_varies() -> None:
    row = read(SPANISH).tables["tu"]["te_llevas"]
    assert row == Row("register", {"tu": "te llevas", "usted": "se lleva", "vos": "te llevas"}, "es/words.md:8")


def test_a_first_column_that_is_no_form_is_only_the_key() -> None:
    words = read(
        "# tu\n| en es | tu | usted |\n|--|--|--|\n| te llevas | te quedas | se queda |\n| has | = | ha |\n".replace(
            "= ", "has "
        )
    )
    assert words.lookup("tu", "te_llevas", {"register": "usted"}) == "se queda"
    assert words.lookup("tu", "te_llevas", {"register": "vos"}) == "te quedas"


def test_a_file_without_tables_or_with_notes_alone_is_empty() -> None:
    assert read("") == read("> nada aquí\n") == Words()


def test_a_word_may_hold_an_escaped_bar() -> None:
    assert (
        read("# tu\n| tu | usted |\n|--|--|\n| sí | sí \\| no |").lookup("tu", "sí", {"register": "usted"}) == "sí | no"
    )


def test_a_file_with_windows_line_ends_and_decomposed_accents_reads_the_same() -> None:
    words = read("# tu\r\n| tu | vos |\r\n|--|--|\r\n| tene\u0301s | vene\u0301s |\r\n")
    assert words.lookup("tu", "ten\u00e9s", {"register": "vos"}) == "ven\u00e9s"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("hola", 1, "expected a heading (# tu), a row (| tienes | tiene |) or a note (> …)"),
        ("# tu\n| tu | usted |\n|--|--|\ntienes | tiene", 4, "expected a heading"),
        ("| tu | usted |", 1, "a table needs its name above it: # tu"),
        ("## tu\n| tu |\n|--|", 1, "'# tu' cannot name a table; write one word after one #"),
        ("# los dos\n| tu |\n|--|", 1, "'los dos' cannot name a table"),
        ("# tu\n", 1, "the table 'tu' is not there"),
        ("# tu\n| tu | usted |\n# ellos", 1, "the table 'tu' is not there"),
        (
            "# tu\n| tu | usted |\n| tienes | tiene |",
            3,
            "the second line of a table has |---| for each of its 2",
        ),
        ("# tu\n| tu | usted |\n|--|", 3, "the second line of a table has |---| for each of its 2"),
        ("# tu\n| tu | usted |\n|--|--|\n| tienes |", 4, "this row has 1 cells, and the table 2"),
        ("# tu\n| tu | usted |\n|--|--|\n| tienes |  |", 4, "a cell is empty; write = for the same"),
        ("# tu\n| tu | usted |\n|--|--|\n| = | tiene |", 4, "= means the same as the first column"),
        ("# tu\n| en es | tu | usted |\n|--|--|--|\n| has | = | ha |", 4, "= means the same as the first column"),
        ("# tu\n| tu | usted |\n|--|--|\n| has {{ x }} | = |", 4, "a cell holds words, without braces"),
        ("# tu\n| tu | usted |\n|--|--|\n| has | ha |\n| has | he |", 5, "there is already a row 'has'"),
        ("# tu\n| tu | usted |\n|--|--|\n| ¿has? | ha |", 4, "'¿has?' cannot be asked for by name"),
        ("# tu\n| tu |\n|--|\n# tu\n| tu |\n|--|", 4, "there is already a table 'tu' in this file"),
        ("# lexicon\n| a | b |\n|--|--|\n# lexicon\n| a | b |\n|--|--|", 4, "there is already a table 'lexicon'"),
        ("# tu\n| tu | ustd |\n|--|--|", 2, "'ustd' cannot head a column (did you mean 'usted'?)"),
        ("# tu\n| tu | you |\n|--|--|", 2, "'you' cannot head a column; these can: tu, usted, vos, agency"),
        ("# tu\n| Tú | usted |\n|--|--|", 2, "'Tú' cannot head a column (did you mean 'tu'?)"),
        ("# tu\n| en es |\n|--|", 2, "'en es' cannot head a column; these can"),
        ("# tu\n| tu | f |\n|--|--|", 2, "the columns mix form, register; a table varies by one"),
        ("# tu\n| tu | tu |\n|--|--|", 2, "two columns have the same name"),
        ("# lexicon\n| a | b | c |\n|--|--|--|", 2, "the table 'lexicon' has two columns"),
        ("# lexicon\n| a | b |\n|--|--|\n| x | y |\n| x | z |", 5, "there is already a row 'x'"),
    ],
)
def test_what_is_wrong_in_a_table_is_said_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(TemplateError) as caught:
        read(text)
    assert str(caught.value).startswith(f"es/words.md:{line}: {message}")
    assert caught.value.line == text.split("\n")[line - 1]


def test_an_overlay_replaces_whole_rows_and_inherits_the_others() -> None:
    over = read(
        "# tu\n| tu | usted |\n|--|--|\n| tienes | tiene usted |\n\n# lexicon\n| es | es-419 |\n|--|--|\n| a | b |"
    )
    merged = read(SPANISH).merged(over)
    assert merged.lookup("tu", "tienes", {"register": "usted"}) == "tiene usted"
    assert merged.lookup("tu", "tienes", {"register": "vos"}) == "tienes"
    assert merged.lookup("tu", "te_llevas", {"register": "usted"}) == "se lleva"
    assert merged.lookup("ellos", "necesitan", {"relation": "inhouse"}) == "necesitamos"
    assert merged.lexicon == {"a": "b"}


NAME = st.sampled_from(["tu", "ellos", "uno", "dos"])
ROW = st.builds(
    Row,
    st.sampled_from(["register", "form"]),
    st.dictionaries(st.sampled_from(["tu", "usted", "f"]), st.text(min_size=1, max_size=5), min_size=1),
)
WORDS = st.builds(
    Words, st.dictionaries(NAME, st.dictionaries(NAME, ROW)), st.dictionaries(NAME, st.text(min_size=1, max_size=5))
)


@given(WORDS, WORDS)
def test_merging_the_same_overlay_twice_changes_nothing(base: Words, over: Words) -> None:
    assert base.merged(base) == base
    assert base.merged(over).merged(over) == base.merged(over)


@given(WORDS, WORDS, WORDS)
def test_a_chain_of_overlays_may_be_merged_from_either_end(base: Words, region: Words, team: Words) -> None:
    assert base.merged(region).merged(team) == base.merged(region.merged(team))


@given(WORDS, WORDS)
def test_every_row_of_an_overlay_wins_whole(base: Words, over: Words) -> None:
    merged = base.merged(over)
    assert all(merged.tables[name][key] == row for name, rows in over.tables.items() for key, row in rows.items())


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("te llevas", "Te llevas"),
        ("élite", "Élite"),
        ("¿tienes?", "¿Tienes?"),
        ("«así»", "«Así»"),
        ("iOS y Ana", "IOS y Ana"),
        ("JavaScript", "JavaScript"),
        ("", ""),
        ("3 años", "3 años"),
    ],
)
def test_a_sentence_begins_with_a_capital_and_keeps_the_rest(text: str, begun: str) -> None:
    assert capfirst(text) == begun


LATIN_AMERICAN = {
    "candidatura": "postulación",
    "candidaturas": "postulaciones",
    "proceso": "trámite",
    "proceso de selección": "proceso de reclutamiento",
    "postulación": "NUNCA",
    "móvil": "celular",
}


@pytest.mark.parametrize(
    ("text", "swapped"),
    [
        ("Tu candidatura.", "Tu postulación."),
        ("Candidatura recibida", "Postulación recibida"),
        ("«candidatura», (candidatura) y candidatura:", "«postulación», (postulación) y postulación:"),
        ("Las candidaturas", "Las postulaciones"),
        ("precandidatura y candidaturista", "precandidatura y candidaturista"),
        ("el proceso de selección y otro proceso", "el proceso de reclutamiento y otro trámite"),
        ("Proceso de selección", "Proceso de reclutamiento"),
        ("Automóvil y móvil", "Automóvil y celular"),
        ("CANDIDATURA", "CANDIDATURA"),
        ("https://example.com/candidatura y candidatura", "https://example.com/candidatura y postulación"),
        ("candidatura@example.com", "candidatura@example.com"),
        ("candidatura/proceso", "postulación/trámite"),
        ("sin cambios", "sin cambios"),
        ("", ""),
    ],
)
def test_a_region_says_whole_words_its_own_way(text: str, swapped: str) -> None:
    assert swap_words(text, LATIN_AMERICAN) == swapped


def test_without_a_lexicon_nothing_changes() -> None:
    assert swap_words("Tu candidatura", {}) == "Tu candidatura"


def test_a_lexicon_is_read_with_headers_of_any_name() -> None:
    words = read("# lexicon\n| se dice | decimos |\n|---|---|\n| proceso de selección | proceso de reclutamiento |")
    assert words == Words({}, {"proceso de selección": "proceso de reclutamiento"})


LETTERS = st.text("abñéAÉ", min_size=1, max_size=3)


@given(st.lists(LETTERS, max_size=8), st.dictionaries(LETTERS, LETTERS, max_size=4))
def test_swapping_changes_whole_words_only_and_each_once(words: list[str], lexicon: dict[str, str]) -> None:
    swapped = swap_words(" ".join(words), lexicon).split(" ")
    for before, after in zip(words, swapped if words else [], strict=True):
        begins_sentence = {capfirst(old): capfirst(new) for old, new in reversed(lexicon.items())}
        assert after == lexicon.get(before, begins_sentence.get(before, before))


@given(st.text(max_size=40), st.text("xyz", min_size=1, max_size=3))
def test_a_word_glued_to_another_never_changes(text: str, word: str) -> None:
    glued = re.sub(r"\w+", lambda match: match[0] + "q", text)
    assert swap_words(glued, {word: "CHANGED"}) == glued
