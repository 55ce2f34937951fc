"""The office's age key is sealed under its signing key, and leaves in a file under a password that was generated."""

import pytest

from app.errors import KeysDamaged, WrongPassphrase
from app.identity.age import AgeKey, opened_key
from app.identity.office_key import key_file, open_age_key, seal_age_key
from app.identity.passphrase import ArgonCost
from app.identity.signer import new_signing_key, unlock

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "春江花月夜第一句"


def a_signing_key():
    return unlock(new_signing_key(PASSPHRASE, cost=CHEAP)[0], PASSPHRASE)


def test_only_the_office_opens_it():
    office, age = a_signing_key(), AgeKey.new()
    sealed = seal_age_key(office, age)
    assert age.secret.encode() not in sealed
    assert open_age_key(office, age.recipient, sealed) == age
    for key, recipient, data in (
        (a_signing_key(), age.recipient, sealed),
        (office, AgeKey.new().recipient, sealed),
        (office, age.recipient, sealed[:-1]),
        (office, age.recipient, b""),
    ):
        with pytest.raises(KeysDamaged):
            open_age_key(key, recipient, data)


def test_the_file_opens_with_the_password_that_was_shown():
    age = AgeKey.new()
    data, password = key_file(age)
    assert [len(group) for group in password.split("-")] == [5, 5, 5, 5]
    assert opened_key(data, password) == age
    with pytest.raises(WrongPassphrase):
        opened_key(data, password[:-1] + "?")
