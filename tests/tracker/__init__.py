"""Tests of studytrack.tracker."""
