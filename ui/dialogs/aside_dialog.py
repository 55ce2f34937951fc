"""隔离的内容: lines of bundles that were merged nowhere, with what they are, from whom, and why."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QApplication, QWidget

from app.services.exchange_view import Aside
from ui.dialogs.base import Dialog
from ui.dialogs.bundle_dialog import table_height
from ui.models.rows_model import Row, RowsModel
from ui.pages.days import moment_words
from ui.widgets.buttons import Button
from ui.widgets.frames import Card
from ui.widgets.glyphs import State
from ui.widgets.labels import Label
from ui.widgets.table import TableView
from ui.words.aside import ASIDE_WORDS, RECORD_WORDS

ROWS = 5
LONGEST = 600
"""Characters of a line that are shown; all of it can be copied."""
BREAK = "\u200b"


class AsideDialog(Dialog):
    """Only to look at: nothing in it can be taken over by hand."""

    def __init__(self, aside: Sequence[Aside], today: date, *, parent: QWidget | None = None) -> None:
        super().__init__("", width=Dialog.WIDE, parent=parent)
        self.title.setText(self.tr("隔离的内容"))
        self.setWindowTitle(self.title.text())
        self._today = today
        said = self.tr(
            "这些内容核对不上，原样留着，没有并进来，也不影响别的数据。请发来的人重新导出一次；还是这样的，打电话核对。"
            "签名的人本机不认识的，等认识了，把同一个数据包再收一次就会并进来。"
        )
        heads = (self.tr("是什么"), self.tr("哪一包"), self.tr("谁送来的"), self.tr("什么时候"), self.tr("为什么"))
        self.model = RowsModel(heads, parent=self)
        self.model.show_rows([self._row(one) for one in aside])
        self.table = TableView(self.tr("隔离的内容"))
        self.table.setModel(self.model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_widths({0: 190, 1: 184, 2: 110, 3: 126})
        self.table.stretch(4)
        self.table.setFixedHeight(table_height(self, ROWS))
        self.detail = Label("", "caption", wrap=True, selectable=True)
        for part in (Label(said, "second", wrap=True), Card(self.table, margins=1), self.detail):
            self.body.addWidget(part)
        self.copy_button = self.add_rare(Button(self.tr("复制这一条"), "ghost", icon="copy", on_click=self._copy))
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._tell())
        self.set_main(self.tr("知道了"))
        self.table.mark(0)
        self.focus_first(self.table)

    def chosen(self) -> Aside | None:
        """The line that is selected."""
        rows = self.table.selected_rows()
        found = self.model.row(rows[0]) if rows else None
        return None if found is None else found.about

    def _row(self, one: Aside) -> Row:
        kind = RECORD_WORDS.get(one.entity, one.entity)
        what = self.tr("{kind} {name}").format(kind=kind, name=one.name) if kind else self.tr("看不懂的一行")
        which = self.tr("设备{device}第{seq}包").format(device=one.device[:8], seq=one.seq)
        who = one.sender or self.tr("本机不认识")
        why = ASIDE_WORDS.get(one.line.reason, one.line.reason)
        return Row((what, which, who, moment_words(one.at, self._today), why), State.CONFLICT, about=one)

    def _tell(self) -> None:
        one = self.chosen()
        text = one.line.line.decode("utf-8", "replace") if one else ""
        shown = text if len(text) <= LONGEST else self.tr("{start}……").format(start=text[:LONGEST])
        why = ASIDE_WORDS.get(one.line.reason, one.line.reason) if one else ""
        place = self.tr("{why}。{place}：").format(why=why, place=one.line.place) if one else ""
        # A line of JSON has no places to break at; without any it would widen the dialog.
        self.detail.setText(f"{place}{BREAK.join(shown)}")

    def _copy(self) -> None:
        one = self.chosen()
        if one is not None:
            QApplication.clipboard().setText(one.line.line.decode("utf-8", "replace"))
