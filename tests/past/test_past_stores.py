"""A store that any earlier version wrote opens, is brought up with a copy kept, and holds what it held."""

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.errors import AppError, StoreNotBroughtUp
from app.services import workspace as workspaces
from app.services.inspections import open_inspection
from app.services.issued import inspection_of
from app.services.reports import report_pdf, verify_pdf_bytes
from app.services.workspace import Workspace, open_workspace
from app.store import backups, rebuild
from app.store import reports as report_table
from app.store.connection import DATABASE_NAME
from app.store.database import open_store
from app.store.integrity import check
from app.store.migrations import STEPS
from ui.messages import message_for

PAST = Path(__file__).parent
SAMPLES = sorted((facts, kind) for facts in PAST.glob("*/facts.json") for kind in ("practice", "locked"))


@pytest.fixture(params=SAMPLES, ids=lambda sample: f"{sample[0].parent.name}-{sample[1]}")
def past(request, tmp_path) -> tuple[Path, dict[str, Any]]:
    """A copy of a past store, and what was in it."""
    facts, kind = request.param
    folder = tmp_path / "store"
    shutil.copytree(facts.parent / kind, folder)
    return folder, json.loads(facts.read_text(encoding="utf-8"))[kind]


def add_column(db: Any) -> None:
    """A step of some later version."""
    db.execute("ALTER TABLE unit ADD COLUMN of_a_later_version INTEGER")


def fail_half_way(db: Any) -> None:
    """A step of some later version with a mistake in it."""
    db.execute("DELETE FROM unit")
    raise LookupError("no such thing")


def with_steps(monkeypatch: pytest.MonkeyPatch, *more: Any) -> None:
    """Let the program be of a later version, with `more` steps than it has today."""
    monkeypatch.setattr(workspaces.database, "open_store", partial(open_store, steps=(*STEPS, *more)))


def assert_holds(workspace: Workspace, facts: dict[str, Any]) -> None:
    counts = backups.counts(workspace.store).to_json()
    assert {name: counts[name] for name in facts["counts"]} == facts["counts"]
    opened = open_inspection(workspace, facts["inspection"])
    assert opened.unit.name == facts["unit"]
    assert (str(opened.result.total), opened.result.grade) == (facts["total"], facts["grade"])
    assert [row.report.number for row in report_table.reports(workspace.store)] == facts["reports"]
    for number in facts["reports"]:
        pdf = report_pdf(workspace, inspection_of(workspace, number))
        assert verify_pdf_bytes(pdf, workspace).is_genuine
    assert check(workspace.store) == ()
    assert rebuild.differences(workspace.store) == ()


def test_it_opens_and_holds_what_it_held(past):
    folder, facts = past
    workspace = open_workspace(folder, facts["passphrase"])
    assert workspace.store.rows("PRAGMA user_version") == [(len(STEPS),)]
    assert_holds(workspace, facts)
    workspace.close()
    assert (folder / f"{DATABASE_NAME}.before-{facts['version']}").exists() == (facts["version"] < len(STEPS))


def test_it_is_copied_before_it_is_brought_up(past, monkeypatch):
    folder, facts = past
    with_steps(monkeypatch, add_column)
    workspace = open_workspace(folder, facts["passphrase"])
    assert_holds(workspace, facts)
    key = workspace.key.secret
    workspace.close()
    copy = folder / f"{DATABASE_NAME}.before-{facts['version']}"
    shutil.move(copy, folder / DATABASE_NAME)  # the copy is a store of the version before
    with open_store(folder, key=key, steps=STEPS[: facts["version"]]) as store:
        assert backups.counts(store).to_json() == facts["counts"]


def test_a_step_that_fails_leaves_it_as_it_was_and_says_so(past, monkeypatch):
    folder, facts = past
    with_steps(monkeypatch, add_column, fail_half_way)
    with pytest.raises(StoreNotBroughtUp) as caught:
        open_workspace(folder, facts["passphrase"])
    words = message_for(caught.value)
    assert "数据和升级以前一样" in words.safe
    assert str(folder / f"{DATABASE_NAME}.before-{facts['version']}") in words.safe
    assert caught.value.copy.exists()
    monkeypatch.undo()
    workspace = open_workspace(folder, facts["passphrase"])
    assert_holds(workspace, facts)
    workspace.close()


def test_the_copy_is_there_before_the_first_step(past, monkeypatch):
    folder, facts = past
    seen: list[bool] = []
    with_steps(monkeypatch, lambda _db: seen.append((folder / f"{DATABASE_NAME}.before-{facts['version']}").exists()))
    open_workspace(folder, facts["passphrase"]).close()
    assert seen == [True]


def test_without_a_copy_nothing_is_changed(past, monkeypatch):
    folder, facts = past
    before = (folder / DATABASE_NAME).read_bytes()
    with_steps(monkeypatch, add_column)
    (folder / f"{DATABASE_NAME}.before-{facts['version']}.part").mkdir()  # a thing in the way of the copy
    with pytest.raises(AppError):
        open_workspace(folder, facts["passphrase"])
    assert (folder / DATABASE_NAME).read_bytes() == before


def test_the_first_version_is_among_them():
    assert {facts.parent.name for facts, _kind in SAMPLES} >= {"0.1.0"}
