"""Tests of studytrack.fold."""
