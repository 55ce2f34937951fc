"""A row of the table of backups says when, where, how much, and what was found."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.services.backup_list import Backup
from app.store.backups import Counts
from ui.models.backups_model import FOUND, SIZE, UNITS, WHEN, WHERE, BackupsModel, Place, size_words
from ui.widgets.glyphs import State
from ui.widgets.table import CellRole

AT = datetime(2026, 1, 8, 2, 3, tzinfo=UTC)


def a_backup(name, state="whole", counts=None):
    return Backup(Path(name), AT, 200_000, state, counts=counts)


@pytest.fixture
def model(qapp):
    model = BackupsModel(date(2026, 2, 1))
    model.show(
        [
            Place("本机", a_backup("a", counts=Counts(11, 2, 3, 40, 1))),
            Place("U盘", a_backup("b", "damaged")),
            Place("U盘", a_backup("c", "foreign")),
        ]
    )
    return model


def cells(model, row):
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_a_whole_backup_shows_its_counts(model):
    assert cells(model, 0)[WHERE:] == ["本机", "11", "3", "40", "1", "195 KB", "选中后核对"]
    assert cells(model, 0)[WHEN].startswith("1月8日")
    assert model.at(0).path == Path("a")
    assert model.at(3) is None


def test_what_is_torn_or_anothers_shows_no_counts(model):
    assert cells(model, 1)[UNITS:SIZE] == ["", "", "", ""]
    assert [cells(model, row)[FOUND] for row in (1, 2)] == ["已损坏", "不是本机的"]
    assert [model.index(row, FOUND).data(CellRole.STATE) for row in range(3)] == [
        State.UNCHECKED,
        State.INCOMPLETE,
        State.INCOMPLETE,
    ]


@pytest.mark.parametrize(
    ("is_good", "words", "state"), [(True, "完好", State.PASSED), (False, "已损坏", State.INCOMPLETE)]
)
def test_what_the_check_found_is_said(model, is_good, words, state):
    model.say_found(model.at(0), is_good=is_good)
    assert cells(model, 0)[FOUND] == words
    assert model.index(0, FOUND).data(CellRole.STATE) == state


def test_numbers_stand_at_the_right_under_their_heads(model):
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    role = Qt.ItemDataRole.TextAlignmentRole
    assert model.headerData(UNITS, Qt.Orientation.Horizontal, role) == right
    assert model.headerData(WHEN, Qt.Orientation.Horizontal, role) is None
    assert model.headerData(UNITS, Qt.Orientation.Horizontal) == "单位"
    assert model.index(0, UNITS).data(role) == right


def test_sizes_are_written_as_one_reads_them():
    assert [size_words(size) for size in (3, 200_000, 5 << 20)] == ["1 KB", "195 KB", "5.0 MB"]
