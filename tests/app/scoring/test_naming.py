"""Short names come from the table's own words."""

from decimal import Decimal

import pytest

from app.scoring.naming import band_label, short_name


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("支部委员会全年不足12次的，每少1次扣0.25分", "count", "支部委员会"),
        ("届满六个月仍未换届且未报批延期的，扣2分", "flag", "届满六个月仍未换届且未报批延期"),
        ("满意率=（满意票+0.6×基本满意票）÷有效票；满意率90%以上得5分", "ballot", "满意率"),
        ("由社区党组织牵头、两家以上单位参加的活动，每次得1分", "count", "由社区党组织牵头、两家以上单位参…"),
        ("每例扣2分", "count", ""),
        ("每处扣2分，可倒扣", "count", ""),
        ("义诊每次1分，全年最多5分", "count", "义诊"),
        ("好得3分，差不得分", "choice", "好"),
        ("12345678901234567890", "flag", "1234567890123456…"),
        ("每次扣1分；迟报的", "late", "迟报"),
        ("1\n" * 9_000, "flag", "1 1 1 1 1 1 1 1 …"),
        ("1" * 20_000 + "\n", "count", ""),
    ],
)
def test_a_rule_is_named_by_its_first_clause(text, kind, name):
    assert short_name(text, kind) == name


@pytest.mark.parametrize(
    ("low", "high", "bounds", "label"),
    [
        ("90", None, "[)", "90%以上"),
        ("80", "90", "[)", "80%以上不足90%"),
        (None, "60", "()", "不足60%"),
        ("0", "5", "(]", "超过0%、5%以下"),
        (None, None, "()", "不论多少"),
    ],
)
def test_a_band_is_told_in_words_that_say_whether_its_ends_count(low, high, bounds, label):
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    assert band_label(ends[0], ends[1], bounds, "%") == label
