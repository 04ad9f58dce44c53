"""What became of the code that notes speak of: commits after a note, to what has changed since."""
