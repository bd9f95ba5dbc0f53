"""Whatever may stand in a message is read as it was meant, and whatever may not is refused."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import make_envelope, make_message
from readback import assert_well_formed, meant, python_reads

from templater.delivery import write_message
from templater.errors import Undeliverable

SIGNS = st.one_of(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]),
    st.sampled_from(
        ["=?", "?=", "=?utf-8?q?x?=", '"', "\\", ",", " ", "  ", "(", ")", "<a@b.example>", "@", ";", ":", "."]
    ),
    st.sampled_from(["=", "\xa0", "x" * 40, "ñ" * 25, "👩‍👩‍👧", "e\u0301", "محمد"]),
)
BREAKS = st.sampled_from(["\r\n", "\r", "\n", "\n.", "\nFrom ", " \n", "\t\n", "x" * 80, "\u2028", "--"])
HOSTILE = ("\r\nBcc: a@b.example", "\n", "\x00", "\x1b", "\x85", "\u2028", "\u202e", "\ud800", "\udfff")
FIELDS = ("subject", "to_name", "from_name", "to_address", "from_address", "reply_to", "locale")
NAME = st.lists(SIGNS, max_size=8).map("".join).map(lambda name: name[:128])
SUBJECT = st.lists(SIGNS, max_size=20).map("".join).map(lambda subject: subject[:255])
# A part with nothing in it is no part to some readers; no letter is empty.
BODY = st.lists(SIGNS | BREAKS, min_size=1, max_size=30).map("".join)
LOCAL = st.from_regex(r"[a-z!#$%&'*+/=?^_`{|}~-]{1,20}(\.[a-z0-9]{1,9})?", fullmatch=True).filter(
    lambda one: "=?" not in one
)
ADDRESS = st.builds(
    "{}@{}".format, LOCAL, st.sampled_from(["example.com", "xn--espaa-rta.es", "EXAMPLE.ORG", "a.b.c.es"])
)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
DATES = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=ZONES)
Fields = dict[str, object]
MESSAGES = st.fixed_dictionaries(
    {"subject": SUBJECT, "text": BODY, "html": st.none() | BODY, "locale": st.sampled_from(["es", "en-GB", "zh-Hant"])}
)
ENVELOPES = st.fixed_dictionaries(
    {
        "to_name": NAME, "from_name": NAME, "to_address": ADDRESS, "from_address": ADDRESS,
        "reply_to": st.just("") | ADDRESS, "date": DATES, "message_key": st.text(min_size=1),
    },
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(message=MESSAGES, envelope=ENVELOPES)
def test_what_is_written_is_read_as_it_was_meant(message: Fields, envelope: Fields) -> None:
    letter, address = make_message(**message), make_envelope(**envelope)
    octets = write_message(letter, address)
    assert_well_formed(octets)
    # Python puts a blank between the encoded-words of a name: https://github.com/python/cpython/issues/120930
    assert python_reads(octets).without_blanks_in_names() == meant(letter, address).without_blanks_in_names()
    assert write_message(letter, address) == octets


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
@pytest.mark.parametrize("name", FIELDS)
@settings(max_examples=5, deadline=None)
@given(before=NAME.map(lambda name: name[:60]), after=NAME.map(lambda name: name[:60]))
def test_a_hostile_sign_in_a_field_is_refused_wherever_it_stands(
    name: str, hostile: str, before: str, after: str
) -> None:
    change: Fields = {name: before + hostile + after}
    letter = make_message(**change) if name in ("subject", "locale") else make_message()
    address = make_envelope() if name in ("subject", "locale") else make_envelope(**change)
    with pytest.raises(Undeliverable):
        write_message(letter, address)
