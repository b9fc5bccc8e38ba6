"""Measurements beside the program: they print tables and assert nothing about time."""
