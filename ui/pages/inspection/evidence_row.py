"""The evidence of one item: small pictures to open, what should be seen, and the way to add more."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.domain.evidence import Evidence
from ui.fields.flow import FlowLayout
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.labels import KeyCap, Label
from ui.widgets.layouts import clear, column, row

WIDE, HIGH = 72, 54
"""Logical px of a small picture at standard text size."""
MOST = 4
"""More are behind a button that tells how many."""


class Thumb(QAbstractButton):
    """A small picture, or the sign of a file; pressing it opens the evidence."""

    def __init__(self, evidence: Evidence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.evidence = evidence
        self._pixmap = QPixmap()
        said = evidence.caption or evidence.name
        self.setAccessibleName(self.tr("佐证材料 {name}").format(name=said))
        self.setToolTip(said)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def has_picture(self) -> bool:
        """Whether its picture has come."""
        return not self._pixmap.isNull()

    def show_pixmap(self, pixmap: QPixmap) -> None:
        """Show the small picture."""
        self._pixmap = pixmap
        self.update()

    def sizeHint(self) -> QSize:
        """The same for all, growing with the text."""
        factor = current_theme().tokens.factor
        return QSize(round(WIDE * factor), round(HIGH * factor))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The middle of the picture, or an icon on sunken ground."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(box, theme.tokens.radius, theme.tokens.radius)
        painter.fillPath(path, theme.colour("sunken"))
        painter.setClipPath(path)
        if self.has_picture:
            painter.drawPixmap(self.rect(), self._pixmap, self._middle())
        else:
            name = "image" if self.evidence.is_picture else "file-text"
            side = theme.tokens.height.icon
            place = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
            theme.icon(name, "ink2", side).paint(painter, place)
        painter.setClipping(False)
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.drawPath(path)

    def _middle(self) -> QRect:
        size = QSize(self.size()).scaled(self._pixmap.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self._pixmap.width() - size.width()) // 2, (self._pixmap.height() - size.height()) // 2
        return QRect(left, top, size.width(), size.height())


class EvidenceRow(QWidget):
    """`add_asked` and `phone_asked` for the buttons, `open_asked(sha256)` for a picture."""

    add_asked = Signal()
    phone_asked = Signal()
    open_asked = Signal(str)

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Evidence, ...] = ()
        self._name = QWidget()
        row(Label(self.tr("佐证材料"), "field"), KeyCap("F3"), gap=Gap.S, parent=self._name)
        self.add = Button("", icon="camera", on_click=self.add_asked.emit)
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add.set_label(self.tr("加照片或文件"))
        self.phone = Button("", icon="usb", on_click=self.phone_asked.emit)
        self.phone.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.phone.set_label(self.tr("从手机"))  # no longer: four small pictures stay on one line beside it
        self.phone.setAccessibleName(self.tr("从手机导入"))
        self.phone.setToolTip(self.tr("从手机或者相机的存储卡里挑照片（Shift+F3）"))
        self._pictures = QWidget()
        self._flow = FlowLayout(self._pictures)
        self._hint = Label(self.tr("应看：{what}").format(what=hint) if hint else "", "second", wrap=True)
        what = column(self._pictures, self._hint, gap=Gap.XS)
        line = row(self._name, what, self.phone, self.add, gap=Gap.S)
        for part in (self._name, self.phone, self.add):
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        column(line, parent=self)
        self._pictures.hide()
        self._hint.setVisible(bool(hint))  # only now: a part without a parent would flash as a window of its own
        self._settle()
        current_theme().changed.connect(self._settle)

    @property
    def thumbs(self) -> tuple[Thumb, ...]:
        """The small pictures that are seen."""
        found = (self._flow.itemAt(at) for at in range(self._flow.count()))
        widgets = (item.widget() for item in found if item is not None)
        return tuple(widget for widget in widgets if isinstance(widget, Thumb))

    def show_evidence(self, evidence: Sequence[Evidence], *, is_frozen: bool) -> None:
        """Show what there is now; pictures follow by `show_small`."""
        self.add.setVisible(not is_frozen)
        self.phone.setVisible(not is_frozen)
        if tuple(evidence) == self._shown:
            return
        self._shown = tuple(evidence)
        clear(self._flow)
        for one in self._shown[:MOST]:
            thumb = Thumb(one)
            thumb.clicked.connect(lambda _checked=False, sha256=one.sha256: self.open_asked.emit(sha256))
            self._flow.addWidget(thumb)
        if len(self._shown) > MOST:
            first_hidden = self._shown[MOST].sha256
            words = self.tr("还有 {count} 份").format(count=len(self._shown) - MOST)
            more = Button(words, "quiet", on_click=lambda: self.open_asked.emit(first_hidden))
            more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._flow.addWidget(more)
        self._pictures.setVisible(bool(self._shown))
        self._pictures.updateGeometry()

    def show_small(self, sha256: str, turn: int, pixmap: QPixmap) -> None:
        """A small picture has come."""
        for thumb in self.thumbs:
            if (thumb.evidence.sha256, thumb.evidence.turn) == (sha256, turn):
                thumb.show_pixmap(pixmap)

    def _settle(self) -> None:
        self._name.setFixedHeight(current_theme().tokens.height.button)
