"""Faults and attacks, tried on whole studies: real repositories, real files, real processes."""
