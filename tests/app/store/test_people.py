"""People, keys and the office are kept; who opens this store is no business of the register."""

import pytest

from app.domain.person import Person
from app.errors import RecordMissing
from app.store.people import (
    Office,
    certificates,
    drop_local_person,
    office,
    people,
    person,
    person_by_author,
    put_certificate,
    put_office,
    put_person,
    put_signing_key,
    signing_key,
)

WANG = Person("p-1", "王芳", "科员", "天宁区委组织部", author="c" * 64, is_local=True)
LI = Person("p-2", "李强", "科长", "天宁区委组织部", "leader", is_active=False)


def test_people_come_back_local_ones_first(store):
    put_person(store, LI)
    put_person(store, WANG)
    assert people(store) == (WANG, LI)
    assert person(store, "p-2") == LI
    assert person_by_author(store, "c" * 64) == WANG
    assert person_by_author(store, "d" * 64) is None
    with pytest.raises(RecordMissing):
        person(store, "p-9")


def test_a_signing_key_makes_a_person_local_until_dropped(store):
    put_person(store, LI)
    assert signing_key(store, "p-2") is None
    put_signing_key(store, "p-2", b"{}")
    put_signing_key(store, "p-2", b"{1}")
    assert signing_key(store, "p-2") == b"{1}"
    assert person(store, "p-2").is_local
    drop_local_person(store, "p-2")
    assert signing_key(store, "p-2") is None
    assert not person(store, "p-2").is_local


def test_certificates_are_kept_once_newest_first(store, make):
    put_certificate(store, "c" * 64, "person", b"old", make.later(1))
    put_certificate(store, "c" * 64, "person", b"old", make.later(9))
    put_certificate(store, "c" * 64, "person", b"new", make.later(5))
    put_certificate(store, "d" * 64, "office", b"root", make.later(3))
    assert certificates(store) == (b"new", b"root", b"old")
    assert certificates(store, author="c" * 64) == (b"new", b"old")
    assert certificates(store, kind="office") == (b"root",)


def test_the_office_is_remembered(store):
    assert office(store) is None
    put_office(store, Office("天宁区委组织部", "district"))
    put_office(store, Office("天宁区委组织部", "district", "TN"))
    assert office(store) == Office("天宁区委组织部", "district", "TN")
