"""Sizes of files and disks in the words people use: 180 KB, 3.2 MB, 14.9 GB."""

_KILOBYTE, _MEGABYTE, _GIGABYTE = 1 << 10, 1 << 20, 1 << 30


def size_words(size: int) -> str:
    """3.2 MB, or 180 KB, or 14.9 GB; anything smaller is 1 KB."""
    if size < _MEGABYTE:
        return f"{max(1, round(size / _KILOBYTE))} KB"
    if size < _GIGABYTE:
        return f"{size / _MEGABYTE:.1f} MB"
    return f"{size / _GIGABYTE:.1f} GB"
