"""The program below the window: values, rules, scoring, store, documents and the errands that join them."""

VERSION = "0.1.0"
"""The one place where the version stands; packages, `self-check` and 关于 read it here."""
