"""One unit typed by hand."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.unit import UNIT_KIND_NAMES, UNIT_KINDS, Unit, UnitKind
from app.errors import AppError, UnitRefused, WrongPassphrase
from app.services.unit_changes import NewUnit
from app.services.units import GRASS_ROOTS
from ui.dialogs.base import Dialog
from ui.dialogs.labelled import Labelled
from ui.messages import message_for
from ui.tokens import Gap
from ui.widgets.choices import TickBox
from ui.widgets.fields import Choice, LineField, PassphraseField
from ui.widgets.layouts import row

Adds = Callable[[NewUnit, str | None], Unit]
"""Adds the unit under the passphrase; raises UnitRefused, WrongPassphrase, AppError."""

ABOVE: dict[UnitKind, tuple[UnitKind, ...]] = {
    "district": (),
    "street": ("district",),
    "township": ("district",),
    "community": ("street", "township", "district"),
    "village": ("township", "street", "district"),
    "website": ("district", "street", "township", "community", "village"),
}
CODE_REASONS = ("code_bad", "code_twice")


class UnitDialog(Dialog):
    """Begins as a unit of the kind `begins_as`, or of what usually comes below `above`.

    `ask()` is True once the unit was added; `made` is it. Errors not of these fields close it: `failure`.
    """

    def __init__(
        self,
        register: Sequence[Unit],
        adds: Adds,
        *,
        above: str = "",
        begins_as: UnitKind | None = None,
        asks_passphrase: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent=parent)
        self.title.setText(self.tr("加一个单位"))
        self.setWindowTitle(self.title.text())
        self._register, self._adds = tuple(register), adds
        self.made: Unit | None = None
        self.failure: AppError | None = None
        self.name = LineField(self.tr("单位名称"), placeholder=self.tr("规范名称，例如 莲花社区"))
        self.name_field = Labelled(self.tr("单位名称"), self.name)
        self.kind = Choice(self.tr("单位类别"))
        for kind in UNIT_KINDS:
            self.kind.addItem(UNIT_KIND_NAMES[kind], kind)
        self.parent_unit = Choice(self.tr("上级单位"))
        self.parent_field = Labelled(self.tr("上级单位"), self.parent_unit)
        self.code = LineField(self.tr("统计用区划代码"), placeholder=self.tr("没有就空着"))
        self.code_field = Labelled(
            self.tr("统计用区划代码"), self.code, self.tr("有代码的，改名也认得出是同一个单位。")
        )
        self.class_ = LineField(self.tr("城乡类别"), placeholder=self.tr("城市、农村，没有就空着"))
        self.pilot = TickBox(self.tr("示范点试点单位"))
        self.passphrase = PassphraseField(self.tr("您的口令"))
        self.passphrase_field = Labelled(self.tr("您的口令"), self.passphrase, self.tr("改单位名册要用口令签名。"))
        self._asks_passphrase = asks_passphrase
        self._build()
        self.passphrase_field.setVisible(asks_passphrase)
        self._start_below(above)
        if begins_as is not None:
            self.kind.setCurrentIndex(UNIT_KINDS.index(begins_as))
            self._offer_parents()
        self.kind.currentIndexChanged.connect(lambda _index: self._offer_parents())
        self.name.textChanged.connect(lambda _text: self.name_field.object_to(""))
        self.code.textChanged.connect(lambda _text: self.code_field.object_to(""))
        self.set_cancel()
        self.set_main(self.tr("添加"), hint="Enter")
        self.focus_first(self.name)

    @property
    def chosen_kind(self) -> UnitKind:
        """The kind that is chosen now."""
        kind: UnitKind = self.kind.currentData()
        return kind

    def go_on(self) -> None:
        """Try to add it; objections stand under the field they are about."""
        if self._asks_passphrase and not self.passphrase.text():
            self.passphrase_field.object_to(self.tr("请先输入口令。"))
            self.passphrase.line.setFocus()
            return
        new = NewUnit(
            name=self.name.text(),
            kind=self.chosen_kind,
            parent_id=self.parent_unit.currentData() or None,
            code=self.code.text(),
            class_=self.class_.text(),
            is_pilot=self.pilot.isChecked() and self.chosen_kind in GRASS_ROOTS,
        )
        try:
            self.made = self._adds(new, self.passphrase.text() if self._asks_passphrase else None)
        except UnitRefused as error:
            words = message_for(error)
            field = self.code_field if error.reason in CODE_REASONS else self.name_field
            field.object_to(words.happened + words.next_step)
            field.field.setFocus()
        except WrongPassphrase as error:
            words = message_for(error)
            self.passphrase_field.object_to(f"{words.title}：{words.next_step}")
            self.passphrase.line.setFocus()
        except AppError as error:
            self.failure = error
            self.reject()
        else:
            self.passphrase.forget()
            self.accept()

    def _build(self) -> None:
        kind_field = Labelled(self.tr("单位类别"), self.kind)
        class_field = Labelled(self.tr("城乡类别"), self.class_)
        first, second = row(kind_field, self.parent_field, gap=Gap.L), row(self.code_field, class_field, gap=Gap.L)
        for across in (first, second):
            across.setStretch(0, 1)
            across.setStretch(1, 1)
            for place in range(across.count()):
                across.setAlignment(across.itemAt(place).widget(), Qt.AlignmentFlag.AlignTop)
        self.body.setSpacing(Gap.L)
        self.body.addWidget(self.name_field)
        self.body.addLayout(first)
        self.body.addLayout(second)
        self.body.addWidget(self.pilot)
        self.body.addWidget(self.passphrase_field)

    def _start_below(self, above: str) -> None:
        """Offer first what usually comes below the place one was at."""
        unit = next((unit for unit in self._register if unit.id == above), None)
        kinds = {unit.kind for unit in self._register}
        kind: UnitKind = "community" if kinds & {"street", "township"} else "street" if kinds else "district"
        if unit is not None and unit.kind == "township":
            kind = "village"
        self.kind.setCurrentIndex(UNIT_KINDS.index(kind))
        self._offer_parents()
        if unit is not None and (unit.kind != "district" or kind in ("street", "township")):
            self.parent_unit.setCurrentIndex(max(self.parent_unit.findData(unit.id), 0))

    def _offer_parents(self) -> None:
        wanted = ABOVE[self.chosen_kind]
        kept = self.parent_unit.currentData()
        self.parent_unit.clear()
        offered = [unit for kind in wanted for unit in self._register if unit.kind == kind and unit.is_active]
        if not offered:
            self.parent_unit.addItem(self.tr("没有上级"), "")
        names = {unit.id: unit.name for unit in self._register}
        for unit in offered:
            above = names.get(unit.parent_id or "", "")
            self.parent_unit.addItem(f"{unit.name}（{above}）" if above else unit.name, unit.id)
        self.parent_unit.setCurrentIndex(max(self.parent_unit.findData(kept), 0))
        self.parent_unit.setEnabled(bool(wanted))
        self.pilot.setVisible(self.chosen_kind in GRASS_ROOTS)
