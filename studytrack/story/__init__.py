"""The biography of a study: what the versions of its tracker tell, one after the other."""
