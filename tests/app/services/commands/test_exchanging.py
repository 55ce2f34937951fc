"""The sub-commands export, import and keys, run as an office runs them."""

import pytest

from app.identity.age import AgeKey
from app.identity.passphrase import ArgonCost
from app.services.certificate_requests import certificate_requests, issue_on_request
from app.services.commands.exchanging import run_export, run_import, run_keys
from app.services.office_key import issue_certificates, make_office_key
from app.services.people import people
from app.services.revoking import revoke_certificate
from app.services.vouching import vouch_for
from app.services.workspace import create_workspace, open_workspace
from tests.app.services.second_laptops import HERS, a_lone_laptop, an_office, carried, invitation_of, joined

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


def test_a_key_file_goes_with_it_and_its_password_is_the_last_line(store, tmp_path, capsys):
    stick = tmp_path / "stick"
    assert run_export(["--out", str(stick), "--key-file", "--everything", *store]) == 0
    (tmp_path / "key word").write_text(capsys.readouterr().out.splitlines()[-1])
    [key], [bundle] = stick.glob("*.key.age"), stick.glob("*.wyb")
    opened_by = ["--key", str(key), "--key-passphrase-file", str(tmp_path / "key word")]
    assert run_import([str(bundle), "--plan", *opened_by, *store]) == 0


def test_in_clear_only_public_material_and_only_when_it_is_said(store, tmp_path, capsys):
    stick = tmp_path / "stick"
    for wrong in (["--public"], ["--plain"], ["--plain", "--everything"]):
        with pytest.raises(SystemExit) as left:
            run_export(["--out", str(stick), *wrong, *store])
        assert left.value.code == 2
    assert list(stick.iterdir()) == []
    assert run_export(["--out", str(stick), "--public", "--plain", *store]) == 0
    [bundle] = stick.iterdir()
    assert bundle.name.endswith(".bag.zip")


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


def test_accepted_offices_requests_and_revocations_are_listed(tmp_path, capsys):
    city, district = an_office(tmp_path / "city", "常州市委组织部", "city"), an_office(tmp_path / "district")
    laptop = a_lone_laptop(tmp_path / "laptop")
    invitation = invitation_of(district)
    vouch_for(city, invitation, invitation.fingerprint, PASSPHRASE)
    joined(district, laptop)
    carried(laptop, HERS, district, PASSPHRASE, tmp_path / "stick")
    for workspace in (city, district, laptop):
        workspace.close()
    (tmp_path / "hers").write_text(HERS, "utf-8")
    (tmp_path / "word").write_text(PASSPHRASE, "utf-8")

    def keys(name: str, word: str) -> str:
        assert run_keys(["--data", str(tmp_path / name), "--passphrase-file", str(tmp_path / word)]) == 0
        return capsys.readouterr().out

    assert f"其机关证书指纹：{invitation.fingerprint}" in keys("city", "word")
    assert "等待签发：李秀英" in keys("district", "word")
    assert f"本机已加入：钟楼区委组织部，机关证书指纹：{invitation.fingerprint}" in keys("laptop", "hers")
    again = open_workspace(tmp_path / "district", PASSPHRASE)
    issue_on_request(again, certificate_requests(again)[0], "inspector", PASSPHRASE)
    revoke_certificate(again, certified(again), PASSPHRASE, "电脑丢了")
    again.close()
    assert "李秀英" in (said := keys("district", "word"))
    assert "证书已吊销" in said


def certified(workspace) -> str:
    return next(one.author for one in people(workspace) if one.name == "李秀英")
