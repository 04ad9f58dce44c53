"""Checkpoints, from commits to files."""
