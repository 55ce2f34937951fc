"""The code at the foot of a page."""

import hashlib

from app.reports.check_code import in_groups, page_check_code, typed_code


def test_the_code_is_twelve_crockford_characters_of_the_digest():
    code = page_check_code("rid", 1, 11)
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    bits = "".join(f"{byte:08b}" for byte in hashlib.sha256(b"rid|1|11").digest())
    assert code == "".join(alphabet[int(bits[n : n + 5], 2)] for n in range(0, 60, 5))


def test_another_page_record_or_page_count_has_another_code():
    codes = {page_check_code("rid", 1, 11), page_check_code("rid", 2, 11), page_check_code("rid", 1, 12)}
    codes.add(page_check_code("other", 1, 11))
    assert len(codes) == 4


def test_a_code_typed_by_hand_is_understood():
    assert in_groups("PV8P0GK2AVGE") == "PV8P-0GK2-AVGE"
    assert typed_code("pv8p ogk2-avge ") == "PV8P0GK2AVGE"
    assert typed_code("1Il0oO") == "111000"
