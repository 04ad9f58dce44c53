"""Tests of studytrack.study."""
