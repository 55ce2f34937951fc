"""Cheap keys, an office with two inspectors, and small reports for tests of identity."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.identity.certificates import (
    Certificate,
    Holder,
    issue_certificate,
    issue_office_certificate,
    self_issued_certificate,
)
from app.identity.passphrase import ArgonCost
from app.identity.pdf_sign import FieldSpec, prepare_fields, sign_field
from app.identity.signer import SigningKey, new_signing_key, unlock

CHEAP = ArgonCost(memory_kib=16, iterations=1, lanes=2)
NOW = datetime(2026, 1, 8, 2, 3, 4, tzinfo=UTC)
A4 = (595.0, 842.0)


@dataclass(frozen=True, slots=True)
class Signer:
    """A person of the tests: key, certificate and what stands above it."""

    key: SigningKey
    certificate: Certificate
    chain: tuple[Certificate, ...] = ()


def a_key():
    wrapped, _ = new_signing_key("红梅社区检查一二", cost=CHEAP)
    return unlock(wrapped, "红梅社区检查一二")


@pytest.fixture
def cheap():
    """A slow key that is not slow."""
    return CHEAP


@pytest.fixture
def now():
    """A moment of the inspection season."""
    return NOW


@pytest.fixture(scope="session")
def office_key():
    return a_key()


@pytest.fixture(scope="session")
def office(office_key):
    return issue_office_certificate("钟楼区委组织部", office_key, NOW)


@pytest.fixture(scope="session")
def inspectors(office, office_key):
    def issued(name, post):
        key = a_key()
        certificate = issue_certificate(office, office_key, Holder(name, "钟楼区委组织部", post), key.public_spki, NOW)
        return Signer(key, certificate, (office,))

    return issued("王检查", "检查员"), issued("李组长", "检查组长")


@pytest.fixture(scope="session")
def outsider():
    key = a_key()
    return Signer(key, self_issued_certificate(Holder("外来人", "自称机关"), key, NOW))


def a_report(pages=2, **canvas):
    """A plain report; its second page is turned."""
    out = io.BytesIO()
    page = Canvas(out, pagesize=A4, initialFontName="Times-Roman", **canvas)
    for number in range(pages):
        page.setFont("Times-Roman", 12)
        page.drawString(72, 720, f"page {number + 1}")
        page.setPageRotation(90 if number == 1 else 0)
        page.showPage()
    page.save()
    return out.getvalue()


def an_appearance(text="signed"):
    out = io.BytesIO()
    page = Canvas(out, pagesize=(200, 60), initialFontName="Times-Roman")
    page.setFont("Times-Roman", 12)
    page.drawString(10, 20, text)
    page.line(0, 0, 200, 60)
    page.save()
    return out.getvalue()


FIELDS = (
    FieldSpec("inspector", 0, (72.5, 100, 272, 160)),
    FieldSpec("leader", 0, (300, 100, 500, 160)),
    FieldSpec("head", 0, (72, 200, 272, 260)),
)


def signed_by(pdf, field, signer, **changes):
    parts = {
        "appearance_pdf": an_appearance(field),
        "reason": "检查员签名",
        "location": "常州市钟楼区",
        "name": signer.certificate.holder.name,
        "signed_at": NOW,
    }
    return sign_field(pdf, field, signer.key, signer.certificate, signer.chain, **{**parts, **changes})


@pytest.fixture(scope="session")
def make_key():
    """A function that gives a fresh unlocked key."""
    return a_key


@pytest.fixture(scope="session")
def make_report():
    """A function that gives a small unsigned PDF."""
    return a_report


@pytest.fixture(scope="session")
def sign():
    """A function that signs a field of a PDF for a Signer."""
    return signed_by


@pytest.fixture(scope="session")
def prepared():
    """A report with three empty fields."""
    return prepare_fields(a_report(), FIELDS)


@pytest.fixture(scope="session")
def once_signed(prepared, inspectors):
    return signed_by(prepared, "inspector", inspectors[0])


@pytest.fixture(scope="session")
def twice_signed(once_signed, inspectors):
    return signed_by(once_signed, "leader", inspectors[1])
