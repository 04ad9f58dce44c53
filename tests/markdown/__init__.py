"""Tests of the Markdown package."""
