"""Checking a scheme before it is used: every finding with its place, and how much rests on judgement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.scoring.exact import plain, rounded
from app.scoring.findings import Finding
from app.scoring.fitting import unique
from app.scoring.normal import normal_form, scheme_hash
from app.scoring.outline import FIELDS
from app.scoring.rules import Judge, Threshold
from app.scoring.shapes import BAD, Reader, Shape, brief, good, is_good
from app.scoring.table import Condition, Item, Scheme

__all__ = ["CheckReport", "check", "normal_form", "read_scheme", "scheme_hash"]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All findings, in the order of the file, and the share of marks on judgement alone (裁量分占比), 0 to 1.

    `judgement_share` is None where it cannot be known: a scheme with errors, or without marks.
    """

    findings: tuple[Finding, ...]
    judgement_share: Decimal | None

    @property
    def is_usable(self) -> bool:
        """Whether there is no error."""
        return all(finding.severity != "error" for finding in self.findings)


def check(data: object) -> CheckReport:
    """Every finding in `data`, any JSON value at all; never raises."""
    scheme, findings = read_scheme(data)
    return CheckReport(findings, None if scheme is None else judgement_share(scheme))


def read_scheme(data: object) -> tuple[Scheme | None, tuple[Finding, ...]]:
    """The scheme, None when there are errors, and every finding."""
    reader = Reader()
    raw = data if isinstance(data, Mapping) else None

    def build(**values: Any) -> Scheme:
        return Scheme(**values, raw=raw or {})

    scheme = Shape(build, FIELDS, _check_whole).read(reader, data, "")
    return (None if scheme is BAD else scheme), tuple(reader.findings)


def judgement_share(scheme: Scheme) -> Decimal | None:
    """Σ marks that only a judge rule decides ÷ Σ full marks of all items, to four places; None without marks."""
    judged, whole = Fraction(0), Fraction(0)
    for item in scheme.items:
        if item.base == "none" or not item.full_marks:
            continue
        full = Fraction(item.full_marks)
        whole += full
        sizes = [rule.cap or rule.max for rule in item.rules if isinstance(rule, Judge)]
        judged += min(full, sum((Fraction(size) for size in sizes if size is not None), Fraction(0)))
    return rounded(judged / whole, 4) if whole else None


def _check_whole(reader: Reader, path: str, values: dict[str, Any]) -> None:
    """What must fit together across the parts of a scheme."""
    del path
    unique(reader, "dimensions", values["dimensions"], "code")
    unique(reader, "items", values["items"], "code")
    unique(reader, "vetoes", values["vetoes"], "code")
    unique(reader, "grades", values["grades"], "name")
    unique(reader, "combine", values["combine"], "source")
    _check_classes(reader, values)
    _check_dimensions(reader, values)
    _check_weights(reader, values)
    _check_conditions(reader, values)
    _check_grades(reader, values)
    _check_quota(reader, values)
    _check_sums(reader, values)
    _check_sources(reader, values)


def _names(values: object, attribute: str) -> set[str] | None:
    """The names in a read list; None when some of it could not be read, so that nothing is called dangling for it."""
    if not isinstance(values, tuple) or not is_good(*values):
        return None
    return {getattr(value, attribute) for value in values}


def _refer(reader: Reader, path: str, name: Any, known: set[str] | None, what: str) -> None:
    if isinstance(name, str) and known is not None and name not in known:
        reader.error(path, "dangling", f"没有“{brief(name)}”这{what}", name=brief(name))


def _all_items(values: dict[str, Any]) -> Iterable[tuple[str, Item]]:
    for index, item in good(values["items"]):
        yield f"items[{index}]", item
    for part in ("bonus", "penalties"):
        if is_good(values[part]):
            for index, item in good(values[part].items):
                yield f"{part}.items[{index}]", item


def _check_classes(reader: Reader, values: dict[str, Any]) -> None:
    classes = values["classes"]
    known = set(classes) if isinstance(classes, tuple) and is_good(*classes) else None
    for path, item in _all_items(values):
        for index, name in enumerate(item.applies_to or ()):
            _refer(reader, f"{path}.applies_to[{index}]", name, known, "类单位")
        for index, rule in enumerate(item.rules):
            if isinstance(rule, Threshold) and rule.line_by_class is not None:
                here = f"{path}.rules[{index}].line_by_class"
                for name in rule.line_by_class:
                    _refer(reader, f"{here}.{brief(name)}", name, known, "类单位")
                for name in sorted((known or set()) - set(rule.line_by_class)):
                    if item.is_for(name):
                        reader.warning(here, "class_without_line", f"{brief(name)}没有自己的线", name=brief(name))


def _check_dimensions(reader: Reader, values: dict[str, Any]) -> None:
    known = _names(values["dimensions"], "code")
    for index, item in good(values["items"]):
        here = f"items[{index}].dimension"
        if item.dimension is None and values["dimensions"]:
            reader.error(here, "missing", "缺少“dimension”", key="dimension")
        _refer(reader, here, item.dimension, known, "个大项")


def _check_weights(reader: Reader, values: dict[str, Any]) -> None:
    dimensions = [dimension for _, dimension in good(values["dimensions"])]
    weights = [dimension.weight for dimension in dimensions if dimension.weight is not None]
    if weights and _names(values["dimensions"], "code") is not None:
        if len(weights) < len(dimensions):
            reader.error("dimensions", "weights", "有的大项有权重，有的没有")
        elif sum(weights) != 1:
            reader.error("dimensions", "weights", f"各大项权重之和是{plain(sum(weights))}，应为1")
        for index, dimension in enumerate(dimensions):
            if dimension.full_marks is None:
                reader.error(f"dimensions[{index}].full_marks", "weights", "按权重计算的大项要有满分")
    sources = values["combine"]
    if sources and _names(sources, "source") is not None:
        together = sum((source.weight for source in sources), Decimal(0))
        if together != 1:
            reader.error("combine", "weights", f"各来源权重之和是{plain(together)}，应为1")


def _check_conditions(reader: Reader, values: dict[str, Any]) -> None:
    for index, veto in good(values["vetoes"]):
        if veto.from_ is not None:
            _check_condition(reader, f"vetoes[{index}].from", veto.from_, values)
        _refer(reader, f"vetoes[{index}].max_grade", veto.max_grade, _names(values["grades"], "name"), "个等次")
    for index, cap in good(values["grade_caps"]):
        _check_condition(reader, f"grade_caps[{index}].when", cap.when, values)
        _refer(reader, f"grade_caps[{index}].max_grade", cap.max_grade, _names(values["grades"], "name"), "个等次")


def _check_condition(reader: Reader, path: str, condition: Condition, values: dict[str, Any]) -> None:
    _refer(reader, f"{path}.item", condition.item, _names(values["items"], "code"), "一项")
    item = next((item for _, item in good(values["items"]) if item.code == condition.item), None)
    if item is None:
        return
    if condition.state is not None and item.base != "none":
        reader.error(f"{path}.state", "contradiction", "只有base为none的项目有达标、未达标", keys="state")
    if condition.below is not None and (item.base == "none" or (condition.below.percent and item.full_marks is None)):
        reader.error(f"{path}.below", "no_full_marks", "这一项没有可比的分值")


def _check_grades(reader: Reader, values: dict[str, Any]) -> None:
    known = _names(values["items"], "code")
    lowest: Decimal | None = None
    for index, grade in good(values["grades"]):
        here = f"grades[{index}]"
        if grade.min_total is not None:
            if lowest is not None and grade.min_total > lowest:
                reader.error(f"{here}.min_total", "grades_out_of_order", "等次要从高到低写")
            lowest = grade.min_total
        for code, share in grade.min_items.items():
            _refer(reader, f"{here}.min_items.{brief(code)}", code, known, "一项")
            item = next((item for _, item in good(values["items"]) if item.code == code), None)
            if item is not None and (item.base == "none" or (share.percent and item.full_marks is None)):
                reader.error(f"{here}.min_items.{brief(code)}", "no_full_marks", "这一项没有可比的分值")


def _check_quota(reader: Reader, values: dict[str, Any]) -> None:
    quota = values["quota"]
    if quota is None or not is_good(quota):
        return
    _refer(reader, "quota.grade", quota.grade, _names(values["grades"], "name"), "个等次")
    for index, key in enumerate(quota.order):
        here = f"quota.order[{index}]"
        if key.startswith("item:"):
            _refer(reader, here, key.removeprefix("item:"), _names(values["items"], "code"), "一项")
        elif key not in ("total_with_bonus", "total"):
            reader.error(
                here, "unknown_word", f"不认识“{brief(key)}”，应为total_with_bonus、total或item:编号", word=brief(key)
            )


def _check_sums(reader: Reader, values: dict[str, Any]) -> None:
    """Marks that do not add up, for each class of units; a warning, as real tables have this defect."""
    if _names(values["dimensions"], "code") is None or _names(values["items"], "code") is None:
        return
    classes = values["classes"] if isinstance(values["classes"], tuple) else ()
    noted = set()
    for unit_class in classes or (None,):
        whose = f"（{brief(unit_class)}）" if isinstance(unit_class, str) else ""
        for path, wanted, found in _sums(values, unit_class):
            if (path, found) not in noted:
                noted.add((path, found))
                text = f"各项分值之和是{plain(found)}，满分写的是{plain(wanted)}{whose}"
                reader.warning(path, "sum", text, sum=plain(found), full_marks=plain(wanted))


def _sums(values: dict[str, Any], unit_class: str | None) -> Iterable[tuple[str, Decimal, Decimal]]:
    """(path, marks written, marks added up) wherever the two differ."""
    together = Decimal(0)
    open_ended = False
    for index, dimension in enumerate(values["dimensions"]):
        parts = [
            i for i in values["items"] if i.dimension == dimension.code and i.base != "none" and i.is_for(unit_class)
        ]
        if any(item.full_marks is None for item in parts):
            open_ended = True
        elif parts and dimension.full_marks is not None:
            found = sum((item.full_marks for item in parts), Decimal(0))
            if found != dimension.full_marks:
                yield f"dimensions[{index}].full_marks", dimension.full_marks, found
        if parts:
            together += dimension.full_marks or Decimal(0)
            open_ended = open_ended or dimension.full_marks is None
    weighted = any(dimension.weight is not None for dimension in values["dimensions"])
    whole = values["full_marks"]
    if is_good(whole) and whole is not None and together and not open_ended and not weighted and together != whole:
        yield "full_marks", whole, together


def _check_sources(reader: Reader, values: dict[str, Any]) -> None:
    if values["status"] == "reference":
        reader.warning("status", "reference", "这是参考方案，核定后方可作为考评依据")
    for path, item in _all_items(values):
        if not item.source_text.strip() and any(isinstance(rule, Judge) for rule in item.rules):
            reader.warning(f"{path}.source_text", "judge_without_source", "酌情给分的项目没有评分标准原文")
