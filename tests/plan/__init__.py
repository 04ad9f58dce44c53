"""Tests of studytrack.plan: what a plan says, and how a tracker follows it."""
