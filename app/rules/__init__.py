"""Decisions of the office as pure functions."""
