"""Whatever is asked of the writer, it refuses, or every reader finds what was asked."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st
from made import make_envelope, make_message
from readback import assert_well_formed, meant, python_reads

from templater.delivery import write_message
from templater.errors import Undeliverable

SIGNS = st.one_of(
    st.characters(),
    st.sampled_from(
        ["\r\n", "\r", "\n", "\t", "=?", "?=", "=?utf-8?q?x?=", '"', "\\", ",", " ", "  ", "(", "<a@b.example>"]
    ),
    st.sampled_from(["From ", ".", "=", "\xa0", "\u202e", "\ud800", "\x00", "x" * 80, "ñ" * 50, "👩‍👩‍👧", "e\u0301"]),
)
SHORT = st.lists(SIGNS, max_size=12).map("".join)
LONG = st.lists(SIGNS, max_size=40).map("".join)
LOCAL = st.text("ab.=?+_'@\"<> ", min_size=1, max_size=12)
ADDRESS = st.one_of(
    st.builds("{}@{}".format, LOCAL, st.sampled_from(["example.com", "xn--espaa-rta.es", "EXAMPLE.ORG", "x", "ñ.es"])),
    st.just("marta@example.com"),
    SHORT,
)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
# Python 3.11 reads no year before 1000 or after 9999.
DATES = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=ZONES)
MESSAGES = st.fixed_dictionaries(
    {"subject": LONG, "text": LONG.filter(bool), "html": st.none() | LONG.filter(bool)},
    optional={"locale": st.sampled_from(["es", "en-GB", "zh-Hant", "x", "es\r\n"])},
)
ENVELOPES = st.fixed_dictionaries(
    {},
    optional={
        "to_name": SHORT, "from_name": SHORT, "to_address": ADDRESS, "from_address": ADDRESS,
        "reply_to": st.just("") | ADDRESS, "date": DATES, "message_key": LONG,
    },
)  # fmt: skip
Fields = dict[str, object]


@settings(max_examples=300, deadline=None)
@given(message=MESSAGES, envelope=ENVELOPES)
def test_what_is_written_is_read_as_it_was_meant(message: Fields, envelope: Fields) -> None:
    letter, address = make_message(**message), make_envelope(**envelope)
    try:
        octets = write_message(letter, address)
    except Undeliverable:
        return
    assert_well_formed(octets)
    # Python puts a blank between the encoded-words of a name: https://github.com/python/cpython/issues/120930
    assert python_reads(octets).without_blanks_in_names() == meant(letter, address).without_blanks_in_names()
    assert write_message(letter, address) == octets
