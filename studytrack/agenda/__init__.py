"""What to do now: weeks, the order of tasks, and as many of them as the hours of a week hold."""
