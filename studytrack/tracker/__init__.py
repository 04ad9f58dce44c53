"""Between Markdown and the model: what a tracker says, how it says it, and its new text."""
