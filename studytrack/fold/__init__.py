"""Records -> state: which of them count, what they add up to, and which hand edits stand."""
