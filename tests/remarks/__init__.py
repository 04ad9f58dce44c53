"""Tests of studytrack.remarks: questions, references and comments in code."""
