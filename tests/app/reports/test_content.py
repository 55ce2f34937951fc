"""The values a report is made from."""

import pytest

from app.reports.content import ReportContent, every_text


def test_every_text_of_a_report_is_found_however_deep(content: ReportContent):
    texts = every_text(content)
    assert content.number in texts
    assert content.sheet.dimensions[4].items[4].trace[0] in texts
    assert content.sign_off.lines[0].signers[0].name in texts
    assert content.study.rows[0][1][0] in texts


def test_content_is_frozen(content: ReportContent):
    with pytest.raises(AttributeError):
        content.number = "1"
