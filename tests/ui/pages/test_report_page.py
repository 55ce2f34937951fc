"""The report page shows pages and verdict, prints every page upright, and saves the very bytes that were signed."""

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from app.errors import TargetReadOnly
from app.progress import Cancelled
from app.services.demo import do_main_job
from app.services.reports import report_pdf
from tests.ui.clipping import clipped_labels, sticking_out, too_small_to_press, unnamed_controls
from tests.ui.practice import filled_in, with_gaps
from ui.pages.pdf_ways import file_name
from ui.pages.printing import new_printer, print_pdf, upright
from ui.pages.report_page import ReportPage
from ui.tokens import Contrast, TextSize


@pytest.fixture
def told():
    return []


@pytest.fixture
def page(qtbot, practice, tasks, told):
    page = ReportPage(practice, tasks, told.append)
    qtbot.addWidget(page)
    page.resize(1282, 680)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def show(qtbot, page, inspection_id):
    with qtbot.waitSignal(page.report_shown, timeout=20_000):
        page.show_inspection(inspection_id)


def document_of(qtbot, pdf):
    kept = QByteArray(pdf)
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return document, buffer, kept


def test_a_signed_report_is_shown_with_its_signatures_verdict_and_codes(qtbot, page, practice):
    view = do_main_job(practice)
    show(qtbot, page, view.opened.inspection.id)
    assert page.pages.pdf.pageCount() == view.report.pages
    assert page.thumbs.count() == view.report.pages
    assert page.thumbs.item(0).text() == "1  检查结果"
    assert page.thumbs.item(3).text() == "4  考评计分表"
    assert page.side._count.text() == "2 / 5"
    assert page.side._verdict.text() == "签字以后内容没有改动"
    assert page.side._code.text().replace("-", "") == view.report.check_codes[0]
    page.thumbs.setCurrentRow(2)
    qtbot.waitUntil(lambda: page.side._code.text().replace("-", "") == view.report.check_codes[2])


def test_a_code_typed_from_paper_leads_to_its_page(qtbot, page, practice):
    view = do_main_job(practice)
    show(qtbot, page, view.opened.inspection.id)
    page.side.paper_code.setText(view.report.check_codes[4].lower())
    with qtbot.waitSignal(page.side.page_asked) as asked:
        qtbot.keyClick(page.side.paper_code, Qt.Key.Key_Return)
    assert asked.args == [4]
    qtbot.waitUntil(lambda: page.pages.current == 4)
    page.side.paper_code.setText("0000-0000-0000")
    with qtbot.assertNotEmitted(page.side.page_asked):
        qtbot.keyClick(page.side.paper_code, Qt.Key.Key_Return)
    assert "没有这个校验码" in page.side._found.text()


def test_before_the_first_signature_it_says_that_this_is_only_how_it_will_look(qtbot, page, practice):
    opened = with_gaps(practice, filled_in(practice))
    show(qtbot, page, opened.inspection.id)
    assert page._state.text() == "签字前的样子"
    assert page.side._code.text() == "—"
    assert not page.side.next_one.isEnabled()
    assert page.side.next_one.label == "去签字"


def test_the_next_signer_is_asked_for(qtbot, page, practice):
    opened = filled_in(practice)
    show(qtbot, page, opened.inspection.id)
    with qtbot.waitSignal(page.sign_asked) as asked:
        page.side.next_one.click()
    assert asked.args == [opened.inspection.id]


def test_the_saved_file_is_the_signed_one(qtbot, page, practice, tmp_path):
    wanted = do_main_job(practice).opened.inspection.id
    show(qtbot, page, wanted)
    assert page.ways.save_to(tmp_path / "report.pdf", page.report.pages.pdf)
    assert (tmp_path / "report.pdf").read_bytes() == report_pdf(practice, wanted)
    assert "读回来核对一致" in page.ways.toast._words.text()


def test_a_place_that_cannot_be_written_is_told(qtbot, page, practice, told, monkeypatch):
    from ui.pages import pdf_ways

    def refuse(_pdf, path):
        raise TargetReadOnly(path)

    monkeypatch.setattr(pdf_ways, "save_pdf", refuse)
    assert not page.ways.save_to("/nowhere", b"")
    assert isinstance(told[0], TargetReadOnly)


def test_printing_gives_the_printer_every_page_standing_upright(qtbot, page, practice, tmp_path):
    wanted = do_main_job(practice).opened.inspection.id
    show(qtbot, page, wanted)
    printer = new_printer("report")
    printer.setResolution(72)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.ways.print_with(printer, page.report.pages.pdf)
    qtbot.waitUntil(lambda: "已交给打印机" in page.ways.toast._words.text(), timeout=60_000)
    document, *_kept = document_of(qtbot, (tmp_path / "printed.pdf").read_bytes())
    assert document.pageCount() == page.report.pages.pages
    sizes = [document.pagePointSize(number) for number in range(document.pageCount())]
    assert all(size.height() > size.width() for size in sizes)


def test_a_lying_page_is_turned(qtbot, page, practice):
    wanted = do_main_job(practice).opened.inspection.id
    show(qtbot, page, wanted)
    document = page.pages.pdf
    lying = [
        n for n in range(document.pageCount()) if document.pagePointSize(n).width() > document.pagePointSize(n).height()
    ]
    assert lying
    picture = upright(document, lying[0], 36)
    assert picture.height() > picture.width()


def test_only_the_pages_chosen_are_printed_and_stopping_stops(qtbot, practice, tmp_path):
    pdf = report_pdf(practice, do_main_job(practice).opened.inspection.id)
    printer = new_printer("report")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "some.pdf"))
    printer.setFromTo(1, 1)
    steps = []
    assert print_pdf(pdf, printer, "正在送往打印机", steps.append) == 1
    assert [(step.done, step.total) for step in steps] == [(0, 1)]

    def stop(_step):
        raise Cancelled

    with pytest.raises(Cancelled):
        print_pdf(pdf, printer, "正在送往打印机", stop)


def test_keys_zoom_and_lead_back(qtbot, page, practice):
    wanted = do_main_job(practice).opened.inspection.id
    show(qtbot, page, wanted)
    assert page.pages.is_fitted
    qtbot.keyClick(page, Qt.Key.Key_Plus)
    assert not page.pages.is_fitted
    assert page.zoom.fit.label.endswith("%")
    qtbot.keyClick(page, Qt.Key.Key_0)
    assert page.pages.is_fitted
    with qtbot.waitSignal(page.back_asked) as asked:
        qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert asked.args == [wanted]


def test_an_answer_that_comes_late_does_not_replace_what_was_asked_for_since(qtbot, page, practice):
    opened = filled_in(practice)
    page.show_inspection(opened.inspection.id)
    page._wanted = "another"
    with qtbot.assertNotEmitted(page.report_shown):
        qtbot.waitUntil(lambda: not page._tasks.is_busy, timeout=20_000)


def test_a_file_name_holds_nothing_that_a_file_system_refuses():
    assert file_name("莲花社区检查报告 常组发[2003]99号 1/2") == "莲花社区检查报告 常组发[2003]99号 1_2.pdf"
    assert file_name("空白检查表.pdf") == "空白检查表.pdf"


@pytest.mark.parametrize("contrast", list(Contrast))
@pytest.mark.parametrize("size", list(TextSize))
def test_no_word_is_cut_and_every_control_is_named(qtbot, theme, page, practice, contrast, size):
    theme.wear(contrast, size)
    show(qtbot, page, filled_in(practice).inspection.id)

    def fits():
        assert clipped_labels(page) == []
        assert sticking_out(page) == []

    qtbot.waitUntil(fits)
    assert too_small_to_press(page) == []
    assert unnamed_controls(page) == []


def test_only_the_sign_off_page_of_the_signed_pdf_is_printed(qtbot, page, practice, monkeypatch, tmp_path):
    view = do_main_job(practice)
    show(qtbot, page, view.opened.inspection.id)
    asked = []
    monkeypatch.setattr(page.ways, "ask_printer", lambda *given: asked.append(given))
    page.side.sign_off_button.click()
    [(_title, pdf, pages)] = asked
    assert pdf == report_pdf(practice, view.opened.inspection.id)
    assert [page.thumbs.item(number).text().split()[-1] for number in pages] == ["签署"]
    printer = new_printer("sign-off")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "one.pdf"))
    assert print_pdf(pdf, printer, "", lambda _step: None, pages) == 1


def test_before_signing_the_sign_off_page_is_made_without_waiting(qtbot, page, practice, monkeypatch):
    opened = filled_in(practice)
    show(qtbot, page, opened.inspection.id)
    asked = []
    monkeypatch.setattr(page.ways, "ask_printer", lambda *given: asked.append(given))
    page.side.sign_off_button.click()
    qtbot.waitUntil(lambda: bool(asked))
    document, _buffer, _kept = document_of(qtbot, asked[0][1])
    assert document.pageCount() == 1


def test_the_offices_own_number_and_mark_stand_on_the_page_and_on_paper(qtbot, page, practice, tmp_path):
    import subprocess

    from app.services.inspections import change_header, inspection_rows

    opened = change_header(practice, filled_in(practice), doc_number="示组检〔2026〕3号", classification="内部")
    show(qtbot, page, opened.inspection.id)
    assert page._number.text() == "示组检〔2026〕3号"
    assert "示组检〔2026〕3号" in {row.inspection.doc_number for row in inspection_rows(practice)}
    path = tmp_path / "r.pdf"
    path.write_bytes(page.report.pages.pdf)
    for number in range(1, page.report.pages.pages + 1):
        read = ["pdftotext", "-f", str(number), "-l", str(number), path, "-"]
        text = subprocess.run(read, capture_output=True, text=True).stdout
        assert "内部" in text
        assert "示组检〔2026〕3号" in text
