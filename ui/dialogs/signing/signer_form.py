"""The right side of the signing dialog: name, strokes, passphrase, and the reason of a refusal or of 代签."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.signing import SignPlace, Strokes
from ui.dialogs.labelled import Labelled
from ui.pages.days import full_moment_words
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.fields import LineField, PassphraseField, TextField
from ui.widgets.frames import Notice
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row
from ui.widgets.signature import SignatureArea

AREA_BEFORE_REST = 100  # the signing area takes all the room it may before the empty rest gets any


class Manner(Enum):
    """How the place is being filled."""

    SIGN = "sign"
    BEHALF = "behalf"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs in a place: `key_of` is the person whose passphrase is asked, None for a signature by hand alone.

    `is_witness`: an inspector puts a digital signature beside somebody else's strokes (见证).
    """

    place: SignPlace
    key_of: str | None
    key_name: str = ""
    is_witness: bool = False
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What was entered."""

    manner: Manner
    name: str
    post: str
    reason: str
    passphrase: str
    strokes: Strokes


class SignerForm(QWidget):
    """Shows the fields that one signer needs; objections stand beside the field they are about."""

    submitted = Signal()

    def __init__(self, first_them: QWidget, *, asks_passphrase: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asks_passphrase = asks_passphrase
        self._signer: Signer | None = None
        self.manner = Manner.SIGN
        self.name = LineField(self.tr("姓名"))
        self.post = LineField(self.tr("单位和职务"))
        self._name = Labelled(self.tr("姓名"), self.name)
        self._post = Labelled(self.tr("单位和职务"), self.post)
        self._time = Label("", "medium")
        when = QWidget()
        column(Label(self.tr("时间（本机时钟）"), "second"), self._time, None, gap=Gap.S, parent=when)
        self.order = Notice("", "quiet", first_them)
        self._how = Label("", "second", wrap=True)
        self.undo = Button(self.tr("退一笔"), "ghost", icon="undo-2", on_click=self._undo)
        self.again = Button(self.tr("重写"), "ghost", icon="x", on_click=self._again)
        self.area = SignatureArea()
        self.area.changed.connect(self._strokes_changed)
        self._reason_text = TextField(self.tr("原因"), least=2, most=5)
        self.reason = Labelled(self.tr("原因"), self._reason_text)
        self.passphrase = PassphraseField(self.tr("签字口令"))
        self.passphrase.entered.connect(self.submitted)
        self._certificate = Label("", "second", wrap=True)
        self._passphrase = Labelled(self.tr("签字口令"), self.passphrase, beside=self._certificate)
        self._unasked = Label("", "second", wrap=True)
        self.problem = Notice("", "missing")
        self._drawing = QWidget()
        self._tools = row(self._how, self.undo, self.again)
        self._tools.setStretch(0, 1)
        drawing = column(self._tools, row(self.area, gap=0), gap=Gap.S, parent=self._drawing)
        drawing.setStretch(1, 1)
        self._secret = QWidget()
        column(self._passphrase, self._unasked, gap=0, parent=self._secret)
        fields = row(self._name, self._post, when, gap=Gap.M)
        fields.setStretch(0, 1)
        fields.setStretch(1, 1)
        self._whole = column(
            fields, self.order, self.reason, self._drawing, self._secret, self.problem, None, gap=Gap.S, parent=self
        )
        self._whole.setStretch(self._whole.indexOf(self._drawing), AREA_BEFORE_REST)
        self._strokes_changed()

    def show_signer(self, signer: Signer, at: datetime, *, is_drill: bool) -> None:
        """Turn to another signer; what the one before entered is forgotten."""
        self._signer = signer
        place = signer.place
        known = place.person_id is not None
        self.name.set_kept(place.name)
        self.post.set_kept(place.post)
        for line in (self.name, self.post):
            line.setReadOnly(known)
        self._time.setText(full_moment_words(at))
        self._reason_text.set_kept("")
        self.passphrase.forget()
        self.area.clear()
        for field in (self._name, self._post, self.reason, self._passphrase):
            field.object_to("")
        self.problem.say("")
        witness = self.tr("{name}（见证）的签字口令").format(name=signer.key_name)
        self._passphrase.rename(witness if signer.is_witness else self.tr("签字口令"))
        self._certificate.setText(signer.certificate)
        self._unasked.setText(self.tr("演练库不用口令，按“签字”就签。") if is_drill else "")
        self.set_manner(Manner.SIGN)

    def set_manner(self, manner: Manner) -> None:
        """Sign, sign for somebody else, or refuse."""
        self.manner = manner
        if self._signer is None:
            return
        known = self._signer.place.person_id is not None
        digital = self._signer.key_of is not None and manner is not Manner.REFUSE
        self._drawing.setVisible(manner is not Manner.REFUSE)
        self._secret.setVisible(digital)
        self._passphrase.setVisible(self._asks_passphrase)
        self._unasked.setVisible(not self._asks_passphrase)
        self.reason.setVisible(manner is not Manner.SIGN)
        self.reason.rename(self.tr("拒签原因") if manner is Manner.REFUSE else self.tr("代签原因"))
        self.name.setReadOnly(known and not (manner is Manner.BEHALF and not digital))
        self.post.setReadOnly(self.name.isReadOnly())
        self._name.rename(self.tr("代签人姓名") if manner is Manner.BEHALF and not known else self.tr("姓名"))
        self._how.setText(
            self.tr("在框里签名，手写笔、手指、鼠标都行；空着就印楷体姓名")
            if digital and not self._signer.is_witness
            else self.tr("在框里签名：手写笔、手指、鼠标都可以")
        )

    def first_field(self) -> QWidget | None:
        """Where the keyboard belongs; None where there is nothing to type."""
        if not self.reason.isHidden():
            return self._reason_text
        if not self.name.isReadOnly() and not self.name.text():
            return self.name
        return self.passphrase.line if self._is_asked() else None

    def given(self) -> Given:
        """What was entered so far."""
        return Given(
            self.manner,
            self.name.text().strip(),
            self.post.text().strip(),
            self._reason_text.toPlainText().strip(),
            self.passphrase.text(),
            self.area.strokes,
        )

    def check(self) -> bool:
        """Whether everything is there; shows what is missing and goes there."""
        given = self.given()
        if self._signer is None:
            return False
        draws = self._signer.key_of is None or self._signer.is_witness
        lacks_strokes = given.manner is not Manner.REFUSE and draws and self.area.is_empty
        self._name.object_to("" if given.name else self.tr("请写上姓名。"))
        self.reason.object_to(
            self.tr("请写明原因，报告上要印。") if given.manner is not Manner.SIGN and not given.reason else ""
        )
        lacks_passphrase = self._is_asked() and not given.passphrase
        self._passphrase.object_to(self.tr("请输入签字口令。") if lacks_passphrase else "")
        self.problem.say(self.tr("还没有在框里签名。不便手写的，可以按“改在纸上签”。") if lacks_strokes else "")
        for lacking, where in (
            (not given.name, self.name),
            (bool(self.reason.problem), self._reason_text),
            (lacks_passphrase, self.passphrase.line),
        ):
            if lacking:
                where.setFocus()
                return False
        return not lacks_strokes

    def refuse_passphrase(self, sentence: str) -> None:
        """The passphrase was wrong: the strokes stay."""
        self._passphrase.object_to(sentence)
        self.passphrase.line.selectAll()
        self.passphrase.line.setFocus()

    @property
    def passphrase_problem(self) -> str:
        """Why the passphrase is refused, "" while it is not."""
        return self._passphrase.problem

    def _is_asked(self) -> bool:
        return self._asks_passphrase and self._signer is not None and not self._secret.isHidden()

    def height_beside_area(self, width: int) -> int:
        """How high everything but the area is at a width; reckoned part by part, as layouts remember an old area."""
        parts = [self._whole.itemAt(at) for at in range(self._whole.count())]
        heights = [
            self._tools.heightForWidth(width) + Gap.S
            if part.widget() is self._drawing
            else part.heightForWidth(width)
            if part.hasHeightForWidth()
            else part.sizeHint().height()
            for part in parts
            if not part.isEmpty()
        ]
        return sum(heights) + self._whole.spacing() * len(heights)

    def fit_area(self, height: int, least: int) -> None:
        """Make the area at most so high, and never wider than the paper that strokes are measured in."""
        if self.area.minimumHeight() != least:
            self.area.setMinimumSize(round(least * SignatureArea.RATIO), least)
        if self.area.maximumHeight() != height:
            self.area.setMaximumSize(round(height * SignatureArea.RATIO), height)

    def _undo(self) -> None:
        self.area.undo()

    def _again(self) -> None:
        self.area.clear()

    def _strokes_changed(self) -> None:
        for button in (self.undo, self.again):
            button.explain_disabled(self.tr("框里还没有笔画。") if self.area.is_empty else "")
        if not self.area.is_empty:
            self.problem.say("")
