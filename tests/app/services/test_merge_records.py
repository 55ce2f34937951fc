"""The record of an import can be found again later, with what was decided since, and signed by who took it in."""

import subprocess

import pytest

from app.errors import DecisionNotYours, RecordMissing, WrongPassphrase
from app.services.deciding import drafts_to_choose
from app.services.merge_records import (
    import_record_of,
    importer_of,
    merge_record_pdf,
    signed_merge_record_pdf,
)
from app.services.merging import save_merged_draft
from app.services.office_key import issue_certificates, make_office_key
from app.services.people import people
from app.services.reports import verify_pdf_bytes
from app.store import exchange_log
from tests.app.services.merged_offices import carried, inspected_unit, second_machine, written

PASSPHRASE = "春江花月夜第一句"


@pytest.fixture
def met(office, tmp_path):
    """An office that took in what its second laptop wrote otherwise: workspace, inspection, bundle."""
    from tests.app.services.second_laptops import CHEAP

    make_office_key(office, PASSPHRASE, cost=CHEAP)
    issue_certificates(office, people(office), PASSPHRASE)
    inspected_unit(office, PASSPHRASE)
    laptop = second_machine(office, tmp_path / "laptop", PASSPHRASE)
    written(laptop, "笔记本上写的")
    inspection_id = written(office, "台式机上写的")
    sha256 = carried(laptop, office, tmp_path / "stick", PASSPHRASE)
    laptop.close()
    return office, inspection_id, sha256


def said(pdf, tmp_path):
    path = tmp_path / "record.pdf"
    path.write_bytes(pdf)
    return "".join(subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout.split())


def test_what_contradicted_is_named_and_later_what_was_chosen(met, tmp_path):
    office, inspection_id, sha256 = met
    record = import_record_of(office, sha256)
    assert record.imported_by == people(office)[0].name
    assert [(line.unit_name, line.kind) for line in record.conflicts] == [("莲花社区", "choices")]
    assert [line.plan.new for line in record.units if line.unit_name == "莲花社区"] == [1]
    [logged] = [one for one in exchange_log.exchanges(office.store) if one.act == "imported"]
    assert sum(line.plan.new for line in record.units) == logged.counts["new"]
    assert sum(line.plan.known for line in record.units) == logged.counts["known"]
    assert not record.is_settled
    chosen = {one.place: one.options[0].rid for one in drafts_to_choose(office, inspection_id).places}
    save_merged_draft(office, inspection_id, chosen, people(office)[0].id, PASSPHRASE)
    settled = import_record_of(office, sha256)
    assert settled.is_settled
    assert [(line.unit_name, line.kind) for line in settled.conflicts] == [("莲花社区", "choices")]
    text = said(merge_record_pdf(office, sha256), tmp_path)
    assert "数据合并记录" in text
    assert "莲花社区" in text
    assert "选定" in text
    assert "已经全部裁定或选定" in text


def test_who_took_it_in_signs_and_the_signature_holds(met):
    office, _inspection_id, sha256 = met
    me = people(office)[0]
    assert importer_of(office, sha256) == me.id
    with pytest.raises(WrongPassphrase):
        signed_merge_record_pdf(office, sha256, me.id, "不是这一句口令")
    pdf = signed_merge_record_pdf(office, sha256, me.id, PASSPHRASE)
    verdict = verify_pdf_bytes(pdf, office)
    assert not verdict.complaints
    assert len(verdict.signatures) == 1
    with pytest.raises(DecisionNotYours):
        signed_merge_record_pdf(office, sha256, "p-somebody", PASSPHRASE)


def test_an_unknown_bundle_has_no_record(office):
    with pytest.raises(RecordMissing):
        merge_record_pdf(office, "0" * 64)
