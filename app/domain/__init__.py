"""Frozen values: what things are."""
