"""The sub-commands score, rank, combine and check-scheme, run as an office or an outside check runs them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.services.commands.scoring import run_check_scheme, run_combine, run_rank, run_score

ROOT = Path(__file__).resolve().parents[4]
VECTORS = ROOT / "tests" / "vectors"
REFERENCE = ROOT / "resources" / "schemes" / "wuyou-reference.json"
CASES = [
    *json.loads((VECTORS / "rules.json").read_text(encoding="utf-8")),
    json.loads((VECTORS / "wuyou-worked-case.json").read_text(encoding="utf-8")),
]
COMMANDS: dict[str, Callable[[list[str]], int]] = {"answers": run_score, "campaign": run_rank, "unit": run_combine}
WORKED = CASES[-1]["answers"]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, Any], str]:
    def write_json(name: str, value: Any) -> str:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
        path.write_bytes(data)
        return str(path)

    return write_json


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_worked_case_comes_out_as_by_hand(case, write, capsys):
    name, command = next((name, command) for name, command in COMMANDS.items() if name in case)
    scheme = write("scheme.json", case["scheme"]) if "scheme" in case else str(REFERENCE)
    code = command([scheme, write("input.json", case[name])])
    printed = capsys.readouterr()
    expect = case["expect"]
    if expect.get("refused"):
        places = [line.partition(": ")[0] for line in printed.err.splitlines()]
        assert (code, printed.out) == (1, "")
        assert set(expect.get("at", ())) <= set(places)
        assert places
        return
    assert (code, printed.err) == (0, "")
    result = json.loads(printed.out)
    for key, wanted in expect.items():
        if key == "items":
            assert {item: shorten(result["items"][item]) for item in wanted} == wanted
        elif key == "dimensions":
            assert {dimension: result[key][dimension] for dimension in wanted} == wanted
        elif key in ("selected", "referred"):
            assert sorted(result[key]) == sorted(wanted)
        else:
            assert result[key] == wanted


def shorten(item: dict[str, Any]) -> str | None:
    """The marks, null for not applicable, else the state."""
    return item["marks"] if item["state"] in ("scored", "not_applicable") else item["state"]


def test_every_item_of_the_worked_case_tells_how_it_was_scored(write, capsys):
    run_score([str(REFERENCE), write("a.json", WORKED)])
    items = json.loads(capsys.readouterr().out)["items"]
    assert items["3.1"]["trace"] == [
        "基准6",
        "支部党员大会应4次实4次：0",
        "支部委员会应12次实11次：−0.25",
        "党小组会应12次实12次：0",
        "党课应4次实3次：−0.5",
        "得5.25",
    ]
    assert items["5.1"]["trace"][-2:] == ["4.1666…", "得4.17（保留两位）"]


def test_a_folder_is_scored_file_by_file(write, tmp_path, capsys):
    write("in/a.json", WORKED)
    write("in/b.json", {"items": {"9.9": {}}})
    write("in/c.json", b"{")
    write("in/d.txt", b"")
    code = run_score([str(REFERENCE), str(tmp_path / "in")])
    printed = json.loads(capsys.readouterr().out)
    assert code == 1
    assert list(printed) == ["a.json", "b.json", "c.json"]
    assert printed["a.json"]["total"] == "87.9"
    assert printed["b.json"]["refused"] == ["items.9.9: 方案里没有这一项"]
    assert printed["c.json"]["refused"][0].startswith("c.json: 不是JSON")


def test_a_folder_without_refusals_ends_with_0(write, tmp_path, capsys):
    write("in/a.json", WORKED)
    assert run_score([str(REFERENCE), str(tmp_path / "in")]) == 0
    assert json.loads(capsys.readouterr().out)["a.json"]["grade"] == "达标"


@pytest.mark.parametrize("command", [run_score, run_rank, run_combine])
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff\xfe", "不是UTF-8"),
        (b"{,}", "第1行第2个字"),
        (b"[" * 100_000, "嵌套太深"),
        (b"1" * 5000, "过长的数"),
        (b"[]", "里面应是一个JSON对象"),
        (b'{"items": {"1.1": {}, "1.1": {}}}', "items.1.1: 写了两次"),
        (b'[{"a": 1, "a": 2}]', "[0].a: 写了两次"),
        (None, "没有这个文件"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(command, data, sentence, write, tmp_path, capsys):
    path = str(tmp_path / "missing.json") if data is None else write("input.json", data)
    code = command([str(REFERENCE), path])
    printed = capsys.readouterr()
    assert (code, printed.out) == (1, "")
    assert sentence in printed.err


def test_a_folder_in_place_of_a_scheme_is_refused(tmp_path, capsys):
    assert run_check_scheme([str(tmp_path)]) == 1
    assert "打不开这个文件" in capsys.readouterr().err


def test_a_scheme_with_errors_scores_nothing_and_names_them(write, capsys):
    code = run_score([write("scheme.json", {"format": "wuyou.scheme/1"}), write("a.json", {})])
    printed = capsys.readouterr()
    assert (code, printed.out) == (1, "")
    assert {"id: 缺少“id”", "items: 缺少“items”"} <= set(printed.err.splitlines())


@pytest.mark.parametrize("command", [run_score, run_rank, run_combine, run_check_scheme])
@pytest.mark.parametrize("arguments", [[], ["a", "b", "c"]])
def test_wrong_usage_ends_with_2_and_says_how(command, arguments, capsys):
    assert command(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("用法: ")


def test_the_reference_scheme_is_usable_and_says_it_is_only_a_reference(capsys):
    assert run_check_scheme([str(REFERENCE)]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert "status: 提醒：这是参考方案" in printed.out
    assert "裁量分占比：3%" in printed.out


def test_a_scheme_with_errors_is_named_on_both_streams(write, capsys):
    scheme = json.loads(REFERENCE.read_text(encoding="utf-8"))
    scheme["items"][6]["rules"][2]["bands"][1]["from"] = "85"
    assert run_check_scheme([write("scheme.json", scheme)]) == 1
    printed = capsys.readouterr()
    assert printed.err.splitlines() == ["items[6].rules[2].bands: 80到85之间没有档"]
    assert "items[6].rules[2].bands: 错误：80到85之间没有档" in printed.out


def test_a_scheme_that_is_no_json_is_refused(write, capsys):
    assert run_check_scheme([write("scheme.json", b"no")]) == 1
    assert run_check_scheme([write("table.xlsx", b"PK")]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "目前只检查JSON方案" in printed.err
