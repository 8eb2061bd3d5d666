"""Replicas killed at random moments behind a provider that fails, and what must hold all the same."""
