"""Write to candidates in Spanish and English: letters whose wording fits how they judge their interview."""

from __future__ import annotations

__version__ = "0.1.0"
