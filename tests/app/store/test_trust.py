"""A store looks from its anchor; records change with what the registers say."""

from app.domain.register import REGISTER, KeyEntry, Register, register_body, register_id
from app.domain.trust import Trust
from app.store.rebuild import look_from
from app.store.revisions import add_revision
from app.store.trust import anchor, records_seen_otherwise, trust

OFFICE, WANG = "0" * 64, "c" * 64


def register(store, make, *keys):
    body = register_body(Register(OFFICE, "天宁区委组织部", "district", 1, keys))
    return make.signed(store, REGISTER, register_id(OFFICE), body, author=OFFICE)


def test_without_an_anchor_nobody_is_issued(store, make):
    add_revision(store, register(store, make, KeyEntry(WANG, "p-1", "王芳", "", "inspector")))
    assert anchor(store) is None
    assert trust(store) == Trust()
    look_from(store, OFFICE)
    assert anchor(store) == OFFICE
    assert trust(store).standing("r", WANG) == "issued"


def test_records_of_whoever_is_seen_otherwise_are_named(store, make):
    look_from(store, OFFICE)
    before = trust(store)
    add_revision(store, make.signed(store, "unit", "u-1", {}, author=WANG))
    add_revision(store, make.signed(store, "unit", "u-2", {}, author="d" * 64))
    add_revision(store, register(store, make, KeyEntry(WANG, "p-1", "王芳", "", "inspector")))
    seen = records_seen_otherwise(store, before, trust(store))
    assert ("unit", "u-1") in seen
    assert ("unit", "u-2") not in seen
    assert records_seen_otherwise(store, before, before) == []
