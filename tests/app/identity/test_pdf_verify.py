import hashlib
import io
import random
import re

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from app.identity import pdf_verify
from app.identity.certificates import Holder, issue_certificate, issue_demo_office_certificate
from app.identity.cms import largest_length, sign_digest
from app.identity.pdf_seal import BrokenSeal, ByteRange, open_seal
from app.identity.pdf_sign import FieldSpec, prepare_fields
from app.identity.pdf_verdict import Complaint, PdfVerdict
from app.identity.pdf_verify import verify_pdf
from ui.messages import COMPLAINT_WORDS

BROKEN = {Complaint.CONTENT_CHANGED, Complaint.SIGNATURE_BROKEN}


def _revision_ends(pdf):
    return [match.end() for match in re.finditer(rb"%%EOF\n?", pdf)]


def _flipped(pdf, place, mask=1):
    changed = bytearray(pdf)
    changed[place] ^= mask
    return bytes(changed)


def test_a_report_signed_twice_is_genuine(twice_signed, office, inspectors, now):
    verdict = verify_pdf(twice_signed, [office])
    assert verdict.is_genuine
    assert not verdict.changed_after
    assert verdict.complaints == ()
    assert verdict.additions == ("leader",)
    assert verdict.waiting == ("head",)
    first, second = verdict.signatures
    assert (first.name, first.signer, first.post, first.office) == (
        "inspector",
        "王检查",
        "检查员",
        "钟楼区委组织部",
    )
    assert (second.name, second.signer, second.post) == ("leader", "李组长", "检查组长")
    assert first.signed_at == second.signed_at == now
    assert (first.reason, first.location) == ("检查员签名", "常州市钟楼区")
    assert (first.covers_all, second.covers_all) == (False, True)
    assert first.issued_by_office
    assert first.intact
    assert not first.is_demo
    assert first.serial == inspectors[0].certificate.serial
    assert first.author == inspectors[0].key.author


def test_all_fields_can_be_signed_in_turn(twice_signed, sign, outsider, office):
    verdict = verify_pdf(sign(twice_signed, "head", outsider), [office])
    assert verdict.is_genuine
    assert verdict.waiting == ()
    assert [one.issued_by_office for one in verdict.signatures] == [True, True, False]


def test_without_a_trusted_office_the_report_is_genuine_and_the_signers_are_unissued(twice_signed):
    verdict = verify_pdf(twice_signed, [])
    assert verdict.is_genuine
    assert [one.issued_by_office for one in verdict.signatures] == [False, False]


def test_a_signature_made_for_practice_is_marked(prepared, sign, make_key, now, inspectors):
    key, office_key = make_key(), make_key()
    office = issue_demo_office_certificate(office_key, now)
    certificate = issue_certificate(office, office_key, Holder("演示甲", "演示组"), key.public_spki, now)
    signer = type(inspectors[0])(key, certificate, (office,))
    assert verify_pdf(sign(prepared, "inspector", signer), []).signatures[0].is_demo


def test_no_changed_byte_survives(twice_signed, office):
    chance = random.Random(2004)  # noqa: S311 - places to try, no secret
    marks = [
        match.start()
        for match in re.finditer(rb"/ByteRange|/Contents|xref|trailer|startxref|%%EOF|/Prev", twice_signed)
    ]
    ends = [end - 1 for end in _revision_ends(twice_signed)]
    gaps = [
        place for match in re.finditer(rb"<[0-9A-F]{100,}>", twice_signed) for place in (match.start(), match.end() - 1)
    ]
    places = {0, 1, 7, len(twice_signed) - 1, *marks, *ends, *gaps, *chance.sample(range(len(twice_signed)), 400)}
    assert len(places) > 400
    for place in sorted(places):
        verdict = verify_pdf(_flipped(twice_signed, place, 1 << chance.randrange(8)), [office])
        assert not verdict.is_genuine, place
        assert verdict.complaints, place


def test_no_changed_byte_of_the_last_signature_survives(once_signed, office):
    (gap,) = re.finditer(rb"<[0-9A-F]{100,}>", once_signed)
    for place in range(gap.start(), gap.end(), 5):
        for mask in (0x01, 0x20):  # 0x20 turns A into a: the same number, another byte
            verdict = verify_pdf(_flipped(once_signed, place, mask), [office])
            assert set(verdict.complaints) & BROKEN, (place, mask)


@pytest.mark.parametrize("rest", [b"\n", b" ", b"\0", b"%%EOF\n", b"x" * 2000])
def test_nothing_may_follow_the_last_signature(twice_signed, office, rest):
    verdict = verify_pdf(twice_signed + rest, [office])
    assert verdict.complaints == (Complaint.BYTES_AFTER_END,)
    assert verdict.changed_after
    assert [one.signer for one in verdict.signatures] == ["王检查", "李组长"]
    assert not any(one.covers_all for one in verdict.signatures)
    assert not verdict.is_genuine


def test_nothing_may_stand_before_the_report(twice_signed, office):
    for start in (b"\n", b"x", b"%PDF-1.4\n"):
        assert not verify_pdf(start + twice_signed, [office]).is_genuine


def test_a_cut_report_is_not_genuine(twice_signed, office):
    chance = random.Random(2003)  # noqa: S311 - lengths to try, no secret
    ends = set(_revision_ends(twice_signed))
    for length in {0, 1, 8, *chance.sample(range(len(twice_signed)), 100)} - ends:
        verdict = verify_pdf(twice_signed[:length], [office])
        assert not verdict.is_genuine, length
        assert verdict.complaints, length
    assert verify_pdf(twice_signed[:-1], [office]).complaints == (Complaint.CUT_OFF,)


def test_taking_the_last_signature_away_leaves_the_report_as_it_was_before(twice_signed, once_signed, office):
    verdict = verify_pdf(twice_signed[: len(once_signed)], [office])
    assert verdict.is_genuine
    assert verdict.waiting == ("leader", "head")


def test_what_is_no_signed_report_is_named(make_report, prepared, monkeypatch, twice_signed):
    assert verify_pdf(b"", []).complaints == (Complaint.NOT_A_PDF,)
    assert verify_pdf(b"PK\x03\x04", []).complaints == (Complaint.NOT_A_PDF,)
    assert verify_pdf(make_report(), []).complaints == (Complaint.NO_SIGNATURE,)
    assert verify_pdf(prepared, []).complaints == (Complaint.NO_SIGNATURE,)
    monkeypatch.setattr(pdf_verify, "LARGEST", 100)
    assert verify_pdf(twice_signed, []).complaints == (Complaint.TOO_LARGE,)
    assert not PdfVerdict().is_genuine


def _gap(pdf):
    return list(re.finditer(rb"<[0-9A-F]{100,}>", pdf))[-1]


def test_the_padding_of_a_signature_hides_nothing(prepared, sign, inspectors, office, monkeypatch):
    monkeypatch.setattr("app.identity.pdf_sign.largest_length", lambda *_: 4000)
    pdf = sign(prepared, "inspector", inspectors[0])
    gap = _gap(pdf)
    assert verify_pdf(pdf, [office]).is_genuine
    assert pdf[gap.end() - 100 : gap.end()] == b"0" * 99 + b">"
    hidden = pdf[: gap.end() - 9] + b"DEADBEEF" + pdf[gap.end() - 1 :]
    assert verify_pdf(hidden, [office]).complaints == (Complaint.SIGNATURE_BROKEN,)


@pytest.mark.parametrize("filler", [b">       ", b"> /X (y)", b"0 0 0 0>", b"00000 0>"])
def test_a_signature_that_does_not_fill_its_gap_is_refused(prepared, sign, inspectors, office, monkeypatch, filler):
    monkeypatch.setattr("app.identity.pdf_sign.largest_length", lambda *_: 4000)
    pdf = sign(prepared, "inspector", inspectors[0])
    end = _gap(pdf).end()
    assert verify_pdf(pdf[: end - len(filler)] + filler + pdf[end:], [office]).complaints == (
        Complaint.SIGNATURE_BROKEN,
    )


def _signed_after(pdf, change, field, signer, sign):
    """`pdf` with `change` done to it in the very revision in which `signer` signs, as a dishonest program could."""
    from app.identity import pdf_sign

    class Dishonest(pdf_sign._QuietWriter):
        is_done = False

        def _prep_dom_for_writing(self):
            if not self.is_done:
                self.is_done = True
                change(self)
            super()._prep_dom_for_writing()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf_sign, "_QuietWriter", Dishonest)
        return sign(pdf, field, signer)


def _appended(pdf, change):
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _field(writer, name):
    fields = [field.get_object() for field in writer.root["/AcroForm"]["/Fields"]]
    return next(field for field in fields if field["/T"] == name)


def _cover_the_page(writer):
    page = writer.root["/Pages"]["/Kids"][0]
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (72, 700, 300, 740))),
            pdf_name("/Contents"): generic.TextStringObject("100分"),
        }
    )
    page["/Annots"].append(writer.add_object(note))
    writer.mark_update(page.container_ref)
    writer.update_container(page["/Annots"])


def _rewrite_the_page(writer):
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.mark_update(page.container_ref)


def _add_a_field(writer):
    append_signature_field(writer, SigFieldSpec("later", on_page=0, box=(10, 10, 90, 40)))


def _move_the_field(writer):
    _field(writer, "leader")["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842)))


def _give_it_an_old_look(writer):
    old = _field(writer, "inspector")["/AP"].raw_get("/N")
    _field(writer, "leader")["/AP"] = generic.DictionaryObject({pdf_name("/N"): old})


def _give_it_two_looks(writer):
    looks = _field(writer, "leader")["/AP"]
    looks["/D"] = looks.raw_get("/N")


def _change_the_first_signature_look(writer):
    field = _field(writer, "inspector")
    field["/AP"] = generic.DictionaryObject()
    writer.mark_update(field.container_ref)


def _change_the_title(writer):
    writer.trailer["/Info"]["/Title"] = generic.TextStringObject("另一份")
    writer.mark_update(writer.trailer.raw_get("/Info").reference)


def _lift_the_lock(writer):
    del writer.root["/Perms"]
    writer.update_root()


def _exchange_the_catalog(writer):
    writer._root = writer.add_object(generic.DictionaryObject(writer.root))
    writer.trailer["/Root"] = writer._root


CHANGES = [
    _cover_the_page,
    _rewrite_the_page,
    _add_a_field,
    _move_the_field,
    _give_it_an_old_look,
    _give_it_two_looks,
    _change_the_first_signature_look,
    _change_the_title,
    _lift_the_lock,
    _exchange_the_catalog,
]
APPENDABLE = [_cover_the_page, _rewrite_the_page, _add_a_field, _change_the_title, _lift_the_lock]


@pytest.mark.parametrize("change", CHANGES)
def test_a_later_signer_can_change_nothing_else(once_signed, sign, inspectors, office, change):
    pdf = _signed_after(once_signed, change, "leader", inspectors[1], sign)
    verdict = verify_pdf(pdf, [office])
    assert not verdict.is_genuine
    assert verdict.complaints in {(Complaint.CHANGED_BETWEEN,), (Complaint.NOT_CERTIFIED,)}


@pytest.mark.parametrize("change", APPENDABLE)
def test_an_unsigned_change_at_the_end_is_refused(twice_signed, office, change):
    verdict = verify_pdf(_appended(twice_signed, change), [office])
    assert Complaint.BYTES_AFTER_END in verdict.complaints
    assert verdict.changed_after


@pytest.mark.parametrize("change", [_cover_the_page, _rewrite_the_page, _add_a_field, _change_the_title])
def test_an_unsigned_change_between_two_signatures_is_refused(once_signed, sign, inspectors, office, change):
    verdict = verify_pdf(sign(_appended(once_signed, change), "leader", inspectors[1]), [office])
    assert verdict.complaints == (Complaint.UNSIGNED_REVISION,)
    assert verdict.changed_after


def test_a_field_that_was_added_later_and_signed_is_refused(once_signed, sign, inspectors, office):
    pdf = sign(_appended(once_signed, _add_a_field), "later", inspectors[1])
    assert verify_pdf(pdf, [office]).complaints == (Complaint.UNSIGNED_REVISION,)


def test_a_form_value_filled_in_later_is_refused(make_report, sign, inspectors, office):
    def add_text_field(writer):
        field = generic.DictionaryObject(
            {
                pdf_name("/FT"): pdf_name("/Tx"),
                pdf_name("/T"): generic.TextStringObject("marks"),
                pdf_name("/V"): generic.TextStringObject("60"),
            }
        )
        writer.root["/AcroForm"]["/Fields"].append(writer.add_object(field))
        writer.update_container(writer.root["/AcroForm"]["/Fields"])

    def fill_in(writer):
        field = _field(writer, "marks")
        field["/V"] = generic.TextStringObject("100")
        writer.mark_update(field.container_ref)

    fields = [FieldSpec("inspector", 0, (72, 100, 272, 160)), FieldSpec("leader", 0, (300, 100, 500, 160))]
    pdf = sign(_appended(prepare_fields(make_report(), fields), add_text_field), "inspector", inspectors[0])
    assert verify_pdf(pdf, [office]).is_genuine
    assert verify_pdf(_appended(pdf, fill_in), [office]).complaints == (Complaint.BYTES_AFTER_END,)
    changed = _signed_after(pdf, fill_in, "leader", inspectors[1], sign)
    assert verify_pdf(changed, [office]).complaints == (Complaint.CHANGED_BETWEEN,)


def test_a_hole_that_was_signed_cannot_be_filled_later(make_report, sign, inspectors, office):
    fields = [FieldSpec("inspector", 0, (72, 100, 272, 160)), FieldSpec("leader", 0, (300, 100, 500, 160))]
    hole = 60

    def leave_a_hole(writer):
        page = writer.root["/Pages"]["/Kids"][0].get_object()
        contents = [page.raw_get("/Contents"), generic.IndirectObject(hole, 0, writer)]
        page["/Contents"] = generic.ArrayObject(contents)
        writer.mark_update(page.container_ref)

    def fill_it(writer):
        writer.objects[(0, hole)] = generic.StreamObject(stream_data=b"0 0 595 842 re f")
        writer._lastobj_id = hole

    pdf = sign(prepare_fields(_appended(make_report(), leave_a_hole), fields), "inspector", inspectors[0])
    changed = _signed_after(pdf, fill_it, "leader", inspectors[1], sign)
    assert b"\n60 0 obj" in changed
    assert verify_pdf(changed, [office]).complaints == (Complaint.CHANGED_BETWEEN,)


def test_a_first_signature_that_locks_nothing_is_refused(prepared, sign, inspectors, office):
    pdf = sign(prepared, "inspector", inspectors[0], certify=False)
    assert verify_pdf(pdf, [office]).complaints == (Complaint.NOT_CERTIFIED,)
    pdf = sign(pdf, "leader", inspectors[1], certify=True)
    assert Complaint.NOT_CERTIFIED in verify_pdf(pdf, [office]).complaints


def test_a_report_signed_anew_by_somebody_else_shows_that_somebody(prepared, sign, outsider, office):
    verdict = verify_pdf(sign(prepared, "inspector", outsider), [office])
    assert verdict.is_genuine
    assert verdict.signatures[0].signer == "外来人"
    assert not verdict.signatures[0].issued_by_office


def _sealed_bytes(start, end, signer):
    """Bytes that bear a sound signature of `signer`, whatever they are as a PDF."""
    width = 2 * largest_length(signer.certificate, signer.chain) + 2
    tail = b"\n" + end
    head_length = len(start) + len(b"%/ByteRange [0 0000000000 0000000000 0000000000]\n")
    head = start + b"%%/ByteRange [0 %010d %010d %010d]\n" % (head_length, head_length + width, len(tail))
    digest = hashlib.sha256(head + tail).digest()
    der = sign_digest(digest, signer.key, signer.certificate, signer.chain)
    return head + b"<" + der.hex().upper().encode().ljust(width - 2, b"0") + b">" + tail


def test_signed_bytes_that_cannot_be_read_as_a_pdf_are_refused(inspectors, office):
    for end in (b"", b"startxref\n0\n%%EOF\n", b"xref\n0 1\ntrailer\n<</Size 1>>\nstartxref\n9999\n%%EOF\n"):
        pdf = _sealed_bytes(b"%PDF-1.4\n", end, inspectors[0])
        assert verify_pdf(pdf, [office]).complaints == (Complaint.NOT_READABLE,)


def test_a_seal_in_a_comment_is_no_signature_of_the_pdf(make_report, inspectors, office):
    report = make_report()
    pdf = _sealed_bytes(report, report[report.rindex(b"startxref") :], inspectors[0])
    assert verify_pdf(pdf, [office]).complaints == (Complaint.NO_SIGNATURE,)


def test_an_encrypted_pdf_is_refused_even_when_it_is_signed(make_report, inspectors, office):
    secret = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_report())) as document:
        document.save(secret, encryption=pikepdf.Encryption(owner="x", user=""))
    report = secret.getvalue()
    pdf = _sealed_bytes(report, report[report.rindex(b"startxref") :], inspectors[0])
    assert verify_pdf(pdf, [office]).complaints == (Complaint.ENCRYPTED,)


@pytest.mark.parametrize("numbers", [(), (0, 1, 2), (1, 5, 9, 1), (0, 9, 5, 1), (0, 5, 9, 0), (0, 0, 9, 1)])
def test_a_byte_range_with_anything_but_one_gap_is_none(numbers):
    assert ByteRange.from_numbers(numbers) is None


@pytest.mark.parametrize("gap", [b"<00>", b"<>", b"<3>", b"<30>", b"<3003020101>", b"<3080>", b"<30820000>"])
def test_a_gap_without_a_signature_breaks_the_seal(gap):
    pdf = b"%PDF-1.4" + gap + b"%%EOF"
    with pytest.raises(BrokenSeal) as caught:
        open_seal(pdf, ByteRange(8, 8 + len(gap), len(pdf)))
    assert caught.value.is_shape


def test_another_kind_of_signature_is_none_of_ours(prepared, sign, inspectors, office, monkeypatch):
    from pyhanko.sign.fields import SigSeedSubFilter

    from app.identity import pdf_sign

    class Other:
        PADES = SigSeedSubFilter.ADOBE_PKCS7_DETACHED

    monkeypatch.setattr(pdf_sign, "SigSeedSubFilter", Other)
    assert verify_pdf(sign(prepared, "inspector", inspectors[0]), [office]).complaints == (Complaint.SIGNATURE_BROKEN,)


def test_every_complaint_has_its_sentence():
    assert set(COMPLAINT_WORDS) == set(Complaint)
    assert all(words.endswith("。") for words in COMPLAINT_WORDS.values())
