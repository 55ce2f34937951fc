"""草稿合并: at each place in which the drafts of an inspection differ, one of the values is chosen."""

from PySide6.QtWidgets import QWidget

from app.domain.draft_fields import Place
from app.errors import AppError, NoSigningKey
from app.progress import Progress
from app.services.deciding import DraftsToChoose, OptionSaid, PlaceToChoose
from app.services.merging import save_merged_draft
from app.services.workspace import Workspace
from ui.dialogs.labelled import Labelled
from ui.dialogs.refusal import say_refusal
from ui.dialogs.working import WorkingDialog
from ui.pages.days import moment_words
from ui.tasks import Tasks
from ui.tokens import Gap
from ui.widgets.choices import RadioCards
from ui.widgets.fields import PassphraseField
from ui.widgets.frames import Card, Notice
from ui.widgets.labels import Label


class ChoicesDialog(WorkingDialog):
    """`ask()` is True once the drafts are saved as one. Nothing is chosen beforehand; nobody's answer is lost."""

    def __init__(
        self, workspace: Workspace, tasks: Tasks, drafts: DraftsToChoose, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, width=WorkingDialog.WIDE, parent=parent)
        self.title.setText(self.tr("{unit}：几份草稿不一样，逐处选一个").format(unit=drafts.unit_name))
        self.setWindowTitle(self.title.text())
        self._workspace, self._drafts = workspace, drafts
        self.body.addWidget(
            Label(
                self.tr("一样的和只有一个人写的已经合在一起。下面每一处选一个；没选中的也留着，以后还查得到。"),
                "second",
                wrap=True,
            )
        )
        self.problem = Notice("", "missing")
        self.choices: dict[Place, RadioCards] = {}
        for number, place in enumerate(drafts.places, 1):
            self.body.addWidget(self._card(number, place))
        self.progress = Label("", "medium", state="deduct")
        self.passphrase = PassphraseField(self.tr("您的口令"))
        self.passphrase_field = Labelled(self.tr("您的口令"), self.passphrase, self.tr("选定的结果用您的密钥签名。"))
        self.passphrase_field.setVisible(not workspace.is_demo)
        for part in (self.passphrase_field, self.problem, self.busy):
            self.body.addWidget(part)
        self._rare.addWidget(self.progress)  # in the foot, so that it is seen from every place
        self.set_cancel(self.tr("先不选"))
        self.set_main(self.tr("合并成一份"))
        self.focus_first(self.choices[drafts.places[0].place].findChildren(QWidget)[0])
        self._count()

    @property
    def chosen(self) -> dict[Place, str]:
        """The revision chosen at each place that has been decided so far."""
        return {place: cards.value for place, cards in self.choices.items() if cards.value is not None}

    @property
    def open_places(self) -> tuple[Place, ...]:
        """Places in which nothing is chosen yet."""
        return tuple(place for place, cards in self.choices.items() if cards.value is None)

    def go_on(self) -> None:
        """Save the drafts as one; the first open place or a missing passphrase is asked for."""
        self.problem.say("")
        passphrase: str | None = None if self._workspace.is_demo else self.passphrase.text()
        if self.open_places:
            self.choices[self.open_places[0]].findChildren(QWidget)[0].setFocus()
            return
        self.passphrase_field.object_to(self.tr("请先输入口令。") if passphrase == "" else "")
        if passphrase == "":
            self.passphrase.line.setFocus()
            return
        workspace, chosen, inspection_id = self._workspace, self.chosen, self._drafts.inspection.id

        def work(_progress: Progress) -> str:
            with workspace.reopened() as own:
                if own.person is None:
                    raise NoSigningKey("")
                return save_merged_draft(own, inspection_id, chosen, own.person.id, passphrase)

        self._carry_out(work, self.tr("正在保存"), lambda _rid: self._finish())

    def _finish(self) -> None:
        self.passphrase.forget()
        self.accept()

    def _card(self, number: int, place: PlaceToChoose) -> Card:
        title = self.tr("{number}. {title}").format(number=number, title=place.title)
        options = [(one.rid, self._value_words(one), self._about_words(one)) for one in place.options]
        cards = RadioCards(title, options, upright=True)
        cards.chosen.connect(lambda _rid: self._count())
        self.choices[place.place] = cards
        return Card(Label(title, "strong", wrap=True), cards, gap=Gap.S, margins=Gap.M)

    def _value_words(self, one: OptionSaid) -> str:
        return self.tr("；").join(part for part in (one.said.value, one.said.how) if part)

    def _about_words(self, one: OptionSaid) -> str:
        at = moment_words(one.at, self._workspace.today())
        about = self.tr("{name}，{at}").format(name=one.name or self.tr("不认识的密钥"), at=at)
        return (
            self.tr("{about}　原因：{reason}").format(about=about, reason=one.said.reason) if one.said.reason else about
        )

    def _count(self) -> None:
        left = len(self.open_places)
        self.progress.setText(
            self.tr("还有 {count} 处没选。").format(count=left) if left else self.tr("每一处都选好了。")
        )
        self.progress.set_state("deduct" if left else "ok")
        if self.main is not None:
            self.main.explain_disabled(self.tr("还有 {count} 处没选。").format(count=left) if left else "")

    def _say(self, error: AppError) -> None:
        say_refusal(error, self.passphrase_field, self.problem)

    def _lock(self, working: bool) -> None:
        super()._lock(working)
        for cards in self.choices.values():
            cards.setEnabled(not working)
        if not working:
            self._count()
