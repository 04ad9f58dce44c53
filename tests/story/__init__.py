"""Tests of studytrack.story: trackers whose versions tell something."""
