"""A scheme (考评方案) and its parts as frozen values; attribute names are the JSON names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from app.scoring.rules import Rule

INSPECTORS_SIGN = ("检查组成员", "检查组长")
INSPECTORS_WORDS = ("成员", "检查人员", "组长")


@dataclass(frozen=True, slots=True)
class Share:
    """A bound given as a percentage of the full marks (`80%`) or as a plain number."""

    value: Decimal
    percent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """The document a scheme rests on."""

    document: str | None = None
    issued_by: str | None = None
    issued_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """Decimal places of each level; `mode` is always half_up."""

    item: int
    dimension: int
    total: int
    mode: str = "half_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One 大项; `full_marks` None: open-ended."""

    code: str
    title: str
    full_marks: Decimal | None
    weight: Decimal | None = None
    mismatch: str = "by_item"
    base: Decimal = Decimal(0)
    floor: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rules that are bounded together; `pick` is sum or highest."""

    rules: tuple[str, ...]
    cap: Decimal | None = None
    pick: str = "sum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """Why an item may be treated otherwise; `rules` empty in a no_deduct means all of them."""

    id: str
    text: str
    effect: str
    rules: tuple[str, ...] = ()
    requires: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One 考评项; `full_marks` None: open-ended; `cap` is "full", a number, or None for no upper bound."""

    code: str
    title: str
    dimension: str | None
    standard: str
    full_marks: Decimal | None
    base: str
    floor: Decimal | None
    cap: Decimal | str | None
    methods: tuple[str, ...]
    evidence: str
    evidence_hint: str
    applies_to: tuple[str, ...] | None
    scored_by: str | None
    source_text: str
    clause: str
    rules: tuple[Rule, ...]
    groups: tuple[Group, ...]
    exemptions: tuple[Exemption, ...]

    @property
    def upper(self) -> Decimal | None:
        """The most marks the item can give, None without bound."""
        return self.full_marks if isinstance(self.cap, str) else self.cap

    def is_for(self, unit_class: str | None) -> bool:
        """Whether the item is part of the table of units of that class."""
        return self.applies_to is None or unit_class in self.applies_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """Bonus or penalties: items outside the total; the last two fields are for bonus only."""

    cap: Decimal | None = None
    min_base: Decimal | None = None
    items: tuple[Item, ...] = ()
    dedup_topics: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When a veto or a cap acts by itself: an item below a bound, an item unmet, or a rank from the bottom."""

    item: str | None = None
    below: Share | None = None
    state: str | None = None
    rank_from_bottom: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """一票否决; `from_` None: set by hand, by two inspectors with its facts."""

    code: str
    text: str
    effect: str
    years: int | None = None
    total: Decimal | None = None
    max_grade: str | None = None
    from_: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """One 等次 and its conditions, all of which must hold."""

    name: str
    min_total: Decimal | None = None
    min_each_dimension: Share | None = None
    min_items: Mapping[str, Share] = field(default_factory=dict)
    min_met: Share | None = None
    no_veto: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeCap:
    """A condition that keeps the grade at `max_grade` or below."""

    when: Condition
    max_grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many units of each scope may hold `grade`, and in which order they come."""

    grade: str
    scope: str | None = None
    share: Share
    of: str = "inspected"
    rounding: str = "floor"
    at_least: int = 0
    order: tuple[str, ...] = ()
    on_tie: str = "refer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source of a unit's campaign figure and its weight."""

    source: str
    weight: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A whole checked scheme; `raw` is the JSON it was read from, `x_…` keys included."""

    format: str
    id: str
    version: str
    title: str
    status: str
    authority: Authority | None
    notice: str
    unit_kinds: tuple[str, ...]
    classes: tuple[str, ...]
    full_marks: Decimal | None
    rounding: Rounding
    not_applicable: str
    na_limit: Decimal | None
    after_veto: str
    bonus_counts_for_grade: bool
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]
    dimensions: tuple[Dimension, ...]
    items: tuple[Item, ...]
    bonus: Extras
    penalties: Extras
    vetoes: tuple[Veto, ...]
    grades: tuple[Grade, ...]
    grade_caps: tuple[GradeCap, ...]
    quota: Quota | None
    combine: tuple[Source, ...]
    self_difference_alert: Decimal | None
    sign_off: tuple[str, ...]
    notes: tuple[str, ...]
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def signing_lines(self) -> tuple[str, ...]:
        """Who signs: the `sign_off` lines, led by the inspectors where no line asks for them; a report needs one."""
        inspectors = any(word in line for line in self.sign_off for word in INSPECTORS_WORDS)
        return self.sign_off if inspectors else (*INSPECTORS_SIGN, *self.sign_off)

    def item(self, code: str) -> Item | None:
        """The item with that code, None when the table has none."""
        return next((item for item in self.items if item.code == code), None)

    def items_of(self, dimension: str) -> tuple[Item, ...]:
        """The items of one dimension, in the order of the table."""
        return tuple(item for item in self.items if item.dimension == dimension)
