"""The tests of Muster; a package, so that no other `tests` is found in its place. Never shipped."""
