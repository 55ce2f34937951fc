"""Schemes and answers unlike the reference: without dimensions, open-ended, with many lines to sign."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sample_report import header, worked_answers

from app.paths import REFERENCE_SCHEME
from app.reports.building import report_content
from app.reports.content import ReportContent
from app.scoring.evaluate import score
from app.scoring.scheme import load_scheme
from app.scoring.table import Scheme

Change = Callable[[dict[str, Any]], object]


def scheme_with(change: Change) -> Scheme:
    raw = json.loads(REFERENCE_SCHEME.read_text(encoding="utf-8"))
    change(raw)
    return load_scheme(raw)


def unchanged(_raw: dict[str, Any]) -> None:
    """The reference as it is."""


def content_with(scheme_change: Change = unchanged, answers_change: Change = unchanged, **given: Any) -> ReportContent:
    """The worked case with a changed scheme, changed answers, or other header values (`header_…`)."""
    scheme = scheme_with(scheme_change)
    answers = copy.deepcopy(worked_answers())
    answers_change(answers)
    head = {key.removeprefix("header_"): value for key, value in given.items() if key.startswith("header_")}
    rest = {key: value for key, value in given.items() if not key.startswith("header_")}
    return report_content(replace(header(), **head), scheme, score(scheme, answers), answers, **rest)


def without_dimensions(raw: dict[str, Any]) -> None:
    raw["dimensions"] = []
    for item in raw["items"]:
        item["dimension"] = None
    for grade in raw["grades"]:
        grade["min_each_dimension"] = None
