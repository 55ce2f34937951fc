import base64
import hashlib
import json
from dataclasses import replace

import pytest

from app.domain.canonical import NotCanonical, canonical_json
from app.domain.revision import (
    SIGNED_PREFIX,
    MalformedRevision,
    Revision,
    SignedRevision,
    smaller_signature,
)

AUTHOR = "a" * 64
PARENTS = ("1" * 64, "2" * 64)


def a_revision(**changes):
    parts = {
        "entity": "inspection",
        "id": "i-1",
        "parents": PARENTS,
        "kind": "draft",
        "author": AUTHOR,
        "device": "0a1b2c3d",
        "hlc": "2026-01-08T02:03:04.567Z-0000-0a1b2c3d",
        "realm": "office",
        "body": {"items": {"1.1": {"facts": {"有": True, "n": 3}}}},
    }
    return Revision(**{**parts, **changes})


def test_the_rid_is_the_hash_of_the_canonical_object():
    rev = a_revision()
    assert json.loads(rev.canonical) == {**rev.to_json(), "parents": list(PARENTS)}
    assert rev.canonical == canonical_json(rev.to_json())
    assert rev.rid == hashlib.sha256(rev.canonical).hexdigest()
    assert rev.signed_bytes == SIGNED_PREFIX + rev.canonical


def test_equal_content_is_an_equal_revision():
    assert a_revision() == a_revision()
    assert len({a_revision(), a_revision(), a_revision(id="i-2")}) == 2
    assert a_revision() != "i-1"


def test_a_line_comes_back_as_it_was():
    signed = SignedRevision(a_revision(), b"\x30\x01\xff")
    assert SignedRevision.from_line(signed.line()) == signed
    assert signed.line() == canonical_json({"rev": signed.rev.to_json(), "sig": base64.b64encode(signed.sig).decode()})
    assert Revision.from_json(signed.rev.to_json()) == signed.rev


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("entity", "Inspection 1"),
        ("id", ""),
        ("id", "x" * 201),
        ("parents", ("2" * 64, "1" * 64)),
        ("parents", ("1" * 64, "1" * 64)),
        ("parents", ("1" * 63,)),
        ("kind", "other"),
        ("author", "A" * 64),
        ("device", "0a1b"),
        ("hlc", "2026-01-08T02:03:04.567Z-0000-0a1b2c3e"),
        ("hlc", "2026-01-08"),
        ("realm", ""),
        ("body", []),
    ],
)
def test_a_part_that_breaks_the_format_is_named(part, value):
    with pytest.raises(MalformedRevision) as caught:
        a_revision(**{part: value})
    assert caught.value.part == part


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"extra": 1}, "extra"),
        ({"alg": "SM2"}, "alg"),
        ({"schema": 2}, "schema"),
        ({"schema": True}, "schema"),
        ({"parents": "1"}, "parents"),
        ({"parents": [1]}, "parents"),
        ({"id": 1}, "id"),
        ({"body": None}, "body"),
    ],
)
def test_an_object_of_another_shape_is_refused(change, part):
    with pytest.raises(MalformedRevision) as caught:
        Revision.from_json({**a_revision().to_json(), **change})
    assert caught.value.part == part


def test_a_missing_key_or_no_object_is_refused():
    value = a_revision().to_json()
    del value["realm"]
    with pytest.raises(MalformedRevision, match="realm"):
        Revision.from_json(value)
    with pytest.raises(MalformedRevision, match="rev"):
        Revision.from_json([])


def test_a_body_without_a_canonical_spelling_is_refused():
    with pytest.raises(NotCanonical):
        a_revision(body={"marks": 1.5})


def test_a_line_in_another_spelling_is_refused():
    line = SignedRevision(a_revision(), b"sig").line()
    bad = [
        line + b" ",
        line.replace(b'{"rev":{"alg":"ES256",', b'{"rev":{"alg":"ES256","alg":"ES256",'),
        line.replace(b'"n":3', b'"n": 3'),
        line.replace(b'"sig":"c2ln"', b'"sig":"c2ln\xc3\xa9"'),
        line.replace(b'"sig":"c2ln"', b'"sig":"c2l"'),
        line.replace(b'"sig":"c2ln"', b'"sig":1'),
        line.replace(b'"sig":"c2ln"', b'"sig":"c2ln","x":1'),
        b"[]",
    ]
    for other in bad:
        assert other != line
        with pytest.raises(MalformedRevision):
            SignedRevision.from_line(other)
    with pytest.raises(NotCanonical):
        SignedRevision.from_line(line.replace(b'"n":3', b'"n":3.0'))


def test_unknown_keys_stay_inside_the_body():
    rev = a_revision(body={"from a later release": [1, {"x": None}]})
    assert SignedRevision.from_line(SignedRevision(rev, b"s").line()).rev.body == rev.body


def test_of_two_signatures_of_one_revision_the_smaller_is_kept():
    small, large = SignedRevision(a_revision(), b"\x01\xff"), SignedRevision(a_revision(), b"\x02")
    assert smaller_signature(small, large) is small
    assert smaller_signature(large, small) is small
    with pytest.raises(ValueError, match="different"):
        smaller_signature(small, replace(large, rev=a_revision(id="i-2")))
