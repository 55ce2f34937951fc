"""The words about reports and the files they are written to."""

from app import errors
from ui.words.message import Message, Words


def _megabytes(size: int) -> str:
    return f"{max(size / 1_048_576, 0.1):.1f} MB"


WORDS: Words = {
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
    errors.NothingToArchive: lambda error: Message(
        f"{error.year}年没有可以归档的检查",
        f"本机{error.year}年没有已签字的检查，归档包只收已签字的。",
        "没有写出任何文件，数据没有改动。",
        "请核对年份；检查还在别的电脑上的，请在那台电脑上归档。",
    ),
    errors.ArchiveIncomplete: lambda error: Message(
        "归档没有做成",
        f"{error.unit}的“{error.name}”在本机找不到，或者已经损坏，归档包会缺一份。",
        "没有写出不完整的归档包，其他检查和材料不受影响。",
        "请从备份恢复以后重新归档。",
    ),
}
