"""Who studied the documents may sign; a reason opens the gate for all."""

from datetime import date

from app.domain.campaign import Document
from app.domain.inspection import Inspector
from app.rules.study import StudyLack, StudyRecord, study_gate

OPINIONS = Document("关于进一步加强街道、社区党的建设工作的若干意见", "常发〔2001〕5号")
NOTES = Document("检查要点", "")
DAY = date(2026, 1, 8)
ONE = Inspector("p1", "检查员甲", "科长", "示例区委组织部")
TWO = Inspector("p2", "检查员乙", "科员", "示例区委组织部")


def test_a_team_that_studied_may_sign():
    gate = study_gate([ONE], [OPINIONS], [StudyRecord("p1", OPINIONS, DAY)], DAY)
    assert gate.is_open
    assert gate.may_sign("p1")


def test_the_lack_of_one_does_not_stop_the_other():
    gate = study_gate([ONE, TWO], [OPINIONS], [StudyRecord("p1", OPINIONS, DAY)], DAY)
    assert gate.lacking == (StudyLack(TWO, OPINIONS),)
    assert not gate.is_open
    assert gate.may_sign("p1")
    assert not gate.may_sign("p2")


def test_studying_after_the_visit_is_too_late():
    assert study_gate([ONE], [OPINIONS], [StudyRecord("p1", OPINIONS, date(2026, 1, 9))], DAY).lacking


def test_documents_without_a_number_are_known_by_their_title():
    records = [StudyRecord("p1", Document("检查要点", ""), DAY)]
    assert study_gate([ONE], [NOTES], records, DAY).is_open
    assert study_gate([ONE], [Document("别的要点", "")], records, DAY).lacking


def test_a_written_reason_opens_the_gate_and_a_blank_one_does_not():
    assert study_gate([ONE], [OPINIONS], [], DAY, "新调入").is_open
    assert not study_gate([ONE], [OPINIONS], [], DAY, "  ").is_open


def test_a_campaign_without_documents_asks_for_nothing():
    assert study_gate([ONE], [], [], DAY).is_open
