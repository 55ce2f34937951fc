"""The window of an opened store: its places, and the ways between them."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.services.campaigns import current_campaign
from app.services.recovery import is_pending
from app.services.workspace import Workspace
from app.settings import Settings
from ui.main_window import MainWindow, Place
from ui.pages.days import moment_words
from ui.pages.home_page import HomePage
from ui.tasks import Tasks

if TYPE_CHECKING:  # what fills in, scores and signs is built when one first goes there
    from collections.abc import Callable

    from app.progress import Progress
    from app.services.deciding import Waiting
    from app.services.schemes import PublishedScheme
    from ui.backup_watch import BackupNews, BackupWatch
    from ui.inspections_area import InspectionsArea
    from ui.pages.exchange_page import ExchangePage
    from ui.pages.units_page import UnitsPage

HOME, INSPECTIONS, UNITS, EXCHANGE, SETTINGS = "home", "inspections", "units", "exchange", "settings"
LOCK_MINUTES = 30


class Workroom(QObject):
    """Builds the window around `workspace`; `lock_asked` when nobody touched it for half an hour."""

    lock_asked = Signal()
    restore_ready = Signal(object)
    """A backup (its folder) lies ready to take the store's place."""
    office_joined = Signal()
    """The store became an office's: everything is to be read anew."""
    look_changed = Signal()

    def __init__(self, workspace: Workspace, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace, self.settings = workspace, settings
        self.tasks = Tasks(self)
        self._backups: BackupWatch | None = None
        self._has_settled = False
        self.window = MainWindow(self._places(), remembered=settings, is_drill=workspace.is_demo)
        self._say_who_and_what()
        self.window.searched.connect(self.search)
        self.window.help_asked.connect(self.show_help)
        self.window.person_asked.connect(lambda: self.window.show_page(SETTINGS))
        self.window.idle.connect(self.lock_asked)
        if not workspace.is_demo:
            self.window.lock_after(LOCK_MINUTES)
            QShortcut(QKeySequence("Ctrl+L"), self.window, self.lock_asked.emit)
        self.window.show_page(HOME)

    def settle_in(self) -> None:
        """What can wait until the window lies painted: the watch over backups begins, and says how they stand."""
        self._has_settled = True
        self._say_backup(self.backups.news)
        self._count_undecided()

    @property
    def backups(self) -> "BackupWatch":
        """The watch over backups, begun when it is first asked for."""
        if self._backups is None:
            from ui.backup_watch import BackupWatch

            self._backups = BackupWatch(self.workspace, self.tasks, self)
            self._backups.told.connect(self._say_backup)
        return self._backups

    # Places

    def _places(self) -> tuple[Place, ...]:
        tr = self.tr
        return (
            Place(HOME, tr("工作台"), "house", self._home),
            Place(INSPECTIONS, tr("检查"), "clipboard-check", self._inspections),
            Place(UNITS, tr("单位"), "building-2", self._units),
            Place(EXCHANGE, tr("数据交换"), "arrow-left-right", self._exchange),
            Place(SETTINGS, tr("设置"), "settings", self._settings_page, at_bottom=True),
        )

    def _home(self) -> QWidget:
        page = HomePage(self.workspace, recovery_pending=is_pending(self.workspace))
        page.inspection_asked.connect(lambda wanted: self.inspections.open(wanted))
        page.review_asked.connect(lambda wanted: self.inspections.show_review(wanted))
        page.report_asked.connect(lambda wanted: self.inspections.show_report(wanted))
        page.list_asked.connect(lambda which: self.inspections.show_list(which))
        page.new_asked.connect(lambda: self.inspections.ask_for_new())
        page.figures_asked.connect(lambda: self.inspections.import_figures())
        page.owed_asked.connect(lambda: self._in_units(lambda units: units.show_owed()))
        page.units_asked.connect(lambda: self.window.show_page(UNITS))
        page.units_import_asked.connect(lambda: self._in_units(lambda units: units.import_units()))
        page.community_asked.connect(lambda: self._in_units(lambda units: units.add_one("community")))
        page.blank_form_asked.connect(self.show_blank_form)
        page.verify_asked.connect(self.verify)
        page.people_asked.connect(lambda: self.window.show_page(SETTINGS))
        page.recovery_asked.connect(lambda: self._ask_last_group(page))
        page.undecided_asked.connect(lambda: self.window.show_page(EXCHANGE))
        page.looked_again.connect(self._count_undecided)
        return page

    def _inspections(self) -> QWidget:
        from ui.inspections_area import InspectionsArea

        area = InspectionsArea(self.workspace, self.tasks, self.show_error, self.settings)
        area.saved.connect(self._say_saved)
        return area

    def _units(self) -> QWidget:
        from ui.pages.units_page import UnitsPage

        page = UnitsPage(self.workspace, self.tasks, self.show_error)
        page.inspect_asked.connect(lambda unit_id: self.inspections.ask_for_new(unit_id))
        page.open_asked.connect(lambda wanted: self.inspections.open(wanted))
        return page

    def _exchange(self) -> QWidget:
        from ui.pages.exchange_page import ExchangePage

        page = ExchangePage(self.workspace, self.tasks, self.show_error)
        page.decide_asked.connect(lambda wanted: self._decide(page, wanted))
        page.choose_asked.connect(lambda wanted: self._choose(page, wanted))
        return page

    def _decide(self, page: "ExchangePage", inspection_id: str) -> None:
        from ui.decisions import Decisions

        if Decisions(self.workspace, self.tasks, self.show_error).decide(inspection_id, self.window):
            page.toast.say(self.tr("已裁定。没选中的版本也留着。"))
        page.shown()

    def _choose(self, page: "ExchangePage", inspection_id: str) -> None:
        from ui.decisions import Decisions

        if Decisions(self.workspace, self.tasks, self.show_error).choose(inspection_id, self.window):
            page.toast.say(self.tr("草稿已合成一份。没选中的也留着。"))
        page.shown()

    def _settings_page(self) -> QWidget:
        from ui.pages.settings_page import SettingsPage

        page = SettingsPage(self.workspace, self.settings, self.show_error, self.backups)
        page.restore_asked.connect(self.restore)
        page.switch_asked.connect(self.lock_asked)
        page.people_changed.connect(self._say_who_and_what)
        page.joined.connect(self.office_joined)
        return page

    @property
    def inspections(self) -> "InspectionsArea":
        """The place 检查, gone to."""
        from ui.inspections_area import InspectionsArea

        area = self.window.show_page(INSPECTIONS) or self.window.page(INSPECTIONS)
        if not isinstance(area, InspectionsArea):
            raise TypeError("the place 检查 holds something else")
        return area

    def _in_units(self, act: "Callable[[UnitsPage], object]") -> None:
        """Go to the place 单位 and act there; nothing happens when the page one is on may not be left."""
        from ui.pages.units_page import UnitsPage

        page = self.window.show_page(UNITS)
        if isinstance(page, UnitsPage):
            act(page)

    # Acts that belong to no place

    def verify(self) -> None:
        """Judge a PDF that somebody brings."""
        from ui.dialogs.verify_dialog import VerifyDialog

        VerifyDialog(self.workspace, self.show_error, parent=self.window).ask()

    def show_blank_form(self) -> None:
        """The empty form of the current scheme, to print or save."""
        from ui.dialogs.pdf_dialog import PdfDialog

        published = self.workspace.scheme(current_campaign(self.workspace).scheme_hash)
        is_demo = self.workspace.is_demo
        task = self.tasks.run(lambda _progress: _blank_form(published, is_demo))
        title = self.tr("空白检查表")
        task.succeeded.connect(
            lambda pdf: PdfDialog(title, pdf, f"{title}.pdf", self.show_error, parent=self.window).ask()
        )
        task.failed.connect(self.show_error)

    def restore(self) -> None:
        """Choose a backup to go back to."""
        from app.store.realms import line_realms
        from ui.backup_watch import own_and_second
        from ui.dialogs.restore_dialog import RestoreDialog, RestoreTarget

        workspace = self.workspace
        own, second = own_and_second(workspace)
        roots = [(self.tr("本机"), own)] + ([(self.tr("第二个文件夹"), second)] if second else [])
        target = RestoreTarget(
            workspace.folder,
            workspace.key,
            line_realms(workspace.store),
            workspace.person.id if workspace.person else None,
            workspace.clock,
        )
        dialog = RestoreDialog(target, roots, self.show_error, parent=self.window)
        if dialog.ask() and dialog.chosen is not None:
            self.restore_ready.emit(dialog.chosen)

    def show_help(self) -> None:
        """Help, at the page that belongs to what one is looking at."""
        from ui.dialogs.help_dialog import HelpDialog
        from ui.help.context import topic_of

        HelpDialog(topic_of(self.window.page(self.window.current)), parent=self.window).ask()

    def show_error(self, error: AppError) -> None:
        """Tell what went wrong, in its own words."""
        from ui.dialogs.error_dialog import ErrorDialog

        ErrorDialog.of(error, at=self.workspace.clock(), parent=self.window).ask()

    def _ask_last_group(self, page: HomePage) -> None:
        from app.services.recovery import confirm_last_group
        from ui.dialogs.recovery_dialog import RecoveryCheckDialog

        dialog = RecoveryCheckDialog(lambda typed: confirm_last_group(self.workspace, typed), parent=self.window)
        dialog.ask()
        page.show_recovery_pending(is_pending(self.workspace))

    def search(self, text: str) -> None:
        """An inspection by its number, an item by its code while one inspects, otherwise units by name or initials."""
        if self.window.current == INSPECTIONS and self.inspections.go_to_item(text.strip()):
            return
        if (wanted := self._numbered(text.strip())) is not None:
            self.inspections.open(wanted)
            return
        self._in_units(lambda units: units.look_for(text))

    def _numbered(self, text: str) -> str | None:
        """The inspection whose id or report number this is; letters and digits alone are never looked up."""
        if "-" not in text:
            return None
        from app.errors import InspectionUnknown
        from app.services.issued import inspection_of

        try:
            return inspection_of(self.workspace, text)
        except InspectionUnknown:
            return None

    def _count_undecided(self) -> None:
        """Look for versions that wait for a decision, off the window's thread, and tell 工作台."""
        if not self._has_settled:  # a thread beside the first paint would only hold it up
            return
        workspace, page = self.workspace, self.window.page(HOME)
        if not isinstance(page, HomePage):
            return

        def work(_progress: "Progress") -> "tuple[Waiting, ...]":
            from app.services.deciding import waiting_inspections

            with workspace.reopened() as own:
                return waiting_inspections(own)

        task = self.tasks.run(work)
        task.succeeded.connect(page.show_undecided)  # what goes wrong is told on 数据交换, where one asks for it

    # What the frame says

    def _say_who_and_what(self) -> None:
        person = self.workspace.person
        campaign = current_campaign(self.workspace)
        self.window.show_campaign(campaign.name)
        self.window.show_person(person.name if person else "", self.workspace.office.name)
        notice = ""
        if self.workspace.scheme_outline(campaign.scheme_hash).is_reference:
            notice = self.tr("参考方案：不是正式文件原文，核定后方可作为考评依据")
        self.window.set_status(notice=notice, health=self.tr("本机数据完好"))

    def _say_saved(self, at: datetime) -> None:
        self.window.set_status(saved=self.tr("已保存 {time}").format(time=f"{at.astimezone():%H:%M}"))

    def _say_backup(self, news: "BackupNews") -> None:
        if news.problem is not None:
            health = self.tr("没有备份成，请看“设置”")
        elif news.made_at is not None:
            when = moment_words(news.made_at, self.workspace.today()).removeprefix(self.tr("今天 "))
            health = self.tr("本机数据完好，备份 {when}").format(when=when)
        else:
            health = self.tr("本机数据完好")
        second = self.tr("第二个备份文件夹写不进去，请看“设置”") if news.second_problem else ""
        self.window.set_status(health=health, stick=second)

    def close(self) -> None:
        """Stop what is going on, make a last backup of what was changed, and close the store."""
        if self.tasks.stop_all():
            self.window.hide()
            self.backups.back_up_at_the_end()
        self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self.workspace.close()


def _blank_form(published: "PublishedScheme", is_demo: bool) -> bytes:
    from app.services.reports import blank_form_pdf

    return blank_form_pdf(published, is_demo=is_demo)
