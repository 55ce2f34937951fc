"""Where the packaged program finds its own files and keeps a user's."""

import sys

import pytest

from app import paths


@pytest.fixture
def packaged(tmp_path, monkeypatch):
    """The program as it runs from its own folder; returns that folder."""
    folder = tmp_path / "我的 U盘" / "wuyou-zicha"
    folder.mkdir(parents=True)
    (folder / "wuyou-zicha").write_bytes(b"")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "wuyou-zicha"))
    return folder


def test_a_portable_program_keeps_its_data_beside_itself(packaged):
    (packaged / "portable").write_bytes(b"")
    assert paths.data_folder() == packaged / "data"


def test_an_installed_program_keeps_them_with_the_user(packaged, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    assert packaged not in paths.data_folder().parents


def test_a_launcher_elsewhere_does_not_move_the_data(packaged, monkeypatch, tmp_path):
    (packaged / "portable").write_bytes(b"")
    launcher = tmp_path / "launcher"
    launcher.symlink_to(packaged / "wuyou-zicha")
    monkeypatch.setattr(sys, "executable", str(launcher))
    assert paths.data_folder() == packaged / "data"


def test_a_checkout_without_the_file_is_not_portable(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert paths.PROGRAM_FOLDER not in paths.data_folder().parents


def test_usage_names_what_was_started(packaged):
    assert paths.command_name() == "wuyou-zicha"


def test_sources_are_started_by_main():
    assert paths.command_name() == "main.py"


def test_the_licences_of_all_parts_lie_beside_the_packaged_program(packaged):
    assert paths.licence_folder() is None
    (packaged / "licences").mkdir()
    assert paths.licence_folder() == packaged / "licences"
