"""The plan of an import as one sees it: sentences, and a table with a row for each community."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.rules.register_news import RegisterNews
from app.services.import_plan import UnitLine
from app.services.import_preview import Preview
from app.services.importing import Came
from ui.dialogs.bundle_dialog import table_height
from ui.models.rows_model import Row, RowsModel
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.frames import Card
from ui.widgets.glyphs import State
from ui.widgets.labels import Label
from ui.widgets.layouts import column
from ui.widgets.table import TableView

ROWS = 5


class PlanCard(QWidget):
    """What would come in; nothing was changed yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = Label("", "medium", wrap=True)
        self._notes = Label("", wrap=True)
        heads = (
            self.tr("单位"),
            self.tr("新"),
            self.tr("已有"),
            self.tr("等待前序"),
            self.tr("要人来定"),
            self.tr("隔离"),
        )
        self.model = RowsModel(heads, (1, 2, 3, 4, 5), self)
        self.table = TableView(self.tr("会收进什么"))
        self.table.setModel(self.model)
        self.table.stretch(0)
        self.table.set_widths(dict.fromkeys((1, 2, 3, 4, 5), 96))
        self.safe = Label(self.tr("要么全部收进，要么一点也不收。现在还什么都没有改。"), "second", wrap=True)
        column(self._said, Card(self.table, margins=1), self._notes, self.safe, gap=Gap.S, parent=self)
        self._settle()
        current_theme().changed.connect(self._settle)

    def text(self) -> str:
        """The sentences, without the table."""
        return f"{self._said.text()}\n{self._notes.text()}"

    def show_preview(self, preview: Preview) -> None:
        """Show what would come."""
        self._said.setText(
            self.tr(
                "{sender}，设备{device}第{seq}包：新 {new} 条，已有 {known} 条，佐证材料{files}份，报告{reports}份。"
            ).format(
                sender=preview.sender,
                device=preview.device,
                seq=preview.seq,
                new=preview.new,
                known=preview.known,
                files=preview.evidence,
                reports=preview.reports,
            )
        )
        notes = []
        if preview.is_known:
            notes.append(self.tr("这个数据包以前收过，再收一次也不会重复。"))
        if preview.waiting:
            notes.append(self.tr("有 {count} 条要等前面的数据包来了才能用。").format(count=preview.waiting))
        if preview.conflicts:
            notes.append(self.tr("有 {count} 处两个版本不一样，都会留着，等人来定。").format(count=preview.conflicts))
        if preview.aside:
            notes.append(self.tr("有 {count} 条核对不上，单独放着，不会并进来。").format(count=preview.aside))
        notes += [register_words(one) for one in preview.registers]
        self._notes.setText("".join(notes))
        self._notes.setVisible(bool(notes))
        self.model.show_rows([self._row(line) for line in preview.units])

    def _row(self, line: UnitLine) -> Row:
        plan = line.plan
        name = line.unit_name or self.tr("不属于哪个单位（人员、方案、活动、回执等）")
        asks = plan.conflicts or plan.quarantined
        glyph = State.CONFLICT if asks else State.WAITING if plan.waiting else State.NEW if plan.new else State.HAD
        numbers = (plan.new, plan.known, plan.waiting, plan.conflicts, plan.quarantined)
        return Row((name, *(str(number) if number else "" for number in numbers)), glyph, about=line)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as the window behind allows."""
        super().showEvent(event)
        self._settle()

    def _settle(self) -> None:
        self.table.setFixedHeight(table_height(self, ROWS))


def register_words(news: RegisterNews) -> str:
    """What a person should know of a register of keys in a bundle."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("ImportDialog", text)

    if news.kind == "older":
        text = tr("包里{office}的密钥名册是旧的（第{version}版），这里仍以第{current}版为准，不会退回去。")
    elif news.current:
        text = tr(
            "注意：{office}的密钥名册第{version}版有两种内容，两种都会留着，都不算数，仍以第{current}版为准。"
            "请打电话向对方核实，在“数据交换”上能看到两种内容。"
        )
    else:
        text = tr(
            "注意：{office}的密钥名册第{version}版有两种内容，两种都会留着，都不算数。"
            "请打电话向对方核实，在“数据交换”上能看到两种内容。"
        )
    office = news.office or tr("对方机关")
    return text.format(office=office, version=news.version, current=news.current)


def came_words(came: Came) -> str:
    """What an import did, in a sentence or two."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("ImportDialog", text)

    if came.is_known:
        return tr("这个数据包以前收过，没有重复收进。")
    plan = came.plan
    said = [tr("已收进 {new} 条记录、{blobs} 份照片和报告，回执已经签好。").format(new=len(plan.new), blobs=came.blobs)]
    if plan.conflicts:
        said.append(tr("有 {count} 处等人来定。").format(count=len(plan.conflicts)))
    if plan.quarantined:
        said.append(tr("有 {count} 条单独放着，在“隔离的内容”里看。").format(count=len(plan.quarantined)))
    return "".join(said)
