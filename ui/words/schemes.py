"""The words about schemes and facts that cannot be scored."""

from app import errors
from ui.words.message import Message, Words


def _places(findings: tuple[errors.Found, ...]) -> str:
    """The first few findings, each with its place."""
    shown = "；".join(f"{finding.path}：{finding.text}" for finding in findings[:5])
    return f"共{len(findings)}处：{shown}{'……' if len(findings) > 5 else ''}。"


WORDS: Words = {
    errors.SchemeRefused: lambda error: Message(
        "考评方案里有错，不能使用",
        _places(error.findings),
        "原来的方案和已经做的检查没有改动。",
        "请照列出的位置改好方案，再检查一次。",
    ),
    errors.AnswersRefused: lambda error: Message(
        "录入的内容有对不上的地方",
        _places(error.findings),
        "已经录入的内容都在，没有丢。",
        "请照列出的位置改好，再计一次分。",
    ),
}
