"""Pages of any PDF are counted; a password is noticed; rubbish is neither."""

import io

import pikepdf
import pytest

from app.identity.pdf_pages import PdfLook, look_at_pdf


def a_pdf(user: str | None = None) -> io.BytesIO:
    made, data = pikepdf.new(), io.BytesIO()
    for _page in range(3):
        made.add_blank_page()
    made.save(data, encryption=pikepdf.Encryption(user=user, owner="owner") if user is not None else False)
    data.seek(0)
    return data


def test_pages_are_counted():
    assert look_at_pdf(a_pdf()) == PdfLook(3, is_locked=False)


def test_a_password_to_open_is_noticed():
    assert look_at_pdf(a_pdf("口令")).is_locked


def test_a_password_only_against_printing_hinders_nobody():
    assert look_at_pdf(a_pdf("")) == PdfLook(3, is_locked=False)


@pytest.mark.parametrize("data", [b"%PDF-1.4\n%%EOF", b"%PDF-", b"%PDF-" + bytes(2000), b""])
def test_what_is_no_whole_pdf_has_no_known_pages(data):
    assert look_at_pdf(io.BytesIO(data)) == PdfLook(0, is_locked=False)
