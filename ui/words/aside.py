"""Why a line of a bundle was kept aside, and what kind of record it is."""

from app.services.arriving import UNKNOWN_AUTHOR
from ui.words.bundles import LINE_WORDS

ASIDE_WORDS: dict[str, str] = {
    **{reason.value: words for reason, words in LINE_WORDS.items()},
    UNKNOWN_AUTHOR: "签名的人本机不认识，数据包里也没有他的证书",
}
"""By the reason that the store keeps, as a clause without its full stop."""

RECORD_WORDS: dict[str, str] = {
    "inspection": "检查",
    "report": "报告",
    "signature": "签名",
    "result": "成绩",
    "unit": "单位",
    "person": "人员",
    "scheme": "考评方案",
    "campaign": "检查活动",
    "register": "密钥名册",
    "receipt": "回执",
    "joining": "加入本单位的电脑",
}
"""By the name of the entity."""
