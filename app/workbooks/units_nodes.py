"""One unit of a table while its place in the tree is sought."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.pinyin import initials_of
from app.domain.unit import Unit, UnitKind
from app.workbooks.units_reader import ReadRow

UPPER: frozenset[UnitKind] = frozenset({"district", "street", "township"})
PARENT_KINDS: dict[UnitKind, frozenset[UnitKind]] = {
    "district": frozenset(),
    "street": frozenset({"district"}),
    "township": frozenset({"district"}),
    "community": UPPER,
    "village": UPPER,
    "website": UPPER | {"community", "village"},
}
LEVELS: tuple[frozenset[UnitKind], ...] = (
    frozenset({"district"}),
    frozenset({"street", "township"}),
    frozenset({"community", "village"}),
    frozenset({"website"}),
)
_NO_DISTRICT = ("社区", "小区", "园区", "片区")
_COMMUNITY_HEADS = ("社区", "村居", "居委会")


def kind_of_name(name: str, head_word: str) -> UnitKind | None:
    """The kind that a name tells, with the word of its column; None when neither does."""
    if name.endswith(("社区", "居委会", "居民委员会", "新村")):
        return "community"
    if name.endswith(("村", "村委会", "村民委员会")):
        return "village"
    if name.endswith("网站"):
        return "website"
    if any(word in head_word for word in _COMMUNITY_HEADS):
        return "community"
    if name.endswith(("街道", "街道办事处", "街道办")):
        return "street"
    if name.endswith(("镇", "乡")):
        return "township"
    if name.endswith(("区", "县", "市")) and not name.endswith(_NO_DISTRICT):
        return "district"
    return None


@dataclass(slots=True, eq=False)
class Node:
    """A unit while its place in the tree is sought. `row` None: it stands in the register only."""

    name: str
    kind: UnitKind | None
    code: str | None
    row: ReadRow | None
    known: Unit | None = None
    parent: "Node | None" = None
    is_implied: bool = False
    is_broken: bool = False
    id: str = ""
    path: tuple[str, ...] = field(default=())


def unit_of(node: Node) -> Unit:
    """The unit as the table has it; what the table says nothing about stays as the register has it."""
    known, row = node.known, node.row if not node.is_implied else None
    if node.kind is None:
        raise ValueError("a unit without a kind is refused before")
    parent_id = node.parent.id if node.parent else known.parent_id if known else None
    name = node.name
    initials = known.initials if known and known.name == name and known.initials else initials_of(name)
    return Unit(
        id=node.id,
        kind=node.kind if row or known is None else known.kind,
        name=name,
        code=node.code or (known.code if known else None),
        parent_id=parent_id,
        class_=(row.get("class") if row else "") or (known.class_ if known else None),
        is_pilot=_pilot(row, known),
        is_active=_active(row, known),
        initials=initials,
        replaced_by=known.replaced_by if known else None,
    )


def _pilot(row: ReadRow | None, known: Unit | None) -> bool:
    if row is not None and "pilot" in row.head.columns:
        return row.get("pilot") == "1"
    return known.is_pilot if known else False


def _active(row: ReadRow | None, known: Unit | None) -> bool:
    if row is not None and row.get("active"):
        return row.get("active") == "1"
    if row is not None and row.get("inactive"):
        return row.get("inactive") != "1"
    return known.is_active if known else True


def may_be_one(other: Node, node: Node) -> bool:
    """Whether a register entry and a row of the same name are the same unit: districts and codes tell, where known."""
    district = node.row.get("district") if node.row else ""
    if district and other.parent is not None and other.parent.name != district:
        return False
    return node.code is None or other.code is None or node.code == other.code


def is_in_circle(node: Node) -> bool:
    """Whether the unit is above itself."""
    seen: set[int] = {id(node)}
    above = node.parent
    while above is not None:
        if above is node:
            return True
        if id(above) in seen:
            return False  # a circle further up, found there
        seen.add(id(above))
        above = above.parent
    return False


def ancestors(node: Node) -> Iterator[Node]:
    """The units above, the nearest first; only for nodes that are in no circle."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def depth_of(node: Node) -> int:
    """How many units stand above."""
    return sum(1 for _above in ancestors(node))


def place_of(first: ReadRow, row: ReadRow) -> str:
    """Where the other row is, with its sheet when that is another one."""
    return str(first.row) if first.sheet == row.sheet else f"{first.sheet}!{first.row}"
