import itertools
import string

import pytest

from app.errors import RecoveryCodeWrong
from app.identity.recovery import LENGTH, groups, new_recovery_code, parse_recovery_code, printed

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_a_code_has_26_characters_that_cannot_be_confused():
    codes = {new_recovery_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(len(code) == LENGTH == 26 and set(code) <= set(ALPHABET) for code in codes)


def test_the_code_is_printed_in_five_groups():
    code = new_recovery_code()
    assert [len(group) for group in groups(code)] == [5, 5, 5, 5, 6]
    assert printed(code).replace("-", "") == code


def test_it_may_be_typed_carelessly():
    while "0" not in (code := new_recovery_code()) or "1" not in code:
        pass
    full_width = code.translate({ord(c): ord(c) + 0xFEE0 for c in string.digits + string.ascii_uppercase})
    for typed in (
        printed(code).lower(),
        code.replace("0", "O").replace("1", "l"),
        code.replace("0", "o").replace("1", "I"),
        full_width,
        " ".join(groups(code)) + "\n",
        "－".join(groups(full_width)),
    ):
        assert parse_recovery_code(typed) == code


def test_every_wrong_character_and_every_swap_is_found():
    code = new_recovery_code()
    for place in range(LENGTH):
        for other in ALPHABET.replace(code[place], ""):
            with pytest.raises(RecoveryCodeWrong):
                parse_recovery_code(code[:place] + other + code[place + 1 :])
    for a, b in itertools.combinations(range(LENGTH), 2):
        if code[a] != code[b]:
            swapped = list(code)
            swapped[a], swapped[b] = swapped[b], swapped[a]
            with pytest.raises(RecoveryCodeWrong):
                parse_recovery_code("".join(swapped))


def test_a_code_of_another_length_says_how_long_it_was():
    with pytest.raises(RecoveryCodeWrong) as caught:
        parse_recovery_code(new_recovery_code()[:-1])
    assert (caught.value.length, caught.value.expected) == (25, 26)
    with pytest.raises(RecoveryCodeWrong):
        parse_recovery_code("U" * 26)
    with pytest.raises(RecoveryCodeWrong):
        parse_recovery_code("红" * 26)
