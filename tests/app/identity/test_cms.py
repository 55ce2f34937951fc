import hashlib
import subprocess
from dataclasses import replace

import pytest
from asn1crypto import cms as asn1_cms
from cryptography.hazmat.primitives.serialization import Encoding

from app.identity.certificates import issue_office_certificate
from app.identity.cms import NotOurSignature, largest_length, read_signature, sign_content, sign_digest

DATA = "检查材料清单".encode()


@pytest.fixture
def der(inspectors):
    signer = inspectors[0]
    return sign_content(DATA, signer.key, signer.certificate, signer.chain)


def test_a_signature_says_whose_it_is_and_over_what(der, inspectors, office):
    read = read_signature(der)
    assert read.holds
    assert read.digest == hashlib.sha256(DATA).digest()
    assert read.certificates == (inspectors[0].certificate, office)
    assert read.is_issued_by_one_of([office])


def test_another_offices_root_does_not_vouch(der, make_key, now, inspectors):
    read = read_signature(der)
    namesake = issue_office_certificate("钟楼区委组织部", make_key(), now)
    assert not read.is_issued_by_one_of([])
    assert not read.is_issued_by_one_of([namesake, inspectors[0].certificate])


def test_an_office_may_sign_itself(office, office_key):
    read = read_signature(sign_content(DATA, office_key, office))
    assert read.holds
    assert read.is_issued_by_one_of([office])


def test_a_self_issued_signature_holds_but_nobody_vouches(outsider, office):
    read = read_signature(sign_content(DATA, outsider.key, outsider.certificate))
    assert read.holds
    assert not read.is_issued_by_one_of([office, outsider.certificate])


def test_openssl_accepts_it(der, office, tmp_path):
    (tmp_path / "signature.p7s").write_bytes(der)
    (tmp_path / "data").write_bytes(DATA)
    (tmp_path / "office.pem").write_bytes(office.parsed.public_bytes(Encoding.PEM))
    command = "openssl cms -verify -inform DER -in signature.p7s -content data -CAfile office.pem -binary -purpose any"
    done = subprocess.run([*command.split(), "-attime", "1770000000"], cwd=tmp_path, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout == DATA


def test_every_bit_of_it_is_pinned(der):
    for place in range(len(der)):
        for flip in (0x01, 0x80):
            changed = der[:place] + bytes([der[place] ^ flip]) + der[place + 1 :]
            try:
                read = read_signature(changed)
            except NotOurSignature:
                continue
            assert read.digest != hashlib.sha256(DATA).digest() or not read.holds, (place, flip)


def test_cut_or_lengthened_bytes_are_none_of_ours(der):
    for changed in (b"", der[:-1], der + b"\0", der[1:], b"\x30\x80" + der[2:]):
        with pytest.raises(NotOurSignature):
            read_signature(changed)


def test_a_sound_signature_in_another_shape_is_none_of_ours(der):
    parsed = asn1_cms.ContentInfo.load(der)
    signer = parsed["content"]["signer_infos"][0]
    signer["unsigned_attrs"] = [{"type": "1.2.3.4", "values": [asn1_cms.OctetString(b"room to hide")]}]
    with pytest.raises(NotOurSignature):
        read_signature(parsed.dump(force=True))


def test_a_chain_that_did_not_issue_the_certificate_does_not_hold(inspectors, make_key, now):
    stranger = issue_office_certificate("天宁区委组织部", make_key(), now)
    signer = inspectors[0]
    assert not read_signature(sign_content(DATA, signer.key, signer.certificate, (stranger,))).holds


def test_a_certificate_of_another_key_is_refused(inspectors):
    with pytest.raises(ValueError, match="another key"):
        sign_digest(bytes(32), inspectors[0].key, inspectors[1].certificate)


def test_a_signature_by_another_key_does_not_hold(der, inspectors):
    read = read_signature(der)
    assert not replace(read, certificate=inspectors[1].certificate).holds
    assert not replace(read, digest=bytes(32)).holds


def test_the_longest_signature_is_known_beforehand(inspectors):
    signer = inspectors[0]
    longest = largest_length(signer.certificate, signer.chain)
    for number in range(50):
        length = len(sign_content(bytes([number]), signer.key, signer.certificate, signer.chain))
        assert longest - 8 <= length <= longest
