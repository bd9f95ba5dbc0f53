from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType

import pytest

from templater.candidate import AXIS_CHOICES, COLUMNS, Candidate, Column, Fact, Vocabulary, column_of, read_candidate
from templater.candidate.columns import BY_FACT, DERIVED_FACTS
from templater.candidate.text import LONGEST_CELL
from templater.errors import Problem

VOCABULARY = Vocabulary(
    values={
        "gap": {"pequena": "small"},
        "register": {"de_usted": "usted"},
        "reapply_policy": {"abierta": "open"},
        "locale": {"espanol": "es", "ingles_de_estados_unidos": "en-US"},
    },
    dates={"es": "dmy", "en": "mdy"},
)


def accepted(
    cells: Mapping[str, object] = MappingProxyType({}), vocabulary: Vocabulary | None = None, /, **more: object
) -> Candidate:
    read = read_candidate({**cells, **more}, vocabulary)
    assert isinstance(read, Candidate), [str(problem) for problem in read]
    return read


def refused(
    cells: Mapping[str, object] = MappingProxyType({}), vocabulary: Vocabulary | None = None, /, **more: object
) -> list[tuple[str, str]]:
    read = read_candidate({**cells, **more}, vocabulary)
    assert not isinstance(read, Candidate)
    return [(problem.code, str(problem)) for problem in read]


def fact(column: str, cell: object, vocabulary: Vocabulary | None = None) -> Fact | None:
    read = read_candidate({column: cell}, vocabulary)
    assert isinstance(read, Candidate), [str(problem) for problem in read]
    return read.facts.get(next(known.fact for known in COLUMNS if known.name == column))


# --- each kind of column


@pytest.mark.parametrize("column", [column for column in COLUMNS if column.kind == "line" and column.fact])
def test_a_line_is_read_as_one_line_and_reaches_templates_by_its_fact(column: Column) -> None:
    assert fact(column.name, "  Ana \t María\n Ruiz. ") == "Ana María Ruiz."


@pytest.mark.parametrize("column", [column for column in COLUMNS if column.kind == "clause" and column.fact])
def test_a_clause_loses_its_full_stop_because_our_sentence_brings_one(column: Column) -> None:
    assert fact(column.name, " experiencia con  SQL. ") == "experiencia con SQL"


@pytest.mark.parametrize("column", [column for column in COLUMNS if column.kind == "email"])
def test_an_address_is_checked(column: Column) -> None:
    assert fact(column.name, " marta@example.com ") == "marta@example.com"
    assert refused({column.name: "marta@@example.com"}) == [
        ("not-an-address", f"column '{column.name}': 'marta@@example.com' is not an e-mail address")
    ]


@pytest.mark.parametrize("column", [column for column in COLUMNS if column.kind == "url"])
@pytest.mark.parametrize("found", ["javascript:alert(1)", "www.example.com", "https://", "https://a@b.example"])
def test_a_link_is_checked(column: Column, found: str) -> None:
    assert fact(column.name, "https://example.com/a?b=c") == "https://example.com/a?b=c"
    assert refused({column.name: found}) == [
        ("not-a-link", f"column '{column.name}': '{found}' is not a link; it begins with https://")
    ]


@pytest.mark.parametrize("column", [column for column in COLUMNS if column.kind == "date"])
def test_a_date_is_checked(column: Column) -> None:
    assert fact(column.name, "2026-12-03") == date(2026, 12, 3)
    assert refused({column.name: "mañana"}) == [
        ("not-a-date", f"column '{column.name}': 'mañana' is not a date; write it as 2026-12-03")
    ]


@pytest.mark.parametrize("name", AXIS_CHOICES)
def test_a_choice_is_one_of_its_values_whatever_its_case(name: str) -> None:
    for value in AXIS_CHOICES[name]:
        if value != "automated":
            assert getattr(accepted({name: f" {value.upper()} "}), name) == value
    allowed = ", ".join(AXIS_CHOICES[name])
    assert refused({name: "xyzzy"}) == [("not-a-choice", f"column '{name}': 'xyzzy' is not one of {allowed}")]


@pytest.mark.parametrize("name", ["talent_pool_consent", "share_consent"])
def test_a_yes_or_no_may_come_as_a_boolean(name: str) -> None:
    accepted({name: True})
    accepted({name: "No"})
    assert refused({name: "perhaps"}) == [("not-a-choice", f"column '{name}': 'perhaps' is not one of yes, no")]


@pytest.mark.parametrize(
    ("cell", "policy", "reapply_from"),
    [
        (None, "none", None),
        ("none", "none", None),
        ("Open", "open", None),
        ("Abierta", "open", None),
        ("2027-01-15", "date", date(2027, 1, 15)),
        (date(2027, 1, 15), "date", date(2027, 1, 15)),
    ],
)
def test_a_policy_is_a_choice_or_a_date(cell: object, policy: str, reapply_from: date | None) -> None:
    candidate = accepted({}, VOCABULARY, reapply_policy=cell)
    assert candidate.reapply_policy == policy
    assert candidate.facts.get("reapply_from") == reapply_from


def test_a_policy_that_is_neither_is_refused() -> None:
    assert refused(reapply_policy="soon") == [
        ("not-a-date", "column 'reapply_policy': 'soon' is not a date; write it as 2026-12-03")
    ]


@pytest.mark.parametrize(
    ("cell", "locale"),
    [
        ("es", "es"),
        ("ES_mx", "es-MX"),
        ("en-gb", "en-GB"),
        ("zh-hant", "zh-Hant"),
        ("es-419", "es-419"),
        ("Español", "es"),
        (None, ""),
    ],
)
def test_a_language_tag_is_written_as_everybody_writes_it(cell: object, locale: str | None) -> None:
    assert accepted({}, VOCABULARY, locale=cell).locale == locale


def test_a_tag_that_is_none_is_refused() -> None:
    assert refused(locale="Spanish, please") == [
        ("not-a-locale", "column 'locale': 'Spanish, please' is not a language tag; write es, es-MX or en-GB, say")
    ]


@pytest.mark.parametrize("cell", ["2026-12-03", "2026-12-03T09:30", "2026-12-03T09:30+01:00", datetime(2026, 12, 3, 9)])
def test_a_moment_is_a_date_with_or_without_a_time(cell: object) -> None:
    accepted(send_at=cell)


def test_a_moment_that_is_none_is_refused() -> None:
    assert refused(send_at="tomorrow") == [
        ("not-a-date", "column 'send_at': 'tomorrow' is not a date; write it as 2026-12-03T09:30")
    ]


def test_a_register_is_understood_in_the_words_of_the_vocabulary() -> None:
    assert accepted({}, VOCABULARY, register="De usted").register == "usted"


def test_a_value_of_the_vocabulary_is_understood_whatever_its_accents() -> None:
    assert accepted({}, VOCABULARY, gap="PEQUEÑA").gap == "small"


# --- what the values may be


@pytest.mark.parametrize(("cell", "text"), [(7, "7"), (7.5, "7.5"), (True, "yes"), (date(2026, 1, 2), "2026-01-02")])
def test_a_cell_may_be_a_number_a_boolean_or_a_date(cell: object, text: str) -> None:
    assert fact("high_point", cell) == text


@pytest.mark.parametrize(
    "cell",
    [
        {"a": 1},
        object(),
        b"bytes",
        [1, 2],
        ["a", None],
        float("nan"),
        float("inf"),
        float("-inf"),
        pytest.param(10**4300, id="long"),
        pytest.param(-(10**9000), id="longer"),
    ],
)
def test_a_cell_that_is_neither_text_nor_a_number_is_refused(cell: object) -> None:
    assert refused(requirement=cell) == [("not-text", "column 'requirement': is neither text nor a number")]


@pytest.mark.parametrize("locale", [pytest.param(10**5000, id="long"), ["es"], {"a": 1}])
def test_a_language_that_is_no_text_is_refused_and_reads_no_date(locale: object) -> None:
    assert [code for code, _ in refused(locale=locale, interview_date="3/12/2026")] == ["not-text", "ambiguous-date"]


def test_only_a_clause_may_be_a_list() -> None:
    assert fact("requirement", ["SQL", "Python."]) == ("SQL", "Python")
    assert refused(role=["A", "B"]) == [("not-text", "column 'role': is neither text nor a number")]


@pytest.mark.parametrize("blank", [None, "", "   ", "\n\t", [], ["", " "]])
def test_a_blank_cell_is_no_fact(blank: object) -> None:
    assert "requirement" not in accepted(requirement=blank).facts


def test_a_column_that_nobody_declared_is_not_read() -> None:
    assert "colour" not in accepted(colour="red").facts


def test_a_column_that_a_team_declared_is_free_text_under_its_own_name() -> None:
    read = read_candidate({"colour": "red."}, extra=["colour"])
    assert isinstance(read, Candidate)
    assert read.facts["colour"] == "red"


# --- lists in cells, and the full stop


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("- SQL\n- Python", ("SQL", "Python")),
        ("-SQL\n-Python", ("SQL", "Python")),
        ("• SQL.\n•Python.", ("SQL", "Python")),
        ("* SQL\r\n* Python\r\n", ("SQL", "Python")),
        ("· SQL\n\n·Python", ("SQL", "Python")),
        ("- - SQL\n-", "SQL"),
        ("SQL\u2028Python", ("SQL", "Python")),
    ],
)
def test_the_lines_of_a_cell_are_the_items_of_a_list(cell: object, items: Fact) -> None:
    assert fact("requirement", cell) == items


@pytest.mark.parametrize(
    "cell", ["-5 °C in the lab", "-20% de rotación", "*x* y *z*", "a - b", "**x**", "—x", "1. SQL"]
)
def test_what_only_looks_like_a_bullet_stays(cell: object) -> None:
    assert fact("requirement", cell) == cell


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("SQL.", "SQL"),
        ("SQL .", "SQL"),
        ("SQL...", "SQL..."),
        ("SQL..", "SQL.."),
        ("SQL…", "SQL…"),
        ("SQL!", "SQL!"),
        ("v1.2", "v1.2"),
    ],
)
def test_one_full_stop_goes_and_an_ellipsis_stays(cell: str, read: str) -> None:
    assert fact("requirement", cell) == read


def test_a_cell_of_nothing_but_a_full_stop_is_blank() -> None:
    assert "requirement" not in accepted(requirement=".").facts


def test_text_is_composed_as_unicode_recommends() -> None:
    assert fact("first_name", "Jose\u0301") == "José"


def test_hyphens_that_only_a_line_break_would_show_are_left_out() -> None:
    assert fact("requirement", "expe\xadriencia en la in\xaddustria") == "experiencia en la industria"
    assert "requirement" not in accepted(requirement="\xad").facts


# --- dates


@pytest.mark.parametrize(
    ("text", "locale", "day"),
    [
        ("2026-12-03", None, date(2026, 12, 3)),
        ("2026-12-03T23:59", None, date(2026, 12, 3)),
        ("2026-12-03 00:00:00", None, date(2026, 12, 3)),
        ("3/12/2026", "es", date(2026, 12, 3)),
        ("03.12.2026", "es-MX", date(2026, 12, 3)),
        ("3-12-2026", "Español", date(2026, 12, 3)),
        ("3/12/2026", "en-US", date(2026, 3, 12)),
        ("3/12/2026", "Inglés de Estados Unidos", date(2026, 3, 12)),
        ("25/12/2026", None, date(2026, 12, 25)),
        ("12/25/2026", None, date(2026, 12, 25)),
        ("5/5/2026", None, date(2026, 5, 5)),
    ],
)
def test_a_day_in_figures_is_read_in_the_order_of_the_language(text: str, locale: str | None, day: date) -> None:
    assert accepted({}, VOCABULARY, interview_date=text, locale=locale).facts["interview_date"] == day


def test_a_day_that_could_be_two_is_refused_with_both() -> None:
    assert refused(interview_date="3/12/2026") == [
        (
            "ambiguous-date",
            "column 'interview_date': '3/12/2026' could be 2026-03-12 or 2026-12-03; write one of these",
        )
    ]


@pytest.mark.parametrize(
    "text", ["2026-13-01", "31/2/2026", "2026-2-3", "3/12/26", "12/2026", "20261203", "2026-12-031"]
)
def test_a_day_that_is_none_is_refused(text: str) -> None:
    assert refused({}, VOCABULARY, interview_date=text, locale="es") == [
        ("not-a-date", f"column 'interview_date': '{text}' is not a date; write it as 2026-12-03")
    ]


def test_a_moment_of_a_spreadsheet_is_its_day() -> None:
    assert fact("interview_date", datetime(2026, 12, 3, 10, 30)) == date(2026, 12, 3)


# --- addresses and links


@pytest.mark.parametrize(
    "address", ["=?utf-8?q?ana=40evil.example=3E?=@example.com", "=?x?q?a?=@example.com", "a=?b@example.com"]
)
def test_an_address_that_readers_would_decode_into_another_is_refused(address: str) -> None:
    assert refused(email=address)[0][0] == "not-an-address"


@pytest.mark.parametrize("address", ["a=b@example.com", "what?@example.com", "x?=y@example.com", "a@xn--espaa-rta.es"])
def test_an_address_of_unusual_signs_is_one(address: str) -> None:
    assert fact("email", address) == address


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("ana@müller.de", "ana@xn--mller-kva.de"),
        ("ana@ñandú.example", "ana@xn--and-6ma2c.example"),
        ("Ana.Gil+x@MU\u0308LLER.DE", "Ana.Gil+x@xn--mller-kva.de"),
        ("ana@straße.de", "ana@xn--strae-oqa.de"),
        ("ana@пример.рф", "ana@xn--e1afmkfd.xn--p1ai"),
        ("ana@пример.example", "ana@xn--e1afmkfd.example"),
        ("ana@例えばx.jp", "ana@xn--x-87tuf004k.jp"),
        ("ana@スーパー々.jp", "ana@xn--u6jtukc5hb.jp"),
        ("ana@שלום.co.il", "ana@xn--9dbne9b.co.il"),
        ("ana@l·l.cat", "ana@xn--ll-0ea.cat"),
        ("ana@example。com", "ana@example.com"),
        ("ana@ｅｘａｍｐｌｅ．com", "ana@example.com"),
        ("ana@mü\xadller.de", "ana@xn--mller-kva.de"),
    ],
)
def test_a_domain_in_any_script_becomes_the_name_that_mail_finds_it_by(typed: str, sent: str) -> None:
    for column in COLUMNS:
        if column.kind == "email":
            assert fact(column.name, f" {typed} ") == sent
    assert fact("email", sent) == sent


@pytest.mark.parametrize(
    "domain",
    [
        *("i❤.ws", "ex℀mple.com", "-ñ.com", "ñ-.com", "ñ..com", ".ñ.com", "ñ_a.com", "ñ.xn--zzzz.com", "x﹫ñ.com"),
        *(
            "a·ñ.cat",
            "שa.com",
            "ab--ñ.com",
            "a\u200dñ.com",
            "ñ",
            "ñ.com.",
            "müller.de>",
            "müller.de (casa)",
            "\u0301.es",
        ),
        *("ñ" * 60 + ".com", "ñ." * 120 + "com"),
    ],
)
def test_what_no_domain_can_be_called_is_refused_with_it(domain: str) -> None:
    assert refused(email=f"ana@{domain}") == [
        (
            "not-a-domain",
            f"column 'email': 'ana@{domain}' is not an e-mail address: no domain can be called '{domain}'",
        )
    ]


@pytest.mark.parametrize(
    ("domain", "sign"),
    [
        ("\u0435xample.com", "U+0435"),
        ("mail.exam\u03c1le.com", "U+03C1"),
        ("\u0415XAMPLE.com", "U+0435"),
        ("g\u0585ogle.example", "U+0585"),
        ("п\u03c1имер.рф", "U+043F"),
    ],
)
def test_letters_of_two_scripts_in_one_label_are_refused_with_the_one_that_nobody_sees(domain: str, sign: str) -> None:
    assert refused(email=f"ana@{domain}") == [
        (
            "mixed-scripts",
            f"column 'email': 'ana@{domain}': '{domain}' mixes the letters of two scripts ({sign}); "
            "type the domain again",
        )
    ]


@pytest.mark.parametrize(
    ("address", "sign"),
    [
        ("josé@example.com", "U+00E9"),
        ("jose\u0301@example.com", "U+00E9"),
        ("\u0430na@müller.de", "U+0430"),
        ("ana\uff0egil@example.com", "U+FF0E"),
        ("\uff41na@example.com", "U+FF41"),
    ],
)
def test_a_letter_beyond_ascii_before_the_at_sign_is_refused_and_it_is_said_why(address: str, sign: str) -> None:
    typed = unicodedata.normalize("NFC", address)
    assert refused(email=address) == [
        (
            "address-beyond-ascii",
            f"column 'email': '{typed}' holds {sign} before the @, which cannot be sent without SMTPUTF8; "
            "ask for an address in ASCII",
        )
    ]


@pytest.mark.parametrize(
    "found",
    [
        *(
            "ana＠müller.de",
            "ana﹫müller.de",
            "ana@b@müller.de",
            "@müller.de",
            "Ana Núñez",
            "José Gil <jose@example.com>",
        ),
        *("ana gil@müller.de", ".ana@müller.de", "a..b@müller.de", '"ana b"@müller.de', "a" * 65 + "@müller.de"),
        *("=?x?q?a?=@müller.de", "ana,eva@müller.de", "ana@" + "ñ." * 150 + "com", "ana@" + "٠" * 9000),
    ],
)
def test_what_is_no_address_is_none_at_a_domain_beyond_ascii_either(found: str) -> None:
    assert refused(email=found) == [("not-an-address", f"column 'email': '{found}' is not an e-mail address")]


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.0.0.1:8000", "10.1", "2130706433", "0x7f.0x1", "[::1]", "localhost", "intranet"),
        *("a..example", ".example", "a@b.example", "a.example%40b.example", "a.example\\@b.example", "a.example:x"),
    ],
)
def test_a_link_to_no_host_with_a_name_is_refused(host: str) -> None:
    for scheme in ("https", "HTTP"):
        assert refused(survey_url=f"{scheme}://{host}/x")[0][0] == "not-a-link"
    assert refused(survey_url=f"https://{host}")[0][0] == "not-a-link"


@pytest.mark.parametrize(
    "link",
    [
        "mailto:ana@acme.example",
        "https://España.es/a",
        "https://a-b.co.uk:8443/?a=b@c#d",
        "https://xn--p1ai.xn--p1ai",
        "https://3m.com./x",
    ],
)
def test_a_link_to_a_host_with_a_name_is_one(link: str) -> None:
    assert fact("survey_url", link) == link


def test_a_link_of_nothing_but_signs_takes_no_time() -> None:
    started = time.process_time()
    for begun, signs in (("mailto:", "@"), ("https://", "a."), ("https://", "a"), ("tel:", "(")):
        assert refused(survey_url=f'{begun}{signs * (9900 // len(signs))}"')[0][0] == "not-a-link"
    assert time.process_time() - started < 0.3


# --- what must not come in


@pytest.mark.parametrize(
    "sign",
    [
        "\u200b",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\u2060",
        "\u180e",
        "\U000e0041",
        "\u3164",
        "\u115f",
        "\uffa0",
        "\u206e",
        "\x00",
        "\x07",
        "\x1b",
        "\x0b",
        "\ud800",
    ],
)
@pytest.mark.parametrize("column", ["first_name", "requirement", "gap", "email", "interview_date", "locale"])
def test_an_invisible_character_is_refused_wherever_it_stands(sign: str, column: str) -> None:
    assert refused({column: f"a{sign}b"}) == [
        (
            "forbidden-character",
            f"column '{column}': holds an invisible character (U+{ord(sign):04X}); type the text again",
        )
    ]


@pytest.mark.parametrize(
    "name", ["José", "Nguyễn", "Ольга", "李小龍", "علي", "O\u2019Neil", "a\u200db", "a\u200cb", "🙂"]
)
def test_a_name_of_any_script_is_not_refused(name: str) -> None:
    assert fact("first_name", name) == name


@pytest.mark.parametrize(
    "found",
    [
        *("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"),
        *("#N/D", "#¡REF!", "#¡VALOR!", "#¿NOMBRE?", "#¡DIV/0!", "#¡NULO!", "#¡NUM!", "#¡DESBORDAMIENTO!"),
    ],
)
def test_the_error_of_a_formula_is_refused_in_both_languages(found: str) -> None:
    assert refused(requirement=f" {found} ") == [
        ("formula-error", f"column 'requirement': '{found}' is the error of a formula; mend it or leave it blank")
    ]


def test_an_error_is_one_however_it_is_hyphenated() -> None:
    assert refused(requirement="#N/\u00adA")[0][0] == "formula-error"


def test_text_that_only_holds_a_formula_error_is_text() -> None:
    assert fact("requirement", "knows what #N/A means") == "knows what #N/A means"


def test_a_pasted_document_is_refused() -> None:
    assert fact("requirement", "x" * LONGEST_CELL) == "x" * LONGEST_CELL
    assert refused(requirement="x" * (LONGEST_CELL + 1)) == [
        ("too-long", "column 'requirement': holds 10001 characters; the most is 10000")
    ]


def test_a_misspelt_choice_is_refused_with_what_was_probably_meant() -> None:
    assert refused(gap="smal") == [
        (
            "not-a-choice",
            "column 'gap': 'smal' is not one of none, small, moderate, large, unknown (did you mean 'small'?)",
        )
    ]
    assert "(did you mean 'small'?)" in refused({}, VOCABULARY, gap="pequeñia")[0][1]


@pytest.mark.parametrize(
    ("column", "cell"),
    [("status", "unrejected"), ("share_consent", "not given"), ("talent_pool_consent", "denyed"), ("gap", "not small")],
)
def test_no_hint_may_suggest_the_opposite(column: str, cell: str) -> None:
    ((code, told),) = refused({}, VOCABULARY, **{column: cell})
    assert code == "not-a-choice"
    assert "did you mean" not in told


def test_an_automated_decision_is_refused() -> None:
    assert refused(decision_by="automated") == [
        (
            "automated-decision",
            "column 'decision_by': an automated decision needs its own legal notice, which this letter does not give",
        )
    ]


# --- all problems at once


def test_all_problems_of_a_row_are_told_at_once() -> None:
    cells = {"email": "no", "gap": "smal", "interview_date": "3/12/2026", "survey_url": "x", "decision_by": "automated"}
    read = read_candidate(cells, needed=["role", "email", "first_name"])
    assert not isinstance(read, Candidate)
    assert {problem.column: problem.code for problem in read} == {
        "email": "not-an-address",
        "gap": "not-a-choice",
        "interview_date": "ambiguous-date",
        "survey_url": "not-a-link",
        "decision_by": "automated-decision",
        "role": "missing",
        "first_name": "missing",
    }
    assert len(read) == 7


def test_a_needed_column_that_is_blank_is_named() -> None:
    read = read_candidate({"role": " "}, needed=["role"])
    assert not isinstance(read, Candidate)
    assert [str(problem) for problem in read] == ["column 'role': is blank, and this letter needs it"]


def test_a_full_name_stands_in_for_the_first() -> None:
    assert isinstance(read_candidate({"full_name": "Marta Ruiz"}, needed=["first_name"]), Candidate)


def test_demands_see_the_values_that_were_understood_and_add_to_the_problems() -> None:
    seen: list[dict[str, Fact]] = []

    def demands(values: Mapping[str, Fact]) -> Iterator[Problem]:
        seen.append(dict(values))
        yield Problem("is not on offer", "unknown-letter", "letter")
        yield Problem("is not on offer either", "unknown-letter", "letter")
        yield Problem("again", "again", "gap")

    read = read_candidate({"letter": "rejction", "gap": "smal", "role": "Analista"}, demands=demands)
    assert not isinstance(read, Candidate)
    assert seen == [{"letter": "rejction", "role": "Analista"}]
    assert [(problem.column, problem.code) for problem in read] == [
        ("gap", "not-a-choice"),
        ("letter", "unknown-letter"),
    ]


# --- what follows from other values


def test_the_defaults_are_those_of_the_product() -> None:
    candidate = accepted()
    assert (candidate.gap, candidate.relation, candidate.stage, candidate.form) == (
        "unknown",
        "inhouse",
        "application",
        "x",
    )
    assert (candidate.self_assessment, candidate.feedback_consent, candidate.decision_by) == (
        "none",
        "not_asked",
        "human",
    )
    assert (candidate.id, candidate.locale, candidate.register, candidate.channel) == ("0", "", "", "")


@pytest.mark.parametrize(
    ("cells", "stage"),
    [
        ({}, "application"),
        ({"interview_date": "2026-11-12"}, "interview"),
        ({"self_assessment": "negative"}, "interview"),
        ({"self_assessment": "none"}, "application"),
        ({"evidence": "x"}, "interview"),
        ({"requirement": "x", "gap": "small"}, "application"),
        ({"evidence": "x", "stage": "screen"}, "screen"),
    ],
)
def test_the_stage_follows_from_what_happened(cells: dict[str, object], stage: str) -> None:
    assert accepted(cells).stage == stage


@pytest.mark.parametrize(
    ("cells", "relation", "organisation"),
    [
        ({"company": "Acme"}, "inhouse", "Acme"),
        ({"company": "Acme", "agency": "Puente"}, "agency", "Puente"),
        ({"company": "Acme", "agency": "Puente", "relation": "inhouse"}, "inhouse", "Acme"),
        ({"company": "Acme", "relation": "agency"}, "agency", None),
        ({}, "inhouse", None),
    ],
)
def test_the_relation_and_the_organisation_follow_from_the_agency(
    cells: dict[str, object], relation: str, organisation: str | None
) -> None:
    candidate = accepted(cells)
    assert candidate.relation == relation
    assert candidate.facts.get("sender.organisation") == organisation


@pytest.mark.parametrize(
    ("cells", "first", "full"),
    [
        ({"first_name": "Marta", "last_name": "Ruiz Pardo"}, "Marta", "Marta Ruiz Pardo"),
        ({"first_name": "Marta"}, "Marta", "Marta"),
        ({"full_name": "Marta Ruiz Pardo"}, "Marta Ruiz Pardo", "Marta Ruiz Pardo"),
        ({"first_name": "Marta", "full_name": "Marta R."}, "Marta", "Marta R."),
        ({"last_name": "Ruiz"}, None, None),
    ],
)
def test_names_are_joined_and_never_split(cells: dict[str, object], first: str | None, full: str | None) -> None:
    facts = accepted(cells).facts
    assert facts.get("candidate.first_name") == first
    assert facts.get("candidate.full_name") == full


@pytest.mark.parametrize(
    ("cells", "identity"),
    [
        ({"id": "7", "email": "a@b.es", "phone": "600"}, "7"),
        ({"email": "a@b.es", "phone": "600"}, "a@b.es"),
        ({"phone": "600"}, "600"),
        ({}, "14"),
    ],
)
def test_a_candidate_is_known_by_id_else_address_else_phone_else_row(cells: dict[str, object], identity: str) -> None:
    candidate = read_candidate(cells, row=14)
    assert isinstance(candidate, Candidate)
    assert (candidate.id, candidate.row) == (identity, 14)


def test_what_only_steers_the_letter_is_no_fact() -> None:
    steering = {"id": "1", "gap": "small", "self_assessment_text": "fatal", "status": "active", "share_consent": "yes"}
    assert dict(accepted(steering).facts) == {}


def test_the_facts_of_a_candidate_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        accepted(role="A").facts["role.title"] = "B"  # type: ignore[index]  # what is tested


def test_every_fact_names_the_column_that_brings_it() -> None:
    names = {column.name for column in COLUMNS}
    for known in (*BY_FACT, *DERIVED_FACTS):
        assert column_of(known) in names
    assert column_of("colour") == "colour"
