"""How large the places for signatures in a PDF are."""

import io

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from app.errors import PdfNotReadable, SignatureFieldMissing


def field_size(pdf: bytes, name: str) -> tuple[float, float]:
    """Width and height of the signature field `name`, in points. Raises PdfNotReadable, SignatureFieldMissing."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        for found, _value, reference in enumerate_sig_fields(reader):
            if found == name:
                left, bottom, right, top = (float(number) for number in reference.get_object()["/Rect"])
                return right - left, top - bottom
    except PdfError as error:
        raise PdfNotReadable(type(error).__name__) from error
    raise SignatureFieldMissing(name)
