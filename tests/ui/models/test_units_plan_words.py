"""Every finding of an import has its sentence, and every sentence has what it names."""

from typing import get_args

import pytest

from app.workbooks.findings import CellFinding, FindingKind
from app.workbooks.units_plan import FieldChange
from ui.models.units_plan_words import SENTENCES, changes_words, column_words, finding_words

DETAILS = {
    "column_missing": ("街道",),
    "columns_unread": ("书记",),
    "rows_hidden": ("2", "5–6"),
    "too_many_rows": ("100000",),
    "merged_filled": ("B2:B3",),
    "merged_refused": ("B2:B3",),
    "number_as_code": ("320402",),
    "control_character": ("U+007F",),
    "spaces": ("莲花社区",),
    "full_width": ("2号",),
    "too_long": ("60", "61"),
    "bad_code": ("40",),
    "code_twice": ("3",),
    "name_twice": ("3",),
    "parent_wrong_level": ("community", "community"),
    "unit_ambiguous": ("2",),
    "code_differs": ("320402",),
    "no_item_column": ("5.4 综治",),
    "unit_twice": ("3",),
    "name_differs": ("莲花社区",),
    "number_as_text": ("2.5",),
    "out_of_range": ("0", "3"),
}


def a_finding(kind, *detail):
    return CellFinding("单位", 2, "D", "区划代码", "x", kind, detail)


@pytest.mark.parametrize("kind", get_args(FindingKind))
def test_every_finding_is_told_in_whole_sentences(kind):
    words = finding_words(a_finding(kind, *DETAILS.get(kind, ())))
    assert words.endswith("。")
    assert "{" not in words
    for detail in DETAILS.get(kind, ()):
        if kind != "parent_wrong_level":
            assert detail in words


def test_there_is_no_sentence_for_what_is_never_found():
    assert set(SENTENCES) == set(get_args(FindingKind))


def test_a_name_taken_in_the_register_names_no_row():
    assert "单位名册" in finding_words(a_finding("name_twice"))


def test_levels_are_called_by_their_names():
    assert finding_words(a_finding("parent_wrong_level", "street", "community")) == "街道不能放在社区下面。"


def test_the_column_is_told_by_letter_and_word():
    assert column_words(a_finding("bad_code", "40")) == "D 区划代码"


def test_changes_are_told_old_to_new():
    changes = (
        FieldChange("name", "莲花社区", "莲花苑社区"),
        FieldChange("pilot", "0", "1"),
        FieldChange("kind", "community", "village"),
        FieldChange("code", "", "320402"),
    )
    assert changes_words(changes) == "名称：莲花社区 → 莲花苑社区；试点：否 → 是；类别：社区 → 村；代码：空 → 320402"
