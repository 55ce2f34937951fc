"""What versions of an inspection say at one place, in the words that a person compares."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.draft_fields import CAPTION, HEADER, LINK, Place
from app.rules.completeness import (
    EVIDENCE_NOTE,
    NA_APPROVAL_NOTE,
    PAPER_FORM_NOTE,
    SELF_DIFFERENCE_NOTE,
    STUDY_NOTE,
)
from app.scoring.scheme import Scheme

NOTHING = "没有填"
_HEADER = {
    "scheme_hash": "考评方案",
    "ordinal_reason": "再查一次的原因",
    "visited_on": "检查日期",
    "inspectors": "检查组",
    "leader_id": "检查组长",
    "doc_number": "文号",
    "classification": "标记",
    "typed_later": "补录",
}
_NOTES = {
    SELF_DIFFERENCE_NOTE: "与自评相差的说明",
    EVIDENCE_NOTE: "未取证及原因",
    NA_APPROVAL_NOTE: "不适用较多的依据",
    STUDY_NOTE: "没有学习记录的原因",
    PAPER_FORM_NOTE: "没有纸质表扫描件的原因",
    "remark": "备注",
    "objection": "被检查单位的意见",
}
_SECTIONS = {"bonus": "加分", "penalties": "倒扣", "vetoes": "一票否决", "peers": "同类单位数据", "notes": "说明"}
_STATES = {"unchecked": "没有查", "not_applicable": "不适用", "incomplete": "没填完", "pending": "等外部数据"}
_MET = {"met": "达标", "unmet": "不达标"}


@dataclass(frozen=True, slots=True)
class Said:
    """What one version says at a place: the value, how the marks came about, and the reason that was written."""

    value: str
    how: str = ""
    reason: str = ""

    @property
    def whole(self) -> str:
        """All of it in one line."""
        reason = f"原因：{self.reason}" if self.reason else ""
        return "；".join(part for part in (self.value, self.how, reason) if part)


def place_words(place: Place, scheme: Scheme) -> str:
    """What a place is called: code and title of an item, or the field of the header."""
    part, code = place
    if part == HEADER:
        return _HEADER.get(code, code)
    if part in (CAPTION, LINK):
        return "佐证材料的说明" if part == CAPTION else "佐证材料"
    if part == "notes":
        return _NOTES.get(code, _NOTES[EVIDENCE_NOTE] if code.startswith(EVIDENCE_NOTE) else "说明")
    if part == "vetoes":
        text = next((veto.text for veto in scheme.vetoes if veto.code == code), code)
        return f"一票否决　{text}"
    titles = {one.code: one.title for one in (*scheme.items, *scheme.bonus.items, *scheme.penalties.items)}
    words = f"{code}　{titles.get(code, '')}".strip("　")
    return words if part == "items" else f"{_SECTIONS.get(part, part)}　{words}"


def said_at(place: Place, value: Any, body: Mapping[str, Any], scheme: Scheme) -> Said:
    """What the version with this body says at a place where it has `value` (None: nothing)."""
    part, code = place
    if value in (None, "", (), []):
        return Said(NOTHING)
    if part == "items":
        return _item(code, value, body, scheme)
    if part == HEADER:
        return Said(_header(code, value, body))
    if isinstance(value, Mapping):
        reason = str(value.get("reason") or "")
        facts = str(value.get("facts") or "") if part == "vetoes" else ""
        confirmed = _listed(value.get("confirmed_by"))
        if part == "vetoes":
            return Said("成立", "；".join(one for one in (facts, f"确认人：{confirmed}" if confirmed else "") if one))
        return Said(_plain({name: one for name, one in value.items() if name != "reason"}), "", reason)
    return Said(_plain(value))


def facts_words(code: str, value: Any, scheme: Scheme) -> str:
    """The facts behind an item's marks, rule by rule: what tells two answers apart that come to the same marks."""
    facts = value.get("facts") if isinstance(value, Mapping) else None
    item = scheme.item(code)
    if not isinstance(facts, Mapping) or item is None:
        return ""
    texts = {rule.id: rule.text for rule in item.rules}
    return "；".join(f"{texts.get(name, name)}：{_plain(fact)}" for name, fact in facts.items())


def _item(code: str, value: Any, body: Mapping[str, Any], scheme: Scheme) -> Said:
    result = body.get("result")
    items = result.get("items") if isinstance(result, Mapping) else None
    scored = items.get(code) if isinstance(items, Mapping) else None
    reason = str(value.get("reason") or "") if isinstance(value, Mapping) else ""
    if not isinstance(scored, Mapping):
        return Said(facts_words(code, value, scheme) or _plain(value), "", reason)
    marks, state, trace = scored.get("marks"), str(scored.get("state") or ""), scored.get("trace")
    said = f"{marks}分" if isinstance(marks, str) else _MET.get(state) or _STATES.get(state, state)
    how = "→".join(str(step) for step in trace) if isinstance(trace, list | tuple) else ""
    return Said(said, how, reason)


def _header(name: str, value: Any, body: Mapping[str, Any]) -> str:
    if name == "inspectors":
        return _listed(value)
    if name == "leader_id":
        people = [one for one in body.get("inspectors") or () if isinstance(one, Mapping)]
        return next((str(one.get("name")) for one in people if one.get("person_id") == value), "不在检查组里的人")
    if name == "scheme_hash":
        return str(value)[:12]
    if name == "visited_on" and isinstance(value, str) and value.count("-") == 2:
        year, month, day = value.split("-")
        return f"{year}年{month.lstrip('0')}月{day.lstrip('0')}日"
    if name == "typed_later" and isinstance(value, Mapping):
        return f"{value.get('on', '')} 补录，录入人 {value.get('by') or '—'}"
    return _plain(value)


def _listed(value: Any) -> str:
    names = value if isinstance(value, list | tuple) else ()
    return "、".join(str(one.get("name", "")) if isinstance(one, Mapping) else str(one) for one in names)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is None:
        return "没有"
    if isinstance(value, Mapping):
        return "，".join(f"{name} {_plain(one)}" for name, one in value.items()) or NOTHING
    if isinstance(value, list | tuple):
        return "、".join(_plain(one) for one in value) or NOTHING
    return str(value)
