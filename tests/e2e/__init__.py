"""Whole crises, from the declaration to the verified log."""
