"""A fingerprint in sixteen groups of four, four to a line, to be compared by eye or read aloud."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.tokens import Gap
from ui.widgets.frames import Frame
from ui.widgets.labels import Label

ACROSS = 4


class Fingerprint(Frame):
    """`show_fingerprint` fills it; an empty one hides it."""

    def __init__(self, fingerprint: str = "", parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(Gap.L, Gap.M, Gap.L, Gap.M)
        self._grid.setHorizontalSpacing(Gap.L)
        self._grid.setVerticalSpacing(Gap.XS)
        self._groups: list[Label] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._fill(fingerprint)
        if not fingerprint:
            self.hide()

    def show_fingerprint(self, fingerprint: str) -> None:
        """Its groups, parted by spaces."""
        self._fill(fingerprint)
        self.setVisible(bool(fingerprint))

    def _fill(self, fingerprint: str) -> None:
        for label in self._groups:
            label.hide()
            label.deleteLater()
        self._groups = []
        for number, group in enumerate(fingerprint.split()):
            label = Label(group, "strong", selectable=True, parent=self)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setAccessibleName(self.tr("第 {number} 组 {group}").format(number=number + 1, group=" ".join(group)))
            self._grid.addWidget(label, number // ACROSS, number % ACROSS)
            self._groups.append(label)
        self.setAccessibleName(self.tr("指纹 {fingerprint}").format(fingerprint=fingerprint))
