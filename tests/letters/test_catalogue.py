"""Every letter in every voice, channel and situation: all of it judged where the judges are required, else a part."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise
from statistics import median

import pytest
from catalogue import EVERYTHING, FULL, LETTERS, REFUSED, catalogue, chosen, differing
from situations import FREE, LIBRARY, OPTIONAL, VOICES, Case, Written, written

from templater.candidate import AXIS_CHOICES
from templater.errors import CandidateError
from templater.language import Locale
from templater.letters.limits import over_limit
from templater.review.gender import gendered
from templater.review.length import lengths
from templater.review.readability import long_sentences, readability
from templater.review.repetition import Spoken, beginnings, shared, spoken
from templater.review.typography import typography
from templater.review.word_list import FUNCTION_WORDS, word_list

SHARE = 1 if FULL else 4
"""One text in so many is judged: all of them take as long as the rest of the suite."""

FILLED_IN = ("Marta Ruiz", "Marta", "Acme", "Puente Talent", "Laura Gil", "Bea Soto", "Analista de datos",
             "Analista de riesgos", "Selección de personal", "https://acme.example/s", "https://acme.example/p",
             "privacidad@acme.example")  # fmt: skip

ALLOWED_TO_REFUSE = {
    ("coaching", "feedback_consent"), ("coaching", "stage"), ("coaching-offer", "feedback_consent"),
    ("coaching-offer", "stage"), ("debrief-question", "stage"), ("feedback-answer", "feedback_consent"),
    ("feedback-answer", "requirement"), ("feedback-answer", "evidence"), ("other-clients", "relation"),
    ("other-role", "relation"), ("quality-survey", "stage"), ("team-follow-up", "self_assessment"),
    ("team-follow-up", "evidence"),
}  # fmt: skip
"""The letters that some situations do not get, each with the column that says why."""


def facts_of(case: Case) -> tuple[str, ...]:
    return (*FILLED_IN, *FREE[case.language].values())


@cache
def locale_of(tag: str) -> Locale:
    return LIBRARY.edition(tag).locale


@cache
def everything() -> tuple[Written, ...]:
    return (*written(), *catalogue())


@cache
def judged() -> tuple[tuple[Case, str, str], ...]:
    """Return each different text once, with a case and a subject that it stands in."""
    found: dict[tuple[str, str], tuple[Case, str, str]] = {}
    for one in everything():
        for text in one.texts:
            found.setdefault((one.case.locale, text), (one.case, one.subject, text))
    return tuple(found.values())[::SHARE]


# --- what there is


def test_every_letter_of_the_product_is_there_in_every_locale() -> None:
    assert set(LETTERS) == {
        "debrief-question", "rejection", "other-role", "coaching-offer", "coaching", "other-clients", "quality-survey",
        "experience-follow-up", "feedback-answer", "reply-acknowledgement", "withdrawal-acknowledgement",
        "manager-calibration", "team-debrief", "team-follow-up", "candidate-reply",
    }  # fmt: skip
    assert all(LIBRARY.letters()[name] == LIBRARY.locales for name in LETTERS)


def test_both_languages_have_the_same_letters_channels_and_conditions() -> None:
    for name in LETTERS:
        spanish, english = (LIBRARY.edition(tag).manuscript(name) for tag in ("es", "en"))
        assert spanish.channels == english.channels, name
        assert (spanish.only, spanish.never, spanish.addressee) == (english.only, english.never, english.addressee)
        columns = [{(one.tags.values, one.required_columns) for one in of.files} for of in (spanish, english)]
        assert columns[0] == columns[1], name


def test_every_letter_is_written_in_every_voice_and_channel_it_offers() -> None:
    met = {(one.case.letter, one.case.locale, one.case.register, one.case.channel) for one in everything()}
    for name in LETTERS:
        for locale, register in VOICES:
            for channel in LIBRARY.edition(locale).manuscript(name).channels:
                assert (name, locale, register, channel) in met


def test_what_is_not_allowed_says_why_with_the_column_that_would_change_it() -> None:
    catalogue()
    assert REFUSED
    for case, said in REFUSED:
        columns = re.findall(r"column '(\w+)'", said)
        assert columns, (case, said)
        assert {(case.letter, column) for column in columns} <= ALLOWED_TO_REFUSE, (case, said)


def test_every_situation_of_every_letter_is_written_or_refused() -> None:
    catalogue()
    assert len(differing()) > 3500
    done = {one.case for one in catalogue()} | {case for case, _ in REFUSED}
    assert set(chosen()) <= done


# --- what a channel can carry


def test_no_message_is_over_a_limit_of_its_channel_even_for_a_name_with_an_accent() -> None:
    wrong = {}
    for one in everything():
        if one.case.channel != "email":
            for text in one.texts:
                for name in ("Marta", "Sofía"):
                    problems = list(over_limit("x", one.case.channel, one.subject, text.replace("Marta", name)))
                    if problems:
                        wrong[text] = str(problems[0])
    assert wrong == {}


def test_a_chat_never_holds_a_verdict_and_no_text_message_does_after_an_interview() -> None:
    for one in everything():
        if one.case.channel == "chat" or (one.case.channel == "sms" and one.case.stage in ("interview", "final")):
            assert not {"verdict", "reason", "echo", "strengths", "coaching"} & one.spoken, one.case


def test_only_letters_that_have_a_subject_line_have_a_subject() -> None:
    for one in everything():
        assert bool(one.subject) == (one.case.channel in ("email", "inmail")), one.case


def test_no_script_needs_more_than_thirty_seconds_to_the_verdict() -> None:
    """A hundred and fifty words a minute are said aloud: 75 words, the opening and the question before it included."""
    for one in catalogue():
        if one.case.letter == "rejection" and one.case.channel == "phone":
            for text in one.texts:
                said = "\n".join(line for line in text.split("\n") if not line.startswith(("→", "1.", "2.")))
                verdict = re.search(r"no continuar con|not to move forward with|not to proceed with", said)
                assert verdict, text
                assert len(said[: verdict.end()].split()) <= 75, text


def test_a_script_has_its_steps_in_order_and_says_what_to_do_on_voicemail_and_in_silence() -> None:
    for one in catalogue():
        if one.case.letter == "rejection" and one.case.channel == "phone":
            for text in one.texts:
                assert [line[:2] for line in text.split("\n") if re.match(r"\d\.", line)] == ["1.", "2.", "3.", "4."]
                assert re.search(r"contestador|buzón de voz|voicemail", text)
                assert re.search(r"Callar y esperar|Stop and let them answer", text)


# --- what may never be said


def test_no_echo_where_our_view_does_not_meet_theirs_and_no_coaching_without_consent() -> None:
    for one in everything():
        how = one.stance
        if how in ("affirm", "gentle", "neutral"):
            assert "echo" not in one.spoken, one.case
        if one.case.consent != "requested":
            assert "coaching" not in one.spoken, one.case


def test_small_is_said_of_small_gaps_only() -> None:
    small = re.compile(r"(?i)\bpequeñ\w+|\bsmall\b")
    for one in everything():
        for text in one.texts:
            if small.search(own_words(one.case, text)):
                assert one.case.gap == "small", (one.case, text)


def test_the_canonical_sentence_stands_in_every_answer_that_agrees_on_a_small_gap() -> None:
    whole = {
        ("es", "tu"): "hay una pequeña brecha entre lo que tienes y lo que necesita",
        ("es", "usted"): "hay una pequeña brecha entre lo que usted tiene y lo que necesita",
        ("es", "vos"): "hay una pequeña brecha entre lo que tenés y lo que necesita",
        ("en", "you"): "there is a small gap between what you have and what",
    }
    met = 0
    for one in everything():
        if one.stance == "agree" and one.case.gap == "small" and "reason" in one.spoken:
            met += 1
            assert all(whole[one.case.language, one.case.register] in text for text in one.texts), one.case
    assert met > 100


def test_no_letter_but_a_rejection_tells_a_verdict() -> None:
    verdict = re.compile(
        r"no (?:continuar|sigue adelante|seguir adelante)\b|not (?:to )?(?:mov\w+ forward|proceed\w*) with"
    )
    for one in everything():
        if one.case.letter != "rejection":
            assert not any(verdict.search(text) for text in one.texts), one.case


def test_letters_about_the_candidate_speak_of_them_without_a_name() -> None:
    for one in catalogue():
        if one.case.letter == "manager-calibration":
            assert all("Marta" not in text and "Bea Soto" in text for text in one.texts)
        if one.case.letter == "candidate-reply":
            assert all(text.endswith("\nMarta\n") and "Laura Gil" in text.split("\n")[0] for text in one.texts)


def own_words(case: Case, text: str) -> str:
    for fact in facts_of(case):
        text = text.replace(fact, "…")
    return text


# --- the judges


def test_the_rules_find_nothing_and_no_register_leaks() -> None:
    wrong = {}
    for case, subject, text in judged():
        said = own_words(case, f"{subject}\n\n{text}")
        rulebook = LIBRARY.rulebook(case.locale)
        found = [f"{one.code}: {one.words}" for one in rulebook.findings(said) if one.code != "automation"]
        if case.language == "es":
            leaks = rulebook.register_leaks(said, case.register)
            found += [f"register: {one.words}" for one in leaks if one.severity == "error"]
        found += [f"once: {words}" for words in rulebook.repeated(said)]
        if found:
            wrong[text] = found
    assert wrong == {}


def test_the_typography_is_clean() -> None:
    wrong = {}
    for case, subject, text in judged():
        said = text.replace("→ ", "") if case.channel == "phone" else text
        if found := typography(subject, said, locale_of(case.locale), facts_of(case)):
            wrong[said] = [f"{one.code}: {one.words}" for one in found]
    assert wrong == {}


def test_nobody_is_addressed_by_gender() -> None:
    wrong = {}
    for case, subject, text in judged():
        if found := list(gendered(f"{subject}\n\n{text}", locale_of(case.locale), facts_of(case))):
            wrong[text] = [one.words for one in found]
    assert wrong == {}


def test_no_sentence_has_more_than_thirty_words() -> None:
    wrong = {}
    for case, _, text in judged():
        if found := list(long_sentences(own_words(case, text), locale_of(case.locale))):
            wrong[text] = [one.words for one in found]
    assert wrong == {}


@pytest.mark.parametrize(("language", "floor"), [("es", 55), ("en", 60)])
def test_the_median_letter_is_easy_to_read(language: str, floor: int) -> None:
    scores = defaultdict(list)
    for case, _, text in judged():
        if case.language == language:
            measured = readability(own_words(case, text), locale_of(case.locale))
            assert measured is not None
            scores[case.letter].append(measured.score)
    medians = {letter: round(median(found)) for letter, found in scores.items()}
    assert {letter: score for letter, score in medians.items() if score < floor} == {}


NOTICES = ("privacy", "assistance_notice")


def test_every_message_has_the_length_that_its_channel_and_stage_take() -> None:
    wrong = {}
    for one in catalogue()[::SHARE]:
        case = one.case
        if case.letter.startswith("team-") or (case.letter == "rejection" and case.channel == "phone"):
            continue  # colleagues write shorter; the script of a rejection is said only as far as it is asked for
        notices = [wording.text for draw in one.wordings for wording in draw if wording.phrase in NOTICES]
        for text in one.texts:
            for notice in notices:
                text = text.replace(notice, "")
            body = text if case.channel not in ("email", "phone") else said_aloud(case, text)
            found = list(lengths(one.subject, body.strip(), case.channel, "interview"))
            if told := [str(remark) for remark in found if (case.letter, remark.code) not in MAY_BE]:
                wrong[text] = told
    assert wrong == {}


MAY_BE = {("reply-acknowledgement", "too-short"), ("feedback-answer", "too-short")}
"""Replies to a person's own message may be as short as what they answer."""


def said_aloud(case: Case, text: str) -> str:
    """Return the body of an e-mail without its frame, or what is spoken of a script."""
    if case.channel == "phone":
        return "\n".join(line for line in text.split("\n") if not re.match(r"→|\d\. ", line))
    return "\n\n".join(own_words(case, text).strip().split("\n\n")[1:-1])


def test_no_two_wordings_that_can_meet_repeat_each_other() -> None:
    """Content words in a row that come twice read like a form letter; fields and dates may come as often as needed."""
    ready: dict[tuple[str, str, str], Spoken] = {}
    pairs: set[tuple[str, str]] = set()
    wrong: dict[tuple[str, str], str] = {}
    for one in everything()[::SHARE]:
        locale = locale_of(one.case.locale)
        said = [ready.setdefault(key, _ready(one.case, locale, *key[1:])) for key in _wordings(one)]
        for first, second in combinations(said, 2):
            if first.name.split(" ")[0] != second.name.split(" ")[0] and (first.name, second.name) not in pairs:
                pairs.add((first.name, second.name))
                for found in shared(first, second):
                    if tells_much(found.words, locale.tag):
                        wrong[first.name, second.name] = found.words
    assert wrong == {}
    assert len(pairs) > 2000


def _wordings(one: Written) -> Iterator[tuple[str, str, str]]:
    for draw in one.wordings:
        for wording in draw:
            if wording.phrase not in FRAME:
                yield one.case.locale, f"{wording.phrase} {wording.place} {one.case.register}", wording.text


FRAME = ("greeting", "sign_off", "signature", "signed", "hello", "el_equipo", "del_equipo", "the_team", "if_invited")
"""Phrases that frame a letter or stand within others, and the one that only holds the reason."""


def _ready(case: Case, locale: Locale, name: str, text: str) -> Spoken:
    return spoken(name, DATES.sub("…", own_words(case, text)), locale, function_words(locale.tag))


DATES = re.compile(r"\d+ de \w+ de \d{4}|\d+ \w+ \d{4}")
TOPIC = frozenset(
    {"candidatura", "postulación", "puesto", "proceso", "application", "role", "process", "decisión", "decision"}
)
"""What every letter is about: these words come as often as they must."""


@cache
def function_words(tag: str) -> frozenset[str]:
    return word_list(LIBRARY, tag, FUNCTION_WORDS)


def tells_much(words: str, tag: str) -> bool:
    """Say whether a stretch of words is more than a turn that every text has."""
    content = [word for word in words.split() if word not in function_words(tag) | TOPIC]
    return len(content) > 1 or len(words.split()) > 4


def test_no_two_sentences_in_a_row_begin_alike() -> None:
    wrong = {}
    for one in everything()[::SHARE]:
        locale = locale_of(one.case.locale)
        for text in one.texts:
            for paragraph in own_words(one.case, text).split("\n\n"):
                said = [_ready(one.case, locale, part, part) for part in re.split(r"(?<=[.?!]) ", paragraph)]
                for first, second in pairwise(said):
                    for found in beginnings(first, second):
                        wrong[f"{first.text} {second.text}"] = found.words
    assert wrong == {}


# --- variety


def test_ten_people_for_one_role_get_ten_different_letters() -> None:
    from templater.merge import Drafted, Order, merge
    from templater.recipients import Row

    for locale, cells in (("es", FREE["es"]), ("en", FREE["en"])):
        rows = [
            Row(number, {"id": str(number), "first_name": "Ana", "role": "Dev", "company": "Acme", "stage": "interview",
                         "self_assessment": "negative", "gap": "small", "requirement": cells["requirement"],
                         "sender_name": "Eva Gil"})
            for number in range(2, 12)
        ]  # fmt: skip
        drafted = list(merge(rows, LIBRARY, Order({"letter": "rejection", "locale": locale})))
        assert all(isinstance(one, Drafted) for one in drafted)
        assert len({one.message.text for one in drafted if isinstance(one, Drafted)}) == 10


def test_the_axes_and_facts_of_the_catalogue_are_those_of_the_product() -> None:
    assert set(AXIS_CHOICES) >= {"self_assessment", "gap", "stage", "relation", "feedback_consent", "channel"}
    assert set(OPTIONAL) < EVERYTHING
    case = Case(**{**vars(differing()[0]), "letter": "coaching", "channel": "sms"})
    with pytest.raises(CandidateError, match="is not a channel of this letter"):
        LIBRARY.plan(case.candidate(), case.wanted)
