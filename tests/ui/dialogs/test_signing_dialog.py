"""Signing: by key alone, by hand before the first digital one, on paper, refused; errors stay beside their field."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from app.domain.inspection import Inspector
from app.errors import ClockBehind, WrongPassphrase
from app.services.inspections import NewInspection, change_header, start_inspection
from app.services.people import people
from app.services.reports import report_pdf, verify_pdf_bytes
from app.services.signing import signing_view
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from tests.ui.practice import PASSPHRASE, filled_in
from ui.dialogs import signing_dialog
from ui.dialogs.signing.signer_form import Manner
from ui.dialogs.signing.signers import SignerRow
from ui.dialogs.signing_dialog import SigningDialog
from ui.tokens import Contrast, TextSize

UNIT_HEAD = "sign-3-1"
PATIENCE_MS = 30_000
"""The first signature reads the libraries that make and sign a PDF; a busy machine takes its time."""
STROKES = (((0.2, 0.3, 0.02), (0.4, 0.6, 0.01)),)


def opened_dialog(qtbot, workspace, tasks, inspection_id, **more):
    dialog = SigningDialog(workspace, tasks, inspection_id, **more)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


@pytest.fixture
def dialog(qtbot, practice, tasks):
    return opened_dialog(qtbot, practice, tasks, filled_in(practice).inspection.id)


@pytest.fixture
def asking(dialog):
    """The same dialog as in a real office: it asks for the passphrase."""
    dialog.form._asks_passphrase = True
    dialog.form.set_manner(Manner.SIGN)
    return dialog


def row_of(dialog, field):
    """The row as it is shown now: those of before go when the event loop comes to it."""
    return [row for row in dialog.summary.signers.findChildren(SignerRow) if row.field == field][-1]


def finished(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog._tasks.is_busy)


def test_enter_alone_signs_in_the_practice_district(qtbot, dialog, practice):
    assert dialog.signer.place.person_id == practice.person.id
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE_MS):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    inspection = dialog.view.opened.inspection
    assert inspection.is_frozen
    assert verify_pdf_bytes(report_pdf(practice, inspection.id), practice).is_genuine


def test_the_next_signer_comes_next_and_may_draw(qtbot, dialog, practice, tasks):
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE_MS):
        dialog.go_on()
    finished(qtbot, dialog)
    second = opened_dialog(qtbot, practice, tasks, dialog._inspection_id)
    assert second.signer.place.person_id not in (None, practice.person.id)
    second.form.area.set_strokes(STROKES)
    with qtbot.waitSignal(second.accepted):
        second.go_on()
    marks = second.view.marks
    assert marks[second.signer.place.field].strokes == STROKES
    assert len(verify_pdf_bytes(report_pdf(practice, dialog._inspection_id), practice).signatures) == 2


def test_who_signs_by_hand_is_asked_to_come_first(qtbot, dialog):
    assert "被检查单位负责人" in dialog.form.order._sentence.text()
    dialog.first_them.click()
    assert dialog.signer.place.field == UNIT_HEAD
    assert dialog.signer.key_of is None
    assert dialog.form.order.isHidden()


def test_strokes_of_pen_or_mouse_are_kept_and_the_dialog_goes_on_to_the_next(qtbot, dialog):
    dialog.turn_to(UNIT_HEAD)
    dialog.form.name.setText("社区书记丁")
    dialog.go_on()
    assert "还没有在框里签名" in dialog.form.problem._sentence.text()
    area = dialog.form.area
    qtbot.mousePress(area, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    for step in range(5):
        qtbot.mouseMove(area, QPoint(80 + 20 * step, 70 + 8 * step))
    qtbot.mouseRelease(area, Qt.MouseButton.LeftButton, pos=QPoint(180, 110))
    assert not area.is_empty
    with qtbot.waitSignal(dialog.signed):
        dialog.go_on()
    mark = dialog.view.marks[UNIT_HEAD]
    assert (mark.manner, mark.name) == ("drawn", "社区书记丁")
    assert mark.strokes
    assert dialog.isVisible()
    assert dialog.signer.place.field != UNIT_HEAD
    assert dialog.form.area.is_empty


def test_enter_presses_the_button_it_is_on_and_not_the_signature(qtbot, dialog):
    dialog.form.area.set_strokes(STROKES)
    dialog.form._strokes_changed()
    dialog.form.again.setFocus()
    with qtbot.assertNotEmitted(dialog.accepted):
        qtbot.keyClick(dialog.form.again, Qt.Key.Key_Return)
    assert dialog.form.area.is_empty
    row = next(row for row in dialog.summary.signers.findChildren(SignerRow) if row.isEnabled())
    row.setFocus()
    before = dialog.signer.place.field
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert dialog.signer.place.field != before
    assert not dialog.view.is_frozen


def test_a_refusal_needs_its_reason(qtbot, dialog):
    dialog.turn_to(UNIT_HEAD)
    dialog.refuse.click()
    dialog.form.name.setText("社区书记丁")
    dialog.go_on()
    assert dialog.form.reason.problem
    dialog.form._reason_text.setPlainText("对3.2扣分有异议")
    dialog.go_on()
    mark = dialog.view.marks[UNIT_HEAD]
    assert (mark.manner, mark.reason) == ("refused", "对3.2扣分有异议")


def test_a_refusal_can_be_taken_back_before_it_is_recorded(dialog):
    dialog.refuse.click()
    assert dialog.form.manner is Manner.REFUSE
    assert dialog.main.label == "记下拒签"
    dialog.refuse.click()
    assert dialog.form.manner is Manner.SIGN


def test_a_signature_on_paper_is_noted(dialog):
    dialog.turn_to(UNIT_HEAD)
    dialog.on_paper.click()
    assert dialog.view.marks[UNIT_HEAD].manner == "paper"


def test_signing_for_somebody_else_names_both_and_why(qtbot, dialog):
    expected = dialog.signer.place.name
    dialog.behalf.click()
    assert dialog.form.name.text() != expected
    dialog.form._reason_text.setPlainText("组长出差，电话授权")
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE_MS):
        dialog.go_on()
    mark = dialog.view.marks[dialog.signer.place.field]
    assert mark.on_behalf_of == expected
    assert mark.reason == "组长出差，电话授权"
    assert mark.name != expected


def test_after_a_digital_signature_an_inspector_witnesses_strokes(qtbot, dialog, practice, tasks):
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE_MS):
        dialog.go_on()
    finished(qtbot, dialog)
    later = opened_dialog(qtbot, practice, tasks, dialog._inspection_id, field=UNIT_HEAD)
    assert later.signer.is_witness
    assert not later.refuse.isEnabled()
    assert not later.on_paper.isEnabled()
    later.form.name.setText("社区书记丁")
    later.go_on()
    assert later.form.problem.isVisible()
    later.form.area.set_strokes(STROKES)
    with qtbot.waitSignal(later.accepted):
        later.go_on()
    mark = later.view.marks[UNIT_HEAD]
    assert (mark.on_behalf_of, mark.reason) == ("社区书记丁", "见证社区书记丁签字")


def test_a_wrong_passphrase_keeps_the_strokes(qtbot, asking, monkeypatch):
    def refuse(*_given, **_named):
        raise WrongPassphrase

    monkeypatch.setattr(signing_dialog, "sign_digitally", refuse)
    asking.form.area.set_strokes(STROKES)
    asking.go_on()
    assert asking.form.passphrase_problem == "请输入签字口令。"
    asking.form.passphrase.line.setText("wrong one")
    asking.go_on()
    finished(qtbot, asking)
    qtbot.waitUntil(lambda: asking.form.passphrase_problem.startswith("口令不对"))
    assert asking.form.area.strokes == STROKES
    assert asking.isVisible()
    qtbot.waitUntil(asking.main.isEnabled)


def test_another_failure_is_said_in_the_dialog(qtbot, dialog, practice, monkeypatch):
    now = practice.clock()

    def behind(*_given, **_named):
        raise ClockBehind(now, now)

    monkeypatch.setattr(signing_dialog, "sign_digitally", behind)
    dialog.go_on()
    qtbot.waitUntil(dialog.form.problem.isVisible)
    assert "时间" in dialog.form.problem._sentence.text()
    assert not dialog.view.is_frozen


def test_esc_does_not_tear_a_signature_in_the_making(qtbot, dialog):
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE_MS):
        dialog.go_on()
        dialog.reject()
        assert dialog.isVisible()


def test_a_real_office_asks_for_the_passphrase_and_takes_the_right_one(qtbot, office, tasks):
    from app.domain.unit import Unit
    from app.services.inspections import answer, open_inspection
    from app.store.units import put_units

    put_units(office.store, [Unit("u1", "community", "莲花社区", "329901001")])
    team = tuple(Inspector(one.id, one.name, one.post, one.office) for one in people(office))
    made = start_inspection(office, NewInspection("u1", "district", team, team[0].person_id, office.today()))
    from app.domain.inspection import Change
    from app.services.demo import SECTIONS, job_of_the_demonstration

    opened = open_inspection(office, made.id)
    for section in SECTIONS:
        for code, value in (job_of_the_demonstration("job")["answers"].get(section) or {}).items():
            opened = answer(office, opened, Change(section, code, value))
    assert opened.completeness.is_complete
    dialog = opened_dialog(qtbot, office, tasks, made.id)
    assert dialog.form.passphrase.line.hasFocus()
    qtbot.keyClicks(dialog.form.passphrase.line, "not the one")
    dialog.go_on()
    qtbot.waitUntil(lambda: dialog.form.passphrase_problem.startswith("口令不对"))
    qtbot.waitUntil(dialog.main.isEnabled)
    dialog.form.passphrase.line.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE_MS):
        qtbot.keyClick(dialog.form.passphrase.line, Qt.Key.Key_Return)
    verdict = verify_pdf_bytes(report_pdf(office, made.id), office)
    assert verdict.is_genuine
    assert not verdict.signatures[0].issued_by_office
    assert "未经机关签发" in dialog.signer.certificate


def test_when_everybody_has_signed_nothing_is_left_to_do(qtbot, practice, tasks):
    opened = filled_in(practice)
    alone = change_header(practice, opened, inspectors=opened.inspection.inspectors[:1])
    dialog = opened_dialog(qtbot, practice, tasks, alone.inspection.id)
    for field in [place.field for place in dialog.view.open_places]:
        dialog.turn_to(field)
        if dialog.signer.key_of is None:
            dialog.on_paper.click()
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE_MS):
        dialog.go_on()
    finished(qtbot, dialog)
    again = opened_dialog(qtbot, practice, tasks, alone.inspection.id)
    assert signing_view(practice, alone.inspection.id).open_places == ()
    assert again.title.text() == "该签的都签过了"
    assert not again.main.isEnabled()


def test_a_mark_by_hand_is_taken_back_and_signed_anew(qtbot, dialog, monkeypatch):
    dialog.turn_to(UNIT_HEAD)
    dialog.on_paper.click()
    row = row_of(dialog, UNIT_HEAD)
    assert "撤回" in row.accessibleName()
    monkeypatch.setattr(signing_dialog.Question, "ask", lambda _self: False)
    row.click()
    assert UNIT_HEAD in dialog.view.marks
    monkeypatch.setattr(signing_dialog.Question, "ask", lambda _self: True)
    row = row_of(dialog, UNIT_HEAD)
    row.click()
    assert UNIT_HEAD not in dialog.view.marks
    assert dialog.signer.place.field == UNIT_HEAD
    dialog.form.area.set_strokes(STROKES)
    dialog.form.name.setText("陈书记")
    dialog.go_on()
    assert dialog.view.marks[UNIT_HEAD].strokes == STROKES


def test_without_a_digital_signature_the_report_is_said_to_be_open_and_a_mark_gives_way(qtbot, dialog, monkeypatch):
    for field in [place.field for place in dialog.view.open_places]:
        dialog.turn_to(field)
        dialog.on_paper.click()
    assert dialog.title.text() == "还差一个数字签名"
    assert "没有定稿" in dialog.end._sentence.text()
    monkeypatch.setattr(signing_dialog.Question, "ask", lambda _self: True)
    own = next(place.field for place in dialog.view.places if place.person_id == dialog._workspace.person.id)
    row_of(dialog, own).click()
    assert dialog.form.isVisible()
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE_MS):
        dialog.go_on()
    assert dialog.view.is_frozen


@pytest.mark.parametrize("contrast", list(Contrast))
@pytest.mark.parametrize("size", list(TextSize))
def test_no_word_is_cut_and_nothing_has_to_be_scrolled_to_sign(qtbot, theme, practice, tasks, contrast, size):
    theme.wear(contrast, size)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 690)
    window.show()
    dialog = SigningDialog(practice, tasks, filled_in(practice).inspection.id, parent=window)
    dialog.form._asks_passphrase = True
    dialog.form.set_manner(Manner.SIGN)
    dialog.show()

    def fits():
        assert clipped_labels(dialog) == []
        assert dialog._scroll.verticalScrollBar().maximum() == 0

    qtbot.waitUntil(fits)
    assert dialog.height() <= window.height()
    assert too_small_to_press(dialog) == []
    assert unnamed_controls(dialog) == []


def test_the_largest_text_leaves_a_large_area_to_sign_in_on_a_small_screen(qtbot, theme, practice, tasks):
    theme.wear(Contrast.LIGHT, TextSize.EXTRA)
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    dialog = opened_dialog(qtbot, practice, tasks, filled_in(practice).inspection.id, parent=window)
    qtbot.waitUntil(lambda: dialog.form.area.height() >= 240)
    assert dialog.height() <= window.height()
    dialog.done(0)
