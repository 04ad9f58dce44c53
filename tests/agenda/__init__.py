"""Weeks, agendas and checkpoints."""
