"""What people answer in the cells of a sheet is understood."""

from __future__ import annotations

YES_OR_NO = {
    **dict.fromkeys(("", "no", "n", "0", "false", "falso", "-", "✗", "✘", "☐", "❌"), "no"),
    **dict.fromkeys(("yes", "y", "x", "ok", "1", "true", "verdadero", "✓", "✔", "☑", "✅"), "yes"),
}
"""What people and their spreadsheets write for yes and no, beside the words of their language."""
