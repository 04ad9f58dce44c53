"""The pipeline: from a repository to the state of its study and the tracker's new text."""
