"""studytrack keeps a Markdown study tracker true: a projection of your git history."""

__version__ = "0.1.0"
