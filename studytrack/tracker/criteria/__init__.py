"""Completion criteria: where a tracker states them, whose they are, and their boxes."""
