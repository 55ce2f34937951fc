"""Short names of rules and bands, made from the table's own words, for traces."""

import re
from decimal import Decimal

from app.scoring.exact import plain
from app.scoring.shapes import printable

_LONGEST = 16
_READ = 120
_CLAUSE = re.compile(r"[，。；：！？,;:]")
# What follows the thing counted in a sentence with a required number: 支部委员会全年不足12次 → 支部委员会.
_REQUIREMENT = re.compile(
    r"(?:全年|每年|年内|每季度?|每月|一年)*(?:不足|不满|少于|低于|不少于|不低于|超过|超出|多于|应)?[0-9]+.*$"
)
_AMOUNT = re.compile(r"(?:每\S{1,4})?(?:可)?(?:扣|得|加|减|记)?[0-9.]+分.*$")
# A sentence that begins with its formula names what it computes: 满意率=（满意票+…）÷有效票.
_FORMULA = re.compile(r"([^=＝，。；]{1,12})[=＝]")


def short_name(text: str, kind: str) -> str:
    """The first clause of `text` that names what a rule looks at, at most 16 characters.

    Empty for a count whose sentence begins with the amount (每次扣2分): there the item's title is the name.
    """
    text = printable(" ".join(text[:_READ].split()))  # a sentence says early what it is about
    formula = _FORMULA.match(text)
    if formula is not None:
        return formula[1]
    for clause in _CLAUSE.split(text):
        name = _AMOUNT.sub("", clause.strip())
        if kind == "count":
            name = _REQUIREMENT.sub("", name)
        name = name.removesuffix("的").strip()
        if name:
            return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
        if kind == "count":
            return ""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def band_label(low: Decimal | None, high: Decimal | None, bounds: str, unit: str) -> str:
    """A band in words: 90%以上, 80%以上不足90%, 超过5件; 以上 and 以下 include the number (以上含本数)."""
    lower = ""
    if low is not None:
        lower = f"{plain(low)}{unit}以上" if bounds.startswith("[") else f"超过{plain(low)}{unit}"
    upper = ""
    if high is not None:
        upper = f"{plain(high)}{unit}以下" if bounds.endswith("]") else f"不足{plain(high)}{unit}"
    between = "、" if lower.startswith("超过") and upper else ""
    return f"{lower}{between}{upper}" or "不论多少"
