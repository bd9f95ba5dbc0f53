"""People look before it leaves: judges of finished messages, which say what to look at again."""

from __future__ import annotations

from templater.review.remark import Remark

__all__ = ["Remark"]
