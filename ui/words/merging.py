"""The words about what deciding between several versions refuses."""

from app import errors
from ui.words.message import Message, Words

WHO_DECIDES = {
    "administrator": "已签字的检查，由区组织部管理员裁定或作废。",
    "inspectors": "草稿里的不同答案，由这份检查的检查员或检查组长选定。",
    "importer": "合并记录，由收进这个数据包的人签名。",
}

WORDS: Words = {
    errors.DecisionNotYours: lambda error: Message(
        "这件事不由您决定",
        WHO_DECIDES[error.who],
        "几个版本都还在，没有改动。",
        "请有权的人在这台电脑上用自己的口令来做。",
    ),
    errors.NothingToDecide: lambda _: Message(
        "情况已经变了",
        "您选的版本已经有人裁定过，或者刚刚又收进了新的版本。",
        "所有版本都还在，没有改动。",
        "请重新打开这份检查，看清现在的版本再选。",
    ),
    errors.ChoicesOpen: lambda error: Message(
        "还有不同的答案没有选定",
        f"几个人的草稿有{error.count}处答案不同，还没有选定用哪一个。",
        "每个人的答案都还在，没有改动。",
        "请逐处看清姓名、时间和原因，选定以后再继续。",
    ),
    errors.ReasonMissing: lambda _: Message(
        "请写明原因",
        "裁定和作废都要写明原因，和决定一起留存。",
        "没有改动任何检查。",
        "请写一句话的原因，再试一次。",
    ),
}
