"""Drafts join where one value is left; where two are, a person chooses, and neither is lost."""

import pytest

from app.domain.draft_fields import fields_of
from app.domain.draft_merge import merge_drafts, merged_body
from app.domain.lineage import Node, head_nodes


class Drafts:
    """A record's drafts, made one by one."""

    def __init__(self):
        self.nodes, self.bodies = {}, {}

    def add(self, rid, *parents, items=None, evidence=None, **header):
        answers = {"items": dict(items or {})}
        if evidence is not None:
            answers["evidence"] = evidence
        self.nodes[rid] = Node(rid, "draft", f"by-{rid}", rid, frozenset(parents))
        self.bodies[rid] = {"unit_id": "u-1", **header, "answers": answers}
        return self

    def merge(self):
        return merge_drafts(head_nodes(self.nodes.values()), self.nodes, self.bodies.__getitem__)

    def body(self):
        return merged_body(self.merge(), self.bodies.__getitem__)


def items(merge):
    return {code: value for (part, code), value in merge.fields.items() if part == "items"}


def choices(merge):
    return {one.place: [(option.rid, option.value) for option in one.options] for one in merge.choices}


def test_what_each_added_is_there():
    merge = (
        Drafts().add("1", items={"a": 1}).add("2", "1", items={"a": 1, "b": 2}).add("3", "1", items={"a": 5}).merge()
    )
    assert items(merge) == {"a": 5, "b": 2}
    assert merge.choices == ()
    assert merge.parents == ("2", "3")


def test_without_a_common_draft_only_what_differs_is_asked():
    merge = Drafts().add("1", items={"a": 1, "b": 1}).add("2", items={"a": 1, "c": 1, "b": 2}).merge()
    assert items(merge) == {"a": 1, "b": 2, "c": 1}
    assert choices(merge) == {("items", "b"): [("2", 2), ("1", 1)]}


def test_while_something_is_to_be_chosen_the_draft_goes_on_from_the_newest_head_alone():
    drafts = Drafts().add("1", items={"a": 1}).add("2", items={"a": 2, "b": 1})
    assert drafts.merge().parents == ("2",)
    drafts.add("3", "2", items={"a": 2, "b": 1, "c": 1})
    assert choices(drafts.merge()) == {("items", "a"): [("2", 2), ("1", 1)]}


def test_a_choice_is_made_once_for_all_who_see_it():
    drafts = Drafts().add("1", items={"a": 1}).add("2", items={"a": 2})
    decided = drafts.merge().decided({("items", "a"): "1"})
    assert decided == {("items", "a"): 1}
    drafts.add("3", "1", "2", items={"a": 1})
    assert drafts.merge().choices == ()
    with pytest.raises(KeyError):
        Drafts().add("1", items={"a": 1}).add("2", items={"a": 2}).merge().decided({("items", "a"): "9"})


def test_an_answer_taken_away_competes_with_one_that_was_changed():
    drafts = Drafts().add("1", items={"a": 1}).add("2", "1", items={}).add("3", "1", items={"a": 3})
    [choice] = drafts.merge().choices
    assert [(one.rid, one.is_absent, one.value) for one in choice.options] == [("3", False, 3), ("2", True, None)]
    assert drafts.merge().decided({("items", "a"): "2"}) == {}


def test_an_answer_taken_away_stays_away_when_nobody_touched_it():
    merge = Drafts().add("1", items={"a": 1}).add("2", "1", items={}).add("3", "1", items={"a": 1, "b": 1}).merge()
    assert items(merge) == {"b": 1}
    assert merge.choices == ()


def test_a_statement_that_two_heads_share_is_not_dropped_for_a_third():
    drafts = (
        Drafts().add("1", items={"a": 1}).add("2", "1", items={"a": 1, "b": 1}).add("3", "1", items={"a": 1, "c": 1})
    )
    merge = drafts.add("4", items={"a": 9}).merge()
    assert choices(merge) == {("items", "a"): [("4", 9), ("1", 1)]}


def test_two_who_decided_the_same_question_differently_are_asked_again():
    drafts = Drafts().add("1", items={"a": 1}).add("2", items={"a": 2})
    drafts.add("3", "1", "2", items={"a": 1}).add("4", "1", "2", items={"a": 2})
    assert choices(drafts.merge()) == {("items", "a"): [("4", 2), ("3", 1)]}


def test_what_was_put_back_counts_as_said_anew():
    drafts = Drafts().add("1", items={"a": 1}).add("2", "1", items={"a": 2}).add("3", "2", items={"a": 1})
    merge = drafts.add("4", "2", items={"a": 2, "b": 1}).merge()
    assert items(merge) == {"a": 1, "b": 1}
    assert merge.choices == ()


def test_true_and_one_are_two_answers():
    assert len(Drafts().add("1", items={"a": 1}).add("2", items={"a": True}).merge().choices) == 1


def test_reasons_authors_and_times_stand_with_the_options():
    drafts = Drafts().add("1", items={"a": {"reason": "缺台账"}}).add("2", items={"a": {}})
    options = drafts.merge().choices[0].options
    assert [(one.author, one.hlc, one.reason) for one in options] == [("by-2", "2", ""), ("by-1", "1", "缺台账")]


def test_header_fields_join_one_by_one():
    drafts = Drafts().add("1", doc_number="1号", classification="").add("2", "1", doc_number="2号", classification="")
    merge = drafts.add("3", "1", doc_number="1号", classification="内部").merge()
    assert (merge.fields["header", "doc_number"], merge.fields["header", "classification"]) == ("2号", "内部")


def file(*codes, caption="", **known):
    return {"codes": list(codes), "caption": caption, "name": "a.jpg", **known}


def test_links_of_evidence_are_a_union_and_what_was_taken_away_stays_away():
    drafts = Drafts().add("1", evidence={"aa": file("1", "2"), "bb": file("1")})
    drafts.add("2", "1", evidence={"aa": file("1", "3"), "bb": file("1")})
    drafts.add("3", "1", evidence={"aa": file("1", "2", "4")})
    evidence = drafts.body()["answers"]["evidence"]
    assert {sha: one["codes"] for sha, one in evidence.items()} == {"aa": ["1", "3", "4"]}
    assert drafts.merge().choices == ()


def test_a_file_that_one_took_out_and_another_linked_again_keeps_its_name():
    drafts = Drafts().add("1", evidence={"aa": file("1")}).add("2", "1", evidence={})
    drafts.add("3", "1", evidence={"aa": file("1", "2")})
    assert drafts.body()["answers"]["evidence"] == {"aa": file("2")}


def test_the_same_photo_added_twice_asks_nothing_but_two_captions_do():
    drafts = Drafts().add("1", evidence={"aa": file("1", added_by="甲")})
    drafts.add("2", evidence={"aa": file("2", added_by="乙")})
    assert drafts.body()["answers"]["evidence"] == {"aa": file("1", "2", added_by="乙")}
    captions = Drafts().add("1", evidence={"aa": file("1", caption="门口")})
    captions.add("2", evidence={"aa": file("1", caption="台账")})
    assert list(choices(captions.merge())) == [("caption", "aa")]
    captions.add("3", "1", "2", evidence={})
    assert captions.merge().choices == ()


def test_captions_of_a_file_that_is_gone_are_not_asked_about():
    drafts = Drafts().add("1", evidence={"aa": file("1")}).add("2", "1", evidence={"aa": file("9", caption="甲")})
    drafts.add("3", "1", evidence={"aa": file("9", caption="乙")})
    drafts.add("4", "2", evidence={}).add("5", "3", evidence={})
    assert drafts.merge().choices == ()


def scored(**marks):
    return {"items": {code: {"marks": mark, "state": "scored"} for code, mark in marks.items()}, "total": "9"}


def test_items_keep_the_marks_of_whoever_said_them_and_the_total_is_open():
    drafts = Drafts().add("1", items={"a": 1}, result=scored(a="1"), complete=True)
    drafts.add("2", items={"b": 2}, result=scored(b="2"), complete=True)
    body = drafts.body()
    assert body["result"] == {
        "items": {"a": {"marks": "1", "state": "scored"}, "b": {"marks": "2", "state": "scored"}},
        "total": None,
        "grade": None,
        "provisional": True,
    }
    assert body["complete"] is False
    assert body["unit_id"] == "u-1"


def test_a_head_that_says_everything_keeps_its_total():
    drafts = Drafts().add("1", items={"a": 1, "b": 1}, result=scored(a="1"), complete=True).add("2", items={"a": 1})
    assert drafts.body() == drafts.bodies["1"]


def test_a_body_of_another_form_costs_no_answer():
    drafts = Drafts().add("1", items={"a": 1}).add("2", items={"b": 2}, result=[])
    assert fields_of(drafts.body())[("items", "a")] == 1
