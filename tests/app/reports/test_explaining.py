"""What inspectors explained is printed as sentences; what needed no word is left out."""

from app.reports.explaining import Explained, explanations


def said(explained: Explained) -> list[tuple[str, str]]:
    return [(one.heading, one.text) for one in explanations(explained)]


def test_nothing_to_explain_prints_nothing():
    assert said(Explained()) == []


def test_missing_evidence_is_named_with_the_reason_for_all_and_those_of_single_items():
    explained = Explained(bare=("1.1", "2.3", "F1"), no_evidence="不便拍照", no_evidence_of={"F1": "原件在纪委。"})
    assert said(explained) == [("未取证及原因", "1.1、2.3没有留存佐证材料：不便拍照。F1没有留存佐证材料：原件在纪委。")]


def test_items_without_evidence_are_named_even_when_nobody_said_why():
    assert said(Explained(bare=("1.1",))) == [("未取证及原因", "1.1没有留存佐证材料。")]


def test_each_explanation_has_its_paragraph():
    explained = Explained(again="补查", self_difference="漏算", not_applicable="会议纪要同意")
    assert [heading for heading, _text in said(explained)] == ["再次检查的原因", "与自评相差的说明", "不适用较多的依据"]
