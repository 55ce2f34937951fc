"""Sizes in words."""

from ui.sizes import size_words


def test_small_middling_and_large():
    assert [size_words(size) for size in (0, 3, 200_000, 5 << 20, 15 << 30)] == [
        "1 KB",
        "1 KB",
        "195 KB",
        "5.0 MB",
        "15.0 GB",
    ]
