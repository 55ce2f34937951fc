"""Filling in one inspection."""
