"""The sub-commands archive and tables, run as an office runs them."""

import io
import zipfile

import pytest

from app.identity.age import AgeKey, decrypt_with
from app.services.commands.archiving import run_archive, run_tables
from app.services.demo import create_demo_workspace, do_main_job


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    workspace = create_demo_workspace(tmp_path_factory.mktemp("store") / "demo")
    do_main_job(workspace)
    workspace.close()
    return workspace.folder, str(workspace.today().year)


def test_an_archive_is_written_and_counted(folder, tmp_path, capsys):
    store, year = folder
    assert run_archive([year, "--out", str(tmp_path), "--plain", "--data", str(store)]) == 0
    assert "：1件，佐证材料0份" in capsys.readouterr().out
    assert (tmp_path / f"wuyou-{year}" / "bagit.txt").exists()


def test_an_encrypted_archive_opens_with_the_key_it_was_written_for(folder, tmp_path, capsys):
    store, year = folder
    key = AgeKey.new()
    assert run_archive([year, "--out", str(tmp_path), "--sealed", "--to", key.recipient, "--data", str(store)]) == 0
    assert "1件" in capsys.readouterr().out
    [path] = tmp_path.iterdir()
    plain = io.BytesIO()
    with path.open("rb") as source:
        decrypt_with([key], source, plain)
    assert f"wuyou-{year}/bagit.txt" in zipfile.ZipFile(plain).namelist()


def test_tables_are_written_and_counted(folder, tmp_path, capsys):
    assert run_tables(["--out", str(tmp_path), "--plain", "--data", str(folder[0])]) == 0
    assert "inspections 2行" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["2026", "--out", "x"],
        ["--out", "x", "--plain"],
        ["今年", "--out", "x", "--plain"],
        ["2026", "--plain"],
        ["2026", "--out", "x", "--plain", "--sealed"],
    ],
)
def test_nothing_leaves_in_clear_unless_it_is_said(folder, tmp_path, monkeypatch, capsys, arguments):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        run_archive([*arguments, "--data", str(folder[0])])
    assert left.value.code == 2
    assert "用法: main.py archive" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
