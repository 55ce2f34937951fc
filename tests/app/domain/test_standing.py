"""One final is the value; of two, somebody with the right decides; everybody else's decision does not count."""

from app.domain.lineage import Node
from app.domain.register import KeyEntry, Register, Revocation, register_body, register_id
from app.domain.standing import content_of, standing_of
from app.domain.trust import Claim, Trust, trust_of

OFFICE, WANG, ADMIN = "0" * 64, "a" * 64, "b" * 64
KEYS = (KeyEntry(WANG, "p-1", "王芳", "", "inspector"), KeyEntry(ADMIN, "p-2", "李强", "", "administrator"))


def governed(*revocations):
    register = Register(OFFICE, "天宁区委组织部", "district", 1, KEYS, revocations)
    return trust_of(OFFICE, [Claim("r", OFFICE, register_id(OFFICE), register_body(register))], [])


def node(rid, kind, *parents, author=WANG):
    return Node(rid, kind, author, rid, frozenset(parents))


def of(*nodes, trust=None, entity="inspection"):
    return standing_of(entity, nodes, trust or governed())


def values(standing):
    return {one.rid for one in standing.values}


TWO = (node("1", "final"), node("2", "final"))


def test_two_finals_are_contested_and_one_is_not():
    assert of(*TWO).is_contested
    assert not of(TWO[0]).is_contested
    assert of(TWO[0]).is_final
    assert not of(node("1", "draft"), node("2", "draft")).is_contested


def test_drafts_beside_a_final_are_listed():
    standing = of(node("1", "final"), node("2", "draft"), node("3", "draft", "1"))
    assert values(standing) == {"1"}
    assert {one.rid for one in standing.unmerged} == {"2", "3"}
    assert standing.heads == ("1", "2", "3")


def test_only_with_the_right_a_contest_is_settled():
    assert values(of(*TWO, node("3", "resolve", "1", "2", author=ADMIN))) == {"3"}
    standing = of(*TWO, node("3", "resolve", "1", "2"))
    assert values(standing) == {"1", "2"}
    assert standing.powerless == {"3"}
    assert values(of(*TWO, node("3", "resolve", "1", "2"), trust=Trust())) == {"3"}


def test_nobody_settles_a_contest_by_an_amend_or_over_a_powerless_decision():
    for last in ((node("3", "amend", "1", "2"),), (node("3", "resolve", "1", "2"), node("4", "amend", "3"))):
        standing = of(*TWO, *last)
        assert values(standing) == {"1", "2"}
        assert standing.powerless == {one.rid for one in last}


def test_a_third_final_opens_the_contest_again():
    assert values(of(*TWO, node("3", "resolve", "1", "2", author=ADMIN), node("4", "final"))) == {"3", "4"}


def test_a_final_is_followed_by_an_amend_and_by_no_second_final():
    assert values(of(TWO[0], node("3", "amend", "1"))) == {"3"}
    assert values(of(TWO[0], node("3", "final", "1"))) == {"1"}
    assert values(of(TWO[0], node("3", "final", "1"), entity="person")) == {"3"}


def test_withdrawing_and_what_follows_it_need_the_right():
    void = node("3", "void", "1", author=ADMIN)
    assert values(of(TWO[0], node("3", "void", "1"))) == {"1"}
    assert values(of(TWO[0], void)) == {"3"}
    assert values(of(TWO[0], void, node("4", "amend", "3"))) == {"3"}
    assert values(of(TWO[0], void, node("4", "amend", "3", author=ADMIN))) == {"4"}


def test_a_revoked_authors_revision_is_kept_but_stands_nowhere():
    standing = of(node("1", "final", author=ADMIN), node("2", "amend", "1"), trust=governed(Revocation(WANG, "1", 0)))
    assert values(standing) == {"1"}
    assert standing.distrusted == {"2"}
    assert standing.left_out == {"2"}
    alone = of(node("1", "final"), trust=governed(Revocation(WANG, "1", 0)))
    assert alone.head is None
    assert not alone.is_final


def test_a_void_stands_for_what_it_withdraws_and_a_resolve_for_what_was_chosen():
    first, second = TWO
    resolve, void = node("3", "resolve", "1", "2", author=ADMIN), node("4", "void", "3", author=ADMIN)
    known = {one.rid: one for one in (first, second, resolve, void)}
    bodies = {"3": {"chosen": "1"}, "4": {}}
    assert content_of(void, known, bodies.__getitem__) == (first, True)
    assert content_of(resolve, known, {"3": {"chosen": "x"}}.__getitem__) == (resolve, False)
    assert content_of(resolve, known, {"3": {}}.__getitem__) == (resolve, False)
    orphan = node("9", "void", author=ADMIN)
    assert content_of(orphan, {"9": orphan}, bodies.__getitem__) == (orphan, True)


def test_of_an_offices_record_what_others_wrote_counts_until_the_office_speaks():
    alone = of(node("1", "final"), node("2", "amend", "1"), entity="unit")
    assert values(alone) == {"2"}
    spoken = of(node("1", "final"), node("2", "final", author=ADMIN), node("3", "amend", "2"), entity="unit")
    assert values(spoken) == {"2"}
    assert spoken.powerless == {"1", "3"}
    assert not spoken.is_contested
    before = of(node("1", "final"), node("2", "final", author=ADMIN), entity="unit", trust=Trust())
    assert values(before) == {"1", "2"}
