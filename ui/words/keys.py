"""The words about keys, passphrases, certificates and signatures."""

from app import errors
from ui.words.message import Message, Words


def _passphrase_too_short(error: errors.PassphraseTooShort) -> Message:
    return Message(
        "口令太短",
        f"口令至少要有{error.minimum}个字符，现在只有{error.length}个。",
        "原来的口令和数据都没有改动。",
        "请换一个长一些的口令，例如几个好记的词连在一起，全角、半角数字都可以。",
    )


def _recovery_code_wrong(error: errors.RecoveryCodeWrong) -> Message:
    happened = (
        "恢复码核对不上：可能抄错了字符，也可能不是本机这个数据库的恢复码。"
        if error.length == error.expected
        else f"恢复码应有{error.expected}个字符，现在输入了{error.length}个。"
    )
    return Message(
        "恢复码不对", happened, "数据没有改动。", "请对照打印的恢复码逐组核对后再输入一次，大小写和空格都不要紧。"
    )


def _clock_behind(error: errors.ClockBehind) -> Message:
    return Message(
        "电脑时间不对，不能签名",
        f"电脑现在的时间是{error.now.astimezone():%Y年%m月%d日%H:%M}，早于最后一条记录的时间"
        f"{error.last_entry.astimezone():%Y年%m月%d日%H:%M}。",
        "已填写的内容都已保存，尚未签名。",
        "请先校准电脑的日期和时间，再重新签名。以前走快过、现在是对的，请到“设置”最上面点“现在的时间是对的”。",
    )


WORDS: Words = {
    errors.PassphraseTooShort: _passphrase_too_short,
    errors.WrongPassphrase: lambda _: Message(
        "口令不对",
        "输入的口令打不开。",
        "数据没有改动，可以再试。",
        "请检查大写锁定键和输入法后再输入；忘记口令时，请用恢复码。",
    ),
    errors.RecoveryCodeWrong: _recovery_code_wrong,
    errors.KeysMissing: lambda error: Message(
        "找不到密钥文件",
        f"文件夹“{error.folder}”中没有密钥文件 store.keys。",
        "数据库文件没有改动。",
        "请把备份中的 store.keys 复制回这个文件夹；没有备份时，请与区级管理员联系。",
    ),
    errors.KeysDamaged: lambda _: Message(
        "密钥文件已损坏",
        "密钥文件或签名密钥的内容不完整，读不出来。",
        "数据库文件没有改动。",
        "请从最近一次备份中恢复 store.keys；仍打不开时，请与区级管理员联系。",
    ),
    errors.SealedFileDamaged: lambda _: Message(
        "文件已损坏",
        "本机保存的一份材料被改动过、不完整，或者不属于这个数据库，打不开。",
        "其他材料和检查记录不受影响。",
        "请从备份中恢复这份材料，或者重新导入原来的文件。",
    ),
    errors.ClockBehind: _clock_behind,
    errors.CertificateUnreadable: lambda _: Message(
        "读不出证书",
        "选中的文件不是本程序使用的证书或证书申请。",
        "已有的证书没有改动。",
        "请核对文件是否选对，或者请对方重新导出。",
    ),
    errors.PdfNotReadable: lambda error: Message(
        "读不出PDF文件", f"这份PDF读不出来（{error.reason}）。", "原文件没有改动。", "请重新生成报告后再签名。"
    ),
    errors.SignatureFieldMissing: lambda error: Message(
        "没有这个签名位置",
        f"报告中没有名为“{error.name}”的签名位置。",
        "报告没有改动。",
        "请重新生成报告，确认签名栏后再签名。",
    ),
    errors.SignatureFieldTaken: lambda error: Message(
        "这里已经签过名",
        f"签名位置“{error.name}”已经有签名。",
        "原签名保持有效，报告没有改动。",
        "请选择其他签名位置。",
    ),
    errors.PassphraseTaken: lambda _: Message(
        "这个口令已经有人用了",
        "本机已有一位同事用这个口令，两个人用同一个口令就分不清是谁打开的。",
        "没有新增人员，数据没有改动。",
        "请换一个口令。",
    ),
    errors.SigningKeyUnderOldPassphrase: lambda _: Message(
        "签名密钥还用以前的口令",
        "本机数据是用改口令以前的备份恢复的，您的签名密钥还锁在做那份备份时的口令里，现在的口令开不了它。",
        "数据没有改动。",
        "请在这里输入做那份备份时的口令；以后到“设置”改一次口令，两个就又一样了。那个口令也忘了的，请管理员在“设置”里给您定个新的。",
    ),
    errors.NoSigningKey: lambda _: Message(
        "这个人在本机没有签名密钥",
        "本机没有这个人的签名密钥，不能用数字签名。",
        "报告没有改动。",
        "可以手写签名或者改在纸上签；要用数字签名的，请先在“设置”里给这个人设口令。",
    ),
    errors.AgeKeyMalformed: lambda _: Message(
        "密钥写得不对",
        "给的内容不是机关密钥（公钥以 age1 开头，私钥以 AGE-SECRET-KEY-1 开头），可能没有抄全。",
        "已有的密钥和数据没有改动。",
        "请对照原件再抄一次，或者请对方重新发来密钥文件。",
    ),
    errors.AgeFileForOthers: lambda _: Message(
        "这个文件不是加密给本机的",
        "本机的密钥打不开这个文件，它是加密给别的单位的。",
        "本机数据没有改动，文件也没有改动。",
        "请核对U盘和文件是不是拿错了；没有拿错的，请对方重新导出，收件单位选本单位。",
    ),
    errors.AgeFileDamaged: lambda _: Message(
        "加密文件不完整",
        "这个文件被截断或者改动过，解不开，里面的内容一点也没有采用。",
        "本机数据没有改动。",
        "请从原来的电脑重新导出一份；拷贝时等U盘写完再拔。",
    ),
}
