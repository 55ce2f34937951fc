"""The parts of an inspection's body that are merged one by one: items, header fields, links of evidence (rule R6)."""

from collections.abc import Iterable, Mapping
from typing import Any

Place = tuple[str, str]
"""Part and code: `items` 1.1, `header` visited_on, `link` <sha256>/<code> …"""

HEADER, LINK, CAPTION, FILE = "header", "link", "caption", "file"
"""`link` says that a file belongs to an item, `caption` is its caption, `file` whatever else is known of it."""
UNIONS = frozenset({LINK})
"""Parts in which nothing is chosen: what anybody added and nobody took away is there."""
SETTLED_BY_TIME = frozenset({FILE})
"""Parts in which nothing is chosen either: the latest counts."""
MERGED_HEADER = (
    "scheme_hash",
    "ordinal_reason",
    "visited_on",
    "inspectors",
    "leader_id",
    "doc_number",
    "classification",
    "typed_later",
)

KEPT = frozenset({CAPTION, FILE})
"""Parts in which taking away says nothing: a file is there as long as a link is."""

_EVIDENCE = "evidence"


def fields_of(body: Mapping[str, Any]) -> dict[Place, Any]:
    """Every field that says something. What is of another form than an inspection's says nothing."""
    fields: dict[Place, Any] = {(HEADER, name): body[name] for name in MERGED_HEADER if name in body}
    answers = _object(body.get("answers"))
    if "notes" in body:
        answers = {**answers, "notes": body["notes"]}
    for section, given in answers.items():
        if section == _EVIDENCE:
            fields |= _evidence_fields(_object(given))
        else:
            fields |= {(section, code): value for code, value in _object(given).items()}
    return fields


def body_with(fields: Mapping[Place, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """A body that says `fields`; whatever is not merged field by field is taken from `base`."""
    body = {name: value for name, value in base.items() if name not in ("answers", "notes", *MERGED_HEADER)}
    answers: dict[str, dict[str, Any]] = {section: {} for section in _object(base.get("answers"))}
    files: dict[str, dict[str, Any]] = {}
    for (part, code), value in sorted(fields.items(), key=lambda field: field[0]):
        if part == HEADER:
            body[code] = value
        elif part == FILE:
            files[code] = {**_object(value), "codes": []}
    for (part, code), value in sorted(fields.items(), key=lambda field: field[0]):
        if part == CAPTION and code in files:
            files[code]["caption"] = value
        elif part == LINK:
            sha256, _slash, item = code.partition("/")
            if sha256 in files:
                files[sha256]["codes"].append(item)
        elif part not in (HEADER, FILE, CAPTION):
            answers.setdefault(part, {})[code] = value
    if files:
        answers[_EVIDENCE] = {sha256: file for sha256, file in files.items() if file["codes"]}
    return {**body, "answers": answers}


def reason_of(value: Any) -> str:
    """The reason that an inspector wrote to an answer; empty without one."""
    return str(value.get("reason") or "") if isinstance(value, Mapping) else ""


def places_of(fields: Iterable[Mapping[Place, Any]]) -> list[Place]:
    """Every place that any of them names, sorted."""
    return sorted({place for one in fields for place in one})


def _evidence_fields(links: Mapping[str, Any]) -> dict[Place, Any]:
    fields: dict[Place, Any] = {}
    for sha256, known in links.items():
        file = _object(known)
        codes = file.get("codes", ())
        if isinstance(codes, list | tuple):
            fields |= {(LINK, f"{sha256}/{code}"): True for code in codes}
        fields[CAPTION, sha256] = file.get("caption", "")
        fields[FILE, sha256] = {name: value for name, value in file.items() if name not in ("codes", "caption")}
    return fields


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
