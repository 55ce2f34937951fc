"""A table of units becomes a plan: parents found, ids lasting, differences named, every mistake listed."""

from dataclasses import replace

import pytest

from app.domain.unit import Unit, unit_id
from app.progress import Cancelled
from app.workbooks.units import plan_units
from app.workbooks.units_nodes import kind_of_name

HEAD = ["区", "街道", "社区名称", "区划代码"]
DISTRICT = Unit("320402", "district", "示例区", code="320402", initials="slq")
STREET = Unit("320402001", "street", "清风街道", code="320402001", parent_id="320402", initials="qfjd")
LOTUS = Unit("320402001001", "community", "莲花社区", "320402001001", "320402001", initials="lhsq")
REGISTER = (DISTRICT, STREET, LOTUS)


def by_name(plan):
    return {planned.unit.name: planned for planned in plan.units}


def test_a_table_with_one_row_per_community_makes_its_streets_and_district(book, found):
    path = book(HEAD, ["示例区", "清风街道", "莲花社区", None], ["示例区", "青石镇", "柳河村", None])
    plan = plan_units(path, ())
    units = by_name(plan)
    assert found(plan) == []
    assert [planned.unit.kind for planned in plan.units] == ["district", "street", "township", "community", "village"]
    assert units["莲花社区"].unit.id == unit_id(None, ("示例区", "清风街道", "莲花社区"))
    assert units["莲花社区"].unit.parent_id == units["清风街道"].unit.id
    assert units["清风街道"].is_implied
    assert units["莲花社区"].unit.initials == "lhsq"


def test_a_table_with_codes_of_parents_makes_the_same_tree(book, found):
    path = book(
        ["单位名称", "单位类别", "编码", "上级编码"],
        ["莲花社区", "社区", "320402001001", "320402001"],
        ["清风街道", "街道", "320402001", "320402"],
        ["示例区", "辖市区", "320402", None],
    )
    plan = plan_units(path, ())
    assert found(plan) == []
    assert {planned.unit.id: planned.unit.parent_id for planned in plan.units} == {
        "320402": None,
        "320402001": "320402",
        "320402001001": "320402001",
    }


def test_the_code_is_the_id(book):
    plan = plan_units(book(HEAD, ["示例区", "清风街道", "莲花社区", "320402001001"]), ())
    assert by_name(plan)["莲花社区"].unit.id == "320402001001"


def test_the_same_table_again_changes_nothing(book):
    path = book(HEAD, ["示例区", "清风街道", "莲花社区", None], ["示例区", "平湖街道", "柳河社区", None])
    first = plan_units(path, ())
    again = plan_units(path, tuple(planned.unit for planned in first.units))
    assert again.to_write == ()
    assert not again.can_apply
    assert again.absent == ()


def test_a_unit_without_a_code_keeps_its_id_when_the_code_comes(book):
    first = plan_units(book(HEAD, ["示例区", "清风街道", "莲花社区", None]), ())
    register = tuple(planned.unit for planned in first.units)
    again = plan_units(book(HEAD, ["示例区", "清风街道", "莲花社区", "320402001001"]), register)
    [changed] = again.to_write
    assert changed.unit.id == unit_id(None, ("示例区", "清风街道", "莲花社区"))
    assert [(change.field, change.new) for change in changed.changes] == [("code", "320402001001")]


def test_a_renamed_unit_keeps_its_id(book):
    plan = plan_units(book(HEAD, ["示例区", "清风街道", "莲花苑社区", "320402001001"]), REGISTER)
    [changed] = plan.to_write
    assert changed.unit.id == "320402001001"
    assert [(change.field, change.old, change.new) for change in changed.changes] == [
        ("name", "莲花社区", "莲花苑社区")
    ]
    assert changed.unit.initials == "lhysq"


def test_a_moved_unit_names_both_parents(book):
    plan = plan_units(book(HEAD, ["示例区", "平湖街道", "莲花社区", "320402001001"]), REGISTER)
    moved = by_name(plan)["莲花社区"]
    assert [(change.field, change.old, change.new) for change in moved.changes] == [("parent", "清风街道", "平湖街道")]


def test_columns_that_are_not_there_leave_the_register_as_it_is(book):
    pilot = replace(LOTUS, is_pilot=True, class_="城市", is_active=False)
    plan = plan_units(book(HEAD, ["示例区", "清风街道", "莲花社区", "320402001001"]), (DISTRICT, STREET, pilot))
    assert plan.to_write == ()


def test_pilots_classes_and_units_out_of_use_are_read(book):
    path = book(
        ["社区", "街道", "区", "城乡类别", "试点", "停用"],
        ["莲花社区", "清风街道", "示例区", "城市", "√", ""],
        ["柳河社区", "清风街道", "示例区", "农村", 0, "是"],
    )
    units = by_name(plan_units(path, ()))
    assert (units["莲花社区"].unit.is_pilot, units["莲花社区"].unit.class_) == (True, "城市")
    assert (units["柳河社区"].unit.is_pilot, units["柳河社区"].unit.is_active) == (False, False)


def test_what_the_table_does_not_name_is_left_alone_and_listed(book):
    other = Unit("u-x", "community", "柳河社区", parent_id="320402001", initials="lhsq")
    plan = plan_units(book(HEAD, ["示例区", "清风街道", "莲花社区", "320402001001"]), (*REGISTER, other))
    assert plan.absent == (other,)


def test_a_code_used_twice_names_both_rows(book):
    rows = [["示例区", "清风街道", "莲花社区", "320402001001"], ["示例区", "清风街道", "柳河社区", "320402001001"]]
    plan = plan_units(book(HEAD, *rows), ())
    [finding] = plan.errors
    assert (finding.kind, finding.row, finding.detail) == ("code_twice", 3, ("2",))


def test_a_name_used_twice_under_one_street_names_both_rows(book):
    rows = [
        ["示例区", "清风街道", "莲花社区", ""],
        ["示例区", "平湖街道", "莲花社区", ""],
        ["示例区", "清风街道", "莲花社区", ""],
    ]
    plan = plan_units(book(HEAD, *rows), ())
    [finding] = plan.errors
    assert (finding.kind, finding.row, finding.detail) == ("name_twice", 4, ("2",))


def test_the_same_name_with_another_code_is_not_taken_for_the_known_unit(book):
    plan = plan_units(book(HEAD, ["示例区", "清风街道", "莲花社区", "320402001999"]), REGISTER)
    [finding] = plan.errors
    assert (finding.kind, finding.detail) == ("code_differs", ("320402001001",))


def test_a_name_that_another_unit_of_the_register_has_is_refused(book):
    other = Unit("320402001002", "community", "柳河社区", "320402001002", "320402001", initials="lhsq")
    plan = plan_units(book(HEAD, ["示例区", "清风街道", "柳河社区", "320402001001"]), (*REGISTER, other))
    assert {finding.kind for finding in plan.errors} & {"name_twice", "code_differs"}


def test_a_parent_nobody_knows_is_named(book, found):
    path = book(["单位名称", "类别", "编码", "上级编码"], ["莲花社区", "社区", "320402001001", "320402009"])
    plan = plan_units(path, REGISTER)
    assert found(plan) == [("parent_not_found", 2, "D")]


def test_a_parent_by_name_must_be_in_the_table_or_the_register(book, found):
    path = book(["单位名称", "上级单位"], ["莲花社区", "清风街道"], ["柳河社区", "清枫街道"])
    assert found(plan_units(path, REGISTER)) == [("parent_not_found", 3, "B")]


def test_two_streets_of_one_name_are_told_apart_by_their_district(book, found):
    two = Unit("320404", "district", "样板区", "320404", initials="ybq")
    twin = Unit("320404001", "street", "清风街道", "320404001", "320404", initials="qfjd")
    path = book(["社区", "街道"], ["莲花社区", "清风街道"])
    assert found(plan_units(path, (*REGISTER, two, twin))) == [("parent_ambiguous", 2, "B")]
    path = book(HEAD, ["样板区", "清风街道", "桂园社区", None])
    plan = plan_units(path, (*REGISTER, two, twin))
    assert by_name(plan)["桂园社区"].unit.parent_id == "320404001"


def test_a_community_below_a_community_is_refused(book):
    path = book(["单位名称", "单位类别", "编码", "上级编码"], ["柳河社区", "社区", "320402001002", "320402001001"])
    [finding] = plan_units(path, REGISTER).errors
    assert (finding.kind, finding.detail) == ("parent_wrong_level", ("community", "community"))


def test_a_circle_of_parents_is_found_once_for_each_unit_in_it(book, found):
    path = book(
        ["单位名称", "单位类别", "编码", "上级编码"],
        ["甲街道", "街道", "1001", "1002"],
        ["乙街道", "街道", "1002", "1001"],
    )
    kinds = [kind for kind, _row, _column in found(plan_units(path, ()))]
    assert kinds.count("parent_cycle") == 2


def test_a_community_without_any_parent_is_pointed_out(book, found):
    plan = plan_units(book(["社区名称"], ["莲花社区"]), ())
    assert found(plan) == [("parent_missing", 2, "A")]
    assert plan.can_apply


def test_names_and_pilots_alone_find_the_units_of_the_register(book):
    plan = plan_units(book(["社区名称", "试点"], ["莲花社区", "是"]), REGISTER)
    [changed] = plan.to_write
    assert (changed.unit.id, changed.unit.parent_id, changed.unit.is_pilot) == ("320402001001", "320402001", True)
    assert plan.findings == ()


def test_a_name_alone_that_two_units_have_is_not_guessed(book, found):
    twin = Unit("u-2", "community", "莲花社区", parent_id="320402", initials="lhsq")
    assert found(plan_units(book(["社区名称"], ["莲花社区"]), (*REGISTER, twin))) == [("unit_ambiguous", 2, "A")]


def test_a_known_name_tells_its_kind(book):
    odd = Unit("u-3", "community", "红梅", parent_id="320402001", initials="hm")
    plan = plan_units(book(["单位名称"], ["红梅"]), (*REGISTER, odd))
    assert (plan.findings, plan.to_write) == ((), ())


def test_a_street_belongs_to_the_only_district_there_is(book):
    plan = plan_units(book(["单位名称"], ["平湖街道"]), REGISTER)
    assert plan.units[0].unit.parent_id == "320402"
    plan = plan_units(book(["单位名称", "辖市区"], ["平湖街道", None], ["青石镇", "样板区"]), REGISTER)
    assert by_name(plan)["平湖街道"].unit.parent_id is None


def test_a_kind_that_neither_column_nor_name_tells_is_asked_for(book, found):
    assert found(plan_units(book(["单位名称"], ["红梅"]), ())) == [("kind_missing", 2, "A")]


def test_an_unknown_kind_is_refused(book, found):
    assert found(plan_units(book(["单位名称", "单位类别"], ["红梅", "学校"]), ())) == [("kind_unknown", 2, "B")]


def test_all_findings_are_listed_errors_first(book, found):
    path = book(
        HEAD,
        ["示例区", "清风街道 ", "莲花社区", "320402001001"],
        ["示例区", "清风街道", None, "320402001002"],
        ["示例区", "清风街道", "柳河社区", 3.20402001003e11 + 0.5],
    )
    plan = plan_units(path, ())
    assert found(plan) == [("name_missing", 3, "C"), ("code_rounded", 4, "D"), ("spaces", 2, "B")]
    assert not plan.can_apply


def test_stopping_stops(book):
    def stop(_step):
        raise Cancelled

    with pytest.raises(Cancelled):
        plan_units(book(HEAD, ["示例区", "清风街道", "莲花社区", None]), (), stop)


@pytest.mark.parametrize(
    ("name", "head_word", "kind"),
    [
        ("绿化新村", "单位名称", "community"),
        ("柳河村", "社区名称", "village"),
        ("红梅", "社区名称", "community"),
        ("青石镇", "单位名称", "township"),
        ("清风街道办事处", "单位名称", "street"),
        ("示例区", "单位名称", "district"),
        ("莲花小区", "单位名称", None),
        ("莲花党建网站", "单位名称", "website"),
    ],
)
def test_the_name_tells_the_kind_where_it_can(name, head_word, kind):
    assert kind_of_name(name, head_word) == kind
