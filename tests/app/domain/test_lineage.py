"""Heads and values follow descent alone; what lacks a parent waits with everything made from it."""

from app.domain.lineage import Node, ancestors, generations, head_nodes, newest, parents_first, value_nodes, waiting


def node(rid, *parents, kind="draft", hlc=None, author="a"):
    return Node(rid, kind, author, hlc or rid, frozenset(parents))


LINE = (node("1"), node("2", "1"), node("3", "1"), node("4", "2", "3"))


def test_the_heads_are_nobodys_parents():
    assert [one.rid for one in head_nodes(LINE[:3])] == ["2", "3"]
    assert [one.rid for one in head_nodes(LINE)] == ["4"]


def test_who_may_not_stand_hides_nothing_but_what_others_made_from_it_does():
    assert [one.rid for one in head_nodes(LINE, left_out={"4"})] == ["2", "3"]
    assert [one.rid for one in head_nodes((*LINE, node("5", "4", author="b")), {"b"})] == ["4"]
    assert [one.rid for one in head_nodes((*LINE, node("5", "4")), left_out={"4"})] == ["5"]


def test_a_final_is_the_value_whatever_drafts_were_made_from_it():
    final = node("5", "4", kind="final")
    assert value_nodes((*LINE, final, node("6", "5"))) == (final,)


def test_parents_come_first_even_when_stamps_say_otherwise():
    late = node("1", hlc="9")
    assert parents_first((node("2", "1"), late)) == (late, node("2", "1"))
    assert generations(LINE) == {"1": 1, "2": 2, "3": 2, "4": 3}


def test_ancestors_end_where_the_known_ends():
    assert ancestors([node("9", "4", "x")], {one.rid: one for one in LINE}) == {"1", "2", "3", "4", "x"}


def test_the_newest_is_the_latest_by_stamp_then_rid():
    assert newest((node("a", hlc="1"), node("b", hlc="1"))).rid == "b"


def test_whatever_was_made_from_a_waiting_one_waits_too():
    parents = {"2": ["1"], "3": ["2"], "4": [], "5": ["4"]}
    assert waiting(parents) == {"2", "3"}
    assert waiting({**parents, "1": []}) == frozenset()
