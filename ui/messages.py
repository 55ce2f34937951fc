"""The words for every error: what happened, what is safe, what to do next."""

from collections.abc import Callable
from dataclasses import dataclass

from app import errors
from app.identity.pdf_verdict import Complaint


@dataclass(frozen=True, slots=True)
class Message:
    """What a user reads when something went wrong; every field is a whole sentence in Simplified Chinese."""

    title: str
    happened: str
    safe: str
    next_step: str

    def as_text(self) -> str:
        """All four, for a terminal or the clipboard."""
        return f"{self.title}\n{self.happened}\n{self.safe}\n{self.next_step}"


# One entry for each AppError subclass; the function takes the error and returns its words.
WORDS: dict[type[errors.AppError], Callable[..., Message]] = {}


def message_for(error: errors.AppError) -> Message:
    """The words for `error`; every AppError subclass has its own (held by a test)."""
    return WORDS[type(error)](error)


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
        "请先校准电脑的日期和时间，再重新签名。",
    )


WORDS |= {
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
}


def _megabytes(size: int) -> str:
    return f"{max(size / 1_048_576, 0.1):.1f} MB"


WORDS |= {
    errors.PassphraseTaken: lambda _: Message(
        "这个口令已经有人用了",
        "本机已有一位同事用这个口令，两个人用同一个口令就分不清是谁打开的。",
        "没有新增人员，数据没有改动。",
        "请换一个口令。",
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
        "确需改动的，请另做一份更正，并写明原因。",
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
    errors.NoSigningKey: lambda _: Message(
        "这个人在本机没有签名密钥",
        "本机没有这个人的签名密钥，不能用数字签名。",
        "报告没有改动。",
        "可以手写签名或者改在纸上签；要用数字签名的，请先在“设置”里给这个人设口令。",
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
    errors.ReportNotSigned: lambda _: Message(
        "还没有签过字的报告", "这份检查还没有签字，没有正式报告。", "已填的内容都已保存。", "请先核对并签字，再取报告。"
    ),
    errors.ReportNotGenuine: lambda error: Message(
        "报告核验没有通过",
        "刚做好的报告或者本机保存的报告核验没有通过：" + "、".join(error.complaints) + "。",
        "检查内容完好，没有把这份报告当作正式报告保存。",
        "请重新签字；再次出现时请复制详情，与区级管理员联系。",
    ),
    errors.TargetFull: lambda error: Message(
        "磁盘已满，文件没有写出",
        f"“{error.path}”所在的磁盘放不下这个文件，需要 {_megabytes(error.size)}。",
        "本机数据完好，没有留下不完整的文件。",
        "请清理出空间或者换一个位置，再保存一次。",
    ),
    errors.TargetReadOnly: lambda error: Message(
        "这个文件夹不能写入",
        f"“{error.path}”所在的文件夹是只读的，或者没有写入权限。",
        "本机数据完好，没有写出文件。",
        "请换一个文件夹，例如“文档”，再保存一次。",
    ),
    errors.TargetFailed: lambda error: Message(
        "文件没有写成功",
        f"写“{error.path}”时出了问题（{error.reason}）。",
        "本机数据完好，没有留下不完整的文件。",
        "请检查U盘是否还插着，或者换一个位置，再保存一次。",
    ),
    errors.FileUnreadable: lambda error: Message(
        "文件读不出来",
        f"“{error.path}”读不出来（{error.reason}）。",
        "文件没有改动，本机数据完好。",
        "请核对文件是否还在、U盘是否插好，再试一次。",
    ),
    errors.CharactersWithoutFont: lambda error: Message(
        "有的字打印不出来",
        "下列字符没有字体可以打印："
        + "、".join(f"{character}（U+{ord(character):04X}）" for character in error.characters)
        + "。所在位置："
        + "；".join(f"“{text}”" for text in error.where)
        + "。",
        "报告没有生成，已填写的内容都已保存。",
        "请安装收有这些字的大字符集字体（如SimSun-ExtB、HanaMin）后重试，或者改用其他写法。",
    ),
}


def _store_in_use(error: errors.StoreInUse) -> Message:
    holder = "" if error.pid is None else f"（进程号{error.pid}）"
    return Message(
        "程序正在使用本机数据",
        f"另一个窗口或者另一个程序正在写本机数据{holder}。",
        "数据没有改动。",
        "请先关闭另一个窗口，再打开一次；只是查看的，不受影响。",
    )


WORDS |= {
    errors.NoStoreHere: lambda error: Message(
        "这里没有数据库",
        f"文件夹“{error.folder}”里没有本程序的数据库。",
        "没有改动任何文件。",
        "请核对数据文件夹；第一次使用的，请先完成初始设置。",
    ),
    errors.StoreAlreadyHere: lambda error: Message(
        "这里已经有数据库",
        f"“{error.path}”已经存在，不能在同一个地方再建一个。",
        "原来的数据库没有改动。",
        "请直接打开它；确实要另建的，请换一个空文件夹。",
    ),
    errors.StoreInUse: _store_in_use,
    errors.StoreKeyWrong: lambda error: Message(
        "密钥和数据库对不上",
        f"现有的密钥打不开“{error.path}”，可能混放了两台电脑的文件。",
        "数据库没有改动。",
        "请把同一份备份里的 store.keys 和数据库放在一起，再打开一次。",
    ),
    errors.StoreDamaged: lambda error: Message(
        "数据库已损坏",
        f"“{error.path}”不完整或者被改动过，读不出来。",
        f"文件原样保留在“{error.kept}”，程序没有改动它，备份不受影响。",
        "请先把整个数据文件夹复制一份，再用最近一次备份恢复；没有备份的，请与区级管理员联系。",
    ),
    errors.StoreNewer: lambda error: Message(
        "数据库由更新的程序写成",
        f"这个数据库的版本是{error.found}，现在的程序只认到{error.known}。",
        "数据库没有改动。",
        "请安装新版程序后再打开。",
    ),
    errors.StoreFolderReadOnly: lambda error: Message(
        "数据文件夹不能写入",
        f"“{error.path}”是只读的，或者没有写入权限，不能在这里填写检查。",
        "已有的数据没有改动。",
        "请取消文件夹的只读属性，或者请管理员开放写入权限，再打开一次。",
    ),
    errors.StoreFull: lambda error: Message(
        "磁盘已满，这一步没有保存",
        f"“{error.path}”所在的磁盘没有空间了。",
        "以前保存的答案都在，只有这一步没有记下。",
        "请清理出一些空间，再把这一步重做一次，不用关闭程序。",
    ),
    errors.StoreReadOnly: lambda error: Message(
        "数据现在只能查看",
        f"“{error.path}”是只读的，这一步没有保存。",
        "以前保存的答案都在。",
        "请关闭只读方式，或者恢复文件夹的写入权限，再做一次。",
    ),
    errors.StoreWriteFailed: lambda error: Message(
        "磁盘出错，这一步没有保存",
        f"读写“{error.path}”时磁盘报告了错误。",
        "以前保存的答案都在，只有这一步没有记下。",
        "请再试一次；反复出现的，请尽快导出数据并检查磁盘。",
    ),
    errors.RecordMissing: lambda error: Message(
        "没有这条记录",
        f"本机没有编号为“{error.id}”的记录。",
        "本机数据没有改动。",
        "请刷新列表后再选一次；记录在别的电脑上的，请先导入。",
    ),
    errors.OtherRealm: lambda _: Message(
        "不是本机关的数据",
        "这些记录来自另一个机关，或者来自演练库，不能并入本机数据。",
        "本机数据没有改动，没有并入任何记录。",
        "请核对文件来源；演练数据请在演练库里打开。",
    ),
    errors.SealedFileMissing: lambda error: Message(
        "找不到保存的材料",
        f"本机保存的一份材料（{error.name}）不在数据文件夹里。",
        "检查记录和其他材料不受影响。",
        "请从备份中恢复这份材料，或者重新导入原来的文件。",
    ),
}


NOT_IMPORTED = "单位名册没有改动，一个单位也没有导入。"
REFUSED_UNITS = {
    "name_missing": ("单位名称不能用", "没有写名称，或者名称里有看不见的控制字符。", "请重新输入名称。"),
    "name_too_long": ("单位名称太长", "名称超过了60个字。", "请用单位的规范名称，或者写简称。"),
    "name_twice": ("已经有这个单位", "同一个上级下面已经有“{other}”。", "请核对名称；是两个单位的，请写得不一样。"),
    "code_bad": ("代码不能用", "代码只能由数字、英文字母和横线组成，最多40位。", "请核对代码；没有代码的，空着就行。"),
    "code_twice": ("代码已经被用了", "“{other}”已经用了这个代码。", "请核对代码；没有代码的，空着就行。"),
}


def _places(findings: tuple[errors.Found, ...]) -> str:
    """The first few findings, each with its place."""
    shown = "；".join(f"{finding.path}：{finding.text}" for finding in findings[:5])
    return f"共{len(findings)}处：{shown}{'……' if len(findings) > 5 else ''}。"


def _unit_refused(error: errors.UnitRefused) -> Message:
    title, happened, next_step = REFUSED_UNITS[error.reason]
    return Message(title, happened.format(other=error.other), "单位名册没有改动。", next_step)


WORDS |= {
    errors.WorkbookNotExcel: lambda error: Message(
        "这个文件不是Excel工作簿",
        f"“{error.path.name}”里面不是Excel表格。",
        NOT_IMPORTED,
        "请核对选的文件；在WPS或Excel里打开它，另存为.xlsx后再选。",
    ),
    errors.WorkbookOldFormat: lambda error: Message(
        "表格是旧格式，读不了",
        f"“{error.path.name}”是.xls、.et或.xlsb格式。",
        NOT_IMPORTED,
        "请在WPS或Excel里打开它，选“另存为”，类型选“Excel工作簿（*.xlsx）”，再导入新存的文件。",
    ),
    errors.WorkbookPasswordProtected: lambda error: Message(
        "表格设了打开密码",
        f"“{error.path.name}”要输密码才能打开。",
        NOT_IMPORTED,
        "请在WPS或Excel里打开它，去掉打开密码，保存后再导入。",
    ),
    errors.WorkbookDamaged: lambda error: Message(
        "表格文件已损坏",
        f"“{error.path.name}”不完整，或者里面有表格不该有的内容。",
        NOT_IMPORTED,
        "请在WPS或Excel里打开，另存为一个新的.xlsx再导入；从U盘、微信来的，请重新复制一次。",
    ),
    errors.WorkbookTooLarge: lambda error: Message(
        "表格文件太大",
        f"“{error.path.name}”展开后有{_megabytes(error.size)}，最多读{_megabytes(error.limit)}，正常的单位表不会这么大。",
        NOT_IMPORTED,
        "请只把有单位的行复制到一个新表里，另存为.xlsx再导入。",
    ),
    errors.WorkbookEmpty: lambda error: Message(
        "表格是空的", f"“{error.path.name}”里一个字也没有。", NOT_IMPORTED, "请核对是不是选错了文件。"
    ),
    errors.ImportHasErrors: lambda error: Message(
        "表里还有错，没有导入",
        f"还有{error.count}处错误没有改。",
        NOT_IMPORTED,
        "请照列出的行和列在Excel里改好，保存后再选一次。",
    ),
    errors.RegisterChanged: lambda _: Message(
        "单位名册刚刚改过",
        "看表的时候，单位名册在别处改过了，刚才的比对已经不准。",
        NOT_IMPORTED,
        "请再选一次这个文件，程序重新比对后再导入。",
    ),
    errors.UnitRefused: _unit_refused,
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


# Why a signed PDF is not to be believed; one sentence for each complaint of the verifier.
COMPLAINT_WORDS: dict[Complaint, str] = {
    Complaint.TOO_LARGE: "文件太大，不是本程序出具的报告。",
    Complaint.NOT_A_PDF: "文件不是PDF，或者开头被改动过。",
    Complaint.ENCRYPTED: "文件加了密，不是本程序出具的报告。",
    Complaint.NO_SIGNATURE: "文件中没有数字签名。",
    Complaint.BYTES_AFTER_END: "最后一个签名之后又添加了内容，添加的部分没有人签名。",
    Complaint.CUT_OFF: "文件不完整，末尾缺了一部分。",
    Complaint.CONTENT_CHANGED: "签名之后文件内容被改动过。",
    Complaint.SIGNATURE_BROKEN: "签名本身被改动过，或者不是本程序的签名。",
    Complaint.NOT_READABLE: "文件结构异常，无法核对。",
    Complaint.UNSIGNED_REVISION: "两次签名之间有改动，改动没有人签名。",
    Complaint.CHANGED_BETWEEN: "后一次签名时，除签名外还改动了别的内容。",
    Complaint.NOT_CERTIFIED: "第一个签名没有锁定报告内容，不是本程序的签名方式。",
}
