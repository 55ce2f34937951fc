"""The words about backups and restoring."""

from app import errors
from ui.words.message import Message, Words

NOT_MADE = {
    "missing": (
        "找不到备份文件夹",
        "没有找到“{path}”，可能U盘没有插上，或者文件夹改了名。",
        "请插上U盘或改回名字；不再用它的，请在“设置”里换一个备份文件夹。",
    ),
    "full": ("磁盘已满，没有备份成", "“{path}”所在的磁盘没有空间了。", "请清理出一些空间，再到“设置”里按“现在备份”。"),
    "readonly": (
        "备份文件夹不能写入",
        "“{path}”是只读的，或者没有写入权限。",
        "请打开U盘的写保护开关或开放写入权限，或者在“设置”里换一个备份文件夹。",
    ),
    "failed": ("没有备份成", "往“{path}”写备份时磁盘报告了错误。", "请再试一次；反复出现的，请换一个U盘或磁盘。"),
}


def _not_made(error: errors.BackupNotMade) -> Message:
    title, happened, next_step = NOT_MADE[error.reason]
    safe = "本机数据都在，可以接着工作；以前的备份没有改动。"
    return Message(title, happened.format(path=error.path), safe, next_step)


WORDS: Words = {
    errors.BackupNotMade: _not_made,
    errors.BackupDamaged: lambda error: Message(
        "这份备份已损坏，不能用",
        f"“{error.path.name}”不完整或者被改动过，核对没有通过。",
        "本机数据没有改动，其他备份不受影响。",
        "请在列表里选另一份备份；另一个备份文件夹里的，可以按“到别的文件夹找”。",
    ),
    errors.BackupOfAnotherOffice: lambda error: Message(
        "不是本机的备份",
        f"“{error.path.name}”是别的机关、别的电脑或者演练库的备份，不能恢复到这里。",
        "本机数据没有改动。",
        "请选本机自己的备份；要看那一份的，请在做备份的那台电脑上恢复。",
    ),
}
