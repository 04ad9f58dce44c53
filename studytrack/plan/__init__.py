"""The plan of a study: what it says, and where a tracker says something else."""
