"""Real stores that took the same revisions in any order show the same rows, and a rebuild changes none of them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.inspection import Change
from app.domain.register import (
    RECEIPT,
    REGISTER,
    KeyEntry,
    Receipt,
    Register,
    Revocation,
    receipt_body,
    receipt_id,
    register_body,
    register_id,
)
from app.domain.revision import DRAFT, FINAL, KINDS, RESOLVE, VOID, Revision
from app.domain.signing import SignatureMark
from app.identity.passphrase import ArgonCost
from app.identity.signer import RevisionVerifier, new_signing_key, sign_revision, unlock
from app.rules.record_views import views_of
from app.store.bodies import inspection_body, signature_body, unit_body
from app.store.database import create_store
from app.store.inspections import (
    answers,
    basis_of,
    contested,
    inspection,
    inspections,
    item_scores,
    last_change,
    new_inspection,
    save_change,
    save_place,
    undo_last,
)
from app.store.marks import marks
from app.store.rebuild import differences, look_from, rebuild_projections
from app.store.revisions import add_revision, add_revisions, revisions
from app.store.shown import close_draft, draft_base, next_parents, open_drafts, several_drafts, shown_body
from app.store.units import all_units

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
NAMES = ("office", "administrator", "wang", "li")


@pytest.fixture(scope="module")
def keys():
    return {name: unlock(new_signing_key("春江花月夜第一句", cost=CHEAP)[0], "春江花月夜第一句") for name in NAMES}


def body(make, items, **more):
    result = {
        "items": {code: {"marks": str(n), "state": "scored"} for code, n in items.items()},
        "total": str(sum(items.values())),
    }
    said = {"items": {code: {"facts": {"n": n}} for code, n in items.items()}}
    return inspection_body(make.inspection(**more), said, result, complete=True)


def draft(store, make, items, parents=(), kind="draft", **more):
    author = {"author": more.pop("author")} if "author" in more else {}
    return make.signed(store, "inspection", "i-1", body(make, items, **more), kind=kind, parents=parents, **author)


def items_of(store):
    return {code: given["facts"]["n"] for code, given in answers(store, "i-1")["items"].items()}


# Several drafts


def test_drafts_of_two_machines_are_one_row_with_both_answers(store, make):
    add_revisions(store, [draft(store, make, {"1": 1}), draft(store, make, {"2": 2})])
    assert items_of(store) == {"1": 1, "2": 2}
    assert item_scores(store, "i-1") == {"1": (10_000, "scored"), "2": (20_000, "scored")}
    row = inspection(store, "i-1")
    assert (row.state, row.total_e4, row.is_provisional, row.checked) == ("draft", None, True, 2)
    assert contested(store) == frozenset()
    assert several_drafts(store) == ("i-1",)
    assert differences(store) == ()


def test_going_on_with_joined_drafts_descends_from_all_of_them(store, make):
    both = [draft(store, make, {"1": 1}), draft(store, make, {"2": 2})]
    add_revisions(store, both)
    save_change(store, "i-1", Change("items", "3", {"facts": {"n": 3}}), make.start, None)
    assert items_of(store) == {"1": 1, "2": 2, "3": 3}
    assert draft_base(store, "i-1") == next_parents(store, "inspection", "i-1")
    assert set(draft_base(store, "i-1")) == {one.rev.rid for one in both}
    assert differences(store) == ()


def test_going_on_while_something_is_to_be_chosen_loses_no_choice(store, make):
    left, right = draft(store, make, {"1": 1}), draft(store, make, {"1": 2, "2": 2})
    add_revisions(store, [left, right])
    assert items_of(store) == {"1": 2, "2": 2}
    save_change(store, "i-1", Change("items", "3", {"facts": {"n": 3}}), make.start, None)
    assert next_parents(store, "inspection", "i-1") == (right.rev.rid,)


def test_a_draft_that_comes_in_leaves_what_is_typed_here_alone_and_both_are_joined_afterwards(store, make):
    new_inspection(store, make.inspection())
    save_change(store, "i-1", Change("items", "1", {"facts": {"n": 1}}), make.start, None)
    save_place(store, "i-1", "1")
    theirs = draft(store, make, {"2": 2})
    add_revision(store, theirs)
    assert items_of(store) == {"1": 1}
    assert open_drafts(store) == ("i-1",)
    assert next_parents(store, "inspection", "i-1") == ()
    with store.atomic():
        ours = draft(store, make, {"1": 1})
        close_draft(store, "i-1")
        add_revision(store, ours)
    assert items_of(store) == {"1": 1, "2": 2}
    assert inspection(store, "i-1").at_item == "1", "where the inspector was last is not lost"
    assert differences(store) == ()


def test_a_change_is_taken_back_only_while_it_still_stands(store, make):
    new_inspection(store, make.inspection())
    save_change(store, "i-1", Change("items", "1", {"facts": {"n": 1}}), make.start, None)
    with store.atomic():
        ours = draft(store, make, {"1": 1})
        close_draft(store, "i-1")
        add_revision(store, ours)
    assert last_change(store, "i-1") is not None
    add_revision(store, draft(store, make, {"1": 7}, parents=(ours.rev.rid,)))
    assert last_change(store, "i-1") is None
    assert undo_last(store, "i-1", make.start, None) is None
    assert items_of(store) == {"1": 7}


# Trust


def governed(store, make, *revocations, version=1):
    keys = (
        KeyEntry("b" * 64, "p-2", "李强", "", "administrator"),
        KeyEntry("c" * 64, "p-1", "王芳", "", "inspector"),
    )
    register = Register("0" * 64, "天宁区委组织部", "district", version, keys, revocations)
    return make.signed(store, REGISTER, register_id("0" * 64), register_body(register), author="0" * 64)


def test_a_revoked_key_takes_its_rows_with_it_and_a_receipt_brings_them_back(store, make):
    look_from(store, "0" * 64)
    unit = make.signed(store, "unit", "u-1", unit_body(make.unit("u-1")), author="c" * 64)
    final = draft(store, make, {"1": 1}, kind="final", author="c" * 64)
    mark = SignatureMark("f", "drawn", "王芳", "", make.start)
    signature = make.signed(store, "signature", f"{final.rev.rid}:f", signature_body("i-1", mark), author="c" * 64)
    add_revisions(store, [governed(store, make), unit, signature, final])
    assert (len(all_units(store)), len(inspections(store)), len(marks(store, "i-1"))) == (1, 1, 1)
    add_revision(store, governed(store, make, Revocation("c" * 64, "d", 3), version=2))
    assert (all_units(store), inspections(store), marks(store, "i-1")) == ((), (), ())
    assert differences(store) == ()
    rids = (unit.rev.rid, final.rev.rid, signature.rev.rid)
    receipt = Receipt("d", 3, "e" * 64, rids)
    body = receipt_body(receipt)
    add_revision(store, make.signed(store, RECEIPT, receipt_id("d", 3, "e" * 64), body, author="0" * 64))
    assert (len(all_units(store)), len(inspections(store)), len(marks(store, "i-1"))) == (1, 1, 1)
    assert differences(store) == ()
    assert len(revisions(store)) == 6


def test_the_version_before_a_revoked_one_stands_again(store, make):
    look_from(store, "0" * 64)
    first = make.signed(store, "unit", "u-1", unit_body(make.unit("u-1", "红梅社区")), author="b" * 64)
    second = make.signed(
        store, "unit", "u-1", unit_body(make.unit("u-1", "兰陵社区")), parents=(first.rev.rid,), author="c" * 64
    )
    add_revisions(store, [first, second, governed(store, make, Revocation("c" * 64, "d", 3))])
    assert [unit.name for unit in all_units(store)] == ["红梅社区"]


def test_what_was_typed_here_by_somebody_revoked_stays_to_be_seen(store, make):
    look_from(store, "0" * 64)
    new_inspection(store, make.inspection())
    save_change(store, "i-1", Change("items", "1", {"facts": {"n": 1}}), make.start, None)
    add_revision(store, draft(store, make, {"1": 1}, kind="final", author="c" * 64))
    assert inspection(store, "i-1").state == "signed"
    add_revision(store, governed(store, make, Revocation("c" * 64, "d", 3)))
    assert inspection(store, "i-1").state == "draft"
    assert items_of(store) == {"1": 1}
    assert differences(store) == ()


def test_a_decision_counts_once_its_author_is_known_to_have_the_right(store, make):
    look_from(store, "0" * 64)
    finals = [draft(store, make, {"1": n}, kind="final", author="c" * 64) for n in (1, 2)]
    rids = tuple(sorted(one.rev.rid for one in finals))
    resolve = make.signed(
        store, "inspection", "i-1", {"chosen": finals[0].rev.rid}, kind=RESOLVE, parents=rids, author="b" * 64
    )
    wrong = make.signed(
        store, "inspection", "i-1", {"chosen": finals[1].rev.rid}, kind=RESOLVE, parents=rids, author="c" * 64
    )
    add_revisions(store, [*finals, wrong, resolve])
    assert contested(store) == {"i-1"}, "before the register, two decisions contradict each other"
    add_revision(store, governed(store, make))
    assert contested(store) == frozenset()
    assert (basis_of(store, "i-1"), items_of(store)) == (finals[0].rev.rid, {"1": 1})
    assert differences(store) == ()


def test_signatures_are_those_of_the_version_that_counts(store, make):
    finals = [draft(store, make, {"1": n}, kind="final") for n in (1, 2)]
    signed = [
        make.signed(
            store,
            "signature",
            f"{final.rev.rid}:f",
            signature_body("i-1", SignatureMark("f", "drawn", name, "", make.start)),
        )
        for final, name in zip(finals, ("王芳", "李强"), strict=True)
    ]
    add_revisions(store, [*signed, *finals])
    assert [mark.name for mark in marks(store, "i-1")] == ["李强"]
    rids = tuple(sorted(one.rev.rid for one in finals))
    body_ = {"chosen": finals[0].rev.rid, "reason": "x"}
    add_revision(store, make.signed(store, "inspection", "i-1", body_, kind=RESOLVE, parents=rids))
    assert [mark.name for mark in marks(store, "i-1")] == ["王芳"]
    assert differences(store) == ()


def test_a_correction_does_not_wear_the_signatures_of_what_it_corrects(store, make):
    final = draft(store, make, {"1": 1}, kind="final")
    mark = signature_body("i-1", SignatureMark("f", "drawn", "王芳", "", make.start))
    add_revisions(store, [final, make.signed(store, "signature", f"{final.rev.rid}:f", mark)])
    assert len(marks(store, "i-1")) == 1
    add_revision(store, draft(store, make, {"1": 2}, kind="amend", parents=(final.rev.rid,)))
    assert marks(store, "i-1") == ()
    assert differences(store) == ()


# Any order

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["draft", "draft", "draft", *sorted(KINDS), "unit", "signature", "register", "receipt"]),
        st.sampled_from(NAMES),
        st.integers(0, 5),
        st.lists(st.integers(0, 30), max_size=3),
    ),
    min_size=3,
    max_size=16,
)


def history(make, keys, acts):
    """Signed revisions of a few people, made from one another as `acts` say."""
    made: list[Revision] = []
    spki = {key.author: RevisionVerifier(key.public_spki) for key in keys.values()}
    office, version = keys["office"].author, 0
    for n, (act, who, variant, from_) in enumerate(acts):
        entity, id_, kind, key = "inspection", f"i-{variant % 2}", act, keys[who]
        said = body(make, {str(variant % 3): variant + 1}, id_=id_, doc_number=f"{variant}号")
        if act == "unit":
            entity, id_, kind, said = "unit", "u-1", FINAL, unit_body(make.unit("u-1", f"社区{variant}"))
        elif act == "signature":
            final = next((one for one in made if one.kind == FINAL and one.entity == "inspection"), None)
            mark = SignatureMark("f", "drawn", f"名{variant}", "", make.start)
            rid = final.rid if final else "s"
            entity, id_, kind, said = "signature", f"{rid}:f", FINAL, signature_body("i-1", mark)
        elif act == "register":
            version += variant > 0
            entries = tuple(
                KeyEntry(keys[name].author, name, name, "", "administrator" if name == "administrator" else "inspector")
                for name in NAMES[1 : 2 + variant % 3]
            )
            revoked = (Revocation(keys["wang"].author, "d", 1),) if variant % 2 else ()
            register = Register(office, "区委", "district", version, entries, revoked)
            entity, id_, kind, said, key = REGISTER, register_id(office), FINAL, register_body(register), keys["office"]
        elif act == "receipt":
            receipt = Receipt("d", 1, "e" * 64, tuple(one.rid for one in made[: variant * 2]))
            entity, id_, kind, said = RECEIPT, receipt_id("d", variant, "e" * 64), FINAL, receipt_body(receipt)
        own = [one.rid for one in made if (one.entity, one.id) == (entity, id_)]
        parents = () if act in ("signature", "register", "receipt") else {own[at % len(own)] for at in from_ if own}
        if kind == RESOLVE and own:
            said = {"chosen": own[variant % len(own)], "reason": "裁定"}
        elif kind == VOID:
            said = {"reason": "作废"}
        stamp = f"2026-01-08T02:03:{n:02d}.000Z-0000-0000000a"
        made.append(
            Revision(entity, id_, tuple(sorted(parents)), kind, key.author, "0000000a", stamp, "changzhou", said)
        )
    by_author = {key.author: key for key in keys.values()}
    signed = [sign_revision(one, by_author[one.author]) for one in made]
    assert all(spki[one.rev.author].verifies(one) for one in signed)
    return signed, office


def rows(store):
    tables = ("unit", "inspection", "item_score", "mark", "signed_place", "phrase_use", "draft_base")
    found = {table: store.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables}  # noqa: S608
    found["inspection"] = store.rows("SELECT * FROM inspection ORDER BY id")
    found["inspection"] = [row[1:] for row in found["inspection"]]
    return found


def taken(folder: Path, key, make, office, pieces):
    with create_store(folder, key=key, realm="changzhou", clock=lambda: make.start) as store:
        look_from(store, office)
        for piece in pieces:
            add_revisions(store, piece)
        seen = rows(store), {one.id: answers(store, one.id) for one in inspections(store)}
        assert differences(store) == ()
        rebuild_projections(store)
        assert rows(store) == seen[0]
        return seen, frozenset(one.rev.rid for one in revisions(store)), rows_by_the_rules(store, office)


def rows_by_the_rules(store, office):
    """P12: the row of an inspection says what the pure view of the whole set says."""
    views = views_of((one.rev for one in revisions(store)), office)
    for (entity, id_), view in views.records.items():
        if entity == "inspection" and view.body is not None and "unit_id" in view.body:
            shown = shown_body(store, id_, basis_of(store, id_))
            assert shown == view.body
            assert (id_ in contested(store)) is view.standing.is_contested
    return views


@settings(max_examples=50)
@given(ACTS, st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_rows(tmp_path_factory, key, make, keys, acts, order):
    signed, office = history(make, keys, acts)
    mixed = [*signed, *signed[:2]]
    order.shuffle(mixed)
    cut = order.randrange(len(mixed))
    at_once = taken(tmp_path_factory.mktemp("a"), key, make, office, [signed])
    in_pieces = taken(tmp_path_factory.mktemp("b"), key, make, office, [mixed[:cut], mixed[cut:], mixed[: cut // 2]])
    assert in_pieces == at_once


def test_a_draft_alone_is_its_own_row(store, make):
    add_revision(store, draft(store, make, {"1": 1}))
    assert shown_body(store, "i-1", basis_of(store, "i-1"))["result"]["total"] == "1"
    assert DRAFT in KINDS
