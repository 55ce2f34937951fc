"""The words about the office's key and about who works at a machine."""

from app import errors
from ui.words.message import Message, Words

WORDS: Words = {
    errors.OnlyAdministrators: lambda _: Message(
        "只有管理员能做这件事",
        "机关密钥和证书由区组织部管理员保管，现在坐在这里的人（或者选中的人）不是管理员。",
        "数据没有改动。",
        "请管理员用自己的口令打开程序来做；角色写错了的，在“设置”里改那个人的资料。",
    ),
    errors.OfficeKeyThere: lambda _: Message(
        "机关密钥已经有了",
        "本单位的机关密钥已经建好，在这台电脑上，或者在发加入文件的那台上。一个单位只能有一把。",
        "原来的密钥和证书没有改动。",
        "请直接给同事签发证书；要多一位管理员保管，用“让另一位管理员也保管”。",
    ),
    errors.OfficeKeyMissing: lambda _: Message(
        "这台电脑上没有机关密钥",
        "本单位的机关密钥还没有建，或者建在别的电脑上。",
        "数据没有改动。",
        "请管理员在“设置”里先建机关密钥；已经建在别的电脑上的，请到那台电脑上做。",
    ),
    errors.OfficeKeyNotHeld: lambda _: Message(
        "机关密钥不归您保管",
        "机关密钥在这台电脑上，但只有保管它的管理员能用。",
        "数据没有改动。",
        "请保管密钥的管理员来做，或者请他让您也保管。",
    ),
    errors.OfficeKeyUnderOldPassphrase: lambda _: Message(
        "机关密钥还锁在您以前的口令下",
        "您忘记口令后定了新口令，机关密钥没有跟着改，仍要用以前的口令才能打开。",
        "数据、已签发的证书和签过的报告都不受影响。",
        "请另一位保管机关密钥的管理员来做，或者请他再让您保管一次；想得起以前的口令的，输入以前的口令也行。",
    ),
    errors.LastPerson: lambda _: Message(
        "不能移除最后一个人",
        "移除以后，这台电脑上就没有人能用口令打开数据了。",
        "没有移除任何人，数据没有改动。",
        "请先添加一位有口令的同事，再移除。",
    ),
    errors.NotOneself: lambda _: Message(
        "不能移除自己",
        "现在打开程序的就是这个人，自己不能移除自己。",
        "没有移除任何人，数据没有改动。",
        "请同事用自己的口令打开程序，再来移除。",
    ),
}
