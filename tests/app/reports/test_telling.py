"""The narrative, told from figures alone."""

from variants import content_with, without_dimensions


def test_the_worked_case_is_told(content):
    said = [paragraph.text for paragraph in content.narrative]
    assert said[0] == (
        "检查组于2026年9月16日对示例社区进行区级检查，采取查阅资料、实地察看、座谈访谈、问卷测评、部门数据等方式，"
        "对照参考方案29项逐项核对，28项计分，1项不适用。"
    )
    assert "总分87.9分，等次为达标。" in said[1]
    assert "最低的是“有健全的组织”，80.0%" in said[1]
    assert said[2].startswith("失分最多的是大项一“有健全的组织”，失4分；其次是大项三“有完善的机制”，失3.15分。")
    assert "高出考评3.2分，未超过10分，不需书面说明。比2025年检查提高4.6分。" in said[3]
    assert (
        content.narrative_after[0].text
        == "加分1.5分（党建类荣誉0.5分、经验推广1分），只用于排名。一票否决4项，均未发现。"
    )


def test_headings_are_numbered_without_a_gap(content):
    headings = [one.heading for one in (*content.narrative, *content.narrative_after)]
    assert headings == [
        "",
        "（一）得分情况。",
        "（二）主要失分。",
        "（三）与自评、上次检查比较。",
        "（四）加分和一票否决。",
    ]
    alone = content_with()
    assert [one.heading for one in alone.narrative_after] == ["（三）加分和一票否决。"]


def test_without_dimensions_nothing_is_said_of_them():
    said = "".join(paragraph.text for paragraph in content_with(without_dimensions).narrative)
    assert "大项" not in said


def test_nothing_scored_yet_is_not_called_full_marks():
    def empty(answers: dict) -> None:
        answers["items"] = {}
        answers["bonus"] = {}

    content = content_with(answers_change=empty)
    said = [paragraph.text for paragraph in content.narrative]
    assert "29项尚缺资料或外部数据，总分暂定" in said[0]
    assert "没有失分" not in said[2]
    assert content.narrative_after[0].text.startswith("没有加分")


def test_a_scheme_without_bonus_and_vetoes_has_no_fourth_paragraph():
    def bare(raw: dict) -> None:
        raw["vetoes"] = []
        raw["bonus"] = {"items": []}

    def answers(given: dict) -> None:
        given["bonus"] = {}

    assert content_with(bare, answers).narrative_after == ()
