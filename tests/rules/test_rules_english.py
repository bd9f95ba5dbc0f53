from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import templater
from templater.rules import Rulebook, read_rulebook

TEMPLATES = Path(templater.__file__).parents[1] / "templates"
BOOK = TEMPLATES / "en" / "rules.toml"


@cache
def english() -> Rulebook:
    return read_rulebook([(BOOK.read_text("utf-8"), "en/rules.toml")])


RULES = list(english().rules.values())


def codes(text: str, *severities: str) -> dict[str, str]:
    """Return the words that the rules find in a text, by code."""
    found = english().findings(text)
    return {one.code: one.words for one in found if not severities or one.severity in severities}


def matters(text: str) -> set[str]:
    return {one.code for one in english().person_matters(text)}


def test_every_rule_says_why_and_what_to_write_without_holes_or_quotations_of_the_law() -> None:
    for rule in RULES:
        for text in (rule.why, rule.instead):
            assert text[0].isupper() or text[0] in '"“', text
            assert text[-1] in '."”', text
            assert "{" not in text
            assert "art." not in text
            assert len(text) <= 140, text
        assert rule.source


JOB_TALK = """
accent lighting for hotel lobbies
a licence to drive heavy vehicles and forklifts
activities for younger children and school age clubs
advice on retirement plans and pensions
analysis of failed payments and chargebacks
an attractive layout for the landing page
an unqualified audit opinion on the annual accounts
artificial intelligence in radiology
attention to detail when proofreading
automated tests for a payment system
background checks on suppliers in the onboarding process
body shop repairs and vehicle painting
building relationships with trade unions and works councils
bereavement support for families in a hospice
capacity planning for a contact centre
care of pregnant women on a maternity ward
character design and lazy loading of images
children's services and family law
closing the books within five days
conversion rate optimisation
cooking for guests with allergies and coeliac disease
credit report analysis
credit risk scoring
crowd control at football matches
customer complaints were answered within two days
dealing with rude customers at the counter
debt collection in three languages
design of algorithms for route planning
diversity and inclusion training
energy sector
English at C1 level for calls with suppliers
experience with disabled students
experience with older people who live alone
failure analysis
fabrication of steel structures
fire safety inspections in old buildings
fraud detection with fake invoices as test data
garbage collection tuning in Java
gender equality plans and their indicators
handling of nervous dogs in a veterinary clinic
health and safety on building sites
interest rate swaps and foreign exchange
it lacked a plan for the second quarter
lean manufacturing and failure modes
machine learning algorithms
male and female connectors in hydraulic lines
marketing to young families and to older drivers
mental health services
native Android development
negotiation of collective agreements
neural networks for image recognition
no experience with night shifts was shown
organic chemistry
payroll, including parental leave and sick pay
performance reviews of a team of twelve
pest control in food warehouses
policies on sexual harassment and on bullying
pressure vessels and their inspection
preparing candidates for interviews
queries with poor performance were found and rewritten
race conditions
reading the body language of horses
religious education teacher
repairing wheelchairs and hearing aids
restoring church organs
the answer compared two databases and chose neither
the case study stopped before the forecast
the code did not handle null values
the code sample had no tests
the design did not fit on a small screen
the exercise did not include a budget
the model overestimated demand by a third
the network could not cope with the load
the pitch did not mention the price
the plan failed to name an owner for each step
the portfolio had no work for print
the report was too long for the board
the role needs a more senior signature on contracts above 50,000 euros
the role requires a clean driving licence
the sample had five years of data and no missing values
the script failed on empty files
the test plan did not cover the most common errors
the translation was late and had two terms wrong
the welds had pores at the start of each seam
the windows were older than the wall
tone of voice guidelines for a brand
training new drivers on the school run
troubleshooting a robot with weak signals
understanding what a client needs before quoting
union negotiations
strike rate
two years as a team leader in a call centre
unit tests for the most used functions
vocational training for unemployed adults
warehouse work at minus twenty degrees
water treatment and waste management
women's fashion buyer
working to tight deadlines under pressure
writing newsletters and discount campaigns
your answers on stock rotation were complete and clear
your energy trading experience
your health and safety knowledge
your race engineering background
you chose a relational database for the exercise
you explained a difficult decision from your last project
you were asked about difficult customers
you gave clear examples of a project that failed
you hired a team of ten in one year
you noticed the older version of the drawing
you could leave out the second table
name the result and one figure in each example
ask for the budget before you quote a price
show how you would test it, step by step
explain your part in the project before the team's
keep each slide to one idea
bring two examples of a design that changed after a test
""".strip().splitlines()


@pytest.mark.parametrize("text", JOB_TALK)
def test_legitimate_talk_about_work_is_no_error(text: str) -> None:
    assert not codes(text, "error")


UNKIND = """
age|we need a younger profile for this shop
age|he is too old to learn this
age|at your age nights are tiring
age|just out of university, so no
age|she was born in 1963
seniority|far too senior for what we pay
seniority|seemed too junior
overqualified|clearly overqualified
overqualified|your experience exceeds what the role needs
sex|prefers a man for the night shift
sex|not a job for you, being a woman
family|with two small kids? your children need you
family|you are about to start a family
family|she is on maternity leave
health|your depression could come back
health|not physically able to do it
origin|a thick accent on the phone
origin|you don't know how things work here as an immigrant
native-speaker|not a native speaker of German
religion|you wear the hijab at work
orientation|openly gay and proud of it
union|known as a union activist
appearance|your tattoos are visible
appearance|came in scruffy and badly dressed
residence|you live too far from the shop
criminal-record|you were convicted in 2015
credit-record|you are in debt
salary-history|you earn too much now
career-gap|unexplained gap in your CV
military|your army career is no use here
body-language|looked nervous throughout
body-language|no eye contact with the panel
body-language|your voice was shaky
comparison|another candidate had more: other applicants were faster
comparison|better than you in every test
comparison|someone with more experience got further
hired-person|the role went to someone from the client
hired-person|we went with a candidate from Boston
ranking|you were our third choice
culture-fit|doesn't fit our culture
culture-fit|you would not fit in with the team
culture-fit|not the right person for us
culture-fit|not cut out for sales
personality|your personality is a problem
personality|poor attitude towards the receptionist
personality|she seemed a bit shy
personality|lacks confidence
personality|arrogant from the first minute
personality|you were too quiet in the group
gut-feeling|we were not convinced by you
gut-feeling|my gut tells me no
motivation|lacked energy and drive
motivation|showed little interest
motivation|didn't really want the job
motivation|low motivation
motivation|not passionate about retail
coded-language|poor communication skills
would-leave|you would soon get bored
would-leave|he would probably leave within a year
keep-on-file|we'll keep your details on file
will-contact|we will call you when something opens
reapply-promise|do apply again next year
almost|you nearly made it
guarantee|I promise you will hear good news
if-it-changes|we would have hired you with a bigger budget
not-final|it is just not for now
blame|the client is too picky
no-feedback|we can't give you any feedback
silence-means-no|if you haven't heard by Friday, forget it
no-reply|don't reply to this message
off-the-record|this stays between you and me
legal-talk|you cannot take legal action against us
verdict-on-person|failed the coding test badly
verdict-on-person|a total disaster
verdict-on-person|your presentation was really poor
verdict-on-person|not smart enough
verdict-on-person|you didn't even know the basics
verdict-on-person|couldn't cope with pressure
verdict-on-person|below our standards
verdict-on-person|an embarrassing performance
verdict-on-person|terrible answers
contradiction|although you think it went well
self-awareness|he overestimates himself
accusation|you lied on your CV
accusation|fake references
accusation|copied the exercise from the internet
accusation|cheated in the online test
automation|the system rejected your application
score|you scored 3/10
forever|we keep your CV forever
silent-consent|unless you object, we go on
passed-on|we have already sent your CV to three clients
regret|sorry to inform you
unfortunately|sadly not this time
hard-decision|a very hard choice
shouting|good luck!!
platitude|the right job is out there
presuming|of course you understand
placeholder|Dear {{ name }}
empty-value|TODO
""".strip().splitlines()


@pytest.mark.parametrize("line", UNKIND)
def test_unkind_words_that_are_no_example_are_found_too(line: str) -> None:
    code, _, text = line.partition("|")
    assert code in codes(text, "error", "warning"), codes(text)
    assert all(text not in (*rule.fires, *rule.silent) for rule in RULES)


def test_enough_is_tried() -> None:
    assert len(JOB_TALK) >= 60
    assert len(UNKIND) >= 60
    assert {line.partition("|")[0] for line in UNKIND} <= set(english().rules)


MUST_BE_ERRORS = """
too old; too junior for us; too senior for us; lacked energy; not a culture fit; not the right fit; overqualified;
other candidates were stronger; lied about the diploma; cheated; seemed nervous; your accent; pregnant; as a mother;
a younger person; not good enough; no motivation; bad attitude; you are not a good fit; your age; not impressed
"""


@pytest.mark.parametrize("text", [one.strip() for one in MUST_BE_ERRORS.split(";")])
def test_what_nobody_may_write_stops_the_letter(text: str) -> None:
    assert codes(text, "error")


def wordings() -> Iterator[tuple[str, str]]:
    """Yield every line of the shipped English books that can reach a letter, with its place."""
    for path in sorted([*TEMPLATES.glob("en*/*.md"), *TEMPLATES.glob("en*/phrases/*.md")]):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            is_note = line.startswith((">", "Note:", "Requires:", "Unless:"))
            is_name = line.startswith("#") and "phrases" in path.relative_to(TEMPLATES).as_posix()
            if not is_note and not is_name:
                yield f"{path.relative_to(TEMPLATES).as_posix()}:{number}", line


@pytest.mark.parametrize("value", ["", "Acme", "3 December 2026"])
def test_the_shipped_words_break_no_rule(value: str) -> None:
    for place, line in wordings():
        assert not codes(re.sub(r"\{\{.*?\}\}", value, line)), place


def test_the_shipped_words_are_no_matter_for_a_person_and_say_nothing_twice_in_a_phrase() -> None:
    for place, line in wordings():
        text = re.sub(r"\{\{.*?\}\}", "Acme", line)
        assert not english().repeated(text), place
        if "candidate-reply" in place:
            assert not matters(text), place


def test_english_has_one_register_and_says_some_things_once() -> None:
    assert not english().registers
    assert english().repeated("Even so, thank you. It is late. Even so, we decided.") == ("Even so",)
    assert english().repeated("Even so, thank you.") == ()


def test_a_finding_says_where_its_rule_stands() -> None:
    (found,) = english().findings("You were too old.")
    file, _, line = found.place.partition(":")
    assert file == "en/rules.toml"
    assert BOOK.read_text("utf-8").splitlines()[int(line) - 1] == "[[rule]]"
    assert found.words == "too old"
