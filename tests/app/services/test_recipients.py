"""Whom a bundle can go to."""

import base64
from dataclasses import replace

from app.domain.register import REGISTER, Vouch, register_body, register_id, register_of
from app.domain.revision import AMEND
from app.identity.age import AgeKey
from app.services import office_key as office_keys
from app.services.office_key import office_key
from app.services.recipients import known_offices
from app.services.records import Pen, write_records
from app.store.lineage import heads
from tests.app.services.machines import PASSPHRASE, a_desktop


def test_nobody_is_known_before_there_is_a_key(office):
    assert known_offices(office) == ()


def test_the_own_office_comes_first_and_whom_it_vouches_for_after(tmp_path):
    desktop = a_desktop(tmp_path)
    try:
        _kept, key = office_keys._opened(desktop, PASSPHRASE)
        [head] = heads(desktop.store, REGISTER, register_id(key.author))
        register = register_of(head.rev.body)
        city = AgeKey.new().recipient
        vouched = (
            Vouch("c" * 64, "示例市委组织部", "city", base64.b64encode(b"x").decode(), city),
            Vouch("d" * 64, "没有公钥的区", "district"),
        )
        body = register_body(replace(register, version=register.version + 1, vouched=vouched))
        write_records(desktop, Pen(key), ((REGISTER, register_id(key.author), AMEND, body),))
        found = known_offices(desktop)
        assert [(one.name, one.is_own) for one in found] == [("钟楼区委组织部", True), ("示例市委组织部", False)]
        assert found[0].recipient == office_key(desktop).recipient
        assert found[1].recipient == city
    finally:
        desktop.close()
