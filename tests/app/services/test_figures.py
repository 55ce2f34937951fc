"""外部数据: kept, filled into drafts, completing what was signed, taken back; nothing that was typed is lost."""

import copy
import json
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from app.domain.campaign import DAILY_CAMPAIGN_ID, Campaign
from app.domain.inspection import Change
from app.errors import FiguresChanged, ImportHasErrors
from app.paths import REFERENCE_SCHEME
from app.services.demo import fill_in, job_of_the_demonstration
from app.services.figures import apply_figures_import, last_figures_import, undo_figures_import
from app.services.figures_plan import plan_figures_import, save_figures_template
from app.services.home import home_view
from app.services.inspections import answer, open_inspection
from app.services.schemes import published
from app.services.signing import sign_digitally, signing_view
from app.store import campaigns as campaign_table
from app.store import schemes as scheme_table
from app.store.inspections import inspection, save_change
from app.store.rebuild import differences

HEAD = ("单位名称", "5.4 综治", "来源", "日期")
SAID = {"marks": "2.6", "source": "外部数据：区综治办评分表，2026年1月5日"}


@pytest.fixture
def table(tmp_path):
    def write(*rows, head=HEAD, name="综治办.xlsx"):
        book = Workbook()
        for row in (head, *rows):
            book.worksheets[0].append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def line(unit="莲花社区", value="2.6", source="区综治办评分表", day=date(2026, 1, 5)):
    return (unit, value, source, day)


def brought_in(workspace, path, **how):
    plan = plan_figures_import(workspace, path)
    apply_figures_import(workspace, plan, None, **how)
    return plan


def actions(plan):
    return [one.action for one in plan.figures]


def fact(workspace, opened, code="5.4", rule="a"):
    items = open_inspection(workspace, opened.inspection.id).answers["items"]
    return items.get(code, {}).get("facts", {}).get(rule)


def draft(workspace, items=None, unit="莲花社区"):
    return fill_in(workspace, {"unit": unit, "answers": {"items": items or {}}}, "district")


def signed(workspace, unit="莲花社区"):
    job = copy.deepcopy(dict(job_of_the_demonstration("job")))
    job["unit"] = unit
    job["answers"]["items"]["5.4"] = {"facts": {}}
    job["answers"]["notes"] = {**(job["answers"].get("notes") or {}), "self_difference": "自查偏松。"}
    opened = fill_in(workspace, job, "district")
    wanted = opened.inspection.id
    place = next(one for one in signing_view(workspace, wanted).places if one.person_id is not None)
    sign_digitally(workspace, wanted, place.field, place.person_id, None)
    return open_inspection(workspace, wanted)


def test_figures_wait_for_units_whose_inspection_is_not_begun(demo, table):
    plan = brought_in(demo, table(line()))
    assert actions(plan) == ["new"]
    assert plan.figures[0].drafts == 0
    opened = draft(demo)
    assert fact(demo, opened) == SAID
    assert opened.figures["5.4"] == SAID["source"]
    assert opened.result.items["5.4"].marks == Decimal("2.6")


def test_figures_are_filled_into_drafts_and_their_marks_counted(demo, table):
    opened = draft(demo)
    plan = brought_in(demo, table(line()))
    assert plan.figures[0].drafts == 1
    assert (
        inspection(demo.store, opened.inspection.id).total_e4
        == open_inspection(demo, opened.inspection.id).inspection.total_e4
    )
    assert fact(demo, opened) == SAID


def test_the_same_table_once_more_has_nothing_to_do(demo, table):
    brought_in(demo, table(line()))
    again = plan_figures_import(demo, table(line()))
    assert actions(again) == ["same"]
    assert again.to_write == ()


def test_another_value_takes_the_place_of_an_imported_one(demo, table):
    opened = draft(demo)
    brought_in(demo, table(line()))
    plan = brought_in(demo, table(line(value="2.1")))
    assert (plan.figures[0].action, plan.figures[0].before) == ("changed", "2.6")
    assert fact(demo, opened)["marks"] == "2.1"


def test_what_an_inspector_typed_stays_unless_the_person_decides_otherwise(demo, table):
    opened = draft(demo, {"5.4": {"facts": {"a": {"marks": "3", "source": "手填"}}}})
    plan = plan_figures_import(demo, table(line()))
    assert (plan.figures[0].action, plan.figures[0].before) == ("conflict", "3")
    apply_figures_import(demo, plan, None)
    assert fact(demo, opened) == {"marks": "3", "source": "手填"}
    plan = plan_figures_import(demo, table(line(value="2.5")))
    apply_figures_import(demo, plan, None, over_typed=True)
    assert fact(demo, opened)["marks"] == "2.5"


def test_what_an_inspector_took_away_is_not_filled_in_again(demo, table):
    opened = draft(demo)
    brought_in(demo, table(line()))
    opened = open_inspection(demo, opened.inspection.id)
    answer(demo, opened, Change("items", "5.4", {"facts": {}}))
    assert fact(demo, opened) is None


def test_undo_takes_figures_out_of_drafts_where_nobody_changed_them(demo, table):
    first, second = draft(demo), draft(demo, unit="柳河社区")
    brought_in(demo, table(line(), line("柳河社区", "1.5"), line("桂园社区")))
    opened = open_inspection(demo, second.inspection.id)
    answer(demo, opened, Change("items", "5.4", {"facts": {"a": {"marks": "2", "source": "更正"}}}))
    undo_figures_import(demo, last_figures_import(demo).id, None)
    assert fact(demo, first) is None
    assert "5.4" not in open_inspection(demo, first.inspection.id).answers["items"]
    assert fact(demo, second) == {"marks": "2", "source": "更正"}
    assert fact(demo, draft(demo, unit="桂园社区")) is None
    assert last_figures_import(demo) is None


def test_undo_brings_the_earlier_import_back(demo, table):
    opened = draft(demo)
    brought_in(demo, table(line()))
    brought_in(demo, table(line(value="2.1")))
    undo_figures_import(demo, last_figures_import(demo).id, None)
    assert fact(demo, draft(demo, unit="柳河社区")) is None
    assert actions(plan_figures_import(demo, table(line()))) == ["same"]
    assert fact(demo, opened) == SAID


def test_a_signed_provisional_result_is_completed_without_touching_what_was_signed(demo, table):
    before = signed(demo)
    assert before.inspection.is_provisional
    assert home_view(demo).provisional.count == 1
    plan = brought_in(demo, table(line()))
    assert plan.completes == 1
    after = open_inspection(demo, before.inspection.id)
    assert not after.inspection.is_provisional
    assert after.inspection.total_e4 == before.inspection.total_e4 + 26_000
    assert after.answers == before.answers
    assert after.completion.sources == (f"5.4 {_title(demo)}：2.6，{SAID['source']}",)
    assert home_view(demo).provisional.count == 0
    assert differences(demo.store) == ()


def _title(workspace):
    scheme = workspace.scheme(campaign_table.campaign(workspace.store, DAILY_CAMPAIGN_ID).scheme_hash).scheme
    return scheme.item("5.4").title


def test_a_completion_taken_back_leaves_the_inspection_provisional_again(demo, table):
    before = signed(demo)
    brought_in(demo, table(line()))
    undo_figures_import(demo, last_figures_import(demo).id, None)
    after = open_inspection(demo, before.inspection.id)
    assert (after.inspection.total_e4, after.inspection.is_provisional) == (before.inspection.total_e4, True)
    assert after.completion is None
    assert differences(demo.store) == ()
    brought_in(demo, table(line(value="3")))
    assert not open_inspection(demo, before.inspection.id).inspection.is_provisional


def test_a_signed_inspection_that_says_otherwise_stays_as_it_is(demo, table):
    before = signed(demo)
    brought_in(demo, table(line()))
    plan = brought_in(demo, table(line(value="1")))
    assert actions(plan) == ["signed"]
    assert open_inspection(demo, before.inspection.id).inspection.total_e4 == before.inspection.total_e4 + 26_000


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (line("没有这个社区"), "unit_unknown"),
        (line(value="4"), "out_of_range"),
        (line(value="-1"), "out_of_range"),
        (line(value="待定"), "not_a_number"),
        (line(value=date(2026, 3, 1)), "date_in_cell"),
        (line(value="#N/A"), "cell_error"),
        (line(day="去年"), "bad_day"),
        ((*line()[:1], "=1+1", "综治办", None), "formula_without_value"),
    ],
)
def test_a_bad_cell_stops_the_import_until_its_line_is_left_out(demo, table, row, kind):
    plan = plan_figures_import(demo, table(row, line("柳河社区", "1.5")))
    assert kind in [finding.kind for finding in plan.errors]
    with pytest.raises(ImportHasErrors):
        apply_figures_import(demo, plan, None)
    assert plan.can_leave_out
    rest = plan.without_errors()
    assert apply_figures_import(demo, rest, None) == 1
    assert fact(demo, draft(demo)) is None
    assert fact(demo, draft(demo, unit="柳河社区"))["marks"] == "1.5"


def test_a_unit_that_stands_there_twice_is_told_with_its_first_row(demo, table):
    plan = plan_figures_import(demo, table(line(), line(value="1")))
    assert [(one.kind, one.row, one.detail) for one in plan.errors] == [("unit_twice", 3, ("2",))]


def test_numbers_as_text_and_full_width_digits_are_read_and_told(demo, table):
    plan = plan_figures_import(demo, table(line(value="２．５分")))
    assert not plan.errors
    assert plan.figures[0].read.figure.value == Decimal("2.5")
    assert "number_as_text" in [one.kind for one in plan.warnings]


def test_figures_that_came_in_meanwhile_make_the_plan_worthless(demo, table):
    plan = plan_figures_import(demo, table(line()))
    brought_in(demo, table(line(value="1"), name="另一份.xlsx"))
    with pytest.raises(FiguresChanged):
        apply_figures_import(demo, plan, None)


def test_an_item_with_other_rules_gets_its_figure_once_somebody_looked_at_it(demo, table, other):
    campaign = other([{"id": "a", "kind": "external", "max": "3", "text": "综治办评分"}, FLAG])
    path = table(line())
    plan = plan_figures_import(demo, path, campaign_id=campaign)
    apply_figures_import(demo, plan, None, campaign_id=campaign)
    opened = begun(demo, campaign, "莲花社区")
    assert "5.4" not in opened.answers["items"]
    opened = answer(demo, opened, Change("items", "5.4", {"facts": {}}))
    assert opened.answers["items"]["5.4"]["facts"]["a"]["marks"] == "2.6"


FLAG = {"id": "b", "kind": "flag", "effect": "deduct", "points": "1", "text": "发生案件的扣1分"}
PEER = {
    "id": "p",
    "kind": "peer",
    "metric": "群众安全感",
    "basis": "average",
    "op": ">",
    "points": "3",
    "text": "高于全区平均得3分",
}


@pytest.fixture
def other(demo):
    """A campaign whose item 5.4 has these rules."""

    def make(rules):
        data = json.loads(REFERENCE_SCHEME.read_text(encoding="utf-8"))
        next(item for item in data["items"] if item["code"] == "5.4")["rules"] = rules
        found = published(data)
        with demo.store.atomic():
            scheme_table.put_scheme(demo.store, found.hash, found.canonical, "issued")
            campaign_table.put_campaign(demo.store, Campaign("c-other", "QT", "另一次", found.hash))
        return "c-other"

    return make


def begun(workspace, campaign_id, unit):
    from app.domain.inspection import Inspector
    from app.services.inspections import NewInspection, start_inspection
    from app.services.people import people
    from app.store.units import all_units

    person = next(one for one in people(workspace) if one.author)
    team = (Inspector(person.id, person.name, person.post, person.office),)
    wanted = next(one for one in all_units(workspace.store) if one.name == unit)
    new = NewInspection(wanted.id, "district", team, person.id, workspace.today(), campaign_id=campaign_id)
    return open_inspection(workspace, start_inspection(workspace, new).id)


def all_communities(workspace):
    from app.store.units import all_units

    return [unit.name for unit in all_units(workspace.store) if unit.kind == "community"]


def test_each_unit_gets_the_others_figures_once_all_are_known(demo, table, other):
    campaign = other([PEER])
    names = all_communities(demo)
    head = ("社区名称", "群众安全感（5.4）", "来源")
    some = table(*[(name, 90 + n, "统计局") for n, name in enumerate(names[:-1])], head=head)
    assert actions(plan_figures_import(demo, some, campaign_id=campaign)) == []  # the head has no code in front
    head = ("社区名称", "5.4群众安全感", "来源")
    some = table(*[(name, 90 + n, "统计局") for n, name in enumerate(names[:-1])], head=head)
    apply_figures_import(demo, plan_figures_import(demo, some, campaign_id=campaign), None, campaign_id=campaign)
    opened = begun(demo, campaign, names[0])
    assert opened.answers["items"]["5.4"]["facts"] == {"p": {"value": "90"}}
    assert "5.4" not in opened.answers["peers"]
    assert opened.result.items["5.4"].state == "pending"
    last = table((names[-1], "不参加", "统计局"), head=head)
    apply_figures_import(demo, plan_figures_import(demo, last, campaign_id=campaign), None, campaign_id=campaign)
    opened = open_inspection(demo, opened.inspection.id)
    others = sorted(str(90 + n) for n in range(1, len(names) - 1))
    assert sorted(opened.answers["peers"]["5.4"]["values"]) == others
    assert opened.result.items["5.4"].marks == Decimal(0)
    top = begun(demo, campaign, names[-2])
    assert top.result.items["5.4"].marks == Decimal(3)


def test_peers_typed_by_hand_stay(demo, table, other):
    campaign = other([PEER])
    opened = begun(demo, campaign, "莲花社区")
    save_change(demo.store, opened.inspection.id, Change("peers", "5.4", {"values": ["1"]}), demo.clock(), None)
    head = ("社区名称", "5.4群众安全感")
    path = table(*[(name, 90) for name in all_communities(demo)], head=head)
    apply_figures_import(demo, plan_figures_import(demo, path, campaign_id=campaign), None, campaign_id=campaign)
    assert open_inspection(demo, opened.inspection.id).answers["peers"]["5.4"] == {"values": ["1"]}


def test_the_template_lists_units_and_items_and_can_be_filled_in_and_read(demo, tmp_path):
    path = tmp_path / "模板.xlsx"
    count = save_figures_template(demo, path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet.max_row == count + 1 == len(all_communities(demo)) + 1
    assert [cell.value for cell in sheet[1]][:4] == ["单位编码", "单位名称", "所属街道", f"5.4 {_title(demo)}"]
    sheet.cell(2, 4, 2)
    book.save(path)
    plan = plan_figures_import(demo, path)
    assert not plan.errors
    assert [(one.action, one.read.figure.value) for one in plan.figures] == [("new", Decimal(2))]
    assert plan.figures[0].read.figure.source == "区综治办、区文明办"


def test_signed_comparisons_are_completed_when_the_last_unit_comes_in(demo, table, other):
    campaign = other([PEER])
    names = all_communities(demo)
    head = ("社区名称", "5.4群众安全感")
    first = table(*[(name, 80) for name in names[:-1]], head=head)
    apply_figures_import(demo, plan_figures_import(demo, first, campaign_id=campaign), None, campaign_id=campaign)
    opened = begun(demo, campaign, "莲花社区")
    job = job_of_the_demonstration("job")
    for section in ("items", "vetoes", "notes"):
        for code, value in (job["answers"].get(section) or {}).items():
            if code != "5.4":
                opened = answer(demo, opened, Change(section, code, value))
    wanted = opened.inspection.id
    place = next(one for one in signing_view(demo, wanted).places if one.person_id is not None)
    sign_digitally(demo, wanted, place.field, place.person_id, None)
    assert inspection(demo.store, wanted).is_provisional
    plan = plan_figures_import(demo, table((names[-1], 70), head=head), campaign_id=campaign)
    assert plan.completes == 1
    apply_figures_import(demo, plan, None, campaign_id=campaign)
    after = open_inspection(demo, wanted)
    assert not after.inspection.is_provisional
    assert "个单位的数" in after.completion.sources[0]
