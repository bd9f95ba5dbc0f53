"""Measured against others, never asserted by a test with a time limit."""
