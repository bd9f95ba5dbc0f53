"""A message leaves: as e-mail in a mailbox or a directory, or as JSON lines."""

from __future__ import annotations

from templater.delivery.destinations import DESTINATIONS, open_destination
from templater.delivery.files import WholeDirectory, WholeFile, check_destination
from templater.delivery.interface import Destination, Receipt
from templater.delivery.lines import failure_fields, json_line, message_fields, pick_fields
from templater.delivery.mime import Envelope, write_message

__all__ = [
    "DESTINATIONS",
    "Destination",
    "Envelope",
    "Receipt",
    "WholeDirectory",
    "WholeFile",
    "check_destination",
    "failure_fields",
    "json_line",
    "message_fields",
    "open_destination",
    "pick_fields",
    "write_message",
]
