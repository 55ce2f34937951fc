"""Scheme versions are kept byte for byte."""

import pytest

from app.errors import RecordMissing
from app.store.schemes import SchemeRow, put_scheme, scheme_json, schemes


def test_the_bytes_of_a_version_never_change_only_its_state(store):
    put_scheme(store, "a" * 64, b'{"x":1}', "draft")
    put_scheme(store, "a" * 64, b"other", "issued")
    assert scheme_json(store, "a" * 64) == b'{"x":1}'
    assert schemes(store) == (SchemeRow("a" * 64, "issued"),)


def test_an_unknown_version_is_named(store):
    with pytest.raises(RecordMissing):
        scheme_json(store, "b" * 64)
