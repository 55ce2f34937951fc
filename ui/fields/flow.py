"""Parts set one behind the other like words, on as many lines as they need."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.tokens import Gap


class FlowLayout(QLayout):
    """A layout that breaks lines; its height follows from its width."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = Gap.S) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Put one more part behind the others."""
        self._items.append(item)

    def count(self) -> int:
        """How many parts there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override] # Qt wants none past the end
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more room than its parts."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Its height follows from its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at `width`."""
        return self._arrange(QRect(0, 0, width, 0), is_trial=True)

    def setGeometry(self, rect: QRect) -> None:
        """Place the parts."""
        super().setGeometry(rect)
        self._arrange(rect, is_trial=False)

    def sizeHint(self) -> QSize:
        """All on one line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        if not sizes:
            return QSize(0, 0)
        return QSize(sum(size.width() + self._gap for size in sizes) - self._gap, max(size.height() for size in sizes))

    def minimumSize(self) -> QSize:
        """Room for the widest part."""
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def _arrange(self, rect: QRect, *, is_trial: bool) -> int:
        x, y, height = rect.x(), rect.y(), 0
        line: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if line and x + size.width() > rect.right() + 1:
                self._place(line, height, is_trial)
                x, y, height = rect.x(), y + height + self._gap, 0
                line = []
            line.append((item, QRect(QPoint(x, y), QSize(min(size.width(), max(rect.width(), 1)), size.height()))))
            x += size.width() + self._gap
            height = max(height, size.height())
        self._place(line, height, is_trial)
        return y + height - rect.y()

    @staticmethod
    def _place(line: list[tuple[QLayoutItem, QRect]], height: int, is_trial: bool) -> None:
        if is_trial:
            return
        for item, place in line:
            item.setGeometry(place.translated(0, (height - place.height()) // 2))
