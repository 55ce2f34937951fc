"""Reports, and where their PDFs lie."""

from dataclasses import replace

from app.store.bodies import Report
from app.store.reports import blob_name, latest, put_blob, put_report, report_of_revision, report_with_pdf, reports


def a_report(make, **more):
    signers = ({"field": "inspector_1", "name": "王芳", "person_id": "p-1"},)
    first = Report("r-1", "i-1", "a" * 64, "d" * 64, "RC-1-district-1", 3, ("0A1", "0B2"), signers, make.start)
    return replace(first, **more)


def test_a_report_is_found_by_inspection_revision_and_pdf(store, make):
    report = a_report(make)
    assert latest(store, "i-1") is None
    put_report(store, report)
    assert latest(store, "i-1") == report
    assert report_of_revision(store, "a" * 64).report == report
    assert report_with_pdf(store, "d" * 64).report == report
    assert report_with_pdf(store, "e" * 64) is None
    assert report_of_revision(store, "e" * 64) is None


def test_the_sealed_file_is_known_once_it_is_here(store, make):
    put_report(store, a_report(make))
    assert reports(store)[0].sealed_name is None
    put_blob(store, "d" * 64, "f00d", 1234, "application/pdf")
    put_blob(store, "d" * 64, "other", 1, "application/pdf")
    assert reports(store, "i-1")[0].sealed_name == blob_name(store, "d" * 64) == "f00d"
    assert blob_name(store, "e" * 64) is None


def test_a_later_signature_moves_the_report_to_the_new_pdf(store, make):
    put_report(store, a_report(make))
    put_report(store, a_report(make, pdf_sha256="e" * 64, created_at=make.later(9)))
    put_report(store, a_report(make, id="r-0", inspection_id="i-0", created_at=make.later(5)))
    assert [row.report.id for row in reports(store)] == ["r-1", "r-0"]
    assert latest(store, "i-1").pdf_sha256 == "e" * 64
