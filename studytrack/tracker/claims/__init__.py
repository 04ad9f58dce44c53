"""Statements of progress in a tracker: what each counts, whether it is true, how it is written."""
