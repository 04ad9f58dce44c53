"""Pages for GitHub: what a pull request, a step summary and an annotation say."""
