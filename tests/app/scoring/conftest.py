"""Small schemes for the tests of scoring, built from what the test is about."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.scoring.evaluate import score
from app.scoring.result import Result
from app.scoring.scheme import load_scheme

ROOT = Path(__file__).resolve().parents[3]

Json = dict[str, Any]


def build_item(*rules: Json, code: str = "1", full: str | None = "10", **keys: Any) -> Json:
    """An item with ids a, b, … for rules without one."""
    named = [{"id": chr(ord("a") + place), "text": "某项工作", **rule} for place, rule in enumerate(rules)]
    return {
        "code": code,
        "dimension": "1",
        "title": f"项目{code}",
        "full_marks": full,
        "source_text": "原文",
        "rules": named,
        **keys,
    }


def build_scheme(*items: Json, **keys: Any) -> Json:
    """A scheme of one dimension that adds up, with what the test changes."""
    marks = [item["full_marks"] for item in items if item.get("base") != "none"]
    full = None if None in marks else str(sum(float(one) for one in marks)).removesuffix(".0")
    scheme: Json = {
        "format": "wuyou.scheme/1",
        "id": "s",
        "version": "1",
        "title": "方案",
        "status": "trial",
        "full_marks": full,
        "rounding": {"item": 2, "dimension": 2, "total": 1},
        "not_applicable": "rescale_dimension",
        "na_limit": "1",
        "after_veto": "continue",
        "bonus_counts_for_grade": False,
        "dimensions": [{"code": "1", "title": "大项一", "full_marks": full}],
        "items": list(items),
    }
    return scheme | keys


@pytest.fixture
def item() -> Callable[..., Json]:
    return build_item


@pytest.fixture
def scheme() -> Callable[..., Json]:
    return build_scheme


@pytest.fixture
def scored() -> Callable[..., Result]:
    """Score answers (the items of them, and other parts by name) on a scheme's JSON."""

    def score_json(data: Json, items: Json | None = None, **parts: Any) -> Result:
        return score(load_scheme(data), {"items": items or {}, **parts})

    return score_json


@pytest.fixture
def one(scored: Callable[..., Result]) -> Callable[..., Any]:
    """The result of the only item of a scheme with these rules, given the facts by rule id."""

    def score_one(
        rules: list[Json],
        facts: Json,
        *,
        entry: Json | None = None,
        answers: Json | None = None,
        whole: Json | None = None,
        **keys: Any,
    ) -> Any:
        data = build_scheme(build_item(*rules, **keys), **(whole or {}))
        return scored(data, {"1": {"facts": facts, **(entry or {})}}, **(answers or {})).items["1"]

    return score_one


@pytest.fixture
def reference() -> Json:
    """The scheme that comes with the program, as JSON."""
    return json.loads((ROOT / "resources" / "schemes" / "wuyou-reference.json").read_text(encoding="utf-8"))


@pytest.fixture
def worked() -> Json:
    """The worked case on it."""
    return json.loads((ROOT / "tests" / "vectors" / "wuyou-worked-case.json").read_text(encoding="utf-8"))
