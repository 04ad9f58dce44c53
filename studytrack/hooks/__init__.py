"""What git's hooks run: their scripts, what they say of a message, what they suggest for one."""
