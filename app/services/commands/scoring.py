"""The sub-commands score, rank, combine and check-scheme: JSON files in, JSON or findings out."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from app.errors import AnswersRefused, Found, SchemeRefused
from app.scoring.check import check
from app.scoring.combining import combine
from app.scoring.evaluate import score
from app.scoring.exact import plain
from app.scoring.findings import Refusal
from app.scoring.ranking import rank
from app.scoring.scheme import Scheme, load_scheme
from app.scoring.shapes import printable
from app.scoring.strict_json import NotReadable, doubled_keys, parse_json

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


class _Refused(Exception):  # noqa: N818 - names the fact, as all errors here do
    """The findings that end a command."""

    def __init__(self, findings: Iterable[Found]) -> None:
        super().__init__()
        self.findings = tuple(findings)


def run_score(argv: list[str]) -> int:
    """`score SCHEME ANSWERS` or `score SCHEME FOLDER`: results on stdout."""
    if len(argv) == 2 and Path(argv[1]).is_dir():
        return _run(argv, "score 方案.json 答卷.json（或文件夹）", _score_folder)
    return _run(argv, "score 方案.json 答卷.json（或文件夹）", _score_file)


def run_rank(argv: list[str]) -> int:
    """`rank SCHEME CAMPAIGN`: ranks, places, selected and referred units on stdout."""
    return _run(argv, "rank 方案.json 活动.json", lambda scheme, path: rank(scheme, _object(path)).to_json())


def run_combine(argv: list[str]) -> int:
    """`combine SCHEME UNIT`: the unit's campaign figure on stdout."""
    return _run(argv, "combine 方案.json 单位.json", lambda scheme, path: combine(scheme, _object(path)).to_json())


def run_check_scheme(argv: list[str]) -> int:
    """`check-scheme SCHEME`: every finding on stdout, the errors on stderr too; exit 0 when there is no error."""
    if len(argv) != 1:
        return _wrong_usage("check-scheme 方案.json")
    path = Path(argv[0])
    try:
        if path.suffix.lower() == ".xlsx":
            raise _Refused([Refusal(path.name, "目前只检查JSON方案；表格请先在窗口里导入，再检查")])
        data = _read(path)
    except _Refused as refused:
        _complain(refused.findings)
        return REFUSED
    report = check(data)
    for finding in report.findings:
        word = "错误" if finding.severity == "error" else "提醒"
        print(printable(f"{finding.path}: {word}：{finding.text}"))
    if report.judgement_share is not None:
        print(f"裁量分占比：{plain(report.judgement_share * 100)}%")
    if report.is_usable:
        print("没有错误，可以使用")
        return DONE
    _complain(finding for finding in report.findings if finding.severity == "error")
    return REFUSED


def _run(argv: list[str], usage: str, work: Callable[[Scheme, Path], Any]) -> int:
    if len(argv) != 2:
        return _wrong_usage(usage)
    try:
        output = work(_scheme(Path(argv[0])), Path(argv[1]))
    except AnswersRefused as refused:
        _complain(refused.findings)
        return REFUSED
    except _Refused as refused:
        _complain(refused.findings)
        return REFUSED
    print(json.dumps(output, ensure_ascii=False, indent=1))
    is_folder = isinstance(output, _Folder)
    return REFUSED if is_folder and any("refused" in one for one in output.values()) else DONE


class _Folder(dict[str, Any]):
    """The results of the files of a folder, by file name."""


def _score_file(scheme: Scheme, path: Path) -> dict[str, Any]:
    return score(scheme, _object(path)).to_json()


def _score_folder(scheme: Scheme, folder: Path) -> _Folder:
    results = _Folder()
    for path in sorted(folder.glob("*.json")):
        try:
            results[path.name] = _score_file(scheme, path)
        except AnswersRefused as refused:
            results[path.name] = {"refused": [f"{one.path}: {one.text}" for one in refused.findings]}
        except _Refused as refused:
            results[path.name] = {"refused": [f"{one.path}: {one.text}" for one in refused.findings]}
    return results


def _scheme(path: Path) -> Scheme:
    data = _read(path)
    try:
        return load_scheme(data)
    except SchemeRefused as refused:
        errors = [one for one in refused.findings if getattr(one, "severity", "error") == "error"]
        raise _Refused(errors) from refused


def _object(path: Path) -> Mapping[str, Any]:
    data = _read(path)
    if not isinstance(data, Mapping):
        raise _Refused([Refusal(path.name, "里面应是一个JSON对象")])
    return data


def _read(path: Path) -> Any:
    try:
        data = parse_json(path.read_bytes())
    except OSError as error:
        reason = "没有这个文件" if isinstance(error, FileNotFoundError) else "打不开这个文件"
        raise _Refused([Refusal(str(path), reason)]) from error
    except NotReadable as error:
        raise _Refused([Refusal(path.name, str(error))]) from error
    doubled = doubled_keys(data)
    if doubled:
        raise _Refused(doubled)
    return data


def _complain(findings: Iterable[Found]) -> None:
    for finding in findings:
        print(printable(f"{finding.path}: {finding.text}"), file=sys.stderr)


def _wrong_usage(usage: str) -> int:
    print(f"用法: main.py {usage}", file=sys.stderr)
    return WRONG_USAGE
