"""The words about joining one's office, certificates asked for and taken back, and accepting other offices."""

from app import errors
from ui.words.message import Message, Words

FAULTS = {
    "form": "这个文件不是加入文件，或者没有拷贝完整。",
    "size": "这个文件太大了，不是加入文件。",
    "signature": "文件里的签名对不上：文件被改过，或者没有拷贝完整。",
    "register": "文件里的密钥名册和机关证书对不上，可能是拼凑出来的。",
    "practice": "这是演练库的加入文件，里面的单位是编的。",
}
OBSTACLES = {
    "practice": (
        "演练库里的单位和人都是编的，不能加入真的单位。",
        "请关掉演练库，在正式数据里加入。",
    ),
    "own key": (
        "这台电脑上建过自己的机关密钥。一个单位只能有一把，有了两把，就分不清哪张证书是单位签发的。",
        "请确认哪一台电脑上的机关密钥是本单位的。要留用另一台上的，请让这台电脑上的人先导出数据包，再重新开始。",
    ),
    "other office": (
        "这台电脑已经加入了另一个单位，一台电脑上的数据只属于一个单位。",
        "请核对加入文件是哪个单位的。确实要换单位的，请用另外一份数据，从头加入。",
    ),
    "joined": (
        "这台电脑已经加入了这个单位，不用再加入一次。",
        "要更新密钥名册，请收进单位发来的数据包。",
    ),
    "own office": (
        "这是本单位自己的文件，不用认可自己。",
        "请选另一个单位的管理员发来的加入文件。",
    ),
}

WORDS: Words = {
    errors.InvitationRefused: lambda error: Message(
        "加入文件不能用",
        FAULTS[error.fault],
        "文件里的内容一点也没有采用，本机数据没有改动。",
        "请管理员重新发一份加入文件，用U盘直接拷过来。",
    ),
    errors.FingerprintDiffers: lambda _: Message(
        "指纹对不上",
        "您核对的指纹和文件里机关证书的指纹不一样，这个文件可能不是本单位的。",
        "没有加入，本机数据没有改动。",
        "请当面或者打电话找管理员，请他念“设置”里的指纹，逐组核对。对不上的文件不要用。",
    ),
    errors.JoiningRefused: lambda error: Message(
        "不能加入" if error.obstacle != "own office" else "不用认可自己的单位",
        OBSTACLES[error.obstacle][0],
        "本机数据没有改动。",
        OBSTACLES[error.obstacle][1],
    ),
    errors.NothingToIssue: lambda _: Message(
        "没有可以签发的",
        "这个人的密钥已经签发过、已经吊销，或者申请不是用他自己的密钥签的。",
        "没有签发任何证书，数据没有改动。",
        "请回到“设置”看现在的名单；不对的，请他在自己的电脑上重新导出一次数据包。",
    ),
    errors.CertificateRevoked: lambda _: Message(
        "您的证书已被机关吊销",
        "机关不再相信这把密钥，用它签了，报告也是“未受信任”，不计入结果。",
        "没有签名，填写的内容都在。",
        "请到“设置”点“换一把新密钥”，再导出数据包给管理员，签发以后就能签；急着出报告的，请别的检查员先签。",
    ),
    errors.NotCertified: lambda _: Message(
        "没有可以吊销的证书",
        "这个人的密钥不是本单位签发的，或者早已吊销。",
        "密钥名册没有改动。",
        "请回到“设置”看现在的名单。",
    ),
}
