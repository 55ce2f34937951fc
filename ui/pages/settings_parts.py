"""The cards of 设置 about the look, and about what the program is made of."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.paths import licence_folder
from ui.pages.about import licence_files, program_version, runtime, works
from ui.theme import current_theme
from ui.tokens import Contrast, Gap, TextSize
from ui.widgets.buttons import Button
from ui.widgets.choices import RadioCards, TickBox
from ui.widgets.frames import Card, SectionTitle
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.layouts import line, row


class LookCard(Card):
    """Text size, contrast, key caps; each works at once. `changed` after any."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=Gap.S, parent=parent)
        self.text_size = RadioCards(
            self.tr("文字大小"),
            [
                (TextSize.STANDARD.value, self.tr("标准"), self.tr("一屏内容最多")),
                (TextSize.LARGE.value, self.tr("大"), self.tr("大两成")),
                (TextSize.EXTRA.value, self.tr("特大"), self.tr("大三成")),
            ],
        )
        self.contrast = RadioCards(
            self.tr("对比度"),
            [
                (Contrast.LIGHT.value, self.tr("普通"), self.tr("暖白底，深灰字")),
                (Contrast.HIGH.value, self.tr("高对比"), self.tr("白底黑字黑线，光线强时好认")),
            ],
        )
        self.key_caps = TickBox(self.tr("按钮上写出快捷键"))
        for part in (
            SectionTitle(self.tr("显示"), self.tr("选了马上变，不用重开")),
            Label(self.tr("文字大小"), "field"),
            self.text_size,
            Label(self.tr("对比度"), "field"),
            self.contrast,
            self.key_caps,
        ):
            self.body.addWidget(part)
        self.show_look()
        self.text_size.chosen.connect(lambda _key: self._wear())
        self.contrast.chosen.connect(lambda _key: self._wear())
        self.key_caps.toggled.connect(self._show_caps)

    def show_look(self) -> None:
        """Show what is worn now."""
        theme = current_theme()
        self.text_size.set_value(theme.tokens.text_size.value)
        self.contrast.set_value(theme.tokens.contrast.value)
        self.key_caps.setChecked(theme.shows_key_caps)

    def _wear(self) -> None:
        contrast, text_size = self.contrast.value, self.text_size.value
        if contrast is not None and text_size is not None:
            current_theme().wear(Contrast(contrast), TextSize(text_size))
        self.changed.emit()

    def _show_caps(self, shown: bool) -> None:
        current_theme().show_key_caps(shown)
        self.changed.emit()


class AboutCard(Card):
    """Version, what the built-in scheme is, the works of others.

    `licence_asked(name, path)` for one text, `licences_asked(folder)` for those of every part, `folder_asked`.
    """

    licence_asked = Signal(str, object)
    licences_asked = Signal(object)
    folder_asked = Signal()

    def __init__(self, facts: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(gap=Gap.S, parent=parent)
        version = program_version()
        self.body.addWidget(SectionTitle(self.tr("关于"), self.tr("五有自查 {version}").format(version=version)))
        notices = (
            self.tr("不得处理国家秘密；涉密计算机和涉密U盘不得使用本程序。"),
            self.tr("内置的“五有”方案是参考方案，不是正式文件原文，须由区委组织部对照文件原件核定后方可作为考评依据。"),
            self.tr("不联网，不上传任何内容。数字签名和加密不声称符合任何密码管理规定。"),
        )
        for sentence in notices:
            self.body.addWidget(Label(sentence, wrap=True))
        self.body.addWidget(line())
        for name, value in (*facts, (self.tr("运行环境"), runtime())):
            shown = ElidingLabel(value, "second")
            across = row(Label(name, "second"), shown, gap=Gap.L)
            across.setStretch(1, 1)
            self.body.addLayout(across)
        self.folder = Button(self.tr("打开数据文件夹"), "quiet", icon="folder-open", on_click=self.folder_asked.emit)
        self.body.addLayout(row(self.folder, None))
        self.body.addWidget(line())
        said = self.tr("用到的软件：{names}。").format(
            names=self.tr("；").join(
                f"{work.name} {work.version}（{work.licence}）".replace("  ", " ") for work in works()
            )
        )
        self.body.addWidget(Label(said, "caption", wrap=True))
        buttons = [
            Button(name, "link", on_click=partial(self.licence_asked.emit, name, path))
            for name, path in licence_files()
        ]
        self.body.addWidget(Label(self.tr("许可全文（程序、图标、字体）"), "field"))
        texts = licence_folder()
        if texts is not None:
            every = Button(
                self.tr("全部许可（{number}份）").format(number=sum(1 for each in texts.rglob("*") if each.is_file())),
                "link",
                icon="folder-open",
                on_click=lambda: self.licences_asked.emit(texts),
            )
            self.body.addLayout(row(every, None))
        half = (len(buttons) + 1) // 2
        for part in (buttons[:half], buttons[half:]):
            self.body.addLayout(row(*part, None))
