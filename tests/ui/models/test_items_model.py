"""The list of items says for each one what is the matter with it, and tells only what changed."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt

from app.domain.inspection import Change, Inspector
from app.services.inspections import NewInspection, answer, open_inspection, start_inspection
from app.services.opened import OpenInspection
from app.services.people import people
from app.services.workspace import Workspace
from app.store import units as unit_table
from ui.models.items_model import ROW, ItemsModel, Row
from ui.widgets.glyphs import State

VECTORS = Path(__file__).parents[2] / "vectors"


@pytest.fixture
def opened(workspace: Workspace) -> OpenInspection:
    """An inspection with nothing in it."""
    person = next(person for person in people(workspace) if person.author)
    community = next(unit for unit in unit_table.all_units(workspace.store) if unit.kind == "community")
    team = (Inspector(person.id, person.name, person.post, person.office),)
    new = NewInspection(community.id, "district", team, person.id, workspace.today())
    return open_inspection(workspace, start_inspection(workspace, new).id)


@pytest.fixture
def model(opened: OpenInspection) -> ItemsModel:
    """Its list."""
    model = ItemsModel()
    model.show_opened(opened)
    return model


def line(model: ItemsModel, code: str) -> Row:
    """The row of a code."""
    return next(row for row in model.rows if row.code == code)


def test_the_list_has_heads_items_bonus_and_vetoes(model: ItemsModel) -> None:
    heads = [row.title for row in model.rows if row.is_head]
    assert heads[0] == "有健全的组织"
    assert heads[-2:] == ["加分", "一票否决"]
    assert sum(row.section == "items" for row in model.rows) == 29
    assert sum(row.section == "bonus" for row in model.rows) == 3
    assert sum(row.section == "vetoes" for row in model.rows) == 4


def test_heads_cannot_be_chosen(model: ItemsModel) -> None:
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    assert model.data(QModelIndex()) is None


@pytest.mark.parametrize(
    ("code", "given", "state", "figure", "spoken"),
    [
        ("1.1", {"facts": {}}, State.PASSED, "4", "1.1 党组织设置与换届，无问题，得 4 分，满分 4 分"),
        ("1.1", {"facts": {"b": True}}, State.DEDUCTED, "2", "1.1 党组织设置与换届，有扣分，得 2 分，满分 4 分"),
        ("1.4", {"facts": {}}, State.INCOMPLETE, "缺1处", "1.4 共驻共建议事机构，缺1处"),
        ("3.1", {"facts": {}}, State.INCOMPLETE, "缺4处", "3.1 “三会一课”，缺4处"),
        ("2.4", {"exempt": "x1", "reason": "新"}, State.NOT_APPLICABLE, "不适用", "2.4 发展党员与积极分子培养，不适用"),
        ("5.4", {"facts": {}}, State.PENDING, "待补", "5.4 平安与文明创建，待补"),
    ],
)
def test_each_state_has_its_glyph_figure_and_words(
    workspace: Workspace, opened: OpenInspection, code: str, given: object, state: State, figure: str, spoken: str
) -> None:
    model = ItemsModel()
    model.show_opened(answer(workspace, opened, Change("items", code, given)))
    row = line(model, code)
    assert (row.state, row.figure, row.spoken) == (state, figure, spoken)


def test_bonus_and_vetoes_say_what_was_given(workspace: Workspace, opened: OpenInspection) -> None:
    model = ItemsModel()
    opened = answer(workspace, opened, Change("bonus", "J1", [{"facts": {"a": {"区": 1}}, "topic": "甲"}]))
    opened = answer(workspace, opened, Change("vetoes", "F1", {"confirmed_by": [], "facts": ""}))
    model.show_opened(opened)
    assert line(model, "J1").figure == "+0.5"
    assert line(model, "J2").spoken.endswith("没有加分")
    assert (line(model, "F1").figure, line(model, "F1").state) == ("没填全", State.INCOMPLETE)
    assert line(model, "F3").figure == "自动"
    opened = answer(workspace, opened, Change("vetoes", "F1", {"confirmed_by": ["甲", "乙"], "facts": "事实"}))
    model.show_opened(opened)
    assert (line(model, "F1").figure, line(model, "F1").state) == ("否决", State.CONFLICT)


def test_only_rows_that_changed_are_told(workspace: Workspace, opened: OpenInspection, model: ItemsModel) -> None:
    told: list[str] = []
    model.dataChanged.connect(lambda first, _last: told.append(first.data(ROW).code or "head"))
    model.modelReset.connect(lambda: told.append("reset"))
    model.show_opened(answer(workspace, opened, Change("items", "1.1", {"facts": {}})))
    assert told == ["head", "1.1"]


def test_stepping_skips_heads_and_stops_at_the_ends(model: ItemsModel) -> None:
    last = len(model.rows) - 1
    assert model.step(0, 1) == 1
    assert model.step(1, -1) is None
    assert model.step(last, 1) is None
    place = model.place_of("items", "2.1")
    assert place is not None
    assert model.rows[model.step(place, -1) or 0].code == "1.6"
    assert model.place_of("items", "9.9") is None


def test_the_next_open_item_is_found_round_the_end(workspace: Workspace, opened: OpenInspection) -> None:
    model = ItemsModel()
    for code in ("1.1", "1.2"):
        opened = answer(workspace, opened, Change("items", code, {"facts": {}}))
    model.show_opened(opened)
    assert model.rows[model.next_open(0) or 0].code == "1.3"
    assert model.rows[model.next_open(len(model.rows) - 1) or 0].code == "1.3"
    assert model.rows[model.next_open(0, -1) or 0].code == "5.5"
    case = json.loads((VECTORS / "wuyou-worked-case.json").read_text(encoding="utf-8"))
    for code, given in case["answers"]["items"].items():
        opened = answer(workspace, opened, Change("items", code, given))
    model.show_opened(opened)
    assert model.next_open(0) is None
