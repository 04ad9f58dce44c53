"""Markdown as spans: blocks, tables, inline text and lossless edits; knows nothing of study."""
