"""Bringing people in, on a real database."""
