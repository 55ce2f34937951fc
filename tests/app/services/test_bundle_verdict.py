"""Verifying a bundle: by whoever holds the key, with a sentence for everything that is wrong."""

import pytest

import main
from app.errors import AgeKeyMalformed, WrongPassphrase
from app.exchange.bundle_reader import LineReason
from app.identity.age import AgeKey, sealed_key
from app.services.bundle_verdict import key_in_file, verify_bundle
from tests.app.exchange.sticks import (
    OFFICE_AGE,
    OUTSIDER,
    REVISIONS,
    a_revision,
    a_stream,
    an_info,
    packed,
    plain_zip,
    unpacked,
    written,
)
from ui.words.bundles import LINE_WORDS


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "office.txt"
    path.write_text(f"# created: 2026-01-08\n# public key: {OFFICE_AGE.recipient}\n{OFFICE_AGE.secret}\n")
    return path


def test_a_good_bundle_says_whose_it_is(stick, key_file, capsys):
    path = written(stick, a_stream((*REVISIONS, a_revision(9, sender=OUTSIDER)))).path
    assert main.main(["verify", str(path), "--key", str(key_file)]) == 0
    said = capsys.readouterr().out
    assert "记录6条，佐证材料2份，报告1份" in said
    assert "王检查（钟楼区委组织部，检查员）" in said
    assert "有1条记录是别人签的" in said


def test_bad_lines_are_named_and_the_exit_code_says_so(stick, key_file, capsys):
    forged = a_revision(1), a_revision(2)
    lines = [forged[0].line(), forged[1].line()[:-20] + forged[0].line()[-20:]]
    stream = a_stream()
    stream.lines = lines
    path = written(stick, stream).path
    assert main.main(["verify", str(path), "--key", str(key_file)]) == 1
    told = capsys.readouterr()
    assert f"revisions-0001.ndjson:2：{LINE_WORDS[LineReason.SIGNATURE_WRONG]}" in told.err


def test_every_reason_for_a_line_has_its_words():
    assert set(LINE_WORDS) == set(LineReason)


def test_an_encrypted_bundle_asks_for_a_key_and_an_open_one_does_not(stick, capsys):
    path = written(stick).path
    with pytest.raises(SystemExit) as left:
        main.main(["verify", str(path)])
    assert left.value.code == 2
    assert "--key" in capsys.readouterr().err
    clear = written(stick, a_stream(info=an_info(recipients=()))).path
    assert main.main(["verify", str(clear)]) == 0
    assert "没有加密" in capsys.readouterr().out


def test_a_bundle_for_others_and_a_changed_one_are_refused_in_words(stick, tmp_path, key_file, capsys):
    path = written(stick).path
    other = tmp_path / "other.txt"
    other.write_text(AgeKey.new().secret)
    assert main.main(["verify", str(path), "--key", str(other)]) == 1
    assert "不是加密给本机的" in capsys.readouterr().err
    with unpacked(plain_zip(path)) as files:
        changed = stick / "changed.bag.zip"
        changed.write_bytes(packed({**files, "bag/data/setup.exe": b""}))
    assert main.main(["verify", str(changed)]) == 1
    assert "数据包里有一个不该有的文件（data/setup.exe）" in capsys.readouterr().err


def test_the_key_of_the_first_day_opens_with_its_passphrase(stick, tmp_path):
    path = tmp_path / "a.key.age"
    path.write_bytes(sealed_key(OFFICE_AGE, "第一天的口令"))
    key = key_in_file(path, "第一天的口令")
    assert verify_bundle(written(stick).path, [key], tmp_path / "scratch").counts.revisions == 5
    with pytest.raises(WrongPassphrase):
        key_in_file(path, None)
    path.write_text("no key at all")
    with pytest.raises(AgeKeyMalformed):
        key_in_file(path, None)
