import hashlib
import io

import pytest

from app.errors import SealedFileDamaged
from app.identity.derive import FRAME, StoreKey, open_sealed, seal, seal_stream, sealed_name

KEY = StoreKey(bytes(range(32)))
HASH = hashlib.sha256(b"photo").hexdigest()


def test_derived_values_stay_the_same_from_release_to_release():
    assert sealed_name(KEY, HASH) == "186c1fadd1b3a82946e27e95f4152781afa418a45358c6c49c223dc4427df45a"


def test_another_store_has_other_names():
    other = StoreKey.new()
    assert sealed_name(other, HASH) != sealed_name(KEY, HASH)
    assert len(other.secret) == 32


def test_the_secret_is_not_shown():
    assert KEY.secret.hex() not in repr(KEY)
    assert repr(KEY.secret) not in repr(KEY)


@pytest.mark.parametrize("length", [0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 2 * FRAME + 7])
def test_what_was_sealed_comes_back(length):
    data = (b"0123456789abcdef" * (length // 16 + 1))[:length]
    sealed = seal(KEY, data)
    assert open_sealed(KEY, sealed) == data
    assert data == b"" or data[:16] not in sealed or length < 16


def test_the_same_file_sealed_twice_looks_different():
    assert seal(KEY, b"photo") != seal(KEY, b"photo")


def test_any_change_is_seen():
    sealed = seal(KEY, b"photo")
    for place in range(len(sealed)):
        with pytest.raises(SealedFileDamaged):
            open_sealed(KEY, sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :])
        with pytest.raises(SealedFileDamaged):
            open_sealed(KEY, sealed[:place])
    with pytest.raises(SealedFileDamaged):
        open_sealed(KEY, sealed + b"\0")
    with pytest.raises(SealedFileDamaged):
        open_sealed(StoreKey.new(), sealed)


def test_a_file_cut_at_a_frame_or_with_frames_exchanged_is_seen():
    sealed = seal(KEY, bytes(2 * FRAME) + b"end")
    head = len(sealed) - 2 * (FRAME + 16) - (3 + 16)
    first, second, last = (
        sealed[head : head + FRAME + 16],
        sealed[head + FRAME + 16 : head + 2 * (FRAME + 16)],
        sealed[head + 2 * (FRAME + 16) :],
    )
    for frames in ((first,), (first, second), (second, first, last), (first, first, last), (first, last)):
        with pytest.raises(SealedFileDamaged):
            open_sealed(KEY, sealed[:head] + b"".join(frames))


def test_a_stream_is_read_frame_by_frame():
    class Counting(io.BytesIO):
        largest = 0

        def read(self, size=-1):
            assert size > 0
            self.largest = max(self.largest, size)
            return super().read(size)

    plain = Counting(bytes(3 * FRAME))
    seal_stream(KEY, plain, io.BytesIO())
    assert plain.largest == FRAME
