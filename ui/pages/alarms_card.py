"""Records of an office that say two things in one version: both sides, and how they are put right (rule R8)."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.unit import UNIT_KIND_NAMES
from app.services.alarms import Alarm, Side
from ui.pages.days import full_moment_words
from ui.tokens import Gap
from ui.widgets.frames import Card, SectionTitle
from ui.widgets.labels import Label, Tag
from ui.widgets.layouts import clear, column, line, row

LONGEST = 60
"""Characters of a content that are shown: a whole scheme is no reading matter."""


class AlarmsCard(Card):
    """Hidden while no office contradicts itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=Gap.S, parent=parent)
        self._rows = column(gap=Gap.S)
        self.body.addWidget(SectionTitle(self.tr("同一版本有两种说法")))
        self.body.addWidget(
            Label(
                self.tr(
                    "同一个机关给同一条记录写了两个不一样的版本。两个都留着，都不算数，先用更早的那个版本。"
                    "单位名册、检查活动由区管理员改一次、存下，就以新存的为准；密钥名册要请发它的机关重新发一次。"
                ),
                "second",
                wrap=True,
            )
        )
        self.body.addLayout(self._rows)
        self.hide()

    def show_alarms(self, alarms: Sequence[Alarm]) -> None:
        """One part for each, its sides beneath each other."""
        clear(self._rows)
        for alarm in alarms:
            self._rows.addWidget(line())
            title = Label(alarm.name, "medium", wrap=True)
            head = row(Tag(self._kind_words(alarm.entity), state="deduct"), title, gap=Gap.M)
            head.setStretch(1, 1)
            self._rows.addLayout(head)
            for side in alarm.sides:
                who = side.author or self.tr("不认识的密钥")
                about = Label(self.tr("{who}，{at}").format(who=who, at=full_moment_words(side.at)), "caption")
                told = Label(self._side_words(alarm, side), wrap=True)
                part = row(about, told, gap=Gap.L)
                part.setStretch(1, 1)
                self._rows.addLayout(part)
        self.setVisible(bool(alarms))

    def _side_words(self, alarm: Alarm, side: Side) -> str:
        said = (
            self.tr("{part}：{value}").format(part=self._part_words(key), value=self._value_words(side.body.get(key)))
            for key in alarm.differing
        )
        return self.tr("；").join(said)

    def _value_words(self, value: Any) -> str:
        if isinstance(value, bool):
            return self.tr("是") if value else self.tr("否")
        if value in (None, "", [], ()):
            return self.tr("没有")
        if isinstance(value, list | tuple | dict):
            return self.tr("{count}条").format(count=len(value))
        text = str(UNIT_KIND_NAMES.get(value, value))
        return text if len(text) <= LONGEST else text[:LONGEST] + "…"

    def _kind_words(self, entity: str) -> str:
        words = {
            "register": self.tr("密钥名册"),
            "unit": self.tr("单位"),
            "campaign": self.tr("检查活动"),
            "scheme": self.tr("考评方案"),
        }
        return words.get(entity, entity)

    def _part_words(self, key: str) -> str:
        words = {
            "name": self.tr("名称"),
            "kind": self.tr("类型"),
            "code": self.tr("编码"),
            "parent_id": self.tr("上级"),
            "class": self.tr("类别"),
            "is_pilot": self.tr("试点"),
            "is_active": self.tr("在用"),
            "initials": self.tr("拼音首字母"),
            "replaced_by": self.tr("并入"),
            "scheme_hash": self.tr("考评方案"),
            "documents": self.tr("必学文件"),
            "due_on": self.tr("截止日期"),
            "office": self.tr("机关名称"),
            "level": self.tr("层级"),
            "keys": self.tr("签发的人"),
            "revocations": self.tr("吊销"),
            "vouched": self.tr("认可的机关"),
            "certificate": self.tr("证书"),
            "recipient": self.tr("收件公钥"),
            "json": self.tr("内容"),
            "state": self.tr("状态"),
        }
        return words.get(key, key)
