"""The year archive holds every signed inspection of the year with its evidence, readable without the program."""

import csv
import hashlib
import io
import json

import bagit
import pytest
from openpyxl import load_workbook
from PIL import Image

from app.domain.evidence import Evidence
from app.domain.revision import SignedRevision
from app.errors import ArchiveIncomplete, NothingToArchive, TargetFailed, TargetFull
from app.identity.derive import sealed_name
from app.identity.pdf_verify import verify_pdf
from app.services import archiving
from app.services.archiving import archive_year, suffix_of, years_to_archive
from app.services.certificates import roots
from app.services.demo import fill_in, job_of_the_demonstration
from app.services.evidence import add_evidence
from app.services.signing import sign_digitally, signing_view
from app.services.workspace import Workspace
from app.store import audit
from app.store.sealed_files import FOLDER_NAME


@pytest.fixture
def signed(demo: Workspace, tmp_path) -> Workspace:
    """One signed inspection with a photo, and a draft beside it."""
    photo = tmp_path / "IMG_0001.JPG"
    Image.new("RGB", (640, 480), "red").save(photo, "JPEG")
    opened = fill_in(demo, job_of_the_demonstration("job"), "district")
    wanted = opened.inspection.id
    add_evidence(demo, wanted, "1.1", [photo])
    for place in [place for place in signing_view(demo, wanted).places if place.person_id][:2]:
        sign_digitally(demo, wanted, place.field, place.person_id, None)
    fill_in(demo, job_of_the_demonstration("self_check"), "self")
    return demo


def test_the_archive_has_report_records_evidence_and_catalogue(signed, tmp_path):
    year = signed.today().year
    assert years_to_archive(signed) == (year,)
    done = archive_year(signed, year, tmp_path / "档案")
    bagit.Bag(str(done.folder)).validate()
    assert (done.pieces, done.evidence) == (1, 1)
    piece = done.folder / "data" / "0001"
    assert verify_pdf((piece / "report.pdf").read_bytes(), roots(signed)).complaints == ()
    photo = (tmp_path / "IMG_0001.JPG").read_bytes()
    [kept] = (piece / "evidence").iterdir()
    assert kept.read_bytes() == photo
    assert kept.name == f"001-{hashlib.sha256(photo).hexdigest()[:12]}.jpg"
    lines = [SignedRevision.from_line(line) for line in (piece / "records.ndjson").read_bytes().splitlines()]
    assert {line.rev.entity for line in lines} == {"inspection", "report", "signature"}
    assert json.loads(lines[0].rev.canonical)["body"]["answers"]["items"]


def test_the_catalogue_names_each_piece(signed, tmp_path):
    done = archive_year(signed, signed.today().year, tmp_path)
    rows = list(csv.DictReader(io.StringIO((done.folder / "data/catalogue.csv").read_text("utf-8"))))
    assert [row["件号"] for row in rows] == ["0001"]
    assert rows[0]["题名"].endswith("社区区级检查报告")
    assert int(rows[0]["页数"]) > 1
    assert rows[0]["日期"] == f"{signed.today():%Y%m%d}"
    assert "佐证材料1份" in rows[0]["备注"]
    sheet = load_workbook(done.folder / "data/catalogue.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[2]][:1] == ["0001"]
    results = load_workbook(done.folder / "data/results.xlsx").worksheets[0]
    assert [cell.value for cell in results[2]][4:6] == ["87.9", "达标"]


def test_a_second_archive_stands_beside_the_first(signed, tmp_path):
    year = signed.today().year
    assert archive_year(signed, year, tmp_path).folder.name == f"wuyou-{year}"
    assert archive_year(signed, year, tmp_path).folder.name == f"wuyou-{year}-2"
    assert [entry.act for entry in audit.entries(signed.store, 2)] == ["archived in clear"] * 2


def test_a_year_without_anything_signed_is_refused(signed, tmp_path):
    with pytest.raises(NothingToArchive):
        archive_year(signed, 1999, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_missing_photo_is_named_and_no_half_archive_is_left(signed, tmp_path):
    digest = hashlib.sha256((tmp_path / "IMG_0001.JPG").read_bytes()).hexdigest()
    (signed.folder / FOLDER_NAME / sealed_name(signed.key, digest)).unlink()
    out = tmp_path / "out"
    with pytest.raises(ArchiveIncomplete) as raised:
        archive_year(signed, signed.today().year, out)
    assert raised.value.name == "IMG_0001.JPG"
    assert list(out.iterdir()) == []


@pytest.mark.parametrize(("number", "told"), [(28, TargetFull), (5, TargetFailed)])
def test_a_failing_disk_is_told(signed, tmp_path, monkeypatch, number, told):
    def fail(*_given: object, **_named: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(archiving, "write_bag", fail)
    with pytest.raises(told):
        archive_year(signed, signed.today().year, tmp_path / "out")


def test_endings_are_plain(demo):
    def ending(name: str, mime: str) -> str:
        return suffix_of(Evidence("ab", ("1.1",), name, mime, 1, demo.clock()))

    assert ending("IMG.JPEG", "image/jpeg") == "jpg"
    assert ending("会议记录.DOCX", "application/zip") == "docx"
    assert ending("名册.et", "application/x-ole-storage") == "et"
    assert ending("怪.文件", "application/x-ole-storage") == "bin"
