"""A unit typed by hand: objections stand under their field, nothing is lost."""

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.unit import Unit
from app.errors import StoreFull, UnitRefused, WrongPassphrase
from tests.ui.clipping import clipped_labels, unnamed_controls
from ui.dialogs.signing_passphrase_dialog import SigningPassphraseDialog
from ui.dialogs.unit_dialog import UnitDialog
from ui.tokens import TextSize

DISTRICT = Unit("d", "district", "示例区")
STREET = Unit("s", "street", "清风街道", parent_id="d")
TOWN = Unit("t", "township", "青石镇", parent_id="d")
REGISTER = (DISTRICT, STREET, TOWN)


def opened(qtbot, adds=lambda new, passphrase: Unit("n", new.kind, new.name), above="", register=REGISTER, **more):
    dialog = UnitDialog(register, adds, above=above, **more)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.parametrize(
    ("above", "kind", "parent"),
    [("s", "community", "s"), ("t", "village", "t"), ("d", "community", "s"), ("", "community", "s")],
)
def test_it_begins_with_what_usually_comes_below(qtbot, above, kind, parent):
    dialog = opened(qtbot, above=above)
    assert (dialog.chosen_kind, dialog.parent_unit.currentData()) == (kind, parent)


def test_the_first_unit_is_a_district_and_the_second_a_street(qtbot):
    first = opened(qtbot, register=())
    assert first.chosen_kind == "district"
    assert not first.parent_unit.isEnabled()
    second = opened(qtbot, register=(DISTRICT,), above="d")
    assert (second.chosen_kind, second.parent_unit.currentData()) == ("street", "d")


def test_the_first_community_of_an_empty_register_needs_nothing_but_its_name(qtbot):
    given = []
    adds = lambda new, passphrase: given.append(new) or Unit("n", new.kind, new.name)  # noqa: E731
    dialog = opened(qtbot, adds, register=(), begins_as="community", asks_passphrase=False)
    assert dialog.parent_unit.currentData() == ""
    dialog.name.setText("莲花社区")
    dialog.go_on()
    assert [(new.kind, new.parent_id, new.name) for new in given] == [("community", None, "莲花社区")]


def test_what_is_typed_is_what_is_added(qtbot):
    given = []
    dialog = opened(qtbot, lambda new, passphrase: given.append((new, passphrase)) or Unit("n", new.kind, new.name))
    dialog.name.setText("莲花社区")
    dialog.code.setText("329901001")
    dialog.pilot.setChecked(True)
    dialog.passphrase.line.setText("red plum")
    dialog.go_on()
    [(new, passphrase)] = given
    assert (new.name, new.kind, new.parent_id, new.code, new.is_pilot) == (
        "莲花社区",
        "community",
        "s",
        "329901001",
        True,
    )
    assert passphrase == "red plum"
    assert dialog.made.name == "莲花社区"
    assert dialog.passphrase.text() == ""


def test_a_street_cannot_be_a_pilot(qtbot):
    dialog = opened(qtbot, asks_passphrase=False)
    dialog.pilot.setChecked(True)
    dialog.kind.setCurrentIndex(dialog.kind.findData("street"))
    assert not dialog.pilot.isVisible()
    given = []
    dialog._adds = lambda new, passphrase: given.append(new) or STREET
    dialog.name.setText("平湖街道")
    dialog.go_on()
    assert not given[0].is_pilot


@pytest.mark.parametrize(("reason", "field"), [("name_twice", "name_field"), ("code_bad", "code_field")])
def test_a_refusal_stands_under_its_field(qtbot, reason, field):
    def refuse(_new, _passphrase):
        raise UnitRefused(reason, "莲花社区")

    dialog = opened(qtbot, refuse, asks_passphrase=False)
    dialog.go_on()
    assert getattr(dialog, field).problem
    assert dialog.made is None
    dialog.name.setText("甲")
    dialog.code.setText("1")
    assert not getattr(dialog, field).problem


def test_a_missing_or_wrong_passphrase_stands_under_its_field(qtbot):
    def refuse(_new, _passphrase):
        raise WrongPassphrase

    dialog = opened(qtbot, refuse)
    dialog.go_on()
    assert "先输入" in dialog.passphrase_field.problem
    dialog.passphrase.line.setText("x")
    dialog.go_on()
    assert "口令不对" in dialog.passphrase_field.problem


def test_another_error_closes_it_and_is_handed_on(qtbot, tmp_path):
    def fail(*_args):
        raise StoreFull(tmp_path)

    dialog = opened(qtbot, fail, asks_passphrase=False)
    dialog.go_on()
    assert isinstance(dialog.failure, StoreFull)
    assert not dialog.isVisible()
    asks = SigningPassphraseDialog("标为试点", "改单位名册要用您的口令签名。", fail)
    qtbot.addWidget(asks)
    asks.passphrase.line.setText("x")
    asks.go_on()
    assert isinstance(asks.failure, StoreFull)


def test_the_passphrase_is_asked_until_it_is_right(qtbot):
    tried = []

    def acts(passphrase):
        tried.append(passphrase)
        if passphrase != "red plum":
            raise WrongPassphrase

    dialog = SigningPassphraseDialog("标为试点", "改单位名册要用您的口令签名。", acts)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.go_on()
    assert tried == []
    for typed in ("x", "red plum"):
        dialog.passphrase.line.setText(typed)
        dialog.go_on()
    assert tried == ["x", "red plum"]
    assert dialog.result() == SigningPassphraseDialog.DialogCode.Accepted
    assert clipped_labels(dialog) == []


@pytest.mark.parametrize("size", list(TextSize))
def test_nothing_is_cut_at_any_size(qtbot, theme, size):
    theme.wear(theme.tokens.contrast, size)
    dialog = opened(qtbot)
    QApplication.sendPostedEvents()  # layouts settle
    assert clipped_labels(dialog) == []
    assert unnamed_controls(dialog) == []
