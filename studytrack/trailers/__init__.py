"""Commit messages -> records: where a trailer counts, and what its value says."""
