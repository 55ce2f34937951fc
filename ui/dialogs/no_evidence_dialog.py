"""Asks once why items have no evidence: one reason for all of them, or one for each."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.rules.completeness import EVIDENCE_NOTE, evidence_note
from ui.dialogs.base import Dialog
from ui.dialogs.labelled import Labelled
from ui.tokens import Gap
from ui.widgets.fields import LineField, TextField
from ui.widgets.labels import Label
from ui.widgets.layouts import column

LONGEST = 100
"""Characters of one item's own reason."""


class NoEvidenceDialog(Dialog):
    """`ask()` is True when something was written; `notes` are then the texts by their code among the notes."""

    def __init__(
        self, places: Sequence[tuple[str, str]], notes: Mapping[str, str], *, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent=parent)
        self._before = notes
        title = self.tr("{count} 项没有佐证材料，为什么").format(count=len(places))
        self.title.setText(title)
        self.setWindowTitle(title)
        why = self.tr("只问这一次，会印在报告上。各项原因一样的，写一句就行；个别不一样的，写在那一项后面。")
        self.body.addWidget(Label(why, "second", wrap=True))
        self.field = TextField(
            self.tr("各项的原因"), placeholder=self.tr("例如 现场不便拍照，已当场查阅原件"), least=2, most=4
        )
        self.field.set_kept(notes.get(EVIDENCE_NOTE, ""))
        self.body.addWidget(Labelled(self.tr("各项的原因"), self.field))
        self._problem = Label("", "caption", state="missing", wrap=True)
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.own: dict[str, LineField] = {}
        lines = column(gap=Gap.S)
        for code, name in places:
            line = LineField(
                self.tr("{code} 自己的原因").format(code=code),
                text=notes.get(evidence_note(code), ""),
                placeholder=self.tr("与上面一样的空着"),
            )
            line.setMaxLength(LONGEST)
            self.own[code] = line
            lines.addWidget(Labelled(f"{code}  {name}", line))
        self.body.addLayout(lines)
        self.set_cancel()
        self.set_main(self.tr("记下"), hint="Ctrl+Enter")
        self.focus_first(self.field)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.go_on)

    @property
    def notes(self) -> dict[str, str]:
        """What changed: note code and text, "" for one that was taken away."""
        typed = {EVIDENCE_NOTE: self.field.toPlainText().strip()}
        typed |= {evidence_note(code): line.text().strip() for code, line in self.own.items()}
        return {code: text for code, text in typed.items() if text != self._before.get(code, "")}

    def go_on(self) -> None:
        """Each item needs a reason: the one for all, or its own."""
        bare = [code for code, line in self.own.items() if not line.text().strip()]
        if bare and not self.field.toPlainText().strip():
            self._problem.setText(self.tr("请写一句原因，或者把每一项的原因都写上；现在不写的，按取消。"))
            self._problem.show()
            self.field.setFocus()
            return
        self.accept()
