"""A message leaves: as e-mail in a mailbox or a directory, as JSON lines, or beside its row in a sheet or a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from templater.lazy import importer

if TYPE_CHECKING:
    from templater.delivery.destinations import DESTINATIONS, open_destination
    from templater.delivery.eml import draft_message
    from templater.delivery.files import WholeDirectory, WholeFile, check_destination
    from templater.delivery.interface import Destination, Entry, Overview, Receipt
    from templater.delivery.lines import failure_fields, json_line, message_fields, pick_fields
    from templater.delivery.mime import Envelope, write_message
    from templater.delivery.speech import Speech

_MODULES = {
    "destinations": ("DESTINATIONS", "open_destination"),
    "eml": ("draft_message",),
    "files": ("WholeDirectory", "WholeFile", "check_destination"),
    "interface": ("Destination", "Entry", "Overview", "Receipt"),
    "lines": ("failure_fields", "json_line", "message_fields", "pick_fields"),
    "mime": ("Envelope", "write_message"),
    "speech": ("Speech",),
}

__all__ = [
    "DESTINATIONS",
    "Destination",
    "Entry",
    "Envelope",
    "Overview",
    "Receipt",
    "Speech",
    "WholeDirectory",
    "WholeFile",
    "check_destination",
    "draft_message",
    "failure_fields",
    "json_line",
    "message_fields",
    "open_destination",
    "pick_fields",
    "write_message",
]

__getattr__ = importer(__name__, _MODULES)
"""One letter needs little of what a list of them does."""
