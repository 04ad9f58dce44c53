"""A stand-in for GitHub over a real bare repository, and a real runner of workflows."""
