import json
import unicodedata
from enum import StrEnum
from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.canonical import MAX_DEPTH, MAX_INTEGER, NotCanonical, canonical_json, nfc, parse_canonical

_texts = st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: unicodedata.normalize("NFC", text))
_values = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | _texts,
    lambda inner: st.lists(inner) | st.dictionaries(_texts, inner),
    max_leaves=30,
)


def test_keys_stand_in_utf16_order_and_escapes_are_the_shortest():
    value = {"\U0001f600": 1, "\uf8ff": 2, "a": {"\U00010000": [], "\uffee": {}}, "b": '\b\t\n\f\r"\\/\x00\x1f\x7f€'}
    assert canonical_json(value).decode() == (
        '{"a":{"\U00010000":[],"\uffee":{}},"b":"\\b\\t\\n\\f\\r\\"\\\\/\\u0000\\u001f\x7f€","\U0001f600":1,"\uf8ff":2}'
    )


def test_lists_hold_sorted_objects_beyond_the_bmp_too():
    assert canonical_json([{"\uf8ff": None, "\U0001f600": (True, False)}]).decode() == (
        '[{"\U0001f600":[true,false],"\uf8ff":null}]'
    )


@given(_values)
def test_every_value_comes_back_and_has_one_spelling(value):
    data = canonical_json(value)
    assert parse_canonical(data) == value
    assert canonical_json(json.loads(data)) == data


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (1.0, "float"),
        ({"a": [0.5]}, "float"),
        (float("nan"), "float"),
        (2**53, "too large"),
        (-(2**53), "too large"),
        ({1: 2}, "not text"),
        (b"x", "bytes"),
        ({"a": {1, 2}}, "set"),
        ("e\u0301", "not NFC"),
        ({"e\u0301": 1}, "not NFC"),
        (["\ud800"], "surrogate"),
        ({"\udfff": 1}, "surrogate"),
    ],
)
def test_a_value_without_a_canonical_spelling_is_refused(value, reason):
    with pytest.raises(NotCanonical, match=reason):
        canonical_json(value)


def test_the_refusal_names_the_place():
    with pytest.raises(NotCanonical) as caught:
        canonical_json({"body": {"items": [1, 0.5]}})
    assert (caught.value.path, caught.value.reason) == ("$.body.items[1]", "no JSON for float")
    with pytest.raises(NotCanonical) as caught:
        canonical_json({"body": [1, "e\u0301"]})
    assert caught.value.path == "$.body[1]"


class Kind(StrEnum):
    DRAFT = "draft"


def test_text_and_integers_of_a_subclass_are_written_as_what_they_are():
    assert canonical_json({Kind.DRAFT: [Kind.DRAFT, HTTPStatus.OK]}) == b'{"draft":["draft",200]}'
    with pytest.raises(NotCanonical, match="too large"):
        canonical_json([HTTPStatus.OK, {"n": 2**60}])


def test_a_combining_mark_after_an_escape_is_no_reason_to_refuse():
    assert parse_canonical(canonical_json(["\n\u0303", {"\n\u0303": None}, 1])) == ["\n\u0303", {"\n\u0303": None}, 1]


def test_depth_is_limited_when_writing_and_when_reading():
    deep: object = 1
    for _ in range(MAX_DEPTH):
        deep = [deep]
    assert parse_canonical(canonical_json(deep)) == deep
    with pytest.raises(NotCanonical, match="deep"):
        canonical_json([deep])
    for levels in (MAX_DEPTH + 1, 100_000):
        with pytest.raises(NotCanonical, match="deep"):
            parse_canonical(b"[" * levels + b"]" * levels)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1}\n',
        b"\xef\xbb\xbf1",
        b"-0",
        b"1.0",
        b"1e2",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b"1" * 5000,
        b'"\\u0041"',
        b'"\\/"',
        b'"\\ud800"',
        b'"\xed\xa0\x80"',
        b'"e\xcc\x81"',
        b"\xff",
        b"",
        b"[1",
        b'"a\x00"',
    ],
)
def test_bytes_in_another_spelling_are_refused(data):
    with pytest.raises(NotCanonical):
        parse_canonical(data)


def test_a_value_that_holds_itself_is_refused():
    circle: list = []
    circle.append(circle)
    with pytest.raises(NotCanonical, match="deep"):
        canonical_json(circle)


def test_nfc_brings_texts_and_keys_to_one_form():
    assert nfc({"e\u0301": ["A\u030a", 1, None, ("e\u0301",)]}) == {"é": ["Å", 1, None, ["é"]]}


def test_nfc_refuses_keys_that_become_one():
    with pytest.raises(NotCanonical, match="equal in NFC"):
        nfc({"e\u0301": 1, "é": 2})


@given(_values)
def test_the_bytes_are_those_of_the_standard_library_where_both_sort_alike(value):
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if max(text) <= "\uffff":
        assert canonical_json(value) == text.encode()
