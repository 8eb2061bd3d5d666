"""The console: rooms and phones in a browser, simulated; the platform that needs no account anywhere."""
