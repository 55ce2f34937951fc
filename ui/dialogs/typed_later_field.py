"""补录: whether a paper form was filled in on the spot, and who types it now."""

from PySide6.QtWidgets import QWidget

from app.domain.inspection import TypedLater
from ui.dialogs.labelled import Labelled
from ui.tokens import Gap
from ui.widgets.choices import TickBox
from ui.widgets.fields import LineField
from ui.widgets.layouts import column


class TypedLaterField(QWidget):
    """A tick, and under it the name of who types; the name is asked for only while it is ticked."""

    def __init__(self, name: str, typed: TypedLater | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = TickBox(self.tr("补录：现场填的是纸质表"), ticked=typed is not None)
        self.by = LineField(self.tr("录入人"), text=typed.by if typed else name)
        self.by.setMaxLength(30)
        hint = self.tr("不是检查组成员也写上。原表的照片或者扫描件，在检查页最后一项加。")
        self._who = Labelled(self.tr("录入人"), self.by, hint)
        column(self.tick, self._who, gap=Gap.XS, parent=self)
        self._who.setVisible(typed is not None)
        self.tick.toggled.connect(self._who.setVisible)

    @property
    def is_typed_later(self) -> bool:
        """Whether it is ticked."""
        return self.tick.isChecked()

    @property
    def name(self) -> str:
        """Who types."""
        return self.by.text().strip()

    def object_to_no_name(self) -> bool:
        """Ask for the name where it is missing; False when nothing is."""
        is_missing = self.is_typed_later and not self.name
        self._who.object_to(self.tr("请写上录入人，会印在报告上。") if is_missing else "")
        if is_missing:
            self.by.setFocus()
        return is_missing
