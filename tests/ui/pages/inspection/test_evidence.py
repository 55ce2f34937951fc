"""Evidence on the page: chosen, dropped, pasted, looked at, turned, linked, taken away and brought back."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.domain.evidence import Evidence, evidence_in, evidence_of
from app.domain.inspection import Inspection, Section
from app.errors import AppError, StoreFull
from app.services.evidence import add_evidence, opened_evidence
from app.services.inspections import open_inspection
from app.services.workspace import Workspace
from ui.dialogs.evidence_dialog import EvidenceDialog
from ui.dialogs.phone_dialog import PhoneDialog
from ui.dialogs.refused_files import RefusedFiles
from ui.pages.inspection import evidence_desk
from ui.pages.inspection.evidence_desk import sources_of
from ui.pages.inspection.evidence_row import MOST, EvidenceRow
from ui.pages.inspection.page import InspectionPage

CODE = "1.1"


@pytest.fixture
def photos(tmp_path: Path) -> Callable[[int], list[Path]]:
    """Makes so many photo files."""

    def make(count: int) -> list[Path]:
        paths = []
        for number in range(count):
            paths.append(tmp_path / f"IMG_{number:04}.jpg")
            Image.new("RGB", (400, 300), (10 * number % 256, 60, 90)).save(paths[-1])
        return paths

    return make


def row_of(page: InspectionPage) -> EvidenceRow:
    assert page.card is not None
    assert page.card.evidence is not None
    return page.card.evidence


def links(page: InspectionPage) -> tuple[Evidence, ...]:
    assert page.opened is not None
    return evidence_of(page.opened.answers, CODE)


def choose(monkeypatch: pytest.MonkeyPatch, paths: list[Path]) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(path) for path in paths], ""))


def test_f3_adds_photos_and_shows_them_small(
    qtbot: QtBot, page: InspectionPage, photos, monkeypatch: pytest.MonkeyPatch, workspace: Workspace, begun: Inspection
):
    choose(monkeypatch, photos(3))
    with qtbot.waitSignal(page.evidence.added):
        qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_F3)
    assert len(links(page)) == 3
    qtbot.waitUntil(lambda: all(thumb.has_picture for thumb in row_of(page).thumbs))
    assert len(row_of(page).thumbs) == 3
    assert len(evidence_in(open_inspection(workspace, begun.id).answers)) == 3


def test_dropped_files_belong_to_the_open_item(qtbot: QtBot, page: InspectionPage, photos):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in photos(2)])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPoint(300, 300), action, mime, buttons, keys)
    QApplication.sendEvent(page, entering)
    assert entering.isAccepted()
    with qtbot.waitSignal(page.evidence.added):
        QApplication.sendEvent(page, QDropEvent(QPointF(300, 300), action, mime, buttons, keys))
    assert len(links(page)) == 2


def test_a_pasted_picture_is_added(qtbot: QtBot, page: InspectionPage):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    QGuiApplication.clipboard().setImage(image)
    with qtbot.waitSignal(page.evidence.added):
        page.evidence.paste()
    assert [one.mime for one in links(page)] == ["image/png"]
    QGuiApplication.clipboard().clear()
    with qtbot.waitSignal(page.evidence.said):
        page.evidence.paste()


def test_what_is_being_typed_is_kept_while_photos_come_in(
    qtbot: QtBot, page: InspectionPage, photos, keyboard, workspace: Workspace, begun: Inspection
):
    page.write_reason()
    keyboard.write("会议记录不全")
    with qtbot.waitSignal(page.evidence.added):
        page.evidence.add(photos(1))
    answers = open_inspection(workspace, begun.id).answers
    assert answers["items"][CODE]["reason"] == "会议记录不全"
    assert len(links(page)) == 1


def test_more_than_a_row_holds_is_told_in_number(qtbot: QtBot, page: InspectionPage, photos):
    with qtbot.waitSignal(page.evidence.added):
        page.evidence.add(photos(9))
    assert len(row_of(page).thumbs) == MOST


def test_bad_files_are_listed_with_their_reasons(
    qtbot: QtBot, page: InspectionPage, photos, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "假.jpg").write_bytes(b"text")
    seen: list[RefusedFiles] = []
    monkeypatch.setattr(RefusedFiles, "ask", lambda dialog: bool(seen.append(dialog)))
    with qtbot.waitSignal(page.evidence.refused):
        page.evidence.add([tmp_path / "假.jpg", *photos(1)])
    [dialog] = seen
    assert "1" in dialog.title.text()
    assert len(links(page)) == 1
    dialog.deleteLater()


def test_a_long_list_of_refusals_stays_readable(qtbot: QtBot, page: InspectionPage):
    from app.errors import EvidenceEmpty
    from app.services.evidence import Refused

    dialog = RefusedFiles([Refused(f"{number}.jpg", EvidenceEmpty()) for number in range(150)], parent=page)
    qtbot.addWidget(dialog)
    assert dialog.body.count() == 102
    assert dialog.again == ()
    assert dialog.main is None


def test_what_a_phone_lost_on_the_way_is_tried_again_on_one_click(
    qtbot: QtBot, page: InspectionPage, photos, monkeypatch: pytest.MonkeyPatch
):
    paths = photos(3)
    away = paths[1].rename(paths[1].with_suffix(".away"))
    asked: list[int] = []

    def plug_in_and_press(dialog: RefusedFiles) -> bool:
        asked.append(len(dialog.again))
        away.rename(paths[1])
        return True

    monkeypatch.setattr(RefusedFiles, "ask", plug_in_and_press)
    page.evidence.add(paths)
    qtbot.waitUntil(lambda: len(links(page)) == 3)
    assert asked == [1]


def test_photos_of_a_phone_are_added_to_the_open_item(
    qtbot: QtBot, page: InspectionPage, photos, monkeypatch: pytest.MonkeyPatch
):
    paths = photos(2)

    def pick(dialog: PhoneDialog) -> bool:
        monkeypatch.setattr(PhoneDialog, "chosen", property(lambda _dialog: tuple(paths)))
        dialog.reject()
        return True

    monkeypatch.setattr(PhoneDialog, "ask", pick)
    monkeypatch.setattr("ui.phones.photo_roots", tuple)
    with qtbot.waitSignal(page.evidence.added):
        qtbot.keyClick(page, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert len(links(page)) == 2
    qtbot.waitUntil(lambda: not page.evidence._tasks.is_busy)


def test_a_full_disk_is_told_and_the_others_stay(
    qtbot: QtBot, page: InspectionPage, photos, monkeypatch: pytest.MonkeyPatch, told: list[AppError], tmp_path: Path
):
    def half(workspace, inspection_id, code, sources, progress):
        came = add_evidence(workspace, inspection_id, code, sources[:1], progress)
        return type(came)(came.added, came.known, came.refused, StoreFull(tmp_path), came.small)

    monkeypatch.setattr(evidence_desk, "add_evidence", half)
    with qtbot.waitSignal(page.evidence.failed):
        page.evidence.add(photos(2))
    assert [type(error) for error in told] == [StoreFull]
    assert len(links(page)) == 1


def test_stopping_keeps_what_came_in(qtbot: QtBot, page: InspectionPage, photos):
    with qtbot.waitSignal(page.evidence.added):
        page.evidence.add(photos(40))
        adding = page.evidence._adding
        assert adding is not None
        adding.stepped.connect(lambda step: adding.cancel() if step.done == 2 else None)
    qtbot.waitUntil(lambda: not page.evidence.is_adding)
    assert 0 < len(links(page)) < 40


def test_more_files_wait_until_those_before_are_in(qtbot: QtBot, page: InspectionPage, photos):
    paths = photos(4)
    page.evidence.add(paths[:2])
    page.evidence.add(paths[2:])
    qtbot.waitUntil(lambda: len(links(page)) == 4)


@pytest.fixture
def dialog(qtbot: QtBot, page: InspectionPage, photos) -> EvidenceDialog:
    """The dialog over two photos of the first item."""
    with qtbot.waitSignal(page.evidence.added):
        page.evidence.add(photos(2))
    assert page.opened is not None
    dialog = EvidenceDialog(
        page.evidence._workspace, page.evidence._tasks, page.opened, CODE, links(page)[0].sha256, parent=page
    )
    qtbot.addWidget(dialog)
    dialog.changed.connect(page.evidence.changed)
    dialog.failed.connect(page.evidence.failed)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.view.has_picture)
    return dialog


def test_turning_changes_the_view_and_never_the_file(
    qtbot: QtBot, page: InspectionPage, dialog: EvidenceDialog, workspace: Workspace, photos
):
    before = dialog.current
    dialog.right.click()
    qtbot.waitUntil(lambda: dialog.view.has_picture)
    assert links(page)[0].turn == 90
    with opened_evidence(workspace, before.sha256) as file, Image.open(io.BytesIO(file.read())) as image:
        assert image.size == (400, 300)
    dialog.left.click()
    assert links(page)[0].turn == 0


def test_a_caption_is_kept_when_one_goes_on(page: InspectionPage, dialog: EvidenceDialog):
    dialog.caption.setText("支部名册")
    dialog.next.click()
    assert links(page)[0].caption == "支部名册"
    assert dialog.caption.text() == ""
    dialog.go(1)
    dialog.previous.click()
    assert dialog.caption.text() == "支部名册"


def test_one_photo_serves_several_items(page: InspectionPage, dialog: EvidenceDialog):
    item = dialog.items.item(1)
    item.setCheckState(Qt.CheckState.Checked)
    assert links(page)[0].codes == (CODE, "1.2")
    item.setCheckState(Qt.CheckState.Unchecked)
    assert links(page)[0].codes == (CODE,)


def test_what_is_taken_away_comes_back_by_undo(qtbot: QtBot, page: InspectionPage, dialog: EvidenceDialog):
    dialog.take_away()
    assert len(links(page)) == 1
    dialog.take_away()
    assert links(page) == ()
    assert not dialog.isVisible()
    page.undo()
    page.undo()
    assert len(links(page)) == 2
    assert len(row_of(page).thumbs) == 2


def test_the_original_is_saved_as_it_came(
    dialog: EvidenceDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[AppError]
):
    target = tmp_path / "out.jpg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    dialog._ask_where()
    assert target.read_bytes() == (tmp_path / dialog.current.name).read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "no" / "x.jpg"), ""))
    dialog._ask_where()
    assert len(told) == 1


def test_a_photo_whose_file_is_gone_says_so(qtbot: QtBot, dialog: EvidenceDialog, workspace: Workspace):
    for path in (workspace.folder / "sealed").iterdir():
        path.unlink()
    dialog.go(1)
    qtbot.waitUntil(lambda: "找不到" in dialog.view.text() or "不在" in dialog.view.text())
    assert not dialog.view.has_picture


def test_pressing_a_small_picture_opens_it(qtbot: QtBot, page: InspectionPage, photos, monkeypatch: pytest.MonkeyPatch):
    with qtbot.waitSignal(page.evidence.added):
        page.evidence.add(photos(8))
    seen: list[Evidence] = []
    monkeypatch.setattr(EvidenceDialog, "ask", lambda self: seen.append(self.current))
    qtbot.mouseClick(row_of(page).thumbs[1], Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert seen == [links(page)[1]]


@pytest.mark.parametrize("section", ["vetoes", "bonus"])
def test_a_veto_and_a_bonus_take_evidence_too(qtbot: QtBot, page: InspectionPage, photos, section: Section):
    scheme = page.opened.scheme  # type: ignore[union-attr]
    code = scheme.vetoes[0].code if section == "vetoes" else scheme.bonus.items[0].code
    page.go_to(section, code)
    with qtbot.waitSignal(page.evidence.added):
        page.evidence.add(photos(1))
    assert page.opened is not None
    [one] = evidence_of(page.opened.answers, code)
    assert len(row_of(page).thumbs) == 1
    dialog = EvidenceDialog(page.evidence._workspace, page.evidence._tasks, page.opened, code, one.sha256, parent=page)
    qtbot.addWidget(dialog)
    assert code in dialog.items.currentItem().text()
    assert {each.code for each in scheme.vetoes} <= {
        dialog.items.item(at).text().split()[0] for at in range(dialog.items.count())
    }


def test_without_an_open_card_nothing_can_be_added(qtbot: QtBot, page: InspectionPage, photos):
    page.evidence._row = None
    with qtbot.waitSignal(page.evidence.said) as said:
        page.evidence.ask_files()
    assert "选一项" in said.args[0]
    with qtbot.waitSignal(page.evidence.said):
        page.evidence.paste()
    page.evidence.add(photos(1))
    assert not page.evidence.is_adding


def test_choosing_nothing_adds_nothing(page: InspectionPage, monkeypatch: pytest.MonkeyPatch):
    choose(monkeypatch, [])
    row_of(page).add.click()
    assert not page.evidence.is_adding


def test_a_file_added_before_is_told(qtbot: QtBot, page: InspectionPage, photos):
    paths = photos(1)
    with qtbot.waitSignal(page.evidence.added):
        page.evidence.add(paths)
    with qtbot.waitSignal(page.evidence.said) as said:
        page.evidence.add(paths)
    assert "没有重复" in said.args[0]


def test_a_small_picture_whose_file_is_gone_stays_an_icon(
    qtbot: QtBot, page: InspectionPage, photos, workspace: Workspace
):
    with qtbot.waitSignal(page.evidence.added):
        page.evidence.add(photos(1))
    for path in (workspace.folder / "sealed").iterdir():
        path.unlink()
    page.evidence._kept.clear()
    page.go_to("items", "1.2")
    page.go_to("items", CODE)
    qtbot.waitUntil(lambda: not page.evidence._tasks.is_busy)
    [thumb] = row_of(page).thumbs
    assert not thumb.has_picture
    thumb.grab()


def test_small_pictures_are_made_again_when_they_were_let_go(
    qtbot: QtBot, page: InspectionPage, photos, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(evidence_desk, "KEPT", 1)
    with qtbot.waitSignal(page.evidence.added):
        page.evidence.add(photos(3))
    qtbot.waitUntil(lambda: all(thumb.has_picture for thumb in row_of(page).thumbs))
    page.go_to("items", "1.2")
    page.go_to("items", CODE)
    qtbot.waitUntil(lambda: all(thumb.has_picture for thumb in row_of(page).thumbs))
    assert row_of(page).thumbs[0].grab().toImage().pixelColor(30, 30).blue() > 50


def test_words_and_web_addresses_are_no_files():
    mime = QMimeData()
    mime.setText("会议记录")
    assert sources_of(mime, "x.png") == ()
    mime.setUrls([QUrl("https://example.org/a.jpg")])
    assert sources_of(mime, "x.png") == ()


def test_a_signed_inspection_takes_no_more(qtbot: QtBot, page: InspectionPage, photos, workspace: Workspace):
    with qtbot.waitSignal(page.evidence.added):
        page.evidence.add(photos(1))
    assert page.opened is not None
    signed = replace(page.opened.inspection, state="signed")
    page._show(replace(page.opened, inspection=signed))
    assert row_of(page).add.isHidden()
    with qtbot.waitSignal(page.evidence.said) as said:
        page.evidence.ask_files()
    assert "签字" in said.args[0]
    assert page.opened is not None
    frozen = replace(page.opened, inspection=signed)
    dialog = EvidenceDialog(workspace, page.evidence._tasks, frozen, CODE, links(page)[0].sha256, parent=page)
    qtbot.addWidget(dialog)
    assert dialog.left.isHidden()
    assert dialog.caption.isReadOnly()
    assert not dialog.items.isEnabled()


def test_a_file_that_is_no_picture_is_offered_to_be_saved(qtbot: QtBot, page: InspectionPage, tmp_path: Path):
    (tmp_path / "会议.pdf").write_bytes(b"%PDF-1.4")
    with qtbot.waitSignal(page.evidence.added):
        page.evidence.add([tmp_path / "会议.pdf"])
    assert page.opened is not None
    [one] = links(page)
    dialog = EvidenceDialog(page.evidence._workspace, page.evidence._tasks, page.opened, CODE, one.sha256, parent=page)
    qtbot.addWidget(dialog)
    assert "另存原件" in dialog.view.text()
    assert not dialog.right.isEnabled()


def test_times_far_apart_are_both_shown_with_how_far(qtbot: QtBot, page: InspectionPage, photos):
    with qtbot.waitSignal(page.evidence.added):
        page.evidence.add(photos(1))
    assert page.opened is not None
    [one] = links(page)
    dialog = EvidenceDialog(page.evidence._workspace, page.evidence._tasks, page.opened, CODE, one.sha256, parent=page)
    qtbot.addWidget(dialog)
    local = one.added_at.astimezone().replace(tzinfo=None, microsecond=0)
    for days, words in ((3, "相差 3 天"), (-2, "时钟哪个不对")):
        said = dialog._facts_of(replace(one, taken_at=(local - timedelta(days=days)).isoformat()))
        assert words in said[-1]
    assert not any("相差" in line for line in dialog._facts_of(replace(one, taken_at=local.isoformat())))


def test_the_paper_form_is_never_the_place_one_comes_back_to(page: InspectionPage, workspace: Workspace):
    assert page.opened is not None
    page._answering.remember_place("1.2")
    page._answering.remember_place("paper_form")
    assert open_inspection(workspace, page.opened.inspection.id).inspection.at_item == "1.2"
