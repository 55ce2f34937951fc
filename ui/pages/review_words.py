"""What each gap of the completeness check says to the inspector, and what its button does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QObject

from app.rules.completeness import (
    EVIDENCE_NOTE,
    NA_APPROVAL_NOTE,
    SELF_DIFFERENCE_NOTE,
    STUDY_NOTE,
    Gap,
)
from app.services.opened import OpenInspection
from ui.numbers import written
from ui.pages.days import day_words
from ui.widgets.glyphs import State

NAMED_ITEMS = 3


@dataclass(frozen=True, slots=True)
class GapWords:
    """One line: a glyph (a state or an icon), the code, what it is, what is lacking, and the button.

    `where` is handed on with the code when the button is pressed: facts, reason, header or veto; with `note` the
    button asks for a sentence under that code of the notes instead.
    """

    code: str
    title: str
    sentence: str
    action: str
    where: str = ""
    state: State | None = None
    icon: str = ""
    note: str = ""


class GapSpeaker(QObject):
    """Puts gaps of one inspection into words."""

    def __init__(self, opened: OpenInspection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opened = opened
        self._titles = {item.code: item.title for item in opened.scheme.items}
        for extra in (opened.scheme.bonus, opened.scheme.penalties):
            self._titles |= {item.code: item.title for item in extra.items} if extra else {}
        self._titles |= {veto.code: veto.text for veto in opened.scheme.vetoes}
        self._speakers: Mapping[str, Callable[[Gap], GapWords]] = {
            "unchecked": self._unchecked,
            "incomplete": self._incomplete,
            "refused": self._refused,
            "reason_missing": self._reason_missing,
            "pending": self._pending,
            "na_used": self._na_used,
            "na_over_limit": self._na_over_limit,
            "evidence_missing": self._evidence_missing,
            "self_difference_unexplained": self._self_difference,
            "veto_unconfirmed": self._veto_unconfirmed,
            "veto_facts_missing": self._veto_facts_missing,
            "study_missing": self._study_missing,
            "no_inspectors": self._no_inspectors,
            "too_few_inspectors": self._too_few_inspectors,
            "no_leader": self._no_leader,
            "visited_in_future": self._visited_in_future,
            "visited_long_ago": self._visited_long_ago,
            "paper_form_missing": self._paper_form_missing,
        }

    def words(self, gap: Gap) -> GapWords:
        """The line for one gap."""
        return self._speakers[gap.kind](gap)

    def _unchecked(self, gap: Gap) -> GapWords:
        return GapWords(
            gap.code, gap.title, self.tr("没有检查"), self.tr("去检查"), where="facts", state=State.UNCHECKED
        )

    def _incomplete(self, gap: Gap) -> GapWords:
        missing = self.tr("、").join(filter(None, gap.facts))
        sentence = self.tr("还没有填：{missing}").format(missing=missing) if missing else self.tr("还没有填全")
        return GapWords(gap.code, gap.title, sentence, self.tr("去填"), where="facts", state=State.INCOMPLETE)

    def _refused(self, gap: Gap) -> GapWords:
        sentence = self.tr("填的内容不能算分：{why}").format(why=self.tr("；").join(gap.facts))
        return GapWords(gap.code, gap.title, sentence, self.tr("去改"), where="facts", state=State.INCOMPLETE)

    def _reason_missing(self, gap: Gap) -> GapWords:
        lost = written(Decimal(gap.facts[0])) if gap.facts else ""
        sentence = (
            self.tr("扣了 {lost} 分，还没有写扣分原因").format(lost=lost) if lost else self.tr("还没有写不适用的原因")
        )
        return GapWords(gap.code, gap.title, sentence, self.tr("写原因"), where="reason", state=State.INCOMPLETE)

    def _pending(self, gap: Gap) -> GapWords:
        what = self.tr("、").join(filter(None, gap.facts))
        sentence = self.tr("等其他部门的数据：{what}").format(what=what) if what else self.tr("等其他部门的数据")
        return GapWords(gap.code, gap.title, sentence, self.tr("看这一项"), where="facts", state=State.PENDING)

    def _na_used(self, gap: Gap) -> GapWords:
        others = len(gap.facts) > 1
        title = self.tr("{count} 项不适用").format(count=len(gap.facts)) if others else self._titles.get(gap.code, "")
        sentence = self._codes(gap.facts) if others else self.tr("不适用，不计入得分，也不计入大项分母")
        return GapWords(gap.code, title, sentence, self.tr("看这一项"), where="facts", state=State.NOT_APPLICABLE)

    def _na_over_limit(self, gap: Gap) -> GapWords:
        limit = self._opened.scheme.na_limit or Decimal(0)
        sentence = self.tr("不适用的项（{codes}）超过本大项分值的 {limit}%，要写明依据").format(
            codes=self._codes(gap.facts), limit=written(limit * 100)
        )
        title = self.tr("大项“{title}”").format(title=gap.title)
        return GapWords(gap.code, title, sentence, self.tr("写依据"), state=State.INCOMPLETE, note=NA_APPROVAL_NOTE)

    def _evidence_missing(self, gap: Gap) -> GapWords:
        is_required = gap in self._opened.completeness.must
        sentence = (
            self.tr("方案要求取证的 {count} 项没有材料：{codes}")
            if is_required
            else self.tr("扣分的 {count} 项没有材料：{codes}")
        ).format(count=len(gap.facts), codes=self._codes(gap.facts))
        return GapWords("", self.tr("佐证材料"), sentence, self.tr("说明原因"), icon="camera", note=EVIDENCE_NOTE)

    def _self_difference(self, gap: Gap) -> GapWords:
        own, total = (Decimal(figure) for figure in gap.facts)
        sentence = self.tr("自评 {own} 分，检查 {total} 分，相差 {difference} 分，要写一句说明").format(
            own=written(own), total=written(total), difference=written(abs(own - total))
        )
        title = self.tr("与自评相差较大")
        return GapWords("", title, sentence, self.tr("写说明"), icon="scale", note=SELF_DIFFERENCE_NOTE)

    def _veto_unconfirmed(self, gap: Gap) -> GapWords:
        names = self.tr("、").join(gap.facts)
        sentence = (
            self.tr("一票否决要两名检查人确认，现在只有 {names}").format(names=names)
            if names
            else self.tr("一票否决要两名检查人确认")
        )
        return GapWords(gap.code, gap.title, sentence, self.tr("去确认"), where="veto", icon="shield-alert")

    def _veto_facts_missing(self, gap: Gap) -> GapWords:
        sentence = self.tr("一票否决要写明事实")
        return GapWords(gap.code, gap.title, sentence, self.tr("写事实"), where="veto", icon="shield-alert")

    def _study_missing(self, gap: Gap) -> GapWords:
        sentence = self.tr("没有学习记录：{document}").format(document=self.tr("、").join(gap.facts))
        return GapWords("", gap.title, sentence, self.tr("写明原因"), icon="book-open", note=STUDY_NOTE)

    def _no_inspectors(self, _gap: Gap) -> GapWords:
        return self._header("inspectors", self.tr("检查人"), self.tr("还没有写检查人"), self.tr("去填"))

    def _too_few_inspectors(self, _gap: Gap) -> GapWords:
        sentence = self.tr("只有一名检查人，检查组一般两人以上")
        return self._header("inspectors", self.tr("检查人"), sentence, self.tr("去看"), icon="users")

    def _no_leader(self, _gap: Gap) -> GapWords:
        return self._header("leader_id", self.tr("检查组长"), self.tr("还没有定检查组长"), self.tr("去定"))

    def _visited_in_future(self, gap: Gap) -> GapWords:
        sentence = self.tr("写的是 {day}，还没有到").format(day=_day(gap))
        return self._header("visited_on", self.tr("检查日期"), sentence, self.tr("去改"))

    def _visited_long_ago(self, gap: Gap) -> GapWords:
        sentence = self.tr("写的是 {day}，已经过了一年，请看是不是写错了").format(day=_day(gap))
        return self._header("visited_on", self.tr("检查日期"), sentence, self.tr("去看"), icon="calendar")

    def _paper_form_missing(self, _gap: Gap) -> GapWords:
        sentence = self.tr("补录的检查还没有附上现场填的表；附不上的，写一句原因")
        return GapWords("", self.tr("原始纸质表"), sentence, self.tr("去附上"), where="paper", icon="paperclip")

    def _header(self, code: str, title: str, sentence: str, action: str, icon: str = "") -> GapWords:
        state = None if icon else State.INCOMPLETE
        return GapWords("", title, sentence, action, where=f"header.{code}", state=state, icon=icon)

    def _codes(self, codes: tuple[str, ...]) -> str:
        named = self.tr("、").join(
            f"{code} {self._titles[code]}" if code in self._titles else code for code in codes[:NAMED_ITEMS]
        )
        more = len(codes) - NAMED_ITEMS
        return named + (self.tr(" 等 {count} 项").format(count=len(codes)) if more > 0 else "")


def _day(gap: Gap) -> str:
    return day_words(date.fromisoformat(gap.facts[0]))
