"""Tests of the Action against a GitHub that stands in."""
