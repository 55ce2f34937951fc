"""Which units are found, how they are sorted, and what each cell says."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from app.domain.inspection import Inspection
from app.domain.unit import Unit
from app.services.units import UnitRow
from ui.models.inspection_words import state_words
from ui.models.units_model import (
    ALL,
    LAST,
    NAME,
    PILOT,
    RETIRED,
    SITES,
    STATE,
    UnitsFilter,
    UnitsModel,
    found_units,
    ids_below,
)
from ui.widgets.glyphs import State
from ui.widgets.table import CellRole

NOW = datetime(2026, 1, 8, tzinfo=UTC)


def an_inspection(state="draft", checked=20, **more):
    return Inspection(
        "i-1", "daily", "u-1", "district", "h", date(2026, 1, 8), NOW, NOW, state=state, checked=checked, **more
    )


def a_row(name, initials, parent="s1", kind="community", inspection=None, last=None, **more):
    unit = Unit(f"u-{name}", kind, name, parent_id=parent, initials=initials, **more)
    is_inspected = kind == "community"
    return UnitRow(unit, "清风街道", inspection, 29, None if last is None else Decimal(last), is_inspected)


STREET = UnitRow(Unit("s1", "street", "清风街道", parent_id="d1", initials="qfjd"), "示例区")
OLD_RIVER = a_row("大老河社区", "dlhsq", last="76.3")
LOTUS = a_row("莲花社区", "lhsq", is_pilot=True, inspection=an_inspection(), last="90.6")
WILLOW = a_row("柳河社区", "lhsq", parent="s2")
SITE = a_row("莲花网站", "lhwz", parent="u-莲花社区", kind="website")
GONE = a_row("旧社区", "jsq", is_active=False)
ROWS = (STREET, OLD_RIVER, LOTUS, WILLOW, SITE, GONE)


def names(**wanted):
    return [one.row.unit.name for one in found_units(ROWS, UnitsFilter(**wanted))]


def test_everything_in_use_is_shown_without_a_filter():
    assert names() == ["清风街道", "大老河社区", "莲花社区", "柳河社区", "莲花网站"]


def test_initials_find_and_beginnings_come_first():
    assert names(text="lh") == ["莲花社区", "柳河社区", "莲花网站", "大老河社区"]


def test_the_letters_found_are_told():
    found = found_units(ROWS, UnitsFilter(text="lh"))
    assert [one.hit for one in found] == [(0, 2), (0, 2), (0, 2), (1, 2)]


def test_a_code_is_found_by_its_beginning():
    rows = [a_row("莲花社区", "lhsq", code="329901001"), a_row("柳河社区", "lhsq", code="329902001")]
    assert [one.row.unit.code for one in found_units(rows, UnitsFilter(text="329902"))] == ["329902001"]


def test_a_street_shows_what_is_below_it_at_any_depth():
    assert names(below="s1") == ["清风街道", "大老河社区", "莲花社区", "莲花网站"]


def test_places_that_are_no_unit():
    assert names(below=SITES) == ["莲花网站"]
    assert names(below=RETIRED) == ["旧社区"]
    assert names(below=ALL, pilots_only=True) == ["莲花社区"]
    assert names(grass_roots_only=True) == ["大老河社区", "莲花社区", "柳河社区"]


def test_a_draft_is_still_owed_and_a_street_never_is():
    assert names(owed_only=True) == ["大老河社区", "莲花社区", "柳河社区"]


def test_a_circle_of_parents_ends():
    a, b = a_row("甲", "j", parent="u-乙"), a_row("乙", "y", parent="u-甲")
    assert ids_below([a, b], "u-甲") == {"u-甲", "u-乙"}


@pytest.fixture
def model(qapp):
    made = UnitsModel()
    made.show_found(found_units(ROWS, UnitsFilter(text="lh")))
    return made


def shown(model, column):
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_cells_say_state_in_shape_and_word(model):
    assert model.index(0, STATE).data() == "草稿 20 / 29"
    assert model.index(0, STATE).data(CellRole.ICON) == "pencil"
    assert model.index(1, STATE).data(CellRole.STATE) == State.UNCHECKED
    assert model.index(0, PILOT).data() == "试点"
    assert model.index(0, NAME).data(CellRole.HITS) == [(0, 2)]
    assert "莲花社区" in model.index(0, NAME).data(Qt.ItemDataRole.AccessibleTextRole)


def test_units_without_a_last_total_stand_behind_whichever_way_it_is_sorted(model):
    model.sort(LAST, Qt.SortOrder.DescendingOrder)
    assert shown(model, LAST) == ["90.6", "76.3", "—", "—"]
    model.sort(LAST, Qt.SortOrder.AscendingOrder)
    assert shown(model, LAST) == ["76.3", "90.6", "—", "—"]


def test_a_mark_stays_on_its_unit_when_sorted(model):
    from PySide6.QtCore import QPersistentModelIndex

    mark = QPersistentModelIndex(model.index(0, NAME))
    model.sort(NAME, Qt.SortOrder.DescendingOrder)
    assert mark.data() == "莲花社区"
    assert mark.row() != 0


@pytest.mark.parametrize("column", range(5))
def test_every_column_sorts_both_ways(model, column):
    for order in Qt.SortOrder:
        model.sort(column, order)
        assert sorted(shown(model, NAME)) == sorted(["莲花社区", "柳河社区", "莲花网站", "大老河社区"])


def test_the_order_of_the_tree_comes_back(model):
    model.sort(NAME, Qt.SortOrder.DescendingOrder)
    model.sort(-1)
    model.show_found(found_units(ROWS, UnitsFilter()))
    assert shown(model, NAME)[0] == "清风街道"


@pytest.mark.parametrize(
    ("inspection", "words", "glyph"),
    [
        (None, "没有检查", State.UNCHECKED),
        (an_inspection(checked=29), "草稿 已查完", None),
        (an_inspection("complete"), "可以签字", None),
        (an_inspection("signed", is_provisional=True), "暂定 81.6", State.PENDING),
        (an_inspection("signed", is_provisional=False), "已签字 81.6", State.PASSED),
        (an_inspection("reported"), "已上报 81.6", State.PASSED),
        (an_inspection("received"), "已收到 81.6", State.PASSED),
        (an_inspection("void"), "已作废", State.NOT_APPLICABLE),
    ],
)
def test_each_state_has_its_words(inspection, words, glyph):
    state = state_words(inspection, 29, "81.6")
    assert (state.words, state.glyph) == (words, glyph)
    assert state.glyph or state.icon


def test_ten_thousand_units_are_filtered_in_a_blink(qapp):
    import time

    rows = [a_row(f"莲花第{n}社区", f"lhd{n}sq", parent=f"s{n % 300}") for n in range(10_000)]
    model = UnitsModel()
    start = time.perf_counter()
    model.show_found(found_units(rows, UnitsFilter(text="lhd99")))
    assert time.perf_counter() - start < 0.5
    assert model.rowCount() == 111
