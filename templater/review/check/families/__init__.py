"""The rules of the check, a file for each family."""

from __future__ import annotations
