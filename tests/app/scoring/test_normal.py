"""Two schemes are identical when their normal forms are."""

import hashlib

import pytest

from app.scoring.scheme import load_scheme, normal_form, scheme_hash

CHECKLIST = {"kind": "checklist", "elements": [{"id": "e", "text": "册"}]}


def test_defaults_written_out_change_nothing(scheme, item):
    short = scheme(
        item(
            {"kind": "judge", "effect": "deduct"},
            {**CHECKLIST, "per_missing": "1"},
            {**CHECKLIST, "all": "1"},
            {"kind": "sample", "size": 3, "points": "1"},
        )
    )
    long = scheme(
        item(
            {"kind": "judge", "effect": "deduct", "min": "0", "max": "10.0", "step": None, "per": None, "cap": None},
            {**CHECKLIST, "per_missing": "1", "effect": "deduct", "size": 1, "table": None, "all": None},
            {**CHECKLIST, "all": "1", "effect": "award"},
            {"kind": "sample", "size": "3", "points": "1.00", "prorate": False, "effect": "deduct", "unit": ""},
            base="full",
            floor="0.0",
            cap="full",
            evidence="optional",
            applies_to=None,
            groups=[],
            exemptions=[],
            clause="",
            standard=None,
            scored_by=None,
        ),
        combine=[{"source": "district", "weight": "1"}],
        bonus={"items": [], "cap": None},
        penalties=None,
        vetoes=[],
        grades=[],
        quota=None,
        authority={"document": None},
        notice=None,
        classes=[],
        holidays=[],
        full_marks="10.00",
    )
    long["dimensions"][0].update(mismatch="by_item", base="0", floor=None, weight=None)
    long["rounding"]["mode"] = "half_up"
    assert normal_form(long) == normal_form(short)
    assert scheme_hash(long) == scheme_hash(short)


def test_the_hash_is_of_the_canonical_bytes(scheme, item):
    data = scheme(item({"kind": "note"}), x_office={"b": 1, "a": "区"})
    digest = hashlib.sha256(
        '{"after_veto":"continue","bonus_counts_for_grade":false,"dimensions":[{"code":"1","full_marks":"10","title":"大项一"}],'
        '"format":"wuyou.scheme/1","full_marks":"10","id":"s","items":[{"code":"1","dimension":"1","full_marks":"10",'
        '"rules":[{"id":"a","kind":"note","text":"某项工作"}],"source_text":"原文","title":"项目1"}],"na_limit":"1",'
        '"not_applicable":"rescale_dimension","rounding":{"dimension":2,"item":2,"total":1},"status":"trial","title":"方案",'
        '"version":"1","x_office":{"a":"区","b":1}}'.encode()
    ).hexdigest()
    assert scheme_hash(data) == digest


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("floor", None),
        ("cap", None),
        ("cap", "11"),
        ("base", "none"),
        ("evidence", "required"),
        ("applies_to", ["城市"]),
    ],
)
def test_what_is_not_the_default_is_kept(scheme, item, place, value):
    data = scheme(item({"kind": "note"}, **{place: value}), classes=["城市"])
    assert normal_form(data)["items"][0][place] == value
    assert load_scheme(data).items[0].code == "1"


def test_every_kind_of_value_has_a_normal_form(scheme, item):
    bands = [
        {"from": "0", "to": "10", "bounds": "[]", "range": ["0.50", "10"]},
        {"from": "10", "to": None, "bounds": "()", "points": "1"},
    ]
    award = {"kind": "bands", "effect": "award", "bands": bands}
    by_class = {"kind": "threshold", "op": ">", "line_by_class": {"城市": "1.0"}, "points": "9"}
    data = scheme(
        item(award, by_class, base="zero"),
        classes=["城市"],
        holidays=["2004-01-22"],
        quota={"grade": "甲", "share": "10%"},
        grades=[{"name": "甲", "min_met": 3}],
    )
    data["items"][0]["rules"].append({"id": "c", "kind": "checklist", "text": "册", "size": 3, "all": "1"})
    rules = normal_form(data)["items"][0]["rules"]
    assert rules[2] == {"id": "c", "kind": "checklist", "text": "册", "size": 3, "all": "1"}
    assert rules[0]["bands"][0] == {"from": "0", "to": "10", "bounds": "[]", "range": ["0.5", "10"]}
    assert rules[1]["line_by_class"] == {"城市": "1"}
