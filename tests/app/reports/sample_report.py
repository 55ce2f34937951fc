"""The worked case of the reference scheme as report content; self-check, last time, dates and findings are invented."""

import copy
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from app.paths import REFERENCE_SCHEME
from app.reports.building import Finding, Inspector, PreviousResult, ReportHeader, report_content
from app.reports.content import ReportContent, Signer, SignLine, Study
from app.scoring.evaluate import score
from app.scoring.scheme import load_scheme, scheme_hash
from app.scoring.table import Scheme

_ROOT = Path(__file__).resolve().parents[3]
WORKED_CASE = _ROOT / "tests" / "vectors" / "wuyou-worked-case.json"
STROKES = (
    ((0.05, 0.2, 0.03), (0.2, 0.18, 0.04), (0.3, 0.17, 0.02)),
    ((0.16, 0.02, 0.03), (0.17, 0.3, 0.04), (0.12, 0.55, 0.02)),
    ((0.4, 0.1, 0.03), (0.62, 0.08, 0.04), (0.5, 0.3, 0.03), (0.38, 0.5, 0.02)),
    ((0.75, 0.05, 0.03), (0.78, 0.3, 0.046), (0.7, 0.56, 0.02)),
    ((0.7, 0.25, 0.03), (1.0, 0.22, 0.03)),
)
_REASONS = {
    "1.1": "支部委员缺额1名，已超过三个月未补选。",
    "1.2": "一处市场有正式党员4名，未建党支部或党小组。",
    "1.3": "缺“困难党员与结对记录”。",
    "1.4": "全年只有1次联席会议的记录。",
    "2.1": "民主测评称职以上率88%，未达到90%。",
    "2.5": "应管流动党员20名，2名已建档但联系不上。",
    "2.6": "在职党员报到率75.5%，低于80%。",
    "3.1": "支部委员会少1次，党课少1次。",
    "3.2": "民主评议党员参评率78%，低于80%。",
    "3.3": "公开栏缺“经费收支”一项，未留底稿。",
    "3.4": "一件重大事项会议记录未写明表决结果。",
    "3.5": "7月登记的1件居民意见未办理、未答复。",
    "3.6": "抽查10份台账，2份的日期与签到不符。",
    "4.1": "党组织可供使用的面积35平方米。",
    "4.3": "党建经费到位95%。",
    "5.1": "年初承诺实事6件，“楼道照明改造”未完成。",
    "5.3": "满意率86.96%。",
    "5.4": "区综治办、文明办评分表。",
}
_MEASURES = {
    "1.1": ("召开党员大会补选，结果报街道党工委备案。", date(2026, 11, 30)),
    "1.2": ("会同市场管理方成立党小组，暂不具备条件的建联合支部。", date(2026, 12, 31)),
    "1.3": ("补建台账，逐户核实后录入。", date(2026, 10, 16)),
    "1.4": ("第四季度召开联席会议，形成纪要并落实到人。", date(2026, 12, 31)),
    "2.5": ("向流出地和家属核实，重新建立联系；确属失联的按规定处理。", date(2026, 11, 30)),
    "2.6": ("向未报到党员所在单位发函，年内报到率达到80%。", date(2026, 12, 31)),
    "3.1": ("按年度计划补课，会议记录不得事后补造。", date(2026, 12, 31)),
    "3.2": ("本年度评议前逐人通知，外出党员书面参评。", date(2027, 1, 31)),
    "3.3": ("按季度公开经费收支，底稿归档。", date(2026, 10, 16)),
    "3.4": ("补充说明并由到会人员签名，今后逐项写明表决结果。", date(2026, 10, 16)),
    "3.5": ("即行办理并书面答复。", date(2026, 9, 30)),
    "3.6": ("查明原因，作出书面说明；台账由两人核对后归档。", date(2026, 10, 16)),
    "5.1": ("制定完成时间表并公示，完成后报街道党工委。", date(2026, 12, 31)),
}
_PHOTOS = {"1.1": "照片1", "1.3": "照片2", "3.1": "照片3", "3.3": "照片4", "3.6": "照片5", "5.1": "照片6"}


def reference_scheme() -> Scheme:
    """The scheme built into the program."""
    return load_scheme(json.loads(REFERENCE_SCHEME.read_text(encoding="utf-8")))


def worked_answers() -> dict:
    """The answers of the worked case, with reasons."""
    answers = json.loads(WORKED_CASE.read_text(encoding="utf-8"))["answers"]
    for code, reason in _REASONS.items():
        answers["items"][code]["reason"] = reason
    return answers


def header() -> ReportHeader:
    return ReportHeader(
        rid="0198f3a2c77d4f6e8a15b0c9d4e2f7a6",
        digest="d58f25656e632a5c2377d9e94c1b7a60f3e8d2c5b49a17f60e8d3c2b1a495867",
        number="示组检〔2026〕演练017号",
        unit="示例社区",
        street="示例街道",
        district="示例区",
        unit_kind="社区（非试点单位）",
        campaign="2026年度“五有”社区党建工作普查",
        kind="区级检查",
        visited=(date(2026, 9, 16),),
        inspectors=(
            Inspector("检查员甲", is_leader=True),
            Inspector("检查员乙"),
            Inspector("检查员丙"),
            Inspector("检查员丁"),
            Inspector("检查员戊"),
        ),
        scheme_digest=scheme_hash(reference_scheme().raw),
        drill=True,
        made_at=datetime(2026, 9, 16, 9, 0, tzinfo=UTC),
    )


def sample_content() -> ReportContent:
    """The worked case, whole."""
    scheme, answers = reference_scheme(), worked_answers()
    own = copy.deepcopy(answers)
    own["items"]["1.1"]["facts"]["c"]["n"] = 0
    own["items"]["1.2"]["facts"]["a"]["n"] = 0
    own["items"]["1.3"]["facts"]["b"]["missing"] = 0
    own["items"]["3.1"]["facts"] |= {"b": {"n": 12}, "d": {"n": 4}}
    own["items"]["3.4"]["facts"]["a"]["marks"] = "0"
    drawn = Signer(
        "检查员乙", "drawn", "检查员", STROKES, "2026年9月16日 16:42", "证书 示例-0232", "屏幕手写，已附数字签名"
    )
    members = SignLine(
        "检查组成员",
        "（两人以上）",
        "members",
        (drawn, replace(drawn, name="检查员丙"), Signer("检查员丁"), Signer("检查员戊")),
    )
    leader = SignLine(
        "检查组长",
        "",
        "leader",
        (replace(drawn, name="检查员甲", post="检查组长"),),
        opinion="同意按87.9分、达标上报。",
    )
    documents = (
        "《中共示例市委关于进一步加强街道、社区党的建设工作的若干意见》\n（示发〔2001〕5号）",
        "《关于开展创建“五有”社区党建工作示范点活动的意见》\n（示组发〔2003〕99号）",
    )
    return report_content(
        header(),
        scheme,
        score(scheme, answers),
        answers,
        self_result=score(scheme, own),
        previous=PreviousResult(
            "2025年检查",
            Decimal("83.3"),
            {
                "1": Decimal("15.5"),
                "2": Decimal("19.25"),
                "3": Decimal("15.9"),
                "4": Decimal("17.5"),
                "5": Decimal("15.1"),
            },
        ),
        findings=tuple(
            Finding(code, _REASONS[code], measure, due, _PHOTOS.get(code, ""))
            for code, (measure, due) in _MEASURES.items()
        ),
        study=Study(
            documents,
            tuple((f"检查员{name}", (f"2026年9月{7 + (name in '丁戊')}日",) * 2) for name in "甲乙丙丁戊"),
        ),
        signers={0: members, 1: leader},
        remarks=_PHOTOS | {"5.4": "外部\n数据"},
    )
