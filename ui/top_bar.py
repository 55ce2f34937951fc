"""The bar over everything: the mark, the campaign, the search, help and the person."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.fields import SearchField
from ui.widgets.frames import Frame
from ui.widgets.labels import ElidingLabel
from ui.widgets.layouts import row


class Logo(QWidget):
    """The program's mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("五有自查"))
        current_theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """A square of the tokens."""
        side = current_theme().tokens.height.logo
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it sharply."""
        theme = current_theme()
        side = theme.tokens.height.logo
        QPainter(self).drawPixmap(0, 0, theme.icons.logo(side, theme.tokens.colour.accent, self.devicePixelRatioF()))


class TopBar(Frame):
    """Asks by signals; the window answers."""

    help_asked = Signal()
    person_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("top_bar", parent)
        self.campaign = ElidingLabel("", "body")
        self.search = SearchField(self.tr("找单位、检查编号、考评项"), key="Ctrl+K", quiet=True)
        self.help = Button(self.tr("帮助"), "ghost", icon="info", hint="F1", on_click=self.help_asked.emit)
        self.person = Button("", "ghost", icon="user", on_click=self.person_asked.emit)
        self._logo = Logo()
        self._left = row(self._logo, self.campaign, None, gap=Gap.M)
        self._right = row(None, self.help, self.person, gap=Gap.S)
        layout = row(self._left, self.search, self._right, gap=Gap.L, parent=self)
        layout.setStretch(0, 1)
        layout.setStretch(2, 1)
        layout.setContentsMargins(Gap.XL + Gap.HAIR, 0, Gap.M, 0)
        QShortcut(QKeySequence("Ctrl+K"), self, self.take_search)
        self._name = self._office = ""
        self.campaign.hide()
        self.person.hide()
        self._settle()
        current_theme().changed.connect(self._settle)

    def show_campaign(self, title: str) -> None:
        """Name the campaign that is worked on; empty when there is none."""
        self.campaign.setText(title)
        self.campaign.setVisible(bool(title))

    def show_person(self, name: str, office: str) -> None:
        """Name who works here; the office gives way when there is no room."""
        self._name, self._office = name, office
        self._say_person()

    def take_search(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the office up first when there is no room."""
        super().resizeEvent(event)
        self._say_person()

    def _say_person(self) -> None:
        tokens = current_theme().tokens
        roomy = not tokens.totals_fold and self.width() >= tokens.fold_width
        whole = f"{self._name}  ·  {self._office}" if self._office else self._name
        label = whole if roomy else self._name
        if self.person.label != label:
            self.person.set_label(label)
        self.person.setAccessibleName(whole)
        self.person.setToolTip("" if roomy else whole)
        self.person.setVisible(bool(self._name))

    def _settle(self) -> None:
        height = current_theme().tokens.height
        self.setFixedHeight(height.top_bar)
        self.search.setFixedWidth(height.search)
        self._say_person()
