"""The words about bundles: why one is refused, and why one could not be written."""

from app import errors
from app.errors import Complained
from app.exchange.bundle_reader import LineReason
from app.exchange.complaints import ComplaintKind as Kind
from ui.words.message import Message, Words

_SHOWN = 20

REFUSED_BUNDLES: dict[Kind, str] = {
    Kind.NOT_A_ZIP: "这个文件不是数据包",
    Kind.CUT_OFF: "数据包被截断，后面的部分没有了",
    Kind.BYTES_BEFORE: "数据包前面被加了别的内容",
    Kind.BYTES_AFTER: "数据包后面被加了别的内容",
    Kind.BYTES_BETWEEN: "数据包里的文件之间夹了别的内容",
    Kind.DIRECTORY_BROKEN: "数据包的目录已损坏",
    Kind.TOO_MANY_ENTRIES: "数据包里的文件太多",
    Kind.TOO_LARGE: "数据包解开以后太大",
    Kind.FILE_TOO_LARGE: "数据包里有一个文件太大",
    Kind.PACKED_TOO_TIGHT: "数据包里有一个文件解开以后会大得不正常，像是压缩炸弹",
    Kind.ABSOLUTE_PATH: "文件名从磁盘的根目录写起",
    Kind.PARENT_PATH: "文件名用“..”指向数据包以外的文件夹",
    Kind.DRIVE_LETTER: "文件名里写了盘符",
    Kind.BACKSLASH: "文件名里有反斜杠",
    Kind.LINK: "数据包里有链接，不是文件",
    Kind.SPECIAL_FILE: "数据包里有文件夹或者设备，不是文件",
    Kind.DEVICE_NAME: "文件名是系统设备的名字",
    Kind.NAME_MALFORMED: "文件名里有不允许的字符",
    Kind.NAME_TOO_LONG: "文件名太长",
    Kind.NAME_TWICE: "同一个文件名出现了两次",
    Kind.NAME_TWICE_BY_CASE: "两个文件名只有大小写不同",
    Kind.NAME_TWICE_BY_SPELLING: "两个文件名看上去相同，只是编码不同",
    Kind.OVERLAP: "数据包里的两个文件占了同一段内容",
    Kind.HEADERS_DISAGREE: "文件自己的说明和目录里写的不一样",
    Kind.ENTRY_ENCRYPTED: "数据包里有一个文件另加了密码",
    Kind.METHOD_UNKNOWN: "数据包里有一个文件用了不认识的压缩方法",
    Kind.EXTRA_DATA: "数据包的目录里夹了别的内容",
    Kind.CONTENT_BROKEN: "文件内容已损坏，解不开",
    Kind.NOT_A_BAG: "数据包里缺少格式说明，不是本程序写出的",
    Kind.VERSION_UNKNOWN: "数据包的格式版本不认识",
    Kind.OTHER_ALGORITHM: "清单用的不是SHA-256校验",
    Kind.FETCHES: "数据包要从网上取文件，本程序不取",
    Kind.MANIFEST_MALFORMED: "清单里有一行写得不对",
    Kind.MANIFEST_DIFFERS: "文件内容和清单上的校验值对不上",
    Kind.TAG_DIFFERS: "说明文件和清单上的校验值对不上",
    Kind.FILE_MISSING: "清单上有这个文件，数据包里没有",
    Kind.FILE_EXTRA: "数据包里有清单上没有的文件",
    Kind.FILE_STRANGE: "数据包里有一个不该有的文件",
    Kind.NAME_OF_OTHER_CONTENT: "文件内容不是文件名所说的那一份",
    Kind.INFO_MALFORMED: "数据包的说明有一项缺少或者写得不对",
    Kind.OXUM_DIFFERS: "数据包说明里的总大小和实际的不一样",
    Kind.COUNTS_DIFFER: "数据包说明里的份数和实际的不一样",
    Kind.SCHEMA_NEWER: "数据包由更新的程序写成，本程序还读不懂",
    Kind.SIGNATURE_MISSING: "数据包没有签名",
    Kind.SIGNATURE_BROKEN: "数据包的签名是假的，或者被改动过",
    Kind.SIGNATURE_OF_OTHER: "数据包的签名是给另一份内容签的",
    Kind.SENDER_DIFFERS: "签名的人不是数据包所写的发送人",
    Kind.OPEN_UNMARKED: "数据包说是加了密的，却没有加密，或者正好相反",
    Kind.OTHER_REALM: "数据包属于另一个机关，或者一个是演练数据、一个是正式数据",
}
"""One clause for each kind of complaint, without its full stop."""


LINE_WORDS: dict[LineReason, str] = {
    LineReason.TOO_LONG: "这一条太长",
    LineReason.NOT_CANONICAL: "不是规定的写法",
    LineReason.MALFORMED: "缺项或者写得不对",
    LineReason.OTHER_REALM: "属于另一个机关，或者是演练数据",
    LineReason.SIGNATURE_WRONG: "签名不对，内容被改动过",
}
"""Why one line of a bundle is kept aside, as a clause."""


def complaint_sentence(complaint: Complained) -> str:
    """One complaint as a whole sentence: what is wrong, and where."""
    where = "，".join(part for part in (complaint.entry.removeprefix("bag/"), complaint.detail) if part)
    said = REFUSED_BUNDLES[Kind(complaint.kind)]
    return f"{said}（{where}）。" if where else f"{said}。"


def _refused(error: errors.BundleRefused) -> Message:
    sentences = [complaint_sentence(complaint) for complaint in error.complaints]
    more = len(sentences) - _SHOWN
    listed = "".join(sentences[:_SHOWN]) + (f"另有{more}处。" if more > 0 else "")
    return Message(
        "这个数据包不能用",
        f"“{error.path.name}”没有通过检查：{listed}",
        "里面的内容一点也没有采用，本机数据没有改动。",
        "请从原来的电脑重新导出一份；再次出现的，请复制详情，与发来数据包的人核对。",
    )


def _megabytes(size: int) -> str:
    return f"{max(-(-size // 1_048_576), 1)} MB"


WORDS: Words = {
    errors.BundleRefused: _refused,
    errors.TargetTooSmall: lambda error: Message(
        "U盘空间不够",
        f"“{error.folder}”所在的磁盘还差 {_megabytes(error.missing)}。",
        "本机数据完好，没有写出不完整的数据包。",
        "请清理U盘，或者换一个U盘，再导出一次。",
    ),
    errors.TargetFileTooLarge: lambda error: Message(
        "这个U盘放不下这么大的文件",
        f"数据包有 {_megabytes(error.size)}，“{error.folder}”所在的U盘是FAT32格式，单个文件不能到4 GB。",
        "本机数据完好，没有写出不完整的数据包。",
        "请换一个exFAT格式的U盘，或者分几次导出。",
    ),
    errors.NoRecipients: lambda _: Message(
        "没有写明给谁",
        "数据包要加密给收件单位，现在既没有写收件单位的公钥，本单位也还没有机关密钥。",
        "没有写出任何文件，数据没有改动。",
        "请写上收件单位的公钥（以 age1 开头），或者请管理员先在“设置”里建机关密钥。",
    ),
    errors.NothingToExport: lambda _: Message(
        "没有要导出的",
        "本机的记录都已经有回执，或者要再拷一次的数据包在本机已经没有副本。",
        "数据没有改动。",
        "有新的检查以后再导出就行。",
    ),
}
