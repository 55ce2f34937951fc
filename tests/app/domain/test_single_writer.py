"""One office that says two things in one version is found out, and nobody else is accused."""

from app.domain.lineage import Node
from app.domain.register import KeyEntry, Register, Revocation, register_body, register_id
from app.domain.single_writer import contradictions
from app.domain.trust import Claim, Trust, trust_of

OFFICE, ADMIN, SECOND, WANG, ZHAO = "0" * 64, "a" * 64, "b" * 64, "c" * 64, "d" * 64
KEYS = (
    KeyEntry(ADMIN, "p-1", "李强", "", "administrator"),
    KeyEntry(SECOND, "p-2", "王芳", "", "administrator"),
    KeyEntry(WANG, "p-3", "王检", "", "inspector"),
    KeyEntry(ZHAO, "p-4", "赵检", "", "inspector"),
)


def governed(*revocations):
    register = Register(OFFICE, "天宁区委组织部", "district", 1, KEYS, revocations)
    return trust_of(OFFICE, [Claim("r", OFFICE, register_id(OFFICE), register_body(register))], [])


def node(rid, *parents, author=ADMIN):
    return Node(rid, "final", author, rid, frozenset(parents))


def of(bodies, *nodes, trust=None):
    found = contradictions("campaign c-1", nodes, trust or governed(), lambda rid: {"name": bodies[rid]})
    return [(alarm.version, tuple(sorted(issue.rid for issue in alarm.issues))) for alarm in found]


def test_two_of_one_office_that_change_the_same_version_contradict_each_other():
    nodes = (node("1"), node("2", "1"), node("3", "1", author=SECOND))
    assert of({"1": "春", "2": "夏", "3": "秋"}, *nodes) == [(2, ("2", "3"))]


def test_the_same_content_or_a_later_version_is_no_contradiction():
    assert of({"1": "春", "2": "夏", "3": "夏"}, node("1"), node("2", "1"), node("3", "1", author=SECOND)) == []
    assert of({"1": "春", "2": "夏"}, node("1"), node("2", "1")) == []
    assert of({"1": "春"}, node("1")) == []


def test_before_there_is_a_register_two_laptops_do_not_contradict_each_other():
    two = (node("1"), node("2", author=SECOND))
    assert of({"1": "春", "2": "夏"}, *two, trust=Trust()) == []
    assert of({"1": "春", "2": "夏"}, *two) == [(1, ("1", "2"))]


def test_a_revoked_key_contradicts_nobody():
    two = (node("1"), node("2", author=SECOND))
    assert of({"1": "春", "2": "夏"}, *two, trust=governed(Revocation(SECOND, "d", 0))) == []


def test_what_inspectors_wrote_before_they_joined_contradicts_nobody():
    bodies = {"1": "春", "2": "夏", "3": "秋"}
    assert of(bodies, node("1", author=WANG), node("2", author=ZHAO)) == []
    assert of(bodies, node("1", author=WANG), node("2", author=ZHAO), node("3")) == []
    assert of(bodies, node("1", author=WANG), node("2"), node("3", author=SECOND)) == [(1, ("2", "3"))]
