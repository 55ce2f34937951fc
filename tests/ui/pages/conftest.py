"""Stores for the tests of pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.workspace import Workspace
from tests.ui.practice import own_office, practice_store


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Workspace]:
    """The invented district."""
    workspace = practice_store(tmp_path)
    yield workspace
    workspace.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """A real office with two people."""
    workspace = own_office(tmp_path)
    yield workspace
    workspace.close()
