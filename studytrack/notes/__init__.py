"""Notes -> records: a note's front matter, and the task that it is of."""
