"""The words about the store on this machine."""

from app import errors
from ui.words.message import Message, Words


def _store_in_use(error: errors.StoreInUse) -> Message:
    holder = "" if error.pid is None else f"（进程号{error.pid}）"
    return Message(
        "程序正在使用本机数据",
        f"另一个窗口或者另一个程序正在写本机数据{holder}。",
        "数据没有改动。",
        "请先关闭另一个窗口，再打开一次；只是查看的，不受影响。",
    )


WORDS: Words = {
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
    errors.StoreOlder: lambda error: Message(
        "数据还没有升级到现在的版本",
        f"这个数据库的版本是{error.found}，现在的程序用的是{error.known}；只读的命令不替您升级数据。",
        "数据库没有改动。",
        "请先打开一次程序窗口，它会先留副本、再升级，然后重新运行这个命令。",
    ),
    errors.StoreNotBroughtUp: lambda error: Message(
        "数据没有升级成功",
        f"把“{error.path}”从版本{error.found}升级到{error.known}时出了错，已经做的都退回了。",
        f"数据和升级以前一样，没有丢；升级前的副本在“{error.copy}”。",
        "请先装回原来的版本继续工作，再把整个数据文件夹复制一份，与区级管理员联系。",
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
