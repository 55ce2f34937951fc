import subprocess
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.errors import CertificateUnreadable
from app.identity.certificates import (
    Certificate,
    Holder,
    chain_of,
    issue_certificate,
    issue_demo_office_certificate,
    issue_office_certificate,
    read_request,
    request_certificate,
    self_issued_certificate,
)


def test_the_office_issues_an_inspectors_certificate(office, inspectors, now):
    certificate = inspectors[0].certificate
    assert certificate.holder == Holder("王检查", "钟楼区委组织部", "检查员")
    assert certificate.issuer == office.holder == Holder("钟楼区委组织部", "钟楼区委组织部")
    assert certificate.author == inspectors[0].key.author
    assert certificate.is_issued_by(office)
    assert not certificate.is_self_issued
    assert not certificate.is_authority
    assert office.is_authority
    assert office.is_self_issued


def test_certificates_hold_from_the_day_before_for_thirty_years(office, inspectors, now):
    for certificate in (office, inspectors[0].certificate):
        assert certificate.valid_from == now - timedelta(days=1)
        assert certificate.valid_until.year == now.year + 30


def test_serial_numbers_and_fingerprints_differ(office, inspectors):
    everybody = [office, inspectors[0].certificate, inspectors[1].certificate]
    assert len({certificate.serial for certificate in everybody}) == 3
    assert len({certificate.fingerprint for certificate in everybody}) == 3


def test_openssl_accepts_the_chain(office, inspectors, tmp_path):
    (tmp_path / "office.pem").write_bytes(office.parsed.public_bytes(Encoding.PEM))
    (tmp_path / "inspector.pem").write_bytes(inspectors[0].certificate.parsed.public_bytes(Encoding.PEM))
    command = ["openssl", "verify", "-x509_strict", "-attime", "1770000000", "-CAfile", "office.pem", "inspector.pem"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_without_an_office_a_certificate_is_self_issued(outsider, office):
    assert outsider.certificate.is_self_issued
    assert not outsider.certificate.is_authority
    assert not outsider.certificate.is_issued_by(office)
    assert chain_of(outsider.certificate, [office]) == ()


def test_the_chain_of_a_certificate_is_its_office(office, inspectors, make_key, now):
    other = issue_office_certificate("天宁区委组织部", make_key(), now)
    namesake = issue_office_certificate("钟楼区委组织部", make_key(), now)
    assert chain_of(inspectors[0].certificate, [other, namesake, inspectors[1].certificate, office]) == (office,)
    assert chain_of(office, [office]) == ()


def test_only_the_offices_key_issues(office, inspectors, make_key, now):
    holder = Holder("张三", "钟楼区委组织部")
    with pytest.raises(ValueError, match="office"):
        issue_certificate(office, make_key(), holder, inspectors[0].certificate.spki, now)
    with pytest.raises(ValueError, match="office"):
        issue_certificate(inspectors[0].certificate, inspectors[0].key, holder, office.spki, now)


def test_a_practice_office_is_marked_and_so_is_everything_it_issues(make_key, now):
    key = make_key()
    office = issue_demo_office_certificate(key, now)
    issued = issue_certificate(office, key, Holder("演示甲", "钟楼区委组织部"), make_key().public_spki, now)
    assert office.is_demo
    assert issued.is_demo
    assert "演练" in office.holder.name


def test_real_certificates_carry_no_mark(office, inspectors):
    assert not office.is_demo
    assert not inspectors[0].certificate.is_demo


def test_long_names_are_cut_to_what_a_certificate_holds_and_an_empty_post_is_left_out(make_key, now):
    key = make_key()
    certificate = self_issued_certificate(Holder("王" * 80, "部" * 80), key, now)
    assert certificate.holder == Holder("王" * 21, "部" * 64, "")


def test_a_request_goes_up_and_a_certificate_comes_down(office, office_key, make_key, now):
    key = make_key()
    holder, spki = read_request(request_certificate(Holder("王检查", "钟楼区委组织部", "检查员"), key))
    assert holder == Holder("王检查", "钟楼区委组织部", "检查员")
    assert spki == key.public_spki
    assert issue_certificate(office, office_key, holder, spki, now).author == key.author


def test_a_changed_request_is_refused(make_key):
    request = request_certificate(Holder("王检查", "钟楼区委组织部"), make_key())
    for place in range(len(request)):
        with pytest.raises(CertificateUnreadable):
            read_request(request[:place] + bytes([request[place] ^ 0xFF]) + request[place + 1 :])


def _foreign(key, algorithm, build=x509.CertificateSigningRequestBuilder):
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "x")])
    return build().subject_name(name).sign(key, algorithm).public_bytes(Encoding.DER)


def test_requests_for_other_kinds_of_keys_are_refused():
    for request in (
        _foreign(ed25519.Ed25519PrivateKey.generate(), None),
        _foreign(ec.generate_private_key(ec.SECP384R1()), hashes.SHA256()),
    ):
        with pytest.raises(CertificateUnreadable):
            read_request(request)


def test_a_certificate_comes_back_from_its_bytes(office):
    assert Certificate.from_der(office.der) == office


def test_bytes_that_are_no_certificate_of_ours_are_refused(now):
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "x")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
    )
    for key, algorithm in (
        (ed25519.Ed25519PrivateKey.generate(), None),
        (ec.generate_private_key(ec.SECP384R1()), hashes.SHA256()),
    ):
        foreign = builder.public_key(key.public_key()).sign(key, algorithm)
        with pytest.raises(CertificateUnreadable):
            Certificate.from_der(foreign.public_bytes(Encoding.DER))
    for der in (b"", b"0", b"\x30\x82\xff\xff"):
        with pytest.raises(CertificateUnreadable):
            Certificate.from_der(der)


def test_a_certificate_without_constraints_is_no_authority(make_key, now):
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "x")])
    key = make_key()
    bare = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .public_key(key.private.public_key())
        .sign(key.private, hashes.SHA256())
    )
    certificate = Certificate.from_der(bare.public_bytes(Encoding.DER))
    assert not certificate.is_authority
    assert certificate.holder == Holder("x", "", "")


def test_no_certificate_is_made_for_another_kind_of_key(office, office_key, now):
    spki = (
        ed25519.Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    )
    with pytest.raises(CertificateUnreadable):
        issue_certificate(office, office_key, Holder("张三", "钟楼区委组织部"), spki, now)
