"""Checkpoints: what the records of a week tell of it."""
