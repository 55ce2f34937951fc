"""The sub-commands export, import and keys, run as an office runs them."""

import pytest

from app.identity.age import AgeKey
from app.identity.passphrase import ArgonCost
from app.services.commands.exchanging import run_export, run_import, run_keys
from app.services.office_key import issue_certificates, make_office_key
from app.services.people import people
from app.services.workspace import create_workspace

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "春江花月夜第一句"


@pytest.fixture
def store(tmp_path, first_start):
    """A closed store with an office key, and its options on the command line."""
    workspace, _code = create_workspace(tmp_path / "office", first_start, cost=CHEAP)
    make_office_key(workspace, PASSPHRASE, cost=CHEAP)
    issue_certificates(workspace, people(workspace), PASSPHRASE)
    workspace.close()
    (tmp_path / "word").write_text(PASSPHRASE, "utf-8")
    (tmp_path / "stick").mkdir()
    return ["--data", str(workspace.folder), "--passphrase-file", str(tmp_path / "word")]


@pytest.fixture
def first_start():
    from app.services.workspace import FirstStart

    return FirstStart("钟楼区委组织部", "district", "王建国", "组织科科长", "administrator", PASSPHRASE)


def test_out_and_in_again(store, tmp_path, capsys):
    assert run_export(["--out", str(tmp_path / "stick"), *store]) == 0
    assert "第1包" in capsys.readouterr().out
    [bundle] = (tmp_path / "stick").iterdir()
    assert run_import([str(bundle), "--plan", *store]) == 0
    said = capsys.readouterr().out
    assert "钟楼区委组织部 王建国" in said
    assert "新的0条" in said
    assert "没有收进任何内容" in said
    assert run_import([str(bundle), *store]) == 0
    assert "已收进0条" in capsys.readouterr().out
    assert run_import([str(bundle), *store]) == 0
    assert "没有重复收进" in capsys.readouterr().out


def test_another_offices_key_file_opens_a_bundle_for_it(store, tmp_path, capsys):
    other = AgeKey.new()
    (tmp_path / "other.key").write_text(f"{other.secret}\n")
    assert run_export(["--out", str(tmp_path / "stick"), "--to", other.recipient, *store]) == 0
    [bundle] = (tmp_path / "stick").iterdir()
    assert run_import([str(bundle), "--plan", "--key", str(tmp_path / "other.key"), *store]) == 0
    assert "预览" in capsys.readouterr().out


def test_the_keys_are_listed(store, capsys):
    assert run_keys(store) == 0
    said = capsys.readouterr().out
    assert "机关证书指纹：" in said
    assert "公钥：age1" in said
    assert "王建国" in said
    assert "已由机关签发" in said


def test_the_passphrase_has_to_sign_too(store, tmp_path, capsys):
    with pytest.raises(SystemExit) as left:
        run_export(["--out", str(tmp_path / "stick"), *store[:2], "--passphrase-stdin"])
    assert left.value.code == 2
    assert "--passphrase-file" in capsys.readouterr().err
