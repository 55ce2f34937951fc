"""Pictures of every page and dialog of the window, on the practice district."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from app.domain.evidence import PAPER_FORM, evidence_of
from app.domain.inspection import Change, TypedLater
from app.domain.revision import DRAFT, FINAL
from app.domain.unit import Unit
from app.services.correcting import begin_correction, give_up_correction
from app.services.demo import fill_in, job_of_the_demonstration
from app.services.evidence import Pasted, add_evidence
from app.services.inspections import answer, change_header, open_inspection
from app.services.workspace import Workspace
from app.settings import Settings
from app.store import units as unit_table
from ui.dialogs.base import Dialog
from ui.pages.inspection.evidence_desk import encoded
from ui.pages.inspection.item_card import ItemCard
from ui.pages.inspection.page import InspectionPage
from ui.tasks import Tasks
from ui.tokens import LIGHT
from ui.workroom import EXCHANGE, HOME, SETTINGS, UNITS, Workroom

SIZE = QSize(1366, 768)
POLL_MS = 15
HALF_WAY = "1.4"
SAMPLE_CODE = "7QK42-M9XTB-3E0ZW-85HVC-6N1RXY"


@dataclass(frozen=True, slots=True)
class Picture:
    """What was looked at (`widget` still shows it while the picture is current) and how it looked."""

    name: str
    widget: QWidget
    image: QPixmap


def take_pictures(workspace: Workspace, signed_id: str, settings: Settings, folder: Path) -> tuple[Path, ...]:
    """Save a PNG of every page and dialog in `folder`; `signed_id` is a signed inspection of this practice store."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for picture in all_pictures(workspace, signed_id, settings):
        path = folder / f"{picture.name}.png"
        picture.image.save(str(path))
        made.append(path)
    return tuple(made)


def all_pictures(workspace: Workspace, signed_id: str, settings: Settings) -> Iterator[Picture]:
    """Every page and dialog with its name, in the order of the work."""
    yield from first_start_pictures()
    draft_id = half_filled(workspace, "柳河社区")
    full_id = fill_in(workspace, {**job_of_the_demonstration("job"), "unit": "桂园社区"}, "district").inspection.id
    room = Workroom(workspace, settings)
    room.window.setMinimumSize(0, 0)
    room.window.resize(SIZE)
    room.window.show()
    try:
        yield from _pages(room, draft_id, full_id, signed_id)
        yield from _dialogs(room, draft_id, full_id)
    finally:
        room.tasks.stop_all()
        room.window.hide()


def half_filled(workspace: Workspace, unit_name: str) -> str:
    """A draft in the middle of its visit: twenty items looked at, one of them incomplete."""
    job = job_of_the_demonstration("job")
    opened = fill_in(workspace, {"unit": unit_name, "answers": {"items": {}}}, "district")
    for code, given in list(job["answers"]["items"].items())[:20]:
        opened = answer(workspace, opened, Change("items", code, given))
    four = {
        "facts": {"b": {"n": 1}, "c": True},
        "reason": "全年只开1次联席会议（5月），会议纪要所列两件事未见落实记录。",
    }
    opened = answer(workspace, opened, Change("items", HALF_WAY, four))
    add_evidence(workspace, opened.inspection.id, HALF_WAY, sample_photos())
    opened = open_inspection(workspace, opened.inspection.id)
    return answer(workspace, opened, Change("items", "2.6", {"facts": {"b": {"n": 2}}})).inspection.id


def sample_photos() -> list[Pasted]:
    """Sheets of paper on a table, drawn: photos of an invented visit."""
    photos = []
    for number in range(8):
        image = QImage(640, 480 if number % 3 else 860, QImage.Format.Format_RGB32)
        image.fill(QColor(LIGHT.line2))
        painter = QPainter(image)
        painter.rotate(3 * (number % 3 - 1))
        painter.fillRect(120, 60, 400, image.height() - 120, QColor(LIGHT.canvas))
        for line in range(number + 4):
            painter.fillRect(160, 110 + 34 * line, 320 - 40 * (line % 3), 8, QColor(LIGHT.ink2))
        painter.end()
        photos.append(Pasted(f"IMG_20260916_10120{number}.png", encoded(image)))
    return photos


@contextmanager
def phone_of_the_demonstration() -> Iterator[Path]:
    """A folder that looks like a phone, with the drawn photos."""
    with TemporaryDirectory() as folder:
        camera = Path(folder) / "DCIM" / "Camera"
        camera.mkdir(parents=True)
        for photo in sample_photos():
            (camera / photo.name).write_bytes(photo.data)
        yield Path(folder)


def first_start_pictures() -> Iterator[Picture]:
    """The guide, step by step, and the passphrase question of a later start."""
    from ui.dialogs.key_file_dialog import KeyFileDialog
    from ui.dialogs.unlock_dialog import UnlockDialog
    from ui.pages.first_start.page import FirstStartPage
    from ui.pages.settings_page import NewCodeDialog

    page = FirstStartPage()
    page.resize(SIZE)
    page.show()
    for number in range(len(page.steps)):
        page.show_step(number)
        settle()
        yield Picture(f"08-first-start-{number + 1}", page, page.grab())
    page.show_recovery_code(SAMPLE_CODE)
    settle()
    yield Picture("08-first-start-recovery", page, page.grab())
    page.hide()
    ground = QWidget()
    ground.resize(SIZE)
    ground.show()
    renewed = NewCodeDialog(SAMPLE_CODE, "示例区委组织部", parent=ground)
    renewed.code_panel.notice.say(
        "已存到 D:\\恢复码保管单.pdf。请把这个文件挪到别处，例如锁起来的U盘，不要留在这台电脑上。", "ok"
    )
    yield from shown("08-recovery-renewed", renewed)
    yield from shown("08-unlock", UnlockDialog(lambda _typed: None, lambda _code, _new: None, _no_file, parent=ground))
    yield from shown("08-key-file", KeyFileDialog(_no_file, parent=ground))
    ground.hide()


def _pages(room: Workroom, draft_id: str, full_id: str, signed_id: str) -> Iterator[Picture]:
    window = room.window

    def at(name: str, go: Callable[[], object]) -> Picture:
        go()
        settle(room.tasks)
        return Picture(name, window, window.grab())

    yield at("01-home", lambda: window.show_page(HOME))
    yield at("02-inspection", lambda: room.inspections.show_form(draft_id, HALF_WAY))
    for code in ("1.3", "1.5", "2.3", "2.5", "3.4", "3.6", "5.3", "5.4", "5.5"):
        yield at(f"02-inspection-{code}", partial(room.inspections.show_form, full_id, code))
    yield at("02-inspection-reason", lambda: _write_reason(room, full_id))
    opened = open_inspection(room.workspace, draft_id)
    change_header(room.workspace, opened, typed_later=TypedLater(room.workspace.today(), "录入员丁"))
    yield at("02-inspection-typed-later", lambda: room.inspections.show_form(draft_id, PAPER_FORM))
    yield at("04a-review-typed-later", lambda: room.inspections.show_review(draft_id))
    change_header(room.workspace, opened, typed_later=None)
    yield at("04a-review-missing", lambda: room.inspections.show_review(draft_id))
    yield at("04a-review-complete", lambda: room.inspections.show_review(full_id))
    yield at("05-units", lambda: window.show_page(UNITS))
    yield at("05-units-found", lambda: room.search("lh"))
    yield at("06-inspections", room.inspections.show_list)
    yield at("07-report", lambda: room.inspections.show_report(signed_id))
    yield at("07-report-preview", lambda: room.inspections.show_report(full_id))
    correction = begin_correction(room.workspace, signed_id, _who(room.workspace), "台账数错了一类，复核以后更正")
    yield at("18-correction", lambda: room.inspections.show_form(correction.inspection_id))
    yield at("18-correction-report", lambda: room.inspections.show_report(signed_id))
    give_up_correction(room.workspace, signed_id)
    yield at("15-exchange", lambda: window.show_page(EXCHANGE))
    yield at("10-settings", lambda: window.show_page(SETTINGS))


def _who(workspace: Workspace) -> str:
    return workspace.person.id if workspace.person else ""


def _write_reason(room: Workroom, inspection_id: str) -> None:
    room.inspections.show_form(inspection_id, HALF_WAY)
    form = room.inspections.current
    if isinstance(form, InspectionPage) and isinstance(form.card, ItemCard):
        form.write_reason()
        form.card.reason.phrases.ask("")  # without a screen no window is active, so nothing gets the keyboard


def _dialogs(room: Workroom, draft_id: str, full_id: str) -> Iterator[Picture]:
    from app.errors import EvidenceKindUnknown, PictureUnreadable, TargetFull
    from app.services.evidence import Refused
    from ui.dialogs.earlier_import_dialog import EarlierImportDialog
    from ui.dialogs.error_dialog import ErrorDialog
    from ui.dialogs.evidence_dialog import EvidenceDialog
    from ui.dialogs.figures_import_dialog import FiguresImportDialog
    from ui.dialogs.header_dialog import HeaderDialog
    from ui.dialogs.help_dialog import HelpDialog
    from ui.dialogs.new_inspection_dialog import NewInspectionDialog
    from ui.dialogs.no_evidence_dialog import NoEvidenceDialog
    from ui.dialogs.phone_dialog import PhoneDialog
    from ui.dialogs.phrases_dialog import PhrasesDialog
    from ui.dialogs.refused_files import RefusedFiles
    from ui.dialogs.shortcuts import ShortcutSheet
    from ui.dialogs.signing_dialog import SigningDialog
    from ui.dialogs.unit_dialog import UnitDialog
    from ui.dialogs.units_import_dialog import UnitsImportDialog
    from ui.exchange_pictures import exchange_pictures
    from ui.shortcut_words import shortcut_groups

    workspace, window = room.workspace, room.window
    remembered: dict[str, object] = {}
    room.window.show_page(HOME)
    disk = TargetFull(Path("E:/检查报告.pdf"), 12_582_912)
    yield from shown("09-error", ErrorDialog.of(disk, at=workspace.clock(), parent=window))
    yield from shown("11-shortcuts", ShortcutSheet(shortcut_groups(room), parent=window))
    yield from shown("11-help", HelpDialog(parent=window))
    searched = HelpDialog(parent=window)
    searched.look_for("qm")
    yield from shown("11-help-found", searched)
    yield from shown("12-new-inspection", NewInspectionDialog(workspace, remembered, parent=window))
    room.inspections.show_form(draft_id, HALF_WAY)
    opened = open_inspection(workspace, draft_id)
    typing = HeaderDialog(workspace, opened, parent=window)
    typing.typed_later.tick.click()
    yield from shown("13-header-typed-later", typing)
    yield from shown("13-header", HeaderDialog(workspace, opened, parent=window))
    first = evidence_of(opened.answers, HALF_WAY)[0].sha256
    evidence = EvidenceDialog(workspace, room.tasks, opened, HALF_WAY, first, parent=window)
    yield from shown("02-evidence", evidence, room.tasks)
    yield from shown(
        "02-phone", PhoneDialog(room.tasks, tuple, workspace.clock(), remembered, parent=window), room.tasks
    )
    with phone_of_the_demonstration() as phone:
        photos = PhoneDialog(room.tasks, lambda: (phone,), workspace.clock(), remembered, parent=window)
        yield from shown("02-phone-photos", photos, room.tasks)
    refused = (Refused("不是照片.jpg", EvidenceKindUnknown()), Refused("IMG_0007.HEIC", PictureUnreadable()))
    yield from shown("02-phrases", PhrasesDialog(workspace, HALF_WAY, "联席会议", parent=window))
    yield from shown("02-evidence-refused", RefusedFiles(refused, parent=window))
    room.inspections.show_review(full_id)
    full = open_inspection(workspace, full_id)
    bare = [(code, title) for code, title in full.evidence_places if code in full.completeness.bare]
    yield from shown("04a-no-evidence", NoEvidenceDialog(bare, {}, parent=window))
    yield from shown("04b-signing", SigningDialog(workspace, room.tasks, full_id, parent=window))
    room.window.show_page(UNITS)
    register = unit_table.all_units(workspace.store)
    yield from shown("14-unit", UnitDialog(register, _never_adds, parent=window))
    yield from exchange_pictures(room)
    yield from _about_versions(room)
    yield from _about_people(room)
    yield from _about_joining(room)
    figures = FiguresImportDialog(workspace, room.tasks, room.show_error, parent=window)
    yield from shown("16-figures", figures)
    yield from _figures_plan(room)
    yield from shown("17-earlier", EarlierImportDialog(workspace, room.tasks, room.show_error, parent=window))
    yield from shown("06-import", UnitsImportDialog(workspace, room.tasks, room.show_error, parent=window))


def _no_file(_path: Path, _password: str, _passphrase: str) -> None:
    """Stands for opening a store in a picture."""


def _about_versions(room: Workroom) -> Iterator[Picture]:
    """Drafts to choose between and signed versions to decide between, as two laptops bring them."""
    from app.services.deciding import drafts_to_choose, versions_compared
    from app.services.demo_versions import two_versions
    from ui.dialogs.choices_dialog import ChoicesDialog
    from ui.dialogs.contest_dialog import ContestDialog
    from ui.dialogs.void_dialog import VoidDialog

    workspace, window = room.workspace, room.window
    drafts, finals = two_versions(workspace, "石桥社区", DRAFT), two_versions(workspace, "文昌社区", FINAL)
    window.show_page(EXCHANGE)
    settle(room.tasks)
    yield Picture("15-exchange-waiting", window, window.grab())
    choices = drafts_to_choose(workspace, drafts)
    yield from shown("18-choices", ChoicesDialog(workspace, room.tasks, choices, parent=window))
    compared = versions_compared(workspace, finals)
    contest = ContestDialog(workspace, room.tasks, compared, parent=window)
    yield from shown("18-contest", contest)
    yield from shown("18-void", VoidDialog(workspace, room.tasks, finals, "文昌社区", parent=window))
    window.show_page(HOME)
    settle(room.tasks)
    yield Picture("01-home-undecided", window, window.grab())


def _about_people(room: Workroom) -> Iterator[Picture]:
    from app.services.people import people
    from ui.dialogs.key_password_dialog import KeyPasswordDialog
    from ui.dialogs.new_passphrase_dialog import NewPassphraseDialog
    from ui.dialogs.person_edit_dialog import PersonEditDialog
    from ui.dialogs.share_office_dialog import ShareOfficeDialog
    from ui.dialogs.who_dialog import WhoDialog

    workspace, window = room.workspace, room.window
    known = people(workspace)
    yield from shown("10-person", PersonEditDialog(known[0], lambda _changed, _word: None, parent=window))
    yield from shown("10-new-passphrase", NewPassphraseDialog(workspace, room.tasks, known[0], parent=window))
    yield from shown("10-share-office", ShareOfficeDialog(workspace, room.tasks, known, parent=window))
    yield from shown("10-who", WhoDialog(known, parent=window))
    password = "K3VZ8-9QWE2-M4T7X-0HJ5R"  # noqa: S105 - of no file
    yield from shown("10-key-password", KeyPasswordDialog(password, workspace.office.name, parent=window))


def _about_joining(room: Workroom) -> Iterator[Picture]:
    from ui.pictures_of_joining import joining_pictures

    for name, widget in joining_pictures(room.workspace, room.tasks, room.window):
        if isinstance(widget, Dialog):
            yield from shown(name, widget)
            continue
        widget.show()
        settle()
        yield Picture(name, widget, widget.grab())
        widget.hide()


def _figures_plan(room: Workroom) -> Iterator[Picture]:
    """外部数据 before it is imported: a unit that nobody knows, a conflict with what was typed, and good lines."""
    from app.workbooks.tables import Sheet, workbook_of
    from ui.dialogs.figures_import_dialog import FiguresImportDialog

    head = (("单位名称", 20), ("5.4 社会治安", 14), ("来源", 20), ("日期", 12))
    units = ("没有的社区", "桂园社区", "柳河社区", "石桥社区")
    rows = [(unit, str(3 - place), "区综治办评分表", "2026-01-05") for place, unit in enumerate(units)]
    dialog = FiguresImportDialog(room.workspace, room.tasks, room.show_error, parent=room.window)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "综治办.xlsx"
        path.write_bytes(workbook_of([Sheet("外部数据", head, rows)]))
        dialog.read(path)
        settle(room.tasks)
    yield from shown("16-figures-plan", dialog, room.tasks)


def shown(name: str, dialog: Dialog, tasks: Tasks | None = None) -> Iterator[Picture]:
    """A dialog as one sees it over the window, when `tasks` have done what it waits for."""
    dialog.show()
    settle(tasks)
    yield Picture(name, dialog, dialog.picture())
    dialog.done(0)


def settle(tasks: Tasks | None = None) -> None:
    """Let layouts, timers and the work in the background come to rest."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(POLL_MS)
    turns = iter(range(3))

    def look() -> None:
        if (tasks is None or not tasks.is_busy) and next(turns, None) is None:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()


def _never_adds(*_given: object) -> Unit:
    raise RuntimeError("only a picture")
