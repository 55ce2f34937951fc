"""The sheet holds the code, legibly for eye and scanner, says how to keep it, and gives nothing else away."""

from collections.abc import Callable
from datetime import date

import pytest

from app.errors import CharactersWithoutFont
from app.identity.recovery import new_recovery_code, parse_recovery_code, printed
from app.reports.recovery_sheet import RecoverySheet, render_recovery_sheet

DAY = date(2026, 9, 16)


def test_every_group_stands_on_one_page_with_office_and_date(read: Callable):
    code = printed(new_recovery_code())
    pdf = read(render_recovery_sheet(RecoverySheet(code, "钟楼区委组织部", DAY)))
    said = pdf.joined()
    for number, group in enumerate(code.split("-"), 1):
        assert group in said
        assert f"第{number}组" in said
    for word in ("钟楼区委组织部", "2026年9月16日", "忘记口令", "锁在保险柜", "口令不要写在这张单子上", "取用日期"):
        assert word in said
    assert "Pages:           1" in pdf.info()
    assert "No syntax" in pdf.check()


def test_what_the_pdf_says_of_itself_holds_nothing_of_the_code(read: Callable):
    code = printed(new_recovery_code())
    about = read(render_recovery_sheet(RecoverySheet(code, "钟楼区委组织部", DAY))).info()
    assert "恢复码保管单" in about
    assert not any(group in about for group in code.split("-"))


def test_the_qr_code_is_what_the_field_takes(monkeypatch: pytest.MonkeyPatch):
    import segno

    coded: list[str] = []
    real = segno.make_qr
    monkeypatch.setattr(segno, "make_qr", lambda text, **how: (coded.append(text), real(text, **how))[1])
    code = new_recovery_code()
    render_recovery_sheet(RecoverySheet(printed(code), "", DAY))
    assert [parse_recovery_code(text) for text in coded] == [code]


def test_the_longest_office_still_leaves_one_page(read: Callable):
    office = "江苏省常州市钟楼区" * 6 + "委员会组织部党建工作办公室"
    pdf = read(render_recovery_sheet(RecoverySheet(printed(new_recovery_code()), office, DAY)))
    assert "Pages:           1" in pdf.info()
    assert "党建工作办公室" in pdf.joined()
    assert "放回日期" in pdf.joined()


def test_an_office_no_font_can_write_is_told():
    with pytest.raises(CharactersWithoutFont):
        render_recovery_sheet(RecoverySheet(printed(new_recovery_code()), "\U0001f600组织部", DAY))
