"""The record of an import prints every community, every contradiction with its decision, and room to sign."""

from collections.abc import Callable

from app.reports.letter import render_letter
from app.reports.letters import LetterHead
from app.reports.merge_record import CommunityRow, ConflictRow, ImportFacts, import_record

HEAD = LetterHead("a" * 64, "1a2b3c4d-7", "示例区委组织部", "2026年9月17日")
FACTS = ImportFacts(
    "1a2b3c4d",
    7,
    "e" * 64,
    "检查员甲",
    "2026年9月17日 10:32",
    "王建国",
    (CommunityRow("莲花社区", 12, 3, 1, 1, 0), CommunityRow("不属于哪个单位的", 2, 0, 0, 0, 1)),
    (ConflictRow("莲花社区", "区级检查：已签字的版本不一致", "检查员甲；检查员丙", ""),),
    ("revisions-0001.ndjson:2：签名不符",),
    1,
    is_settled=False,
)


def test_counts_contradictions_and_what_was_not_merged_are_printed(read: Callable):
    said = read(render_letter(import_record(HEAD, FACTS)).pdf).joined()
    assert "新记录14条，已有3条，等待前序1条" in said
    assert "尚未决定" in said
    assert "签名不符" in said
    assert "合并人" in said


def test_an_import_without_anything_is_still_a_record(read: Callable):
    empty = ImportFacts("1a2b3c4d", 7, "e" * 64, "", "2026年9月17日", "", (), (), (), 0, is_settled=True)
    said = read(render_letter(import_record(HEAD, empty)).pdf).joined()
    assert "没有不一致之处" in said
    assert "不认识的密钥" in said


def test_both_places_are_fields_inside_the_page():
    report = render_letter(import_record(HEAD, FACTS))
    assert [field.label for field in report.fields] == ["合并人", "复核人"]
    for field in report.fields:
        left, bottom, right, top = field.rect
        assert 0 < left < right < 595
        assert 0 < bottom < top < 842
        assert top - bottom > 38


def test_hundreds_of_communities_run_over_pages(read: Callable):
    from dataclasses import replace

    rows = tuple(CommunityRow(f"第{n}社区", n, 0, 0, 0, 0) for n in range(300))
    report = render_letter(import_record(HEAD, replace(FACTS, communities=rows)))
    assert report.pages > 5
    assert "第299社区" in read(report.pdf).joined()
