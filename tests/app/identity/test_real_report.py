"""The report as it is really rendered, signed by two people."""

import importlib.util
import io
import os
import random
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from app.identity.pdf_sign import empty_fields, prepare_fields
from app.identity.pdf_verify import verify_pdf
from app.reports.report import RenderedReport, render_report
from app.reports.stamp import render_signature_appearance

SAMPLE = Path(__file__).resolve().parents[1] / "reports" / "sample_report.py"


@pytest.fixture(scope="module")
def rendered() -> RenderedReport:
    spec = importlib.util.spec_from_file_location("sample_report", SAMPLE)
    sample = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sample)
    return render_report(sample.sample_content())


@pytest.fixture(scope="module")
def signed(rendered, sign, inspectors):
    pdf = prepare_fields(rendered.pdf, rendered.fields)
    for field, signer in zip(rendered.fields, inspectors, strict=False):
        left, bottom, right, top = field.rect
        holder = signer.certificate.holder
        looks = render_signature_appearance(
            (),
            holder.name,
            holder.post,
            "2026年1月8日 10:03",
            f"证书 {signer.certificate.serial[:8]}",
            ((right - left) * 25.4 / 72, (top - bottom) * 25.4 / 72),
        )
        pdf = sign(pdf, field.name, signer, appearance_pdf=looks)
    return pdf


def test_it_is_genuine_and_says_who_signed(rendered, signed, office):
    verdict = verify_pdf(signed, [office])
    assert verdict.is_genuine
    assert [one.signer for one in verdict.signatures] == ["王检查", "李组长"]
    assert [one.name for one in verdict.signatures] == [field.name for field in rendered.fields[:2]]
    assert all(one.issued_by_office for one in verdict.signatures)
    assert verdict.waiting == empty_fields(signed)
    assert len(verdict.waiting) == len(rendered.fields) - 2


def test_pages_boxes_and_version_are_those_of_the_rendered_report(rendered, signed):
    with pikepdf.open(io.BytesIO(rendered.pdf)) as before, pikepdf.open(io.BytesIO(signed)) as after:
        assert after.pdf_version == before.pdf_version
        assert len(after.pages) == len(before.pages) == rendered.pages
        for old, new in zip(before.pages, after.pages, strict=True):
            assert list(new.mediabox) == list(old.mediabox)
            assert new.get("/Rotate", 0) == old.get("/Rotate", 0)
            assert new.Contents.read_raw_bytes() == old.Contents.read_raw_bytes()
        for field in rendered.fields:
            widgets = [widget for widget in after.pages[field.page_index].Annots if field.name == widget.T]
            assert len(widgets) == 1


def test_no_changed_byte_survives(signed, office):
    chance = random.Random(5)  # noqa: S311 - places to try, no secret
    for place in chance.sample(range(len(signed)), 300):
        changed = signed[:place] + bytes([signed[place] ^ (1 << chance.randrange(8))]) + signed[place + 1 :]
        verdict = verify_pdf(changed, [office])
        assert verdict.complaints, place
        assert not verdict.is_genuine, place


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed")
def test_poppler_and_qpdf_agree(signed, tmp_path):
    (tmp_path / "report.pdf").write_bytes(signed)
    environment = {**os.environ, "HOME": str(tmp_path)}
    said = subprocess.run(
        ["pdfsig", "-nocert", "report.pdf"], cwd=tmp_path, capture_output=True, text=True, env=environment
    ).stdout
    assert said.count("Signature is Valid.") == 2
    checked = subprocess.run(["qpdf", "--check", "report.pdf"], cwd=tmp_path, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
