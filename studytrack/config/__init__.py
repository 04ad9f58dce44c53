"""`studytrack.toml`: its text, its values, and the lines that errors name."""
