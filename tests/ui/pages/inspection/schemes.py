"""Invented schemes that strain the page: every kind of rule, long sentences, a thousand items, none."""

from typing import Any

LONG = "社区党组织应当按照要求逐项建立台账并及时更新，凡是经检查组现场核对发现内容与实际情况不符的，" * 7
RULES: tuple[dict[str, Any], ...] = (
    {"kind": "flag", "effect": "deduct", "points": "1"},
    {"kind": "count", "effect": "deduct", "points": "0.5", "unit": "次", "need": 6},
    {
        "kind": "count",
        "effect": "deduct",
        "points": "1",
        "unit": "例",
        "mitigation": {"text": "当月整改到位", "factor": "0.5"},
    },
    {
        "kind": "count",
        "effect": "deduct",
        "points": "1",
        "unit": "次",
        "need": 1,
        "periods": {"name": "季", "count": 4, "cap": "2"},
    },
    {
        "kind": "checklist",
        "effect": "deduct",
        "elements": [{"id": f"e{number}", "text": f"第{number}类台账"} for number in range(1, 13)],
        "per_missing": "0.5",
    },
    {"kind": "checklist", "effect": "deduct", "size": 6, "per_missing": "0.5"},
    {
        "kind": "choice",
        "effect": "deduct",
        "options": [
            {"label": label, "points": str(points)} for points, label in enumerate(("好", "较好", "一般", "较差"))
        ],
    },
    {
        "kind": "bands",
        "effect": "deduct",
        "metric": "平均到会率",
        "unit": "%",
        "bands": [
            {"from": "90", "to": None, "bounds": "[)", "points": "0"},
            {"from": "80", "to": "90", "bounds": "[)", "range": ["1", "2"]},
            {"from": None, "to": "80", "bounds": "()", "points": "4"},
        ],
    },
    {
        "kind": "threshold",
        "effect": "award",
        "metric": "入户走访率",
        "unit": "%",
        "op": ">=",
        "line_by_class": {"城市": "80", "农村": "70"},
        "points": "1",
    },
    {
        "kind": "steps",
        "effect": "deduct",
        "metric": "报到率",
        "unit": "%",
        "line": "80",
        "step": "5",
        "direction": "below",
        "rounding": "ceil",
        "points": "0.5",
    },
    {"kind": "ratio", "effect": "deduct", "metric": "按期办结的意见件数÷受理的全部意见件数", "points": "2"},
    {"kind": "judge", "effect": "deduct", "min": "0", "max": "3", "step": "0.5"},
    {"kind": "judge", "effect": "deduct", "min": "1", "max": "3", "per": "处"},
    {
        "kind": "levels",
        "effect": "award",
        "levels": [
            {"label": label, "points": str(points)} for points, label in enumerate(("区级", "市级", "省级", "全国"), 1)
        ],
        "pick": "highest",
    },
    {
        "kind": "ballot",
        "effect": "award",
        "points": "2",
        "weights": {"满意": "1", "基本满意": "0.6", "不满意": "0"},
        "valid": ["满意", "基本满意", "不满意"],
        "min_valid": 30,
        "below_min": "pending",
    },
    {"kind": "panel", "effect": "award", "max": "2", "trim_from": 5},
    {"kind": "sample", "effect": "deduct", "size": 10, "points": "0.2", "prorate": True},
    {
        "kind": "peer",
        "effect": "award",
        "metric": "人均志愿服务小时数",
        "unit": "小时",
        "basis": "average",
        "op": ">",
        "points": "1",
    },
    {"kind": "external", "effect": "award", "max": "2", "scale_from": "50"},
    {"kind": "late", "effect": "deduct", "points": "0.5", "days": "working"},
    {"kind": "note"},
)


def item(code: str, rules: Any, **more: Any) -> dict[str, Any]:
    """An item of four marks."""
    return {
        "code": code,
        "dimension": "1",
        "title": f"项目{code}",
        "standard": "应当做到的事。",
        "full_marks": "4",
        "methods": ["查阅资料"],
        "source_text": "条文",
        "rules": [{"id": f"r{place}", "text": f"第{place}条评分规则", **rule} for place, rule in enumerate(rules, 1)],
        **more,
    }


def scheme(items: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A scheme of one dimension with these items."""
    return {
        "format": "wuyou.scheme/1",
        "id": "strain",
        "version": "1.0",
        "title": "试用方案",
        "status": "trial",
        "unit_kinds": ["community"],
        "full_marks": str(4 * len(items)),
        "rounding": {"item": 2, "dimension": 2, "total": 1, "mode": "half_up"},
        "not_applicable": "rescale_dimension",
        "na_limit": "0.5",
        "after_veto": "continue",
        "bonus_counts_for_grade": False,
        "dimensions": [{"code": "1", "title": "大项", "full_marks": str(4 * len(items))}],
        "items": items,
        **more,
    }


def every_kind() -> dict[str, Any]:
    """An item for each kind of rule."""
    return scheme([item(f"1.{place}", [rule]) for place, rule in enumerate(RULES, 1)], classes=["城市", "农村"])


def seven_long_rules() -> dict[str, Any]:
    """One item with seven rules of 300 characters, under a long title and a longer standard."""
    rules = [{**RULES[place], "text": LONG[:300]} for place in (0, 1, 4, 7, 9, 11, 16)]
    groups = [
        {"rules": ["r1", "r2"], "cap": "2", "pick": "sum"},
        {"rules": ["r3", "r4"], "cap": None, "pick": "highest"},
    ]
    exemptions = [
        {"id": "x1", "text": LONG[:120], "effect": "not_applicable", "requires": "reason"},
        {"id": "x2", "text": "另一种情形", "effect": "no_deduct", "rules": ["r1"]},
    ]
    methods = ["查阅资料", "实地察看", "座谈访谈", "问卷测评", "部门数据", "网上检查"]
    long = item(
        "1.1",
        rules,
        title=LONG[:60],
        standard=LONG,
        methods=methods,
        groups=groups,
        exemptions=exemptions,
        evidence_hint=LONG[:200],
        scored_by="区综治办、区文明办",
    )
    return scheme([long])


def many_items(count: int) -> dict[str, Any]:
    """So many items of one tick."""
    return scheme([item(f"1.{place}", [RULES[0]]) for place in range(1, count + 1)])
