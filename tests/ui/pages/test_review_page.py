"""核对 names every gap, leads to it, keeps explanations, and lets one sign only when nothing is missing."""

import pytest
from PySide6.QtCore import Qt

from app.rules.completeness import Gap
from tests.ui.clipping import clipped_labels, sticking_out, too_small_to_press, unnamed_controls
from tests.ui.practice import filled_in, with_gaps
from ui.pages.review_page import ReviewPage
from ui.pages.review_words import GapSpeaker
from ui.tokens import Contrast, TextSize


@pytest.fixture
def page(qtbot, practice):
    page = ReviewPage(practice, lambda error: pytest.fail(repr(error)))
    qtbot.addWidget(page)
    page.resize(1282, 680)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def words(page):
    return [(row.words.code, row.words.action) for row in page.gaps.must.rows]


def test_each_gap_leads_to_its_place(qtbot, page, practice):
    opened = with_gaps(practice, filled_in(practice))
    page.show_inspection(opened.inspection.id)
    assert ("2.1", "去填") in words(page)
    assert ("3.2", "去检查") in words(page)
    row = next(row for row in page.gaps.must.rows if row.words.code == "3.2")
    with qtbot.waitSignal(page.go_asked) as asked:
        row.button.click()
    assert asked.args == ["3.2", "facts"]


def test_signing_is_explained_away_while_something_is_missing(page, practice):
    opened = with_gaps(practice, filled_in(practice))
    page.show_inspection(opened.inspection.id)
    missing = len(opened.completeness.must)
    assert not page.totals.sign.isEnabled()
    assert page.totals.sign.toolTip() == f"补完左边 {missing} 处后可以签字"
    assert page._title.text() == f"还差 {missing} 处，补完就能签字"


def test_a_whole_inspection_can_be_signed_from_the_keyboard(qtbot, page, practice):
    opened = filled_in(practice)
    page.show_inspection(opened.inspection.id)
    assert words(page) == []
    qtbot.waitUntil(page.totals.sign.hasFocus)
    with qtbot.waitSignal(page.sign_asked) as asked:
        qtbot.keyClick(page.totals.sign, Qt.Key.Key_Space)
    assert asked.args == [opened.inspection.id]


def test_the_explanation_of_the_self_difference_is_kept_and_fills_the_gap(qtbot, page, practice):
    opened = with_gaps(practice, filled_in(practice))
    page.show_inspection(opened.inspection.id)
    before = len(page.gaps.must.rows)
    assert any(row.words.note == "self_difference" for row in page.gaps.must.rows)
    with qtbot.waitSignal(page.saved):
        page.keep_note("self_difference", "自评没有扣3.2")
    assert len(page.gaps.must.rows) == before - 1
    assert "自评没有扣3.2" in page.totals._difference.text()
    assert page.totals.explain.label == "改说明"


def test_arrow_keys_go_from_button_to_button(qtbot, page, practice):
    opened = with_gaps(practice, filled_in(practice))
    page.show_inspection(opened.inspection.id)
    first, second = page.gaps.must.rows[:2]
    qtbot.waitUntil(first.button.hasFocus)
    qtbot.keyClick(first.button, Qt.Key.Key_Down)
    assert second.button.hasFocus()
    with qtbot.waitSignal(page.back_asked):
        qtbot.keyClick(second.button, Qt.Key.Key_Escape)


KINDS = {
    "unchecked": (),
    "incomplete": ("应报到数",),
    "refused": ("超过满分",),
    "reason_missing": ("0.50",),
    "pending": ("区综治办评分",),
    "na_used": ("2.4",),
    "na_over_limit": ("2.4", "2.5"),
    "evidence_missing": ("1.1", "1.2", "1.3", "1.4"),
    "self_difference_unexplained": ("93", "72.1"),
    "veto_unconfirmed": ("检查员甲",),
    "veto_facts_missing": (),
    "study_missing": ("常组发〔2003〕99号",),
    "no_inspectors": (),
    "too_few_inspectors": (),
    "no_leader": (),
    "visited_in_future": ("2026-01-08",),
    "visited_long_ago": ("2024-01-08",),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_gap_has_a_sentence_and_a_way(practice, kind):
    speaker = GapSpeaker(filled_in(practice))
    said = speaker.words(Gap(kind, "2.4", "流动党员管理", KINDS[kind]))
    assert said.sentence
    assert said.action
    assert said.where or said.note
    assert said.state is not None or said.icon


def test_figures_in_sentences_have_no_needless_zeros(practice):
    speaker = GapSpeaker(filled_in(practice))
    assert "扣了 0.5 分" in speaker.words(Gap("reason_missing", "1.1", "", ("0.50",))).sentence
    assert "相差 20.9 分" in speaker.words(Gap("self_difference_unexplained", "", "", ("93", "72.1"))).sentence


@pytest.mark.parametrize("contrast", list(Contrast))
@pytest.mark.parametrize("size", list(TextSize))
def test_no_word_is_cut_and_every_control_is_named(qtbot, theme, page, practice, contrast, size):
    theme.wear(contrast, size)
    page.show_inspection(with_gaps(practice, filled_in(practice)).inspection.id)

    def fits():
        assert clipped_labels(page) == []

    qtbot.waitUntil(fits)
    assert sticking_out(page) == []
    assert too_small_to_press(page) == []
    assert unnamed_controls(page) == []


def test_missing_evidence_is_asked_once_for_all_items_and_printed(qtbot, page, practice, monkeypatch):
    from app.domain.inspection import Change
    from app.services.inspections import answer
    from app.services.pages import content_of
    from ui.dialogs.no_evidence_dialog import NoEvidenceDialog

    opened = answer(practice, filled_in(practice), Change("notes", "evidence", None))
    page.show_opened(opened)
    asking = [row for row in page.gaps.rows if row.words.note == "evidence"]
    bare = opened.completeness.bare
    assert bare

    def write(dialog):
        assert set(dialog.own) == set(bare)
        dialog.field.setPlainText("当场查阅原件")
        dialog.own[bare[0]].setText("原件在街道")
        return True

    monkeypatch.setattr(NoEvidenceDialog, "ask", write)
    with qtbot.waitSignal(page.saved):
        asking[0].button.click()
    assert [row for row in page.gaps.rows if row.words.note == "evidence"] == []
    content = content_of(practice, page._opened, (), {}, rid="0" * 64)
    told = "".join(one.text for one in content.narrative_after)
    assert "当场查阅原件" in told
    assert f"{bare[0]}没有留存佐证材料：原件在街道。" in told


def test_the_paper_form_is_asked_for_and_its_button_leads_there(qtbot, page, practice):
    from app.domain.inspection import TypedLater
    from app.services.inspections import change_header

    opened = change_header(practice, filled_in(practice), typed_later=TypedLater(practice.today(), "录入员丁"))
    page.show_opened(opened)
    [row] = [row for row in page.gaps.look.rows if row.words.where == "paper"]
    with qtbot.waitSignal(page.go_asked) as asked:
        row.button.click()
    assert asked.args[1] == "paper"
