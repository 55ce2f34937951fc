"""A QR code as rows of modules, for the screen."""

QUIET_MODULES = 4
"""White modules around, as the standard asks."""


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """True where a module is dark, with the white border around; capital letters and digits need the fewest."""
    import segno

    symbol = segno.make_qr(text, error="m", boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in symbol.matrix_iter(border=QUIET_MODULES))
