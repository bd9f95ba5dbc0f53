from __future__ import annotations

from collections.abc import Callable

import pytest
from made import make_envelope, make_message

from templater.delivery import Envelope
from templater.letters.message import Message


@pytest.fixture(name="message")
def message_factory() -> Callable[..., Message]:
    return make_message


@pytest.fixture(name="envelope")
def envelope_factory() -> Callable[..., Envelope]:
    return make_envelope
