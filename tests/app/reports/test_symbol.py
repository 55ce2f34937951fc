"""A QR code for the screen is square, has its white border, and says what it was given."""

from app.reports.symbol import QUIET_MODULES, qr_modules


def test_it_is_square_with_a_white_border():
    modules = qr_modules("9F" * 32)
    assert {len(line) for line in modules} == {len(modules)}
    border = [*modules[:QUIET_MODULES], *modules[-QUIET_MODULES:]]
    assert not any(dark for line in border for dark in line)
    assert modules[QUIET_MODULES][QUIET_MODULES]  # the corner of the first finder pattern


def test_other_words_are_another_code_and_a_fingerprint_stays_small():
    assert qr_modules("9F" * 32) != qr_modules("9E" * 32)
    assert len(qr_modules("9F" * 32)) <= 45
