"""The words about what an inspection refuses."""

from app import errors
from ui.words.message import Message, Words

REFUSED_PHRASES = {
    "too_short": "一个字也没有写，或者太短。",
    "too_long": "超过了60个字，只合用一次。",
    "several": "里面有分号、句号或换行，是几句话。",
}

WORDS: Words = {
    errors.PhraseRefused: lambda error: Message(
        "这句常用语没有记下",
        REFUSED_PHRASES[error.reason],
        "原来的常用语没有改动。",
        "请写成一句2到60个字的话，几句话分几次加。",
    ),
    errors.InspectionUnknown: lambda error: Message(
        "没有这份检查",
        f"本机没有编号为“{error.wanted}”的检查。",
        "本机数据没有改动。",
        "请核对编号，或者在“检查”列表里查找。",
    ),
    errors.InspectionExists: lambda _: Message(
        "这个单位已经有一份同类检查",
        "同一活动里，这个单位已经有一份同类型的检查。",
        "原来的检查没有改动。",
        "请打开原来的检查接着填；确实要再查一次的，请写明第二次检查的原因。",
    ),
    errors.InspectionFrozen: lambda _: Message(
        "已签字，不能再改",
        "这份检查已经签字，内容已经固定。",
        "签字时的内容和报告都完好。",
        "确有差错的，请对这个单位再做一次检查，并写明原因。",
    ),
    errors.UnitHasNoClass: lambda error: Message(
        "单位没有类别",
        f"这个考评方案按单位类别评分，“{error.unit_name}”还没有填类别。",
        "没有新建检查，单位名册没有改动。",
        f"请先在“单位”里把类别填为其中之一：{'、'.join(error.classes)}。",
    ),
    errors.NotComplete: lambda error: Message(
        "还不能签字", f"还有{error.missing}处没有补齐。", "已填的内容都已保存。", "请在“核对”页里逐处补齐后再签字。"
    ),
    errors.PlaceTaken: lambda error: Message(
        "这里已经签过字", f"“{error.label}”这一处已经有签名。", "原来的签名有效，没有改动。", "请选择其他签字位置。"
    ),
    errors.TooLateToDraw: lambda _: Message(
        "已有数字签名，不能再加手写签名",
        "报告上已经有数字签名，再改动页面会使签名失效。",
        "报告和已有的签名都完好。",
        "请在打印出来的报告上用笔签名，或者由有数字签名的检查员见证签名。",
    ),
}
