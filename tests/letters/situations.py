"""Every situation of the shipped letters, planned once: what each says, in every wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from templater.candidate import AXIS_CHOICES, Candidate, read_candidate
from templater.errors import CandidateError
from templater.letters import Library, Plan, Wanted
from templater.letters.speaking import NEEDED

LIBRARY = Library()
SELF = AXIS_CHOICES["self_assessment"]
GAPS = AXIS_CHOICES["gap"]
CAUSES = ("", *AXIS_CHOICES["external_reason"])
CONSENTS = AXIS_CHOICES["feedback_consent"]
RELATIONS = AXIS_CHOICES["relation"]
STAGES = AXIS_CHOICES["stage"]

VOICES = (("es", "tu"), ("en", "you"), ("es", "usted"), ("es", "vos"), ("es-MX", "usted"), ("es-AR", "vos"),
          ("en-GB", "you"))  # fmt: skip
"""Locales and registers that the letters are written in."""

FREE: Mapping[str, Mapping[str, str]] = {
    "es": {
        "requirement": "experiencia con modelos de series temporales en producción",
        "evidence": "el caso práctico se quedó en la exploración y no llegó al pronóstico",
        "strength": "la claridad al explicar las consultas de SQL",
        "coaching_tip": "cerrar cada ejemplo con el resultado y una cifra",
        "unexpected_requirement": "gestión de proveedores en Asia",
        "high_point": "la parte de SQL",
        "low_point": "los ejemplos de negociación",
    },
    "en": {
        "requirement": "experience with time series models in production",
        "evidence": "the case study covered the exploration and stopped before the forecast",
        "strength": "how clearly the SQL queries were explained",
        "coaching_tip": "close every example with its result and one figure",
        "unexpected_requirement": "managing suppliers in Asia",
        "high_point": "the SQL exercise",
        "low_point": "the negotiation examples",
    },
}
REJECTION = frozenset({"requirement", "evidence", "strength", "coaching_tip"})
"""The free texts that a rejection states."""
OPTIONAL = {
    "interview_date": "2026-11-12",
    "feedback_deadline": "2026-12-01",
    "reapply_policy": "2027-05-01",
    "survey_url": "https://acme.example/s",
    "retention_until": "2027-11-30",
    "privacy_url": "https://acme.example/p",
    "privacy_contact": "privacidad@acme.example",
    "sender_name": "Laura Gil",
    "sender_title": "Selección de personal",
}
ALL = REJECTION.union(OPTIONAL)
FOR_ANY_LETTER = {
    "other_role": "Analista de riesgos",
    "manager_name": "Bea Soto",
    "reply_by": "2026-12-04",
    "email": "marta.ruiz@example.com",
}
"""What letters other than a rejection need as well."""
FACTS = {"": frozenset[str](), "all": ALL}


@dataclass(frozen=True)
class Case:
    """One letter for one situation, a voice and a set of facts."""

    letter: str
    locale: str
    register: str
    said: str
    gap: str
    cause: str
    consent: str
    relation: str
    stage: str
    facts: frozenset[str]
    channel: str = "email"

    @property
    def language(self) -> str:
        """The bare language."""
        return self.locale.partition("-")[0]

    @property
    def wanted(self) -> Wanted:
        """What is asked of the library: also letters that nobody should send, so that their words are read."""
        return Wanted(self.letter, self.locale, self.channel, self.register, impersonal=True)

    @property
    def fellows(self) -> Case:
        """The same case, whatever the candidate said: all who should be told the same facts."""
        return Case(self.letter, self.locale, self.register, "", self.gap, self.cause, self.consent, self.relation,
                    self.stage, self.facts)  # fmt: skip

    def candidate(self) -> Candidate:
        """Return the candidate."""
        known = {**OPTIONAL, **FOR_ANY_LETTER, **FREE[self.language]}
        cells: dict[str, object] = {name: known[name] for name in self.facts}
        cells |= {"self_assessment": self.said, "gap": self.gap, "external_reason": self.cause, "stage": self.stage}
        cells |= {"feedback_consent": self.consent, "relation": self.relation, "id": "7", "first_name": "Marta"}
        cells |= {"role": "Analista de datos", "company": "Acme"}
        if self.relation == "agency":
            cells["agency"] = "Puente Talent"
        if self.facts - set(FOR_ANY_LETTER):
            cells = {"decision_by": "human_assisted", "reapply_policy": "open"} | cells
        read = read_candidate(cells)
        assert isinstance(read, Candidate), read
        return read


def singles() -> Iterator[Case]:
    """Yield, in every voice, letters with one fact and with all but one: here the wordings speak that say less."""
    situations = (("negative", "small"), ("positive", "large"), ("mixed", "none"), ("none", "unknown"))
    subsets = [frozenset[str](), *(frozenset({name}) for name in sorted(ALL)), *(ALL - {name} for name in sorted(ALL))]
    for number, ((locale, register), (said, gap), facts) in enumerate(product(VOICES, situations, subsets)):
        for stage in STAGES[1:] if not facts else STAGES[2:3]:
            consent, cause, relation = CONSENTS[number % 3], CAUSES[number % 5], RELATIONS[number % 2]
            yield Case("rejection", locale, register, said, gap, cause, consent, relation, stage, facts)


@dataclass(frozen=True)
class Wording:
    """One wording of a phrase, with its facts filled in."""

    phrase: str
    place: str
    text: str
    facts: frozenset[str]


@dataclass(frozen=True)
class Written:
    """A case with its wordings, and texts in which each of them stands at least once."""

    case: Case
    wordings: tuple[tuple[Wording, ...], ...]
    texts: tuple[str, ...]
    subject: str
    spoken: frozenset[str]
    stance: str

    @property
    def stated(self) -> frozenset[str]:
        """The facts that the letter states in every deal."""
        return frozenset().union(*(frozenset[str]().union(*(one.facts for one in draw)) for draw in self.wordings))


REFUSED: list[tuple[Case, str]] = []


def cases() -> Iterator[Case]:
    """Yield the cases: in the first two voices all products of the axes, with every fact and mostly with none.

    The other voices have the same files in other words: there one relation or the other does, in turn.
    """
    for locale, register in VOICES:
        whole = (locale, register) in VOICES[:2]
        for number, (said, gap, consent, stage) in enumerate(product(SELF, GAPS, CONSENTS, STAGES)):
            for relation in RELATIONS if whole else (RELATIONS[number % 2],):
                for cause in CAUSES if whole and consent == "not_asked" else CAUSES[:2] if whole else CAUSES[:1]:
                    for facts in FACTS.values() if whole and not cause else (ALL,):
                        yield Case("rejection", locale, register, said, gap, cause, consent, relation, stage, facts)
        for relation, stage, facts in product(RELATIONS, STAGES[1:], FACTS.values()):
            yield Case("debrief-question", locale, register, "none", "unknown", "", "not_asked", relation, stage, facts)
    yield from subsets()
    yield from singles()


def subsets() -> Iterator[Case]:
    """Yield every subset of the facts that decide between wordings, in the situations that differ in them."""
    names = ("requirement", "evidence", "interview_date", "feedback_deadline")
    for bits in product((False, True), repeat=len(names)):
        facts = frozenset(name for name, there in zip(names, bits, strict=True) if there)
        for gap, consent, cause in product(GAPS, ("requested", "declined"), CAUSES[:2]):
            if cause and gap not in ("none", "small"):
                continue
            for said in SELF:
                yield Case("rejection", "es", "tu", said, gap, cause, consent, "agency", "interview", facts)
            yield Case("rejection", "en", "you", "mixed", gap, cause, consent, "inhouse", "final", facts)


@cache
def written() -> tuple[Written, ...]:
    """Plan every case once and write as many texts of each as its largest draw has wordings."""
    return tuple(write(cases(), REFUSED))


def write(wanted: Iterable[Case], refused: list[tuple[Case, str]]) -> Iterator[Written]:
    """Yield every case that can be written, and note those that cannot, with the reason."""
    for case in dict.fromkeys(wanted):
        one = case.candidate()
        try:
            plan = LIBRARY.plan(one, case.wanted)
        except CandidateError as error:
            refused.append((case, str(error)))
            continue
        yield _written(case, one, plan)


def _written(case: Case, one: Candidate, plan: Plan) -> Written:
    deals = max((len(draw.alternatives) for draw in plan.draws), default=1)
    texts, wordings = [], []
    for deal in range(deals):
        dealt = tuple(deal % len(draw.alternatives) for draw in plan.draws)
        values = plan.values(one.facts, dealt)
        texts.append(values.fill(plan.body.text) + "\n")
    inner = {draw.phrase: draw for draw in plan.draws}
    for draw in plan.draws:
        texts_of = [values.fill(alternative.formats.text) for alternative in draw.alternatives]
        facts = []
        for alternative in draw.alternatives:
            holes = {hole.path for hole in alternative.formats.text.holes if not hole.is_phrase}
            for phrase in alternative.inner:
                holes |= {hole.path for hole in inner[phrase].alternatives[0].formats.text.holes}
            facts.append(frozenset(holes) - NEEDED)
        wordings.append(tuple(
            Wording(draw.phrase, alternative.place, text, stated)
            for alternative, text, stated in zip(draw.alternatives, texts_of, facts, strict=True)
        ))  # fmt: skip
    spoken = frozenset(draw.phrase for draw in plan.draws)
    return Written(case, tuple(wordings), tuple(texts), values.fill(plan.subject), spoken, plan.situation.stance)


def situations_refused() -> list[tuple[Case, str]]:
    """Return the cases that could not be written, with the reason."""
    written()
    return REFUSED
