"""One page of all letters of a run, to skim before anything leaves."""

from __future__ import annotations

from templater.delivery.page.page import Page

__all__ = ["Page"]
