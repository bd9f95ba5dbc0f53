from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from situations import ALL, FREE, LIBRARY, RELATIONS, VOICES, Case, Wording, Written, situations_refused, written

from templater.judgement.stance import STANCE

VERDICT = {
    "es": re.compile(r"no (?:continuar|sigue adelante|seguir adelante|siga adelante)\b"),
    "en": re.compile(
        r"not (?:to )?(?:be )?(?:mov(?:e|ing) forward|proceed(?:ing)?) with"
        r"|not to take your application .{0,60}any further|will not be going further"
    ),
}
CANONICAL = {
    ("es", "tu", "agency"): "hay una pequeña brecha entre lo que tienes y lo que necesitan en este momento",
    ("es", "tu", "inhouse"): "hay una pequeña brecha entre lo que tienes y lo que necesitamos en este momento",
    ("es", "usted", "agency"): "hay una pequeña brecha entre lo que usted tiene y lo que necesitan en este momento",
    ("es", "usted", "inhouse"): "hay una pequeña brecha entre lo que usted tiene y lo que necesitamos en este momento",
    ("es", "vos", "agency"): "hay una pequeña brecha entre lo que tenés y lo que necesitan en este momento",
    ("es", "vos", "inhouse"): "hay una pequeña brecha entre lo que tenés y lo que necesitamos en este momento",
    ("en", "you", "agency"): "there is a small gap between what you have and what they need right now",
    ("en", "you", "inhouse"): "there is a small gap between what you have and what we need right now",
}
INTERNAL = re.compile(
    r"(?i)\b(?:agree|gentle|reassure|affirm|neutral|said-\w+|self.assessment|autovaloración|autoevaluación"
    r"|over-estimator|under-estimator|in-agreement|not_asked|inhouse|x)\b"
)
SIZES = {
    "es": re.compile(r"(?i)\b(?:pequeñ\w+|leves?|liger[ao]s?|mínim[ao]s?|moderad[ao]s?|grandes?|ampli[ao]s?"
                     r"|considerables?|enormes?|important\w+|median[ao]s?)\b"),
    "en": re.compile(r"(?i)\b(?:small|slight|minor|moderate|large|wide|big|considerable|huge|significant)\b"),
}  # fmt: skip
GAP_NOUN = {"es": re.compile(r"(?i)\bbrechas?\b"), "en": re.compile(r"(?i)\bgaps?\b")}
REPLY = {"es": re.compile(r"(?i)\brespond\w+|en respuesta a este correo"), "en": re.compile(r"(?i)\breply\b")}

# words that only tú uses; third persons that are written alike are not here
TU_ONLY = re.compile(
    r"(?i)\b(?:tú|ti|contigo|te|tu|tus|tuy[ao]s?|eres|estás|has|tienes|quieres|puedes|crees|prefieres|piensas|sabes"
    r"|esperabas|mejorarías|cambiarías|tengas|hagas|quieras|sepas|cuéntanos|dinos|escríbenos|respóndenos|avísanos"
    r"|\w+(?:arte|erte|irte|árte\w+|érte\w+|írte\w+|aste|iste))\b"
)
NOT_TU = frozenset(
    {"parte", "aparte", "comparte", "arte", "existe", "consiste", "triste", "contraste", "fuerte", "suerte"}
)
TU_IMPERATIVES = re.compile(r"\b(?:responde|escribe|recibe|cuenta|escríbenos)\b(?! a lo)")
TU_NOT_VOS = re.compile(
    r"(?i)\b(?:tú|ti|contigo|eres|tienes|quieres|puedes|crees|prefieres|piensas|sabes|responde|escribe|recibe)\b"
)
FAULTS = {
    "two spaces": re.compile(r"  "),
    "two signs": re.compile(r"\.\s*\.|[,;:]\s*[,;:.]|\?\s*\.|\(\s|\s\)|¿\s|¡\s|«\s|\s»"),
    "a space before a sign": re.compile(r"\s[,.;:?!]"),
    "a space at the end of a line": re.compile(r"[ \t]\n"),
    "more than one empty line": re.compile(r"\n\n\n"),
    "a sentence in lower case": re.compile(r"(?:[.?!] +|\A|\n)[¿¡«(]?(?!https:)[a-záéíóúñ]"),
    "a hole or a brace": re.compile(r"[{}§]|%\(|\bNone\b|zq\d"),
}


def letters(name: str = "") -> Iterator[Written]:
    return (one for one in written() if name in ("", one.case.letter))


def every_wording(letter: str = "") -> Iterator[tuple[Case, Wording]]:
    """Yield every wording once for each voice, relation and gap that it was said in."""
    seen = set()
    for one in letters(letter):
        case = one.case
        for wording in (wording for draw in one.wordings for wording in draw):
            key = (case.letter, case.locale, case.register, case.relation, case.gap, wording.text)
            if key not in seen:
                seen.add(key)
                yield case, wording


def faults(found: Iterable[tuple[Case, Wording]], is_wrong: Callable[[Case, str], object]) -> dict[str, str]:
    """Return the wrong wordings by place."""
    return {f"{wording.place} {case.register} {case.relation} {case.gap}": wording.text
            for case, wording in found if is_wrong(case, own_words(case, wording.text))}  # fmt: skip


@cache
def own_words(case: Case, text: str) -> str:
    """Return a text without what the recruiter wrote."""
    for free in FREE[case.language].values():
        text = text.replace(free, "…")
    return text


# --- everything can be written


def test_every_allowed_combination_renders() -> None:
    assert len(written()) > 5000
    assert situations_refused() == []


def test_every_stance_stage_and_gap_has_been_written_in_every_voice() -> None:
    for voice in VOICES:
        met = {(one.case.said, one.case.gap, one.case.stage) for one in letters("rejection")
               if (one.case.locale, one.case.register) == voice}  # fmt: skip
        assert len(met) == len(STANCE) * 4


# --- facts


def test_a_documented_fact_is_never_dropped_by_the_draw() -> None:
    for one in written():
        for draw in one.wordings:
            assert len({wording.facts for wording in draw}) == 1, (one.case, draw[0].phrase)


def test_the_facts_that_a_letter_states_never_depend_on_the_self_assessment() -> None:
    stated: dict[Case, dict[str, frozenset[str]]] = defaultdict(dict)
    for one in letters("rejection"):
        stated[one.case.fellows][one.case.said] = one.stated
    compared = 0
    for case, by_said in stated.items():
        if len(by_said) > 1:
            compared += 1
            assert len(set(by_said.values())) == 1, (case, by_said)
    assert compared > 1000


def test_what_is_documented_is_said_unless_stage_or_consent_forbid_it() -> None:
    for one in letters("rejection"):
        case = one.case
        if case.facts != ALL:
            continue
        expected = {"requirement", "interview_date", "sender.name", "sender.title", "sender.organisation"}
        expected |= {"retention_until", "privacy_url", "privacy_contact"}
        if case.cause and case.gap in ("none", "unknown") and case.consent != "requested":
            expected -= {"requirement"}  # something outside decided: the rest is told to those who ask
        if case.stage != "application":
            expected |= {"strength", "survey_url"}
            expected |= {"coaching_tip"} if case.consent == "requested" else set()
        missing = {name for name in expected - {"sender.organisation"} if name not in one.stated}
        if case.stage == "application":
            missing -= {"interview_date"}
        assert not missing, (case, missing)


def test_a_letter_never_states_a_fact_that_nobody_recorded() -> None:
    for one in written():
        for name in FREE["es"]:
            if name not in one.case.facts:
                assert name not in one.stated


# --- one verdict


def test_every_rejection_has_exactly_one_verdict_and_says_it_early() -> None:
    for one in letters("rejection"):
        verdict = VERDICT[one.case.language]
        for text in one.texts:
            said = own_words(one.case, text)
            assert len(verdict.findall(said)) == 1, (one.case, text)
            before = said[: verdict.search(said).start()]  # type: ignore[union-attr]  # found above
            assert before.count("\n\n") <= 2, (one.case, text)
            assert len(re.findall(r"[.?!](?:\s|$)", before)) <= 3, (one.case, text)


def test_every_wording_of_the_verdict_holds_one_and_no_other_phrase_does() -> None:
    wrong = faults(
        ((case, wording) for case, wording in every_wording("rejection") if wording.phrase == "verdict"),
        lambda case, text: len(VERDICT[case.language].findall(text)) != 1,
    )
    assert wrong == {}
    wrong = faults(
        ((case, wording) for case, wording in every_wording() if wording.phrase != "verdict"),
        lambda case, text: VERDICT[case.language].search(text),
    )
    assert wrong == {}


def test_a_debrief_question_holds_no_verdict() -> None:
    for one in letters("debrief-question"):
        assert "verdict" not in one.spoken
        for text in one.texts:
            assert not VERDICT[one.case.language].search(text)


def test_no_hedge_stands_on_the_verdict() -> None:
    hedge = re.compile(r"(?i)por desgracia|lamentablemente|desgraciadamente|de momento|por ahora|quizá no|parece que"
                       r"|unfortunately|sadly|regrett?|at this time|for now|seems|might not|may not")  # fmt: skip
    wrong = faults(
        ((case, wording) for case, wording in every_wording("rejection") if wording.phrase == "verdict"),
        lambda _, text: hedge.search(text),
    )
    assert wrong == {}


# --- the gap


def stance(case: Case) -> str:
    neutral = case.stage == "application" or (
        case.gap == "none" and not case.cause and "requirement" not in case.facts
    )  # fmt: skip
    return "neutral" if neutral else STANCE[case.said, case.gap]


def test_the_canonical_sentence_stands_in_every_wording_of_the_canonical_case() -> None:
    met = set()
    for one in letters("rejection"):
        case = one.case
        if stance(case) == "agree" and case.gap == "small":
            canonical = CANONICAL[case.language, case.register, case.relation]
            (reason,) = [draw for draw in one.wordings if draw[0].phrase == "reason"]
            for wording in reason:
                assert canonical in wording.text[0].lower() + wording.text[1:], wording
            met.add((case.locale, case.register, case.relation))
    assert met == {(*voice, relation) for voice in VOICES for relation in RELATIONS}


def test_no_word_of_size_but_the_gaps_own() -> None:
    def wrong(case: Case, text: str) -> bool:
        words = {word.lower() for word in SIZES[case.language].findall(text)}
        allowed = {"pequeña", "small"} if case.gap == "small" else set()
        return bool(words - allowed)

    assert faults(every_wording(), wrong) == {}


def test_the_noun_for_the_gap_stands_only_where_the_gap_is_small_or_moderate() -> None:
    assert faults(
        every_wording(),
        lambda case, text: GAP_NOUN[case.language].search(text) and case.gap not in ("small", "moderate"),
    ) == {}  # fmt: skip


def test_the_internal_judgement_is_never_said() -> None:
    assert faults(every_wording(), lambda _, text: INTERNAL.search(text)) == {}
    for one in written():
        assert not INTERNAL.search(one.subject)


# --- who speaks, and to whom


def test_usted_leaves_no_form_of_tu() -> None:
    def wrong(case: Case, text: str) -> bool:
        if case.register != "usted":
            return False
        found = {word.lower() for word in TU_ONLY.findall(text)} - NOT_TU
        return bool(found or TU_IMPERATIVES.search(text))

    assert faults(every_wording(), wrong) == {}


def test_no_form_of_tu_that_its_register_says_otherwise_appears() -> None:
    wrong = faults(every_wording(), lambda case, text: tu_forms(case.locale, case.register).search(text))
    assert wrong == {}


@cache
def tu_forms(locale: str, register: str) -> re.Pattern[str]:
    """Return a pattern for the forms of tú in words.md that are no form of this register's."""
    rows = LIBRARY.edition(locale).words.tables.get("tu", {}).values()
    own = {row.forms.get(register) for row in rows}
    foreign = {row.forms["tu"] for row in rows} - own
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, sorted(foreign))) or '(?!)'})(?!\w)")


def test_vos_has_no_present_of_tu() -> None:
    assert faults(every_wording(), lambda case, text: case.register == "vos" and TU_NOT_VOS.search(text)) == {}


def test_tu_and_vos_never_say_usted() -> None:
    usted = re.compile(r"(?i)\busted(?:es)?\b|\b(?:responda|escriba|reciba)\b")
    assert faults(every_wording(), lambda case, text: case.register in ("tu", "vos") and usted.search(text)) == {}


def test_only_vos_speaks_of_vos() -> None:
    vos = re.compile(r"(?i)\b(?:vos|tenés|querés|podés|creés|preferís|respondé|escribí|recibí)\b")
    assert faults(every_wording(), lambda case, text: case.register != "vos" and vos.search(text)) == {}


WE = {"es": re.compile(r"(?i)\b(?:necesitamos|lo que buscamos|pedimos|destacamos|valoramos|vimos|señalamos)\b"),
      "en": re.compile(r"(?i)\bwe (?:need|were looking|valued|saw|noted|singled|have decided|will not)\b")}  # fmt: skip
THEY = {"es": re.compile(r"(?i)\b(?:necesitan|buscan|piden|destacaron|valoraron|vieron|señalaron)\b"),
        "en": re.compile(r"(?i)\bthey(?!\w)|\btheir\b|\bthem\b")}  # fmt: skip


def test_a_company_says_we_and_an_agency_they() -> None:
    in_house = faults(every_wording(), lambda c, text: c.relation == "inhouse" and THEY[c.language].search(text))
    assert in_house == {}
    agency = faults(every_wording(), lambda case, text: case.relation == "agency" and WE[case.language].search(text))
    assert agency == {}


def test_an_agency_says_whose_decision_it_is() -> None:
    for one in letters("rejection"):
        if one.case.relation == "agency":
            (verdict,) = [draw for draw in one.wordings if draw[0].phrase == "verdict"]
            assert all("Acme" in wording.text for wording in verdict), one.case


# --- what a phrase may not do


def test_i2_i3_and_i9_hold_in_every_letter() -> None:
    for one in letters("rejection"):
        case, moves = one.case, one.spoken
        if "echo" in moves:
            assert case.said in ("mixed", "negative")
            assert stance(case) in ("agree", "reassure")
        assert ("echo" in moves) == (stance(case) in ("agree", "reassure"))
        if "coaching" in moves:
            assert (case.consent, case.stage != "application") == ("requested", True)
        assert ("assistance_notice" in moves) == bool(case.facts)
        if "reapply" in moves:
            assert case.gap in ("none", "small")
            assert case.facts
        assert ("strengths" in moves) == ("strength" in case.facts and case.stage != "application")


def test_strengths_come_before_the_reason_where_our_view_is_kinder() -> None:
    for one in letters("rejection"):
        if {"strengths", "reason"} <= one.spoken:
            free = FREE[one.case.language]
            for text in one.texts:
                strength, requirement = text.find(free["strength"]), text.find(free["requirement"])
                if requirement >= 0:
                    assert (strength < requirement) == (stance(one.case) in ("reassure", "affirm")), one.case


# --- how it reads


def paragraphs(case: Case, text: str) -> list[str]:
    """Return the body: without greeting, goodbye, what the recruiter wrote, and the notices that the law asks for."""
    return own_words(case, text).strip().split("\n\n")[1:-1]


def test_no_letter_is_longer_than_a_person_reads() -> None:
    for one in letters():
        notices = [wording.text for draw in one.wordings for wording in draw if wording.phrase in NOTICES]
        for text in one.texts:
            for notice in notices:
                text = text.replace(notice, "")
            count = sum(len(part.replace("…", "").split()) for part in paragraphs(one.case, text))
            assert 35 <= count <= 180, (count, one.case, text)


NOTICES = ("privacy", "assistance_notice")


def test_the_plain_answer_to_an_application_has_50_to_90_words() -> None:
    for one in letters("rejection"):
        case = one.case
        if case.stage == "application" and not case.facts and not case.cause and case.gap in ("none", "unknown"):
            for text in one.texts:
                assert 50 <= len(text.split()) <= 90, (case, text)


def test_every_letter_ends_with_a_name_or_an_organisation_and_can_be_answered() -> None:
    for one in letters():
        organisation = "Acme" if one.case.relation == "inhouse" else "Puente Talent"
        for text in one.texts:
            assert text.endswith(f"\n{organisation}\n"), text
            assert ("Laura Gil" in text) == ("sender_name" in one.case.facts)
            assert REPLY[one.case.language].search(text), text


def test_every_letter_greets_by_name_and_says_which_role() -> None:
    for one in letters():
        for text in one.texts:
            assert "Marta" in text.split("\n")[0]
            assert "Analista de datos" in text
        assert "Analista de datos" in one.subject


def test_every_text_is_clean_to_the_last_sign() -> None:
    wrong = {}
    for one in written():
        for text in (*one.texts, one.subject):
            for name, pattern in FAULTS.items():
                if found := pattern.search(text):
                    wrong[name, text[max(found.start() - 40, 0) : found.end() + 40]] = one.case
    assert wrong == {}


def test_no_sentence_stands_twice_in_a_letter() -> None:
    for one in written():
        for text in one.texts:
            sentences = [part for part in re.split(r"(?<=[.?!])\s+", text) if len(part) > 25]
            assert len(sentences) == len(set(sentences)), (one.case, text)
