"""A hand-over: everything in one bundle, and a list that says what it was."""

import hashlib
import json

import pytest

from app.errors import TargetFailed
from app.services.exporting import export_bundle
from app.services.handing_over import handover_list, save_handover
from app.store import audit
from app.store.revisions import revisions
from tests.app.services.machines import PASSPHRASE, a_desktop, a_laptop, taken_in


@pytest.fixture
def laptop(tmp_path):
    desktop = a_desktop(tmp_path)
    laptop = a_laptop(desktop, tmp_path / "laptop")
    (tmp_path / "stick").mkdir()
    yield desktop, laptop
    laptop.close()
    desktop.close()


def test_the_list_names_the_bundle_and_what_is_in_it(laptop, tmp_path):
    desktop, laptop = laptop
    done = export_bundle(laptop, PASSPHRASE, tmp_path / "stick", what="everything")
    listed = handover_list(laptop, done)
    assert listed.revisions == len(revisions(laptop.store))
    assert (listed.person, listed.seq, listed.bundle) == ("王建国", 1, done.path.name)
    assert listed.sha256 == hashlib.sha256(done.path.read_bytes()).hexdigest()
    assert audit.entries(laptop.store, 1)[0].act == "handed over"
    pdf, data = save_handover(listed, tmp_path / "清单.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
    value = json.loads(data.read_text("utf-8"))
    assert value["bundle"]["sha256"] == listed.sha256
    assert value["counts"]["revisions"] == listed.revisions
    taken_in(desktop, done.path)
    assert {one.rev.rid for one in revisions(laptop.store)} <= {one.rev.rid for one in revisions(desktop.store)}


def test_a_folder_that_is_gone_is_said(laptop, tmp_path):
    _desktop, laptop = laptop
    done = export_bundle(laptop, PASSPHRASE, tmp_path / "stick", what="everything")
    with pytest.raises(TargetFailed):
        save_handover(handover_list(laptop, done), tmp_path / "gone" / "清单.pdf")
