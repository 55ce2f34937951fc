"""A body taken apart into its fields and put together again says the same."""

from app.domain.draft_fields import body_with, fields_of

BODY = {
    "unit_id": "u-1",
    "doc_number": "1号",
    "inspectors": [{"person_id": "p-1"}],
    "answers": {
        "items": {"1.1": {"facts": {"a": 1}}},
        "notes": {"remark": "无"},
        "bonus": {},
        "evidence": {"aa": {"codes": ["1.1", "1.2"], "caption": "台账", "name": "a.jpg", "turn": 90}},
    },
}


def test_it_comes_back_as_it_was():
    assert body_with(fields_of(BODY), BODY) == BODY
    assert fields_of(BODY)["link", "aa/1.2"] is True
    assert fields_of(BODY)["caption", "aa"] == "台账"
    assert fields_of(BODY)["file", "aa"] == {"name": "a.jpg", "turn": 90}


def test_notes_beside_the_answers_are_among_them_afterwards():
    beside = {"answers": {}, "notes": {"remark": "无"}}
    assert body_with(fields_of(beside), beside) == {"answers": {"notes": {"remark": "无"}}}


def test_a_file_without_a_link_is_gone_and_a_link_without_a_file_says_nothing():
    fields = {("file", "aa"): {"name": "a"}, ("caption", "aa"): "x", ("link", "bb/1"): True}
    assert body_with(fields, {}) == {"answers": {"evidence": {}}}


def test_another_form_says_nothing():
    assert fields_of({"answers": 1}) == {}
    assert fields_of({"answers": {"items": [], "evidence": {"aa": 1, "bb": {"codes": 3}}}}).keys() == {
        ("caption", "aa"),
        ("caption", "bb"),
        ("file", "aa"),
        ("file", "bb"),
    }
