import pytest
from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates

from app.identity.key_export import export_key


def test_the_exported_key_opens_with_its_generated_password_only(inspectors, office):
    signer = inspectors[0]
    data, password = export_key(signer.key, signer.certificate, signer.chain)
    assert len(password) == 20
    private, certificate, above = load_key_and_certificates(data, password.encode())
    assert private.private_numbers() == signer.key.private.private_numbers()
    assert certificate == signer.certificate.parsed
    assert above == [office.parsed]
    with pytest.raises(ValueError, match="password"):
        load_key_and_certificates(data, b"another password 123")


def test_every_export_has_its_own_password(inspectors):
    signer = inspectors[0]
    assert len({export_key(signer.key, signer.certificate)[1] for _ in range(3)}) == 3


def test_a_key_is_not_exported_with_anothers_certificate(inspectors):
    with pytest.raises(ValueError, match="another key"):
        export_key(inspectors[0].key, inspectors[1].certificate)
