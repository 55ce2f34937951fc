"""After a hand-over: what lies on the stick, the list to sign, and what the successor does."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError
from app.services.handing_over import NEXT_STEPS, HandoverList, save_handover
from ui.dialogs.base import Dialog
from ui.messages import sentence_of
from ui.sizes import size_words
from ui.widgets.buttons import Button
from ui.widgets.frames import Notice
from ui.widgets.labels import Label
from ui.widgets.layouts import row


class HandedOverDialog(Dialog):
    """`saved` has the paths of the list once it was saved."""

    def __init__(
        self,
        listed: HandoverList,
        *,
        ask_where: Callable[[], Path | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent=parent)
        self.title.setText(self.tr("交接包已导出，已读回核对"))
        self.setWindowTitle(self.title.text())
        self._listed = listed
        self._ask_where = ask_where or self._choose
        self.saved: tuple[Path, Path] | None = None
        said = self.tr("{name}：全部 {records} 条记录、{files} 份佐证材料、{reports} 份报告，{size}。").format(
            name=listed.bundle,
            records=listed.revisions,
            files=listed.evidence,
            reports=listed.reports,
            size=size_words(listed.size),
        )
        self.save_button = Button(self.tr("存交接清单"), icon="printer", on_click=self.save)
        self.notice = Notice("", "ok")
        why = self.tr("交接清单打印出来，移交人、接收人、监交人签字存档。清单上有单位和人名，不要存在U盘上。")
        for part in (Notice(said, "ok"), Label(why, wrap=True)):
            self.body.addWidget(part)
        self.body.addLayout(row(self.save_button, None))
        self.body.addWidget(self.notice)
        self.body.addWidget(Label(self.tr("接下来"), "field"))
        for number, step in enumerate(NEXT_STEPS, start=1):
            self.body.addWidget(Label(self.tr("{number}. {step}").format(number=number, step=step), wrap=True))
        self.set_main(self.tr("知道了"))
        self.focus_first(self.save_button)

    def save(self) -> None:
        """Save the list where the person says."""
        path = self._ask_where()
        if path is None:
            return
        try:
            self.saved = save_handover(self._listed, path)
        except AppError as error:
            self.notice.say(sentence_of(error), "missing")
            return
        pdf, data = self.saved
        self.notice.say(self.tr("已存到“{pdf}”，旁边有“{data}”。").format(pdf=pdf, data=data.name), "ok")

    def _choose(self) -> Path | None:
        start = str(Path.home() / self.tr("五有自查交接清单.pdf"))
        chosen, _kind = QFileDialog.getSaveFileName(self, self.tr("存交接清单"), start, "PDF (*.pdf)")
        return Path(chosen) if chosen else None
