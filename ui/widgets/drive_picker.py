"""Which stick or folder: the sticks that are plugged in, by name, and any other folder."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.drives import Drive, drive_of, sticks
from ui.sizes import size_words
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.choices import RadioCards
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, column, row

LOOKS_EVERY_MS = 2_000
FOLDER = "folder"


def against_drive(drive: Drive, size: int) -> str:
    """What speaks against writing `size` bytes there, a clause without its full stop; "" for nothing."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("DrivePicker", text)

    if drive.is_read_only:
        return tr("写了保护，不能写")
    if not drive.takes(size):
        return tr("空间不够，要 {size}").format(size=size_words(size))
    if not drive.takes_file(size):
        return tr("FAT32格式，单个文件不能到 4 GB")
    return ""


class DrivePicker(QWidget):
    """`folder` is what is chosen; `chosen` when that changes, `looked` when a stick came or went.

    While it is seen it looks for sticks every two seconds. The first stick is taken by itself. `words` says of a drive
    what speaks against it.
    """

    chosen = Signal()
    looked = Signal()

    def __init__(
        self,
        name: str,
        words: Callable[[Drive], str],
        *,
        look: Callable[[], Sequence[Drive]] = sticks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._words, self._look = name, words, look
        self.drives: tuple[Drive, ...] = ()
        self.folder: Path | None = None
        self._cards: RadioCards | None = None
        self._none = Label(self.tr("没有看到U盘。插上以后这里会出现，也可以选别的文件夹。"), "second", wrap=True)
        self._place = column(gap=Gap.S)
        self.other = Button(self.tr("选别的文件夹"), icon="folder-open", on_click=self._choose)
        column(self._none, self._place, row(self.other, None), gap=Gap.S, parent=self)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self.look()

    @property
    def drive(self) -> Drive | None:
        """The disk that the chosen folder lies on."""
        if self.folder is None:
            return None
        known = next((drive for drive in self.drives if drive.root == self.folder), None)
        return known or drive_of(self.folder)

    def look(self) -> None:
        """See which sticks are there now; a chosen one that was pulled is chosen no more."""
        found = tuple(self._look())
        if found == self.drives and self._cards is not None:
            return
        gone = {drive.root for drive in self.drives} - {drive.root for drive in found}
        self.drives = found
        if self.folder in gone:
            self.folder = None
        if self.folder is None and found:
            self.folder = found[0].root
            self._show()
            self.chosen.emit()
        else:
            self._show()
        self.looked.emit()

    def refresh(self) -> None:
        """Say anew what speaks against a drive, when something else was learned."""
        self._show()

    def choose(self, folder: Path) -> None:
        """Take a folder, as if a person had chosen it."""
        self.folder = folder
        self._show()
        self.chosen.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Look while one sees it."""
        super().showEvent(event)
        self.look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """And not when nobody does."""
        super().hideEvent(event)
        self._timer.stop()

    def _show(self) -> None:
        had_focus = self._cards is not None and self._cards.isAncestorOf(self.focusWidget() or self)
        clear(self._place)
        cards = [(str(drive.root), self._title(drive), self._second(drive)) for drive in self.drives]
        roots = {drive.root for drive in self.drives}
        if self.folder is not None and self.folder not in roots:
            cards.append((FOLDER, str(self.folder), self._other_second()))
        self._cards = RadioCards(self._name, cards, upright=True)
        self._cards.set_value(FOLDER if self.folder is not None and self.folder not in roots else str(self.folder))
        self._cards.chosen.connect(self._take)
        self._place.addWidget(self._cards)
        self._cards.setVisible(bool(cards))
        self._none.setVisible(not cards)
        if had_focus and cards:
            self._cards.setFocus()

    def _take(self, key: str) -> None:
        if key != FOLDER:
            self.folder = Path(key)
            self._show()
        self.chosen.emit()

    def _title(self, drive: Drive) -> str:
        return self.tr("U盘 {name}").format(name=drive.name)

    def _second(self, drive: Drive) -> str:
        room = self.tr("{root}，{system}，可用 {free}，共 {total}").format(
            root=drive.root, system=drive.file_system, free=size_words(drive.free), total=size_words(drive.total)
        )
        against = self._words(drive)
        return self.tr("{room}。{against}").format(room=room, against=against) if against else room

    def _other_second(self) -> str:
        drive = None if self.folder is None else drive_of(self.folder)
        if drive is None:
            return self.tr("找不到这个文件夹")
        against = self._words(drive)
        room = self.tr("可用 {free}").format(free=size_words(drive.free))
        return self.tr("{room}。{against}").format(room=room, against=against) if against else room

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._name, str(self.folder or Path.home()))
        if chosen:
            self.choose(Path(chosen))
