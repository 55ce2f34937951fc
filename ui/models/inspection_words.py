"""How far an inspection is, as a shape and a word that lists show."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from app.domain.inspection import Inspection
from ui.widgets.glyphs import State


@dataclass(frozen=True, slots=True)
class StateWords:
    """A glyph or else an icon, the words beside it, and the colour of the words."""

    words: str
    glyph: State | None = None
    icon: str = ""
    colour: str = "ink"


def tr(text: str) -> str:
    """Words of lists."""
    return QCoreApplication.translate("inspection_words", text)


def state_words(
    inspection: Inspection | None, items: int, figure: str = "", *, is_completed: bool = False
) -> StateWords:
    """The state of an inspection; `figure` is its total as written, shown once it is signed.

    `is_completed`: signed as provisional, completed by what others supplied since.
    """
    if inspection is None:
        return StateWords(tr("没有检查"), State.UNCHECKED)
    counted = tr("{checked} / {items}").format(checked=inspection.checked, items=items)
    match inspection.state:
        case "draft" if items and inspection.checked >= items:
            return StateWords(tr("草稿 已查完"), icon="pencil")
        case "draft":
            return StateWords(tr("草稿 {counted}").format(counted=counted), icon="pencil")
        case "complete":
            return StateWords(tr("可以签字"), icon="pen-line")
        case "void":
            return StateWords(tr("已作废"), State.NOT_APPLICABLE, colour="ink3")
        case "signed" if inspection.is_provisional:
            return StateWords(f"{tr('暂定')} {figure}".strip(), State.PENDING)
        case "signed" if is_completed:
            return StateWords(f"{tr('已补齐')} {figure}".strip(), State.PASSED)
        case "signed":
            return StateWords(f"{tr('已签字')} {figure}".strip(), State.PASSED)
        case "reported":
            return StateWords(f"{tr('已上报')} {figure}".strip(), State.PASSED)
        case _:
            return StateWords(f"{tr('已收到')} {figure}".strip(), State.PASSED)


def marked(words: StateWords, marks: AbstractSet[str]) -> StateWords:
    """The same with what else is to be known of its versions: 待裁定 before all, 未并入草稿 behind the state."""
    if "contested" in marks:
        return StateWords(tr("待裁定"), State.PENDING)
    if "choices" in marks:
        return StateWords(tr("草稿 待选择"), icon="pencil")
    if "correction" in marks:
        return replace(words, words=tr("更正 {state}").format(state=words.words))
    if "unmerged" in marks:
        return replace(words, words=tr("{state} 未并入草稿").format(state=words.words))
    if "corrected" in marks:
        return replace(words, words=tr("{state} 更正中").format(state=words.words))
    return words


def mark_sentences(marks: AbstractSet[str]) -> str:
    """What the marks mean, a sentence each; "" without any."""
    sentences = {
        "contested": tr("有几个已签字的版本，要由区管理员裁定以哪个为准；裁定以前不进排名。"),
        "choices": tr("几份草稿不一样，要逐处选定；选定以前不能签字。"),
        "unmerged": tr("签字以后又来了草稿，没有并入；签字的内容没有变。"),
        "correction": tr("这是一份更正的草稿；签字以后代替原来签的那一份，签字以前原来的照算。"),
        "corrected": tr("正在更正：更正签字以前，这一份照算。"),
        "set_aside": tr("有不算数的版本（未受信任，或写它的人没有权限），留着备查。"),
    }
    return "\n".join(sentence for mark, sentence in sentences.items() if mark in marks)
