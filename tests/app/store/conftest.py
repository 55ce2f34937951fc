"""A store to work on, and the values that its tests keep in it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.domain.inspection import Inspection, Inspector
from app.domain.revision import Revision, SignedRevision
from app.domain.unit import Unit
from app.store.database import Store, create_store
from app.store.revisions import tick

KEY = bytes(range(32))
START = datetime(2026, 1, 8, 2, 3, 4, tzinfo=UTC)


@pytest.fixture(scope="session")
def key() -> bytes:
    return KEY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with create_store(folder, key=KEY, realm="changzhou", clock=lambda: START) as opened:
        yield opened


def a_unit(id_: str, name: str = "红梅社区", **more: Any) -> Unit:
    return Unit(id_, more.pop("kind", "community"), name, initials=more.pop("initials", "hmsq"), **more)


def an_inspection(id_: str = "i-1", unit_id: str = "u-1", **more: Any) -> Inspection:
    office = "天宁区委组织部"
    inspectors = (Inspector("p-1", "王芳", "科员", office), Inspector("p-2", "李强", "科长", office))
    values: dict[str, Any] = {
        "campaign_id": "daily",
        "kind": "district",
        "scheme_hash": "a" * 64,
        "visited_on": date(2026, 1, 8),
        "started_at": START,
        "updated_at": START,
        "inspectors": inspectors,
        "leader_id": "p-1",
    }
    return Inspection(id=id_, unit_id=unit_id, **(values | more))


def signed(store: Store, entity: str, id_: str, body: dict[str, Any], **more: Any) -> SignedRevision:
    """A revision of this store with a made-up signature: whether signatures hold is decided elsewhere."""
    values: dict[str, Any] = {
        "parents": (),
        "kind": "final",
        "author": "c" * 64,
        "device": store.device,
        "hlc": more.pop("hlc", None) or tick(store, more.pop("now", START)),
        "realm": store.realm,
    }
    sig = more.pop("sig", b"sig")
    return SignedRevision(Revision(entity=entity, id=id_, body=body, **(values | more)), sig)


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    return SimpleNamespace(unit=a_unit, inspection=an_inspection, signed=signed, start=START, later=later)


def later(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)
