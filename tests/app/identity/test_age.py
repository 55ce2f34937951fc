"""What is encrypted to an office opens with its key and no other, whole or not at all."""

import io
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import AgeFileDamaged, AgeFileForOthers, AgeKeyMalformed, WrongPassphrase
from app.identity.age import AgeKey, decrypt_with, encrypt_to, opened_key, require_recipient, sealed_key

OFFICE, CITY, OTHER = AgeKey.new(), AgeKey.new(), AgeKey.new()


def encrypted(plain: bytes, *keys: AgeKey) -> bytes:
    target = io.BytesIO()
    encrypt_to([key.recipient for key in keys], io.BytesIO(plain), target)
    return target.getvalue()


def decrypted(data: bytes, key: AgeKey) -> bytes:
    plain = io.BytesIO()
    decrypt_with([key], io.BytesIO(data), plain)
    return plain.getvalue()


@given(st.binary(max_size=200_000))
def test_every_recipient_reads_it_and_nobody_else(plain):
    data = encrypted(plain, OFFICE, CITY)
    assert decrypted(data, OFFICE) == decrypted(data, CITY) == plain
    with pytest.raises(AgeFileForOthers):
        decrypted(data, OTHER)


@pytest.mark.parametrize("cut", [0, 1, 10, 150, 70_000, 199_999])
def test_a_cut_file_is_damaged(cut):
    with pytest.raises(AgeFileDamaged):
        decrypted(encrypted(bytes(200_000), OFFICE)[:cut], OFFICE)


def test_a_changed_file_is_damaged():
    data = bytearray(encrypted(bytes(1000), OFFICE))
    data[-20] ^= 1
    with pytest.raises(AgeFileDamaged):
        decrypted(bytes(data), OFFICE)


class FullDisk(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, _data: object) -> int:
        raise OSError(28, "No space left on device")


def test_a_full_disk_is_told_as_what_it_is():
    with pytest.raises(OSError, match="No space left") as raised:
        encrypt_to([OFFICE.recipient], io.BytesIO(bytes(200_000)), FullDisk())
    assert raised.value.errno == 28
    with pytest.raises(OSError, match="No space left") as raised:
        decrypt_with([OFFICE], io.BytesIO(encrypted(bytes(200_000), OFFICE)), FullDisk())
    assert raised.value.errno == 28


def test_a_key_is_read_from_its_text():
    assert AgeKey.of(f" {OFFICE.secret}\n") == OFFICE
    assert require_recipient(f"{OFFICE.recipient}\n") == OFFICE.recipient
    assert OFFICE.secret not in repr(OFFICE)


@pytest.mark.parametrize("text", ["", "age1", "AGE-SECRET-KEY-1", "常州市委组织部"])
def test_other_texts_are_no_keys(text):
    with pytest.raises(AgeKeyMalformed):
        AgeKey.of(text)
    with pytest.raises(AgeKeyMalformed):
        require_recipient(text)
    with pytest.raises(AgeKeyMalformed):
        encrypt_to([text], io.BytesIO(b""), io.BytesIO())


PASSWORD = "AVM5F-GVS1B-44C4P-DZNCP"


def test_a_key_file_opens_with_its_password_only():
    data = sealed_key(OFFICE, PASSWORD)
    assert opened_key(data, PASSWORD) == OFFICE
    with pytest.raises(WrongPassphrase):
        opened_key(data, PASSWORD[:-1])
    with pytest.raises(WrongPassphrase):
        opened_key(data[:60], PASSWORD)
    for other in (b"", b"PK", encrypted(b"", OFFICE)):
        with pytest.raises(AgeKeyMalformed):
            opened_key(other, PASSWORD)


def test_the_age_program_takes_a_key_file(tmp_path):
    """With a terminal it would ask for the password: `script` gives it one."""
    (tmp_path / "office.key.age").write_bytes(sealed_key(OFFICE, PASSWORD))
    asked = subprocess.run(
        ["script", "-qec", f"age -d -o {tmp_path}/plain {tmp_path}/office.key.age", "/dev/null"],
        input=f"{PASSWORD}\n",
        text=True,
        capture_output=True,
        timeout=60,
    )
    assert asked.returncode == 0, asked.stdout
    assert (tmp_path / "plain").read_text() == f"{OFFICE.secret}\n"
