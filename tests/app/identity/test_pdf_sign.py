import io
import os
import shutil
import subprocess

import pikepdf
import pytest
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from app.errors import PdfNotReadable, SignatureFieldMissing, SignatureFieldTaken
from app.identity.pdf_sign import FieldSpec, empty_fields, prepare_fields, sign_field


def _pages(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            (list(map(float, page.mediabox)), int(page.get("/Rotate", 0)), page.Contents.read_bytes())
            for page in document.pages
        ]


def test_all_fields_are_made_at_once_and_the_pages_stay_as_they_were(make_report, prepared):
    report = make_report()
    assert prepare_fields(report, [FieldSpec("inspector", 0, (0, 0, 9, 9))]).startswith(report)
    assert empty_fields(prepared) == ("inspector", "leader", "head")
    assert _pages(prepared) == _pages(report)
    with pikepdf.open(io.BytesIO(prepared)) as document:
        first = document.Root.AcroForm.Fields[0]
        assert [float(value) for value in first.Rect] == [72.5, 100, 272, 160]
        assert first.P.objgen == document.pages[0].objgen


def test_signatures_are_appended_and_change_neither_pages_nor_version(prepared, once_signed, twice_signed):
    assert once_signed.startswith(prepared)
    assert twice_signed.startswith(once_signed)
    assert _pages(twice_signed) == _pages(prepared)
    assert empty_fields(twice_signed) == ("head",)
    with pikepdf.open(io.BytesIO(twice_signed)) as document:
        assert document.pdf_version == "1.3"


@pytest.mark.parametrize("version", [(1, 3), (1, 4), (1, 7)])
def test_the_version_of_the_report_is_kept(make_report, sign, inspectors, version):
    pdf = prepare_fields(make_report(pdfVersion=version), [FieldSpec("inspector", 0, (72, 100, 272, 160))])
    with pikepdf.open(io.BytesIO(sign(pdf, "inspector", inspectors[0]))) as document:
        assert document.pdf_version == f"{version[0]}.{version[1]}"


def test_the_appearance_is_our_own_page(once_signed):
    with pikepdf.open(io.BytesIO(once_signed)) as document:
        field = document.Root.AcroForm.Fields[0]
        form = field.AP.N
        assert [float(value) for value in form.BBox] == [0, 0, 200, 60]
        assert b"(inspector) Tj" in form.read_bytes()
        assert str(field.V.Reason) == "检查员签名"
        assert str(field.V.Location) == "常州市钟楼区"
        assert str(field.V.Name) == "王检查"
        assert str(field.V.M).startswith("D:20260108020304")
        assert field.V.SubFilter == "/ETSI.CAdES.detached"


def test_a_signature_without_appearance_keeps_the_empty_one(prepared, sign, inspectors):
    pdf = sign(prepared, "inspector", inspectors[0], appearance_pdf=None, reason="", location="", name="")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        signature = document.Root.AcroForm.Fields[0].V
        assert not {"/Reason", "/Location", "/Name"} & set(signature.keys())


def test_pyhanko_finds_every_signature_sound_and_trusted(twice_signed, office, now):
    context = {"trust_roots": [asn1_x509.Certificate.load(office.der)], "allow_fetching": False, "moment": now}
    reader = PdfFileReader(io.BytesIO(twice_signed))
    statuses = [
        validate_pdf_signature(signature, ValidationContext(**context))
        for signature in reader.embedded_regular_signatures
    ]
    assert [status.bottom_line for status in statuses] == [True, True]
    assert reader.embedded_regular_signatures[0].docmdp_level.value == 2


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed")
def test_poppler_finds_both_signatures_valid(twice_signed, tmp_path):
    (tmp_path / "report.pdf").write_bytes(twice_signed)
    command = ["pdfsig", "-nocert", "report.pdf"]
    environment = {**os.environ, "HOME": str(tmp_path)}
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment).stdout
    assert said.count("Signature is Valid.") == 2
    assert said.count("Total document signed") == 1
    assert "CN=王检查" in said


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_no_fault(twice_signed, tmp_path):
    (tmp_path / "report.pdf").write_bytes(twice_signed)
    done = subprocess.run(["qpdf", "--check", "report.pdf"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_field_is_signed_once(once_signed, sign, inspectors):
    with pytest.raises(SignatureFieldTaken) as caught:
        sign(once_signed, "inspector", inspectors[1])
    assert caught.value.name == "inspector"


def test_a_field_that_is_not_there_is_named(prepared, make_report, sign, inspectors):
    with pytest.raises(SignatureFieldMissing) as caught:
        sign(prepared, "nobody", inspectors[0])
    assert caught.value.name == "nobody"
    with pytest.raises(SignatureFieldMissing):
        sign(make_report(), "inspector", inspectors[0])


def test_nobody_signs_with_anothers_certificate(prepared, inspectors, now):
    with pytest.raises(ValueError, match="another key"):
        sign_field(prepared, "inspector", inspectors[0].key, inspectors[1].certificate, signed_at=now)


@pytest.mark.parametrize(
    "fields",
    [
        [FieldSpec("a", 0, (0, 0, 9, 9)), FieldSpec("a", 1, (0, 0, 9, 9))],
        [FieldSpec("a.b", 0, (0, 0, 9, 9))],
        [FieldSpec("a", 2, (0, 0, 9, 9))],
        [FieldSpec("a", -1, (0, 0, 9, 9))],
    ],
)
def test_fields_that_cannot_be_are_refused(make_report, fields):
    with pytest.raises(ValueError, match=r"field names|no page"):
        prepare_fields(make_report(), fields)


def test_no_fields_leave_the_report_as_it_is(make_report):
    report = make_report()
    assert prepare_fields(report, []) is report
    assert empty_fields(report) == ()


def test_a_field_name_that_is_there_already_is_refused(prepared):
    with pytest.raises(PdfNotReadable):
        prepare_fields(prepared, [FieldSpec("leader", 0, (0, 0, 9, 9))])


def test_what_is_no_pdf_or_encrypted_is_refused(make_report, sign, inspectors):
    secret = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_report())) as document:
        document.save(secret, encryption=pikepdf.Encryption(owner="x", user=""))
    for pdf in (b"", b"no pdf at all", b"%PDF-1.4\n", secret.getvalue()):
        with pytest.raises(PdfNotReadable):
            sign(pdf, "inspector", inspectors[0])


def test_a_broken_appearance_is_named(prepared, sign, inspectors):
    with pytest.raises(PdfNotReadable):
        sign(prepared, "inspector", inspectors[0], appearance_pdf=b"%PDF-1.4\n")
