"""Guidance: deadlines, costs, letters, the road ahead, and whom to turn to. Pure thinking; no conversation in it."""
