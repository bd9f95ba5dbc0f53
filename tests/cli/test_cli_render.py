"""`templater render`: one letter to one candidate."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from itertools import product
from pathlib import Path

import pytest
from cli_runs import CANDIDATE, CANDIDATES, Ended, templater, write

RENDER = ("render", "rejection", "--locale", "es")
CANONICAL = "hay una pequeña brecha entre lo que tienes y lo que necesitan en este momento"


def record(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> dict[str, object]:
    ended = templater("render", "rejection", *arguments, "--output", "json", stdin=stdin, cwd=cwd)
    assert ended.status == 0, ended.err
    found: dict[str, object] = ended.records[0]
    return found


def test_without_data_a_sample_candidate_is_written_to() -> None:
    ended = templater(*RENDER)
    assert (ended.status, ended.err) == (0, "")
    assert ended.text.startswith("Subject: Tu candidatura: Analista de datos en Acme\n\nHola, Marta:\n")
    assert ended.text.endswith("\n")


def test_the_canonical_case_says_its_sentence() -> None:
    ended = templater(*RENDER, "--set", "self_assessment=negative", "--set", "gap=small")
    assert ended.status == 0
    assert CANONICAL in ended.text


def test_the_values_of_set_are_understood_in_both_languages() -> None:
    ended = templater(*RENDER, "--set", "self_assessment=negativa", "--set", "gap=pequeña")
    assert CANONICAL in ended.text


@pytest.mark.parametrize("locale", ["en", "en-GB", "en_gb", "es", "ES", "es-MX", "es_mx", "es-AR", "es-419", "es-CL"])
def test_every_spelling_of_a_locale_is_served(locale: str) -> None:
    assert templater("render", "rejection", "--locale", locale).status == 0


@pytest.mark.parametrize("channel", ["email", "EMAIL", "E-mail", "correo electrónico"])
def test_every_spelling_of_a_channel_is_understood(channel: str) -> None:
    assert templater(*RENDER, "--channel", channel).out == templater(*RENDER).out


def test_a_register_is_a_form_of_the_same_letter() -> None:
    texts = {name: templater(*RENDER, "--register", name).text for name in ("tu", "usted", "vos")}
    assert len(set(texts.values())) == 3
    assert templater(*RENDER).text == texts["tu"]
    assert "Su candidatura" in texts["usted"]


@pytest.mark.parametrize("suffix", [".json", ".toml"])
def test_data_is_read_from_a_file(tmp_path: Path, suffix: str) -> None:
    content = {
        ".json": '{"locale": "es", "Nombre": "Íñigo", "role": "Dev", "company": "Ac", "stage": "screen",'
        ' "interview_date": "2026-11-12"}',
        ".toml": 'locale = "es"\nNombre = "Íñigo"\nrole = "Dev"\ncompany = "Ac"\nstage = "screen"\n'
        "interview_date = 2026-11-12\n",
    }[suffix]
    path = write(tmp_path / f"one{suffix}", content)
    ended = templater("render", "rejection", path)
    assert ended.status == 0
    assert "Hola, Íñigo:" in ended.text
    assert "12 de noviembre de 2026" in ended.text
    assert ended.said == [f"{path}: columns read as: Nombre → first_name"]


def test_data_is_read_from_the_standard_input() -> None:
    ended = templater("render", "rejection", "-", stdin=Path(CANDIDATE).read_bytes())
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == templater("render", "rejection", CANDIDATE).out


def test_what_is_set_wins_over_data_and_data_over_the_defaults(tmp_path: Path) -> None:
    write(tmp_path / "templater.toml", '[defaults]\nlocale = "en"\ncompany = "Default Ltd"\nrole = "Analyst"\n')
    one = write(tmp_path / "one.json", '{"first_name": "Ana", "company": "", "role": "Dev"}')
    plain = templater("render", "rejection", one, cwd=tmp_path)
    assert "Subject: Your application for Dev at Default Ltd" in plain.text
    ended = templater(
        "render", "rejection", one, "--locale", "es", "--set", "company=Otra", "--set", "role=Jefa", cwd=tmp_path
    )
    assert "Subject: Tu candidatura: Jefa en Otra" in ended.text


def test_a_blank_set_takes_a_fact_away() -> None:
    assert "brecha" in templater("render", "rejection", CANDIDATE).text
    assert "brecha" not in templater("render", "rejection", CANDIDATE, "--set", "gap=").text


def test_text_is_the_subject_and_the_letter() -> None:
    found = record(CANDIDATE)
    assert templater("render", "rejection", CANDIDATE).text == f"Subject: {found['subject']}\n\n{found['text']}"


def test_html_is_a_whole_page_in_utf_8() -> None:
    ended = templater("render", "rejection", CANDIDATE, "--output", "html")
    assert ended.text.startswith("<!doctype html>")
    assert ended.text.endswith("</html>\n")
    assert ended.text == record(CANDIDATE)["html"]


def test_json_holds_what_scripts_rely_on() -> None:
    found = record(CANDIDATE)
    assert {"id", "letter", "locale", "channel", "situation", "subject", "text", "html", "to", "row", "picks"} <= set(
        found
    )
    assert found["id"] == "C-201"
    assert found["to"] == "elena.navarro@example.com"
    assert found["situation"] == {
        "channel": "email", "stance": "agree", "said": "said-negative", "gap": "small", "cause": "",
        "consent": "requested", "relation": "inhouse", "stage": "interview", "register": "tu", "form": "x",
    }  # fmt: skip
    picks = found["picks"]
    assert isinstance(picks, list)
    assert all({"phrase", "where", "heading", "index", "of", "deal"} == set(pick) for pick in picks)
    assert all(1 <= pick["index"] <= pick["of"] for pick in picks)


def test_eml_is_a_message_that_mail_programs_read() -> None:
    ended = templater("render", "rejection", CANDIDATE, "--output", "eml", "--date", "2026-12-03T09:30+01:00")
    message = message_from_bytes(ended.out, policy=policy.default)
    assert ended.status == 0
    assert not message.defects
    assert message["To"] == "Elena Navarro Gil <elena.navarro@example.com>"
    assert message["From"] == "Andrés Molina <andres.molina@almadraba.example>"
    assert message["Reply-To"] == "seleccion@almadraba.example"
    assert message["Date"] == "Thu, 03 Dec 2026 09:30:00 +0100"
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == record(CANDIDATE)["text"]


def test_eml_names_every_address_that_is_missing() -> None:
    data = b'{"locale": "es", "first_name": "Ana", "role": "Dev", "company": "Acme"}'
    ended = templater("render", "rejection", "-", "--output", "eml", stdin=data)
    assert (ended.status, ended.out) == (1, b"")
    assert ended.said == [
        "column 'email': is blank, and an e-mail needs it",
        "column 'sender_email': is blank, and an e-mail needs it",
    ]


def test_a_message_that_no_e_mail_can_carry_is_the_candidates_problem() -> None:
    ended = templater("render", "rejection", CANDIDATE, "--set", "role=" + "D" * 300, "--output", "eml")
    assert (ended.status, ended.out) == (1, b"")
    assert ended.err.startswith("Subject: holds ")


def test_seeds_and_deals_change_the_words_and_nothing_else() -> None:
    texts = {templater(*RENDER, "--seed", seed, "--deal", deal).out for seed, deal in product("ab", "01")}
    assert len(texts) == 4
    assert templater(*RENDER, "--seed", "a").out == templater(*RENDER, "--seed", "a", "--deal", "0").out


def test_at_the_application_stage_all_get_the_approved_words_unless_they_vary() -> None:
    application = ("render", "rejection", "--locale", "es", "--set", "stage=application")
    assert len({templater(*application, "--seed", str(seed)).out for seed in range(4)}) == 1
    assert len({templater(*application, "--vary", "--seed", str(seed)).out for seed in range(4)}) > 1


@pytest.mark.parametrize("output", ["text", "html", "eml", "json"])
def test_the_same_input_gives_the_same_bytes(output: str) -> None:
    arguments = ("render", "rejection", CANDIDATE, "--output", output, "--date", "2026-12-03")
    assert templater(*arguments).out == templater(*arguments).out != b""


def test_an_explanation_goes_to_stderr_only() -> None:
    plain = templater("render", "rejection", CANDIDATE)
    ended = templater("render", "rejection", CANDIDATE, "--explain")
    assert ended.out == plain.out
    assert "self-assessment negative, gap small: in-agreement-poor; stance agree" in ended.said
    assert any(line.startswith("situation: channel email, stance agree") for line in ended.said)
    assert any("es/phrases/rejection.md:" in line and ": verdict [" in line for line in ended.said)
    for internal in ("in-agreement", "stance", "said-negative"):
        assert internal not in ended.text


def test_a_note_says_which_column_would_change_the_tone_unless_quiet() -> None:
    arguments = (*RENDER, "--set", "self_assessment=negative", "--set", "gap=")
    ended = templater(*arguments)
    assert (ended.status, ended.said) == (0, ["column 'gap': a self-assessment without a gap is written neutral"])
    assert templater(*arguments, "-q") == Ended(0, ended.out, "")


WRONG = [
    (("render", "rejecton", "--locale", "es"), "there is no letter 'rejecton' (did you mean 'rejection'?)"),
    (("render", "", "--locale", "es"), "there is no letter ''"),
    (("render", "rejection"), "--locale: is blank; say --locale es or --locale en"),
    (("render", "rejection", "--locale", "zz"), "--locale: there is no locale 'zz'; write es, es-MX or en-GB, say"),
    (("render", "rejection", "--locale", ""), "--locale: there is no locale ''"),
    (("render", "rejection", "--locale", "fr"), "--locale: there are no letters in 'fr'; there are letters in en, "),
    (("render", "rejection", "--locale", "no!"), "--locale: 'no!' is not a language tag; write es"),
    ((*RENDER, "--register", "ustd"), "--register: 'ustd' is not one of you, tu, usted, vos (did you mean 'usted'?)"),
    ((*RENDER, "--register", "you"), "--register: 'you' is not a register of this language; it has tu, usted, vos"),
    ((*RENDER, "--channel", "emial"), "--channel: 'emial' is not one of email, inmail, chat, sms, phone (did you mean"),
    (("render", "coaching", "--locale", "es", "--channel", "sms"), "--channel: 'sms' is not a channel of this letter"),
    (("render", "coaching", CANDIDATE, "--channel", "sms"), "--channel: 'sms' is not a channel of this letter; it"),
    ((*RENDER, "--set", "gapp=small"), "--set gapp=small: there is no column 'gapp' (did you mean 'gap'?)"),
    ((*RENDER, "--set", "zzz=1"), "--set zzz=1: there is no column 'zzz'"),
    ((*RENDER, "--set", "=1"), "--set =1: there is no column ''"),
    ((*RENDER, "--set", "gap"), "--set gap: write it as column=value"),
    ((*RENDER, "--set", "gap=smal"), "--set gap: 'smal' is not one of none, small, moderate, large, unknown (did you"),
    ((*RENDER, "--set", "email=ana"), "--set email: 'ana' is not an e-mail address"),
    ((*RENDER, "--set", "company="), "--set company: is blank, and this letter needs it"),
    ((*RENDER, "--set", "letter=debrief-question"), "--set letter=debrief-question: 'letter' is 'rejection' already;"),
    ((*RENDER, "--set", "locale=en"), "--set locale=en: 'locale' is 'es' already; keep one of the two"),
    ((*RENDER, "--set", "first_name=A\u202eb"), "--set first_name: holds an invisible character (U+202E)"),
    ((*RENDER, "--set", "first_name=A\0b"), "--set first_name: holds an invisible character (U+0000)"),
    ((*RENDER, CANDIDATES), f"{CANDIDATES}: one recipient is read from .json or .toml"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_a_wrong_option_is_refused_with_what_would_be_right(arguments: tuple[str, ...], said: str) -> None:
    ended = templater(*arguments)
    assert (ended.status, ended.out) == (2, b"")
    assert ended.err.startswith(said)


@pytest.mark.parametrize(
    ("name", "content", "status", "said"),
    [
        ("broken.json", '{"first_name": ', 65, "broken.json:1: is not JSON"),
        ("list.json", "[]", 65, "list.json: is not a JSON object"),
        ("twice.json", '{"role": "a", "role": "b"}', 65, "twice.json: the key 'role' is there twice"),
        ("same.json", '{"email": "a@b.example", "correo": "c@d.example"}', 65, "same.json: the keys 'email' and"),
        ("empty.json", "", 65, "empty.json: is empty"),
        ("broken.toml", "a = \nb", 65, "broken.toml:1: is not TOML"),
        ("gap.json", '{"locale":"es","first_name":"A","role":"r","company":"c","gap":"smal"}', 1,
         "gap.json: column 'gap': 'smal' is not one of"),
        ("poor.json", '{"locale":"es"}', 1, "poor.json: column 'company': is blank, and this letter needs it"),
    ],
)  # fmt: skip
def test_data_that_cannot_be_read_names_its_place(
    tmp_path: Path, name: str, content: str, status: int, said: str
) -> None:
    write(tmp_path / name, content)
    ended = templater("render", "rejection", name, cwd=tmp_path)
    assert (ended.status, ended.out) == (status, b"")
    assert ended.err.startswith(said)


def test_all_that_is_wrong_with_data_is_said_at_once(tmp_path: Path) -> None:
    write(tmp_path / "one.json", '{"locale": "es", "first_name": "Ana", "gap": "smal", "email": "ana"}')
    ended = templater("render", "rejection", "one.json", cwd=tmp_path)
    assert ended.status == 1
    assert [line.split(": ")[1] for line in ended.said] == [
        f"column '{name}'" for name in ("gap", "email", "company", "role")
    ]


def test_data_that_is_not_there_has_its_own_status(tmp_path: Path) -> None:
    write(tmp_path / "marta.json", "{}")
    ended = templater("render", "rejection", "mrata.json", cwd=tmp_path)
    assert (ended.status, ended.said) == (66, ["mrata.json: there is no such file (did you mean 'marta.json'?)"])


def test_a_directory_is_no_data(tmp_path: Path) -> None:
    assert templater("render", "rejection", ".", cwd=tmp_path).status == 65


DATES = ["garbage", "2026-02-30", "", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "12/03/2026"]


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("output", ["text", "eml"])
def test_a_wrong_date_is_refused_whatever_the_output(date: str, output: str) -> None:
    ended = templater(*RENDER, "--date", date, "--output", output)
    assert (ended.status, ended.out) == (2, b"")
    assert ended.said == [f"--date '{date}' is not a date; write it as 2026-12-03"]


def date_of(*arguments: str, epoch: str | None = None) -> str:
    ended = templater(*RENDER, "--output", "eml", *arguments, env={"SOURCE_DATE_EPOCH": epoch} if epoch else {})
    assert ended.status == 0, ended.err
    return ended.text.partition("\r\n")[0]


def test_the_date_is_the_option_else_the_epoch_else_the_clock() -> None:
    assert date_of(epoch="1700000000") == "Date: Tue, 14 Nov 2023 22:13:20 +0000"
    assert date_of("--date", "2026-12-03", epoch="1700000000") == "Date: Thu, 03 Dec 2026 00:00:00 +0000"
    assert date_of("--date", "2026-12-03T10:00-06:00") == "Date: Thu, 03 Dec 2026 10:00:00 -0600"
    assert date_of() not in {date_of(epoch="1700000000"), date_of("--date", "2026-12-03")}


@pytest.mark.parametrize("epoch", ["zzz", "-5", "1.5", "²", "٣", " 5", "9" * 12, "9" * 5000])
def test_an_epoch_that_is_no_number_of_seconds_is_bad_configuration(epoch: str) -> None:
    ended = templater(*RENDER, env={"SOURCE_DATE_EPOCH": epoch})
    assert (ended.status, ended.out) == (78, b"")
    assert ended.said == [f"SOURCE_DATE_EPOCH is '{epoch}', which is no number of seconds"]


def test_what_is_typed_is_never_read_as_a_template_or_as_html() -> None:
    typed = "{{ sender.email }} {x} %s <b>&amp; **c** [d](http://e)"
    data = json.dumps({"locale": "en", "first_name": typed, "role": "Dev", "company": "Acme"}).encode()
    assert f"Hi {typed}," in templater("render", "rejection", "-", stdin=data).text
    html = templater("render", "rejection", "-", "--output", "html", stdin=data).text
    assert "<b>" not in html
    assert "&lt;b&gt;&amp;amp;" in html


def test_a_column_may_be_set_by_any_name_that_a_spreadsheet_uses() -> None:
    spanish = templater(*RENDER, "--set", "brecha=pequeña", "--set", "Autovaloración=negativa")
    assert spanish.out == templater(*RENDER, "--set", "gap=small", "--set", "self_assessment=negative").out
