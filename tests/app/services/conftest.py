"""Workspaces to try errands in: a practice district, and an office of one's own with a cheap passphrase."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.identity.passphrase import ArgonCost
from app.services.demo import create_demo_workspace
from app.services.workspace import FirstStart, Workspace, create_workspace
from tests.app.services.machines import a_desktop, a_laptop

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "春江花月夜第一句"


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Workspace]:
    """The invented district."""
    workspace = create_demo_workspace(tmp_path / "demo")
    yield workspace
    workspace.close()


@pytest.fixture
def first_start() -> FirstStart:
    """What somebody typed at the first start."""
    return FirstStart("钟楼区委组织部", "district", "王建国", "组织科科长", "administrator", PASSPHRASE)


@pytest.fixture
def office(tmp_path: Path, first_start: FirstStart) -> Iterator[Workspace]:
    """A real office with one person."""
    workspace, _code = create_workspace(tmp_path / "office", first_start, cost=CHEAP)
    yield workspace
    workspace.close()


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Workspace]:
    """The office's own machine: its key, a certificate, a street."""
    workspace = a_desktop(tmp_path)
    yield workspace
    workspace.close()


@pytest.fixture
def laptop(desktop: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """A second machine of the same office, made from a backup."""
    workspace = a_laptop(desktop, tmp_path / "laptop")
    yield workspace
    workspace.close()
