"""设置: the people at this laptop, how everything looks, the recovery code, and what the program is."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.errors import AppError
from app.services.clock import logged_ahead, put_clock_right
from app.services.recovery import new_code
from app.services.workspace import Workspace
from app.settings import CONTRAST, KEY_CAPS, TEXT_SIZE, Settings
from ui.backup_watch import BackupWatch
from ui.dialogs.base import Dialog
from ui.dialogs.question import Question
from ui.dialogs.recovery_dialog import RecoveryCodePanel
from ui.dialogs.text_dialog import TextDialog
from ui.pages.about import text_of
from ui.pages.backups_card import BackupsCard
from ui.pages.days import full_moment_words
from ui.pages.joining_card import JoiningCard
from ui.pages.joining_desk import JoiningDesk
from ui.pages.office_card import OfficeCard
from ui.pages.people_card import PeopleCard
from ui.pages.people_desk import PeopleDesk
from ui.pages.settings_parts import AboutCard, LookCard
from ui.tasks import Tasks
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.busy import Toast
from ui.widgets.buttons import Button
from ui.widgets.frames import Card, Notice, SectionTitle
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row, scrolling


class SettingsPage(QWidget):
    """Everything takes effect at once and is kept; `people_changed` after a colleague was added, `joined` an office."""

    people_changed = Signal()
    recovery_renewed = Signal()
    restore_asked = Signal()
    switch_asked = Signal()
    joined = Signal()

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings,
        messages: Callable[[AppError], object],
        backups: BackupWatch,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._settings, self._messages = workspace, settings, messages
        self._watch = backups
        self._tasks = Tasks(self)
        self.people, self.office = PeopleCard(), OfficeCard()
        self.people.switch_asked.connect(self.switch_asked)
        self.desk = PeopleDesk(workspace, self._tasks, (self.people, self.office), messages, self)
        self.desk.people_changed.connect(self.people_changed)
        # a backup of before would sign with the passphrase of before, and open for who was removed
        self.desk.passphrase_changed.connect(lambda: self._watch.back_up(only_if_changed=True))
        self.joining = JoiningCard()
        self.joining_desk = JoiningDesk(workspace, self._tasks, self.joining, messages, self)
        self.joining_desk.joined.connect(self.joined)
        self.joining_desk.changed.connect(self.desk.show)
        self.desk.people_changed.connect(self.joining_desk.show)
        self.look = LookCard()
        self.look.changed.connect(self._keep_look)
        self.renew = Button(self.tr("换一个恢复码"), icon="refresh-cw", on_click=self._renew_code)
        recovery = Card(
            SectionTitle(self.tr("恢复码")),
            Label(self.tr("忘了口令时用它打开数据。抄件丢了或者被别人看见了，就换一个。"), "second", wrap=True),
            row(self.renew, None),
        )
        recovery.setVisible(not workspace.is_demo)
        self.backups = BackupsCard(workspace, backups, messages)
        self.backups.restore_asked.connect(self.restore_asked)
        office = workspace.office
        levels = {
            "city": self.tr("市级"),
            "district": self.tr("区级"),
            "street": self.tr("街道（镇）"),
            "community": self.tr("社区"),
        }
        about = AboutCard(
            (
                (
                    self.tr("单位"),
                    self.tr("{name}（{level}）").format(name=office.name, level=levels.get(office.level, "")),
                ),
                (self.tr("本机数据"), str(workspace.folder)),
            )
        )
        about.licence_asked.connect(self._show_licence)
        about.licences_asked.connect(self._show_licences)
        about.folder_asked.connect(self._open_folder)
        self._columns = left, right = QWidget(), QWidget()
        column(self.people, self.office, self.joining, recovery, None, gap=Gap.L, parent=left)
        column(self.look, self.backups, about, None, gap=Gap.L, parent=right)
        self._panes = panes = row(left, right, gap=Gap.L)
        right_now = Button(self.tr("现在的时间是对的"), on_click=self._put_clock_right)
        self.clock_ahead = Notice("", "missing", right_now)
        content = QWidget()
        column(
            Label(self.tr("设置"), "page_title"),
            self.clock_ahead,
            panes,
            None,
            gap=Gap.L,
            margins=(Gap.XL, Gap.CARD, Gap.XL, Gap.L),
            parent=content,
        )
        column(scrolling(content), gap=0, parent=self)
        self.toast = Toast(self)
        for desk in (self.desk, self.joining_desk):
            desk.said.connect(self.toast.say)
            desk.show()
        self._show_clock()
        current_theme().changed.connect(self.look.show_look)
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for both columns side by side."""
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        """Two columns where there is room for both, else one under the other: nothing may be cut at the right."""
        needed = sum(each.minimumSizeHint().width() for each in self._columns) + Gap.L + 3 * Gap.XL
        fits = self.width() >= needed
        self._panes.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
        for place in range(len(self._columns)):
            self._panes.setStretch(place, 1 if fits else 0)

    def shown(self) -> None:
        """Look again whenever one comes back."""
        self.desk.show()
        self.joining_desk.show()
        self._settle()
        self._show_clock()

    def _show_clock(self) -> None:
        ahead = logged_ahead(self._workspace)
        said = self.tr(
            "电脑现在是{now}，可是最后一条记录写的是{last}。不校准就不能签字：请在系统里改对日期和时间；现在就是对的，点右边。"
        ).format(now=full_moment_words(self._workspace.clock()), last=full_moment_words(ahead) if ahead else "")
        self.clock_ahead.say(said if ahead else "")

    def _put_clock_right(self) -> None:
        question = Question(
            self.tr("现在的时间对吗"),
            self.tr(
                "现在是{now}。如果不对，请先在系统里校准日期和时间。确定是对的，这件事会记进日志，以后照常签字。"
            ).format(now=full_moment_words(self._workspace.clock())),
            yes=self.tr("是对的"),
            no=self.tr("不对，去校准"),
            parent=self.window(),
        )
        if not question.ask():
            return
        try:
            put_clock_right(self._workspace)
        except AppError as error:
            self._messages(error)
        self._show_clock()

    def _renew_code(self) -> None:
        question = Question(
            self.tr("换一个恢复码"),
            self.tr("换了以后，旧的恢复码就打不开本机数据了；口令和数据都不变。"),
            yes=self.tr("换一个新的"),
            parent=self.window(),
        )
        if not question.ask():
            return
        try:
            code = new_code(self._workspace)
        except AppError as error:
            self._messages(error)
            return
        dialog = NewCodeDialog(code, self._workspace.office.name, parent=self.window())
        dialog.ask()
        self.recovery_renewed.emit()

    def _keep_look(self) -> None:
        theme = current_theme()
        self._settings[TEXT_SIZE] = theme.tokens.text_size.value
        self._settings[CONTRAST] = theme.tokens.contrast.value
        self._settings[KEY_CAPS] = theme.shows_key_caps
        self._settings.save()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._workspace.folder)))

    def _show_licences(self, folder: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _show_licence(self, name: str, path: Path) -> None:
        TextDialog(name, text_of(path), parent=self.window()).ask()


class NewCodeDialog(Dialog):
    """Shows a new recovery code until it was kept."""

    def __init__(self, code: str, office: str, *, parent: QWidget | None = None) -> None:
        super().__init__("", width=Dialog.WIDE, parent=parent)
        self.code_panel = RecoveryCodePanel(code, office=office)
        self.code_panel.kept.connect(self.accept)
        self.body.addWidget(self.code_panel)
        self.focus_first(self.code_panel.print_button)
