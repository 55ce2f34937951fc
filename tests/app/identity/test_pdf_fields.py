import pytest

from app.errors import PdfNotReadable, SignatureFieldMissing
from app.identity.pdf_fields import field_size


def test_the_size_of_a_field_is_known_before_and_after_it_is_signed(prepared, once_signed):
    assert field_size(prepared, "inspector") == field_size(once_signed, "inspector") == (199.5, 60)


def test_a_field_that_is_not_there_or_no_pdf_is_named(prepared):
    with pytest.raises(SignatureFieldMissing):
        field_size(prepared, "nobody")
    with pytest.raises(PdfNotReadable):
        field_size(b"no pdf", "inspector")
