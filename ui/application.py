"""The program with a window: start, find or make the store, and hand it to the workroom."""

import gc
import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import AppError, KeysDamaged, KeysMissing, NoStoreHere, StoreDamaged, StoreInUse
from app.identity.derive import StoreKey
from app.paths import command_name, data_folder
from app.progress import Progress
from app.services.workspace import FirstStart, Workspace, open_workspace, workspace_state
from app.settings import CONTRAST, Settings
from ui.crash import CrashNet
from ui.first_paint import FIRST_PAINT_EXIT, FirstPaint, leave_painted
from ui.input_method import prepare_input_method
from ui.tasks import Tasks
from ui.theme import apply_theme, load_fonts, running_app, system_contrast
from ui.tokens import Contrast, TextSize
from ui.workroom import Workroom

DEMO_FOLDER = "demo"
STORE_FOLDER = "store"
DESKTOP_FILE = "wuyou-zicha"
"""The menu entry of the installed program: by it a desktop finds the icon of a window."""


class Application(QObject):
    """Shows the guide, the passphrase question or the window, as the folder asks for it.

    `folder` holds the office's store; the 演练 store lies beside it.
    """

    def __init__(self, app: QApplication, folder: Path, demo_folder: Path, settings: Settings) -> None:
        super().__init__(app)
        self._app, self._folder, self._demo_folder, self.settings = app, folder, demo_folder, settings
        self.workroom: Workroom | None = None
        self.guide: QWidget | None = None
        self.first_paint: FirstPaint | None = None
        self._neighbour: QObject | None = None
        self._key_of_damaged: StoreKey | None = None
        self._tasks = Tasks(self)
        self._tasks.crashed.connect(self._show_crash)
        self.crashes = CrashNet(self)
        self.crashes.spread()
        self.crashes.tell_with(self._show_crash)

    # The start

    def start(self) -> bool:
        """Show the first window; False when the user turned away, or another program has the store."""
        try:
            state = workspace_state(self._folder)
            if state == "empty":
                self.show_guide()
                return True
            if state == "demo":
                self.show_workroom(open_workspace(self._folder))
                return True
            return self._unlock()
        except StoreInUse as error:
            return self._call_the_other(error)
        except (StoreDamaged, NoStoreHere, KeysMissing, KeysDamaged) as error:
            return self._rescue(error) and self.start()
        except AppError as error:
            self.show_error(error)
            return False

    def show_workroom(self, workspace: Workspace) -> None:
        """Open the window of a store."""
        self.workroom = Workroom(workspace, self.settings, self)
        self.workroom.lock_asked.connect(self.lock)
        self.workroom.restore_ready.connect(self._restore)
        self.workroom.office_joined.connect(self._office_joined, Qt.ConnectionType.QueuedConnection)
        self.workroom.window.closing.connect(self._leave)
        self.workroom.window.appear()
        self.first_paint = FirstPaint(self.workroom.window)
        self.first_paint.painted.connect(self._listen, Qt.ConnectionType.QueuedConnection)

    # The first start

    def show_guide(self) -> None:
        """The four questions of a first start."""
        from ui.chinese import speak_chinese
        from ui.pages.first_start.draft import Draft
        from ui.pages.first_start.page import FirstStartPage

        speak_chinese(self._app)
        page = FirstStartPage(Draft(self._folder.parent))
        page.setWindowTitle(self.tr("五有自查"))
        page.finished.connect(self._found)
        page.demo_asked.connect(self.open_demo)
        page.resize(1366, 768)
        page.show()
        self.guide = page

    def open_demo(self) -> None:
        """The 演练 store, made when there is none yet."""
        from app.services.demo import create_demo_workspace, do_main_job

        def make(_progress: Progress) -> None:
            if workspace_state(self._demo_folder) == "empty":
                workspace = create_demo_workspace(self._demo_folder)
                do_main_job(workspace)
                workspace.close()

        if self.guide is not None:
            self.guide.setEnabled(False)
        task = self._tasks.run(make)
        task.succeeded.connect(self._demo_made)
        task.failed.connect(self._demo_failed)

    def _demo_made(self, _nothing: object) -> None:
        try:
            self.show_workroom(open_workspace(self._demo_folder))
        except AppError as error:
            self._demo_failed(error)
            return
        self._close_guide()

    def _demo_failed(self, error: AppError) -> None:
        if self.guide is not None:
            self.guide.setEnabled(True)
        self.show_error(error)

    def _found(self, first: object) -> None:
        from app.services.workspace import create_workspace
        from ui.messages import message_for
        from ui.pages.first_start.page import FirstStartPage

        page = self.guide
        if not isinstance(page, FirstStartPage) or not isinstance(first, FirstStart):
            return

        def make(_progress: Progress) -> str:
            workspace, code = create_workspace(self._folder, first)
            workspace.close()  # a connection belongs to the thread that made it
            return code

        page.show_busy()
        page.done.connect(lambda: self._guide_done(first))
        task = self._tasks.run(make)
        task.succeeded.connect(page.show_recovery_code)
        task.failed.connect(lambda error: page.show_problem(message_for(error).as_text()))

    def _guide_done(self, first: FirstStart) -> None:
        try:
            self.show_workroom(open_workspace(self._folder, first.passphrase))
        except AppError as error:
            self.show_error(error)
            return
        self._close_guide()

    def _close_guide(self) -> None:
        if self.guide is not None:
            self.guide.close()
            self.guide.deleteLater()
            self.guide = None

    # The passphrase

    def _unlock(self) -> bool:
        workspace = self._ask_passphrase()
        if workspace is None:
            return False
        self.show_workroom(workspace)
        return True

    def _ask_passphrase(self) -> Workspace | None:
        from app.services.restoring import rescue_key
        from ui.dialogs.unlock_dialog import UnlockDialog
        from ui.recovering import Recovering

        def opens(passphrase: str) -> Workspace:
            try:
                return open_workspace(self._folder, passphrase)
            except (StoreDamaged, NoStoreHere):
                self._key_of_damaged = rescue_key(self._folder, passphrase)
                raise

        recovering = Recovering(self._folder)
        dialog = UnlockDialog(opens, recovering.by_code, recovering.by_key_file)
        is_open = dialog.ask()
        if dialog.failure is not None:
            self._key_of_damaged = recovering.key_of_damaged or self._key_of_damaged
            raise dialog.failure
        return dialog.workspace if is_open else None

    def lock(self) -> None:
        """Hide everything until somebody gave their passphrase; another person gets a window of their own."""
        from app.identity import slots
        from ui.dialogs.unlock_dialog import UnlockDialog

        if self.workroom is None or self.workroom.workspace.is_demo:
            return
        window, workspace = self.workroom.window, self.workroom.workspace
        if not window.settle():
            return
        window.hide()
        came: list[str] = []

        def is_right(passphrase: str) -> None:
            came[:] = [slots.find_person(self._folder, passphrase)[0]]

        dialog = UnlockDialog(is_right)
        is_open = dialog.ask()
        if is_open and (workspace.person is None or came != [workspace.person.id]):
            self._change_person(came[0])
            return
        window.show()
        if not is_open:
            window.close()

    def _change_person(self, person_id: str) -> None:
        """Go on with the same store for somebody else."""
        from app.store import people as people_table

        if self.workroom is not None:
            workspace = self.workroom.workspace
            workspace.person = people_table.person(workspace.store, person_id)
            self._open_again()

    def _office_joined(self) -> None:
        """Every page reads the office's name anew."""
        if self.workroom is not None and self._open_again():
            name = self.workroom.workspace.office.name
            self.workroom.window.set_status(saved=self.tr("已加入{name}").format(name=name))

    def _open_again(self) -> bool:
        """The same store in a new window; False, and the end, where it cannot be opened."""
        from app.services.restoring import open_restored

        room = self.workroom
        if room is None:
            return False
        room.close()
        try:
            self.show_workroom(open_restored(room.workspace))
        except AppError as error:
            self.show_error(error)
            self._app.quit()
            return False
        room.window.deleteLater()
        room.deleteLater()
        return True

    # Backups

    def _rescue(self, error: AppError) -> bool:
        """Offer what the backups hold; True when the store may be opened again."""
        from app.services.restoring import rescue_key
        from ui.rescue import Rescue

        rescue = Rescue(self._folder, self)
        if isinstance(error, KeysMissing | KeysDamaged):
            return rescue.offer_keys(error)
        key, self._key_of_damaged = self._key_of_damaged, None
        return rescue.offer_backup(key or rescue_key(self._folder), error)

    def _restore(self, backup: Path) -> None:
        """Let a backup that lies ready take the store's place, and go on with it in a new window.

        What was here until now is backed up first, so that one can go back to it in the same way.
        """
        from app.services.restoring import finish_restore, open_restored

        room = self.workroom
        if room is None:
            return
        before, problem = room.workspace, None
        room.close()
        room.window.hide()  # also where something was still going on
        try:
            finish_restore(before.folder, before.key, backup, clock=before.clock)
        except AppError as error:
            problem = error
        try:
            self.show_workroom(open_restored(before))
        except AppError as error:
            self.show_error(error)
            self._app.quit()
            return
        room.window.deleteLater()
        room.deleteLater()
        if problem is not None:
            self.show_error(problem)
        elif self.workroom is not None:
            self.workroom.window.set_status(saved=self.tr("已恢复"))

    # One program for one store

    def _listen(self) -> None:
        """What can wait until the window lies painted: Qt's Chinese, rare characters, backups, later starts."""
        from ui.chinese import speak_chinese
        from ui.neighbour import Neighbour
        from ui.rare_characters import draw_rare_characters, read_rare_font

        speak_chinese(self._app)
        reading = self._tasks.run(lambda _progress: read_rare_font())
        reading.succeeded.connect(draw_rare_characters)
        if self.workroom is None:
            return
        self.workroom.settle_in()
        if self._neighbour is None:
            neighbour = Neighbour(self.workroom.workspace.folder, self)
            neighbour.called.connect(self._come_forward)
            neighbour.listen()
            self._neighbour = neighbour

    def _come_forward(self) -> None:
        if self.workroom is not None:
            window = self.workroom.window
            window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
            window.show()
            window.raise_()
            window.activateWindow()

    def _call_the_other(self, error: StoreInUse) -> bool:
        from ui.neighbour import call

        if not call(self._folder):
            self.show_error(error)
        return False

    # The end, and what goes wrong

    def _leave(self) -> None:
        if self.workroom is not None:
            self.workroom.close()
            self.settings.save()

    def show_error(self, error: AppError) -> None:
        """Tell what went wrong before there is a window."""
        from datetime import UTC, datetime

        from ui.dialogs.error_dialog import ErrorDialog

        ErrorDialog.of(error, at=datetime.now(UTC), parent=self.workroom.window if self.workroom else None).ask()

    def _show_crash(self, text: str) -> None:
        from datetime import UTC, datetime

        from ui.dialogs.crash_dialog import CrashDialog

        parent = self.workroom.window if self.workroom else None
        if CrashDialog(text, at=datetime.now(UTC), parent=parent).ask() and parent is not None:
            parent.close()


def run(arguments: list[str]) -> int:
    """Open the window; `--data DIR` chooses the store's folder, the look is kept beside it. Returns the exit code."""
    is_timed = FIRST_PAINT_EXIT in arguments
    folder = _folder_of([argument for argument in arguments if argument != FIRST_PAINT_EXIT])
    if folder is None:
        sys.stderr.write(f"用法: {command_name()} [--data 文件夹]\n")
        return 2
    prepare_input_method(os.environ)
    app = running_app()
    app.setDesktopFileName(DESKTOP_FILE)
    load_fonts(app)
    settings = Settings.load(folder.parent)
    dress(app, settings)
    application = Application(app, folder, folder.parent / DEMO_FOLDER, settings)
    if not application.start():
        return 1
    if is_timed:
        if application.first_paint is None:
            return 1  # a guide or a question stands there, and nobody to answer it
        application.first_paint.painted.connect(leave_painted)
    gc.freeze()
    gc.enable()
    return int(app.exec())


def dress(app: QApplication, settings: Settings) -> None:
    """Put on the look that was set; until one was, or where nobody knows the word, that of the system."""
    known = settings.contrast in set(Contrast)
    contrast = Contrast(settings.contrast) if known and CONTRAST in settings else system_contrast()
    size = TextSize(settings.text_size) if settings.text_size in set(TextSize) else TextSize.STANDARD
    apply_theme(app, contrast, size).show_key_caps(settings.shows_key_caps)


def _folder_of(arguments: list[str]) -> Path | None:
    match arguments:
        case []:
            return data_folder() / STORE_FOLDER
        case ["--data", folder] if folder:
            return Path(folder)
        case [joined] if joined.startswith("--data=") and len(joined) > len("--data="):
            return Path(joined.removeprefix("--data="))
    return None
