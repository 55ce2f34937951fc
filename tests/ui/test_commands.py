"""report, verify and self-check, as an office or an installer calls them."""

import io
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import main
import ui.commands.self_check
from app import VERSION
from app.identity.passphrase import ArgonCost
from app.services.demo import create_demo_workspace, do_main_job
from app.services.workspace import FirstStart, create_workspace, open_workspace
from app.store import reports as report_table

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "春江花月夜第一句"


@dataclass(frozen=True)
class Signed:
    """A practice store with one signed report and one draft."""

    folder: Path
    inspection: str
    draft: str
    number: str

    @property
    def data(self):
        return ["--data", str(self.folder)]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store") / "demo"
    workspace = create_demo_workspace(folder)
    view = do_main_job(workspace)
    [row] = report_table.reports(workspace.store)
    found = Signed(folder, view.opened.inspection.id, view.opened.self_check.inspection_id, row.report.number)
    workspace.close()
    return found


@pytest.fixture
def signed(made, tmp_path):
    folder = tmp_path / "demo"
    shutil.copytree(made.folder, folder)
    return Signed(folder, made.inspection, made.draft, made.number)


@pytest.fixture(scope="module")
def issued(made, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "报告.pdf"
    assert main.main(["report", made.number, "--out", str(out), *made.data]) == 0
    return out


@pytest.fixture
def office(tmp_path):
    first = FirstStart("钟楼区委组织部", "district", "王建国", "组织科科长", "administrator", PASSPHRASE)
    workspace, _code = create_workspace(tmp_path / "office", first, cost=CHEAP)
    workspace.close()
    return tmp_path / "office"


@pytest.fixture
def run(capsys):
    """Run main.py in this process: exit code, standard output, standard error."""

    def run_main(*arguments):
        try:
            code = main.main([str(argument) for argument in arguments])
        except SystemExit as left:
            code = left.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_main


# report


@pytest.mark.parametrize("named", ["inspection", "number"])
def test_a_report_comes_out_by_its_id_and_by_its_number(signed, run, tmp_path, named):
    out = tmp_path / "报告.pdf"
    code, said, _ = run("report", getattr(signed, named), "--out", out, *signed.data)
    assert code == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert str(out) in said
    assert said.count("证书由机关签发") == 2


def test_a_draft_has_no_report_to_take_out(signed, run, tmp_path):
    code, said, refused = run("report", signed.draft, "--out", tmp_path / "x.pdf", *signed.data)
    assert (code, said) == (1, "")
    assert "还没有签字" in refused
    assert not (tmp_path / "x.pdf").exists()


def test_an_unknown_number_is_refused_by_name(signed, run, tmp_path):
    code, _, refused = run("report", "RC-0-district-9", "--out", tmp_path / "x.pdf", *signed.data)
    assert code == 1
    assert "RC-0-district-9" in refused


def test_a_full_disk_leaves_no_half_report(signed, run, tmp_path, monkeypatch):
    def full(path, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.services.saving.write_whole", full)
    code, said, refused = run("report", signed.number, "--out", tmp_path / "x.pdf", *signed.data)
    assert (code, said) == (1, "")
    assert "磁盘已满" in refused
    assert not (tmp_path / "x.pdf").exists()


def test_a_read_only_folder_is_named(signed, run, tmp_path, monkeypatch):
    def refuse(path, data):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("app.services.saving.write_whole", refuse)
    code, _, refused = run("report", signed.number, "--out", tmp_path / "x.pdf", *signed.data)
    assert code == 1
    assert "不能写入" in refused


def test_a_report_never_takes_the_place_of_a_device(signed, run, tmp_path):
    code, _, refused = run("report", signed.number, "--out", tmp_path, *signed.data)
    assert code == 1
    assert "不是普通文件" in refused
    assert tmp_path.is_dir()


def test_a_report_comes_out_while_the_window_is_open(signed, run, tmp_path):
    window = open_workspace(signed.folder)
    try:
        code, _, _ = run("report", signed.number, "--out", tmp_path / "x.pdf", *signed.data)
    finally:
        window.close()
    assert code == 0


def test_a_store_that_is_not_there_is_said_so(run, tmp_path):
    code, _, refused = run("report", "x", "--out", tmp_path / "x.pdf", "--data", tmp_path / "nothing")
    assert code == 1
    assert "没有数据库" in refused


# verify


def test_a_genuine_report_is_told_signer_by_signer(issued, made, run):
    code, said, refused = run("verify", issued, *made.data)
    assert (code, refused) == (0, "")
    assert said.count("签名；证书由机关签发；演练") == 2
    assert "一个字节都没有改动" in said


def test_without_a_store_no_office_is_known(issued, run):
    code, said, _ = run("verify", issued)
    assert code == 0
    assert said.count("签名；证书未经机关签发") == 2
    assert "请另行核实签名人" in said


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.999])
def test_a_changed_byte_is_told_and_exits_1(issued, made, run, tmp_path, share):
    pdf = bytearray(issued.read_bytes())
    pdf[int(len(pdf) * share)] ^= 1
    (tmp_path / "x.pdf").write_bytes(pdf)
    code, _, refused = run("verify", tmp_path / "x.pdf", *made.data)
    assert code == 1
    assert "不可信" in refused
    assert "  - " in refused


def test_an_appended_byte_is_told_and_exits_1(issued, run, tmp_path):
    (tmp_path / "x.pdf").write_bytes(issued.read_bytes() + b"\n")
    code, _, refused = run("verify", tmp_path / "x.pdf")
    assert code == 1
    assert "又添加了内容" in refused


def test_a_file_without_signatures_proves_nothing(run, tmp_path):
    from app.reports.stamp import render_signature_appearance

    (tmp_path / "x.pdf").write_bytes(render_signature_appearance((), "王", "", "", "", (60.0, 20.0)))
    code, _, refused = run("verify", tmp_path / "x.pdf")
    assert code == 1
    assert "没有数字签名" in refused


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.pdf", b"hello", "不是PDF"),
        ("x.pdf", b"", "不是PDF"),
        ("x.pdf", None, "读不出来"),
        ("x.WYB", b"", "不是数据包"),
    ],
)
def test_what_is_no_report_is_told_in_a_sentence(run, tmp_path, name, content, words):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, said, refused = run("verify", tmp_path / name)
    assert (code, said) == (1, "")
    assert words in refused


# self-check


def lines(said):
    version, *checks = said.splitlines()
    assert version == f"五有自查 {VERSION}"
    return [line.partition("　")[0] for line in checks]


def test_a_sound_machine_has_six_lines_in_order(signed, run):
    code, said, refused = run("self-check", *signed.data)
    assert (code, lines(said), refused) == (0, ["正常"] * 6, "")


def test_the_tables_are_what_the_records_say(signed, run):
    code, said, _ = run("self-check", "--rebuild", *signed.data)
    assert code == 0
    assert "与现有内容一致" in said


def test_a_table_that_was_tampered_with_is_named(signed, run):
    workspace = open_workspace(signed.folder)
    with workspace.store.atomic():
        workspace.store.execute("UPDATE unit SET name = '改名社区' WHERE kind = 'community'")
    workspace.close()
    code, said, _ = run("self-check", "--rebuild", *signed.data)
    assert code == 1
    assert "与签名记录不一致的表：unit" in said


def test_a_rebuild_waits_for_nobody(signed, run):
    window = open_workspace(signed.folder)
    try:
        code, _, refused = run("self-check", "--rebuild", *signed.data)
    finally:
        window.close()
    assert code == 1
    assert "程序正在使用本机数据" in refused


def test_a_check_reads_beside_the_window(signed, run):
    window = open_workspace(signed.folder)
    try:
        assert run("self-check", *signed.data)[0] == 0
    finally:
        window.close()


def test_a_damaged_store_is_one_line_and_the_others_follow(signed, run):
    path = signed.folder / "store.db"
    path.write_bytes(path.read_bytes()[:8192])
    code, said, _ = run("self-check", *signed.data)
    assert code == 1
    assert lines(said) == ["有问题", "正常", "正常", "正常", "正常", "正常"]


def test_a_fresh_machine_has_no_store_yet_and_is_well(run, tmp_path, monkeypatch):
    monkeypatch.setattr("app.services.commands.opening.data_folder", lambda: tmp_path / "user")
    code, said, _ = run("self-check")
    assert code == 0
    assert "还没有建立" in said


def test_what_fails_is_named(run, tmp_path, monkeypatch):
    monkeypatch.setattr("app.services.commands.opening.data_folder", lambda: tmp_path / "user")
    check = ui.commands.self_check
    monkeypatch.setattr(check, "broken_fonts", lambda: ("song", "kai"))
    monkeypatch.setattr(check, "signing_works", lambda: False)
    monkeypatch.setattr(check, "broken_parts", lambda: ("photos", "age"))
    monkeypatch.setattr(check, "printing_is_there", lambda: False)
    monkeypatch.setattr(check, "free_bytes", lambda folder: 5 << 20)
    code, said, _ = run("self-check")
    assert code == 1
    assert lines(said) == ["正常", "有问题", "有问题", "有问题", "有问题", "有问题"]
    for words in ("song、kai", "核验没有通过", "手机照片、加密文件用不了", "重新安装", "清理磁盘"):
        assert words in said


# Passphrases


def test_a_locked_store_without_a_passphrase_is_wrong_usage(office, run):
    code, _, refused = run("self-check", "--data", office)
    assert code == 2
    assert "--passphrase-file" in refused


def test_a_passphrase_comes_from_a_file_or_from_standard_input(office, run, tmp_path, monkeypatch):
    kept = tmp_path / "passphrase.txt"
    kept.write_text(PASSPHRASE + "\n第二行不算\n", encoding="utf-8-sig")
    assert run("self-check", "--data", office, "--passphrase-file", kept)[0] == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSPHRASE + "\n"))
    assert run("self-check", "--data", office, "--passphrase-stdin")[0] == 0


def test_a_wrong_passphrase_is_refused_in_words(office, run, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("不是这个口令\n"))
    code, _, refused = run("report", "x", "--out", tmp_path / "x.pdf", "--data", office, "--passphrase-stdin")
    assert code == 1
    assert "口令不对" in refused


@pytest.mark.parametrize("content", [None, "口令".encode("gb18030") + b"\xff"])
def test_a_passphrase_file_that_cannot_be_read_is_wrong_usage(office, run, tmp_path, content):
    kept = tmp_path / "passphrase.txt"
    if content is not None:
        kept.write_bytes(content)
    code, _, refused = run("self-check", "--data", office, "--passphrase-file", kept)
    assert code == 2
    assert "读不出来" in refused
