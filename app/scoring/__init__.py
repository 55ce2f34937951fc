"""Scoring: a scheme and the facts in, marks with their trace out; pure and exact."""
