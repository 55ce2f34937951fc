"""From the rows of a units table to a plan: who is whose parent, who is known, what would change."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from app.domain.unit import Unit, UnitKind, unit_id
from app.progress import Progress, Step, no_progress
from app.workbooks.columns import UnitField
from app.workbooks.findings import CellFinding, FindingKind
from app.workbooks.units_nodes import (
    LEVELS,
    PARENT_KINDS,
    UPPER,
    Node,
    ancestors,
    depth_of,
    is_in_circle,
    kind_of_name,
    may_be_one,
    place_of,
    unit_of,
)
from app.workbooks.units_plan import PlannedUnit, UnitsPlan, changes_between
from app.workbooks.units_reader import ReadRow, read_units


def plan_units(path: Path, existing: Sequence[Unit], progress: Progress = no_progress) -> UnitsPlan:
    """Read the workbook and compare it with the register. Every finding is listed, not only the first.

    Raises the Workbook… errors for files that cannot be read at all, Cancelled when stopped.
    """
    table = read_units(path, progress)
    return _Planner(existing, table.findings).plan(path.name, table.rows, progress)


class _Planner:
    """One comparison of a table with the register."""

    def __init__(self, existing: Sequence[Unit], findings: Iterable[CellFinding]) -> None:
        self._existing = tuple(existing)
        self._findings = list(findings)
        self._by_id = {unit.id: unit for unit in existing}
        self._by_code = {unit.code or unit.id: unit for unit in existing}
        self._by_name: dict[str, list[Unit]] = {}
        for unit in existing:
            self._by_name.setdefault(unit.name, []).append(unit)
        self._by_place = {(unit.parent_id, unit.name): unit for unit in existing}
        self._known_nodes: dict[str, Node] = {}
        self._coded: dict[str, Node] = {}
        self._named: dict[str, list[Node]] = {}
        self._nodes: list[Node] = []
        self._claimed: set[str] = set()  # ids of known units that a row names by code

    def plan(self, file_name: str, rows: Sequence[ReadRow], progress: Progress) -> UnitsPlan:
        for unit in self._existing:
            if unit.kind in UPPER and unit.is_active:
                self._named.setdefault(unit.name, []).append(self._known(unit))
        for row in rows:
            self._add(row)
        for row in rows:
            if row.get("district"):
                self._district(row)
        for level in LEVELS:
            for done, node in enumerate([node for node in self._nodes if node.kind in level and not node.is_implied]):
                if done % 500 == 0:
                    progress(Step("plan_units", done, len(rows)))
                self._find_parent(node)
        self._look_for_cycles()
        units = self._compose(progress)
        named = {planned.unit.id for planned in units} | {above.id for node in self._nodes for above in ancestors(node)}
        absent = tuple(unit for unit in self._existing if unit.id not in named)
        self._look_for_taken_names(units, absent)
        findings = sorted(self._findings, key=lambda f: (f.severity != "error", f.sheet, f.row))
        return UnitsPlan(file_name, units, absent, tuple(findings), self._existing)

    def _add(self, row: ReadRow) -> None:
        name, code = row.get("name"), row.get("code") or None
        kind: UnitKind | None = row.get("kind") or None  # type: ignore[assignment] # the reader gives kinds only
        if kind is None and "kind" not in row.values and "kind" in row.head.columns:
            return  # refused already
        if not name:
            return
        known = self._by_code.get(code) if code else None
        if kind is None:
            kind = known.kind if known else kind_of_name(name, row.head.words["name"])
            kind = kind or next((unit.kind for unit in self._by_name.get(name, ())), None)
        if known is not None and known.name != name and known.name in self._named:
            # Renamed by this table: the old name no longer means this unit.
            self._named[known.name] = [other for other in self._named[known.name] if other.known is not known]
        if known is not None:
            self._claimed.add(known.id)
        node = Node(name, kind, code, row, known, is_broken=row.is_broken)
        if kind is None:
            self._find(node, "kind" if "kind" in row.head.columns else "name", "kind_missing", name)
        if code:
            first = self._coded.setdefault(code, node)
            if first is not node and first.row is not None:
                self._find(node, "code", "code_twice", code, place_of(first.row, row))
        self._nodes.append(node)
        if kind in UPPER:
            self._register_name(node)

    def _register_name(self, node: Node) -> None:
        """Names that rows below may call their parent by; a row of the table stands before its register entry."""
        same = self._named.setdefault(node.name, [])
        same[:] = [other for other in same if other.row is not None or not may_be_one(other, node)]
        same.append(node)

    def _find_parent(self, node: Node) -> None:
        row = node.row
        if row is None or node.kind is None:
            return
        code = row.get("parent_code")
        if code:
            found = self._coded.get(code) or self._known_by_code(code)
            if found is None:
                self._find(node, "parent_code", "parent_not_found", code)
            else:
                self._take(node, found, "parent_code", code)
            return
        district = self._district(row) if row.get("district") and node.kind != "district" else None
        street, parent = row.get("street"), row.get("parent")
        if street and node.kind not in UPPER:
            self._take(node, self._street(node, street, district), "street", street)
        elif parent:
            self._named_parent(node, parent, district)
        elif district is not None:
            self._take(node, district, "district", district.name)
        elif node.known is not None and node.known.parent_id is not None:
            node.parent = (
                self._known(self._by_id[node.known.parent_id]) if node.known.parent_id in self._by_id else None
            )
        else:
            self._without_parent(node)

    def _without_parent(self, node: Node) -> None:
        """A row that says nothing of its parent: the one unit of that name in the register, or a new one."""
        same = [unit for unit in self._by_name.get(node.name, ()) if unit.kind == node.kind and unit.is_active]
        if node.code:
            same = [unit for unit in same if unit.code is None]
        if node.known is None and len(same) > 1:
            self._find(node, "name", "unit_ambiguous", node.name, str(len(same)))
        elif node.known is None and same:
            node.known = same[0]
            above = self._by_id.get(same[0].parent_id or "")
            node.parent = self._known(above) if above else None
        elif node.kind in ("street", "township"):
            node.parent = self._only_district()
        elif node.kind != "district" and not node.is_broken:
            self._find(node, "name", "parent_missing", node.name)

    def _named_parent(self, node: Node, name: str, district: Node | None) -> None:
        found = [other for other in self._candidates(name, district) if other is not node]
        if len(found) == 1:
            self._take(node, found[0], "parent", name)
        else:
            self._find(node, "parent", "parent_ambiguous" if found else "parent_not_found", name)

    def _street(self, node: Node, name: str, district: Node | None) -> Node | None:
        found = [other for other in self._candidates(name, district) if other.kind != "district"]
        if len(found) > 1:
            self._find(node, "street", "parent_ambiguous", name)
            return None
        if found:
            return found[0]
        kind: UnitKind = "township" if name.endswith(("镇", "乡")) else "street"
        return self._implied(name, kind, node.row, district or self._only_district())

    def _district(self, row: ReadRow) -> Node:
        name = row.get("district")
        found = [other for other in self._named.get(name, ()) if other.kind == "district"]
        return found[0] if found else self._implied(name, "district", row, None)

    def _implied(self, name: str, kind: UnitKind, first: ReadRow | None, parent: Node | None) -> Node:
        made = Node(name, kind, None, first, parent=parent, is_implied=True)
        self._nodes.append(made)
        self._register_name(made)
        return made

    def _candidates(self, name: str, district: Node | None) -> list[Node]:
        found = self._named.get(name, [])
        if district is None:
            return found
        # By name: a row and its entry in the register are two nodes of one district.
        return [
            other for other in found if other is district or other.parent is None or other.parent.name == district.name
        ]

    def _only_district(self) -> Node | None:
        """The district that everything belongs to when register and table together name only one."""
        districts = [node for nodes in self._named.values() for node in nodes if node.kind == "district"]
        return districts[0] if len(districts) == 1 else None

    def _take(self, node: Node, parent: Node | None, column: UnitField, value: str) -> None:
        if parent is None or node.kind is None:
            return
        node.parent = parent
        if parent.kind is not None and parent.kind not in PARENT_KINDS[node.kind] and not is_in_circle(node):
            self._find(node, column, "parent_wrong_level", value, node.kind, parent.kind)

    def _look_for_cycles(self) -> None:
        for node in self._nodes:
            if is_in_circle(node):
                self._find(node, "parent_code", "parent_cycle", node.row.get("parent_code") if node.row else "")
        for node in self._nodes:
            if is_in_circle(node):
                node.parent = None

    def _compose(self, progress: Progress) -> tuple[PlannedUnit, ...]:
        names = {unit.id: unit.name for unit in self._existing}
        planned: dict[str, PlannedUnit] = {}
        firsts: dict[tuple[str | None, str], Node] = {}
        ordered = sorted(self._nodes, key=lambda node: (depth_of(node), node.is_implied))
        for done, node in enumerate(ordered):
            if done % 500 == 0:
                progress(Step("plan_units", done, len(ordered)))
            self._identify(node)
            place = (node.parent.id if node.parent else None, node.name)
            first = firsts.setdefault(place, node)
            if first is not node:
                if node.row is not None and first.row is not None and not node.is_implied:
                    self._find(node, "name", "name_twice", node.name, place_of(first.row, node.row))
                continue
            if any(above.id == node.id for above in ancestors(node)):
                self._find(node, "name", "parent_cycle", node.name)
                continue
            if node.id in planned:
                if node.code is None or self._coded[node.code] is node:  # else the code was found twice already
                    self._find(node, "name", "name_of_another", node.name)
                continue
            if node.kind is None:
                continue
            unit = unit_of(node)
            names[unit.id] = unit.name
            changes = changes_between(node.known, unit, names) if node.known else ()
            planned[node.id] = PlannedUnit(
                unit=unit,
                action="new" if node.known is None else "changed" if changes else "unchanged",
                sheet=node.row.sheet if node.row else "",
                row=node.row.row if node.row else 0,
                parent_name=node.parent.name if node.parent else "",
                changes=changes,
                is_implied=node.is_implied,
            )
        return tuple(planned.values())

    def _identify(self, node: Node) -> None:
        """Give the node its lasting id: that of the unit it is in the register, else by code or path."""
        if node.parent is not None and not node.parent.id:
            self._identify(node.parent)
        node.path = (*(node.parent.path if node.parent else ()), node.name)
        if node.known is None:
            same = self._by_place.get((node.parent.id if node.parent else None, node.name))
            if same is not None and node.code and same.code and same.code != node.code:
                self._find(node, "code", "code_differs", node.code, same.code)
            node.known = same if same is None or same.id not in self._claimed else None
        node.id = node.known.id if node.known else unit_id(node.code, node.path)

    def _look_for_taken_names(self, planned: Iterable[PlannedUnit], absent: Iterable[Unit]) -> None:
        taken = {(unit.parent_id, unit.name) for unit in absent if unit.is_active}
        for one in planned:
            if one.action != "unchanged" and (one.unit.parent_id, one.unit.name) in taken:
                self._findings.append(CellFinding(one.sheet, one.row, "", "", one.unit.name, "name_twice"))

    def _known(self, unit: Unit) -> Node:
        if unit.id not in self._known_nodes:
            node = Node(unit.name, unit.kind, unit.code, None, unit, id=unit.id, path=(unit.name,))
            self._known_nodes[unit.id] = node
            above = self._by_id.get(unit.parent_id) if unit.parent_id else None
            if above is not None:
                node.parent = self._known(above)
                node.path = (*node.parent.path, unit.name)
        return self._known_nodes[unit.id]

    def _known_by_code(self, code: str) -> Node | None:
        unit = self._by_code.get(code)
        return self._known(unit) if unit else None

    def _find(self, node: Node, column: UnitField, kind: FindingKind, value: str, *detail: str) -> None:
        row = node.row
        if row is None:
            return
        letter, word = row.head.place(column)
        self._findings.append(CellFinding(row.sheet, row.row, letter, word, value, kind, detail))
