"""Every part of the window side by side, to look at and to measure."""

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from ui.tokens import Gap
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import FilterChip, PhraseChip
from ui.widgets.choices import RadioCards, TickBox
from ui.widgets.fields import Choice, LineField, PassphraseField, SearchField, TextField
from ui.widgets.frames import Card, DrillStrip, EmptyState, Notice, PageFoot, SectionTitle
from ui.widgets.glyphs import State, StateGlyph
from ui.widgets.labels import Divider, ElidingLabel, Figure, KeyCap, Label, Tag
from ui.widgets.layouts import column, row
from ui.widgets.marks_bar import LegendSwatch, MarksBar
from ui.widgets.stepper import Stepper


class Gallery(QWidget):
    """All parts in two columns."""

    def __init__(self) -> None:
        super().__init__()
        figure = Figure("result")
        figure.show_figure("58.1", "/ 100")
        marks = Figure("marks")
        marks.show_figure("2.5", "/ 4 分")
        bar = MarksBar()
        bar.show_marks(Decimal(13), Decimal(5), 20)
        stepper = Stepper("实开次数", most=99)
        stepper.set_value(1)
        cards = RadioCards(
            "您主要做什么",
            [
                ("a", "到社区检查", "填检查表、拍照、签字"),
                ("b", "带队", "复核、签字、确认否决"),
                ("c", "区里汇总", "管名册、方案、合并U盘"),
            ],
        )
        cards.set_value("a")
        off = Button("去签字", "primary", icon="pencil")
        off.explain_disabled("补完左边 3 处后可以签字。")
        choice = Choice("级别")
        choice.addItems(["区级", "街道"])
        text = TextField("扣分原因", placeholder="写明见到了什么")
        text.set_kept("全年只开1次联席会议（5月），会议纪要所列两件事未见落实记录。")
        left = Card(
            Label("检查员甲，今天是2026年1月8日，星期四", "page_title"),
            row(
                Label("莲花社区", "item_title"),
                Label("清风街道", "second"),
                Tag("区级检查"),
                Tag("暂定", state="deduct"),
                Tag("已签", state="ok"),
                KeyCap("Ctrl+F"),
                None,
            ),
            SectionTitle("还要做", "上下键选，Enter 打开"),
            row(figure, None, marks),
            row(
                Button("继续检查", "primary", icon="chevron-right"),
                Button("取消", hint="Esc"),
                Button("去回访", "quiet"),
                Button("撤销", "ghost", icon="undo-2", shortcut="Ctrl+Z"),
                Button("看还欠哪 8 个社区", "link"),
                None,
            ),
            row(
                off,
                Button("打印", icon="printer"),
                IconButton("x", "关闭"),
                Button("记下，下一项", "primary", tall=True, hint="Enter"),
                None,
            ),
            row(
                FilterChip("没有区级检查", count=3), FilterChip("只看社区", on=True), PhraseChip("无签到", print), None
            ),
            row(*(StateGlyph(state) for state in State), None, gap=Gap.L),
            bar,
            row(
                LegendSwatch("got"),
                Label("得", "caption"),
                LegendSwatch("lost"),
                Label("扣", "caption"),
                LegendSwatch(""),
                Label("未查", "caption"),
                None,
            ),
            row(Label("应 2 次　实", "second"), stepper, Stepper("票数", decimals=1), None),
            Divider(),
            TickBox("会议议定事项无落实记录的，扣0.5分", ticked=True),
            TickBox("未成立由社区党组织牵头的协调议事机构的，扣2分"),
            None,
        )
        right = Card(
            cards,
            LineField("姓名", text="检查员甲"),
            row(SearchField("找单位、检查编号、考评项", key="Ctrl+K", quiet=True), SearchField("找单位")),
            PassphraseField("签字口令"),
            choice,
            text,
            Notice("不得处理国家秘密；涉密计算机和涉密U盘不得使用本程序。"),
            Notice("签名有效，内容完整。", "ok"),
            Notice("这里只决定打开时先看到什么；权限以区里的名册为准。", "quiet"),
            ElidingLabel("很长很长的一句话" * 20),
            EmptyState("这里列出还没有检查的社区。", "新建检查"),
            None,
        )
        column(
            DrillStrip(),
            row(left, right, gap=Gap.L, margins=Gap.L),
            PageFoot(None, Button("导入 12 份", "primary", icon="inbox")),
            gap=0,
            parent=self,
        )
