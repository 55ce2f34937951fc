"""The seventeen kinds of rules as frozen values; what each one means is in the two `amounts_` modules."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBase:
    """What all rules have.

    `text` is the sentence of the table, `name` the short name made from it for traces, `effect` is deduct, award,
    zero, full, or none (a note); `cap` bounds the size of the rule's own amount.
    """

    id: str
    kind: str
    text: str
    effect: str
    name: str = ""
    cap: Decimal | None = None

    @property
    def subject(self) -> str:
        """What the rule looks at, in words: its metric where it has one, else its short name."""
        return str(getattr(self, "metric", "") or self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag(RuleBase):
    """未…扣2分; 达到得1分; 未建立不得分. `points` is None for the effects zero and full."""

    points: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mitigation:
    """What makes a case count less, and by which factor."""

    text: str
    factor: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """The year in `count` parts called `name` (季, 月), each with its own `cap`."""

    name: str
    count: int
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(RuleBase):
    """每例扣2分; 每少1次扣0.5分 (`need`); 超过2处的每处 (`free`); `from_` counts down from that many marks."""

    points: Decimal
    unit: str = ""
    need: Decimal | None = None
    free: Decimal | None = None
    from_: Decimal | None = None
    mitigation: Mitigation | None = None
    periods: Periods | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One thing on a checklist."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(RuleBase):
    """缺一项扣0.5 (`per_missing`); 符合3项3分、2项2分 (`table`, by the number present); 缺一不计分 (`all`)."""

    elements: tuple[Element, ...] = ()
    size: int = 0
    per_missing: Decimal | None = None
    table: Mapping[int, Decimal] | None = None
    all: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer of a choice, or one level of an honour, and its marks."""

    label: str
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(RuleBase):
    """好20/较好15/一般10/差0."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One stretch of a value, from `from_` to `to` (None: without end), each end in or out by `bounds`.

    `points` or `range` (lowest and highest mark); neither in a ballot: marks by proportion. `label` says the band
    in words: 80%以上不足90%.
    """

    from_: Decimal | None = None
    to: Decimal | None = None
    bounds: str = "[)"
    points: Decimal | None = None
    range: tuple[Decimal, Decimal] | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands(RuleBase):
    """达90%得4分,80–90%得3分."""

    metric: str = ""
    unit: str = ""
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold(RuleBase):
    """达标/未达标; 城市80%、农村70%得满分. `points` left out: the item's full marks.

    None only in an item with base none, where only met or not met matters.
    """

    metric: str = ""
    unit: str = ""
    op: str
    line: Decimal | None = None
    line_by_class: Mapping[str, Decimal] | None = None
    points: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps(RuleBase):
    """每低1个百分点扣0.1分."""

    metric: str = ""
    unit: str = ""
    line: Decimal
    step: Decimal
    direction: str
    rounding: str
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio(RuleBase):
    """按完成比例得分; 未完成的按件数均摊扣."""

    metric: str = ""
    points: Decimal
    target: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge(RuleBase):
    """酌情扣分; 每项扣2至5分 (`per` is the word for one of them). `max` is filled in from the item's full marks."""

    min: Decimal = Decimal(0)
    max: Decimal | None = None
    step: Decimal | None = None
    per: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels(RuleBase):
    """全国3、省2、市1: the highest, their sum, or each level up to the highest (stack)."""

    levels: tuple[Option, ...]
    pick: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot(RuleBase):
    """满意率≥90%得满分,60–90%按比例."""

    metric: str = ""
    points: Decimal
    weights: Mapping[str, Decimal]
    valid: tuple[str, ...] = ()
    min_valid: int = 0
    below_min: str = "pending"
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel(RuleBase):
    """检查组各自打分,去最高最低取平均 (from `trim_from` judges on)."""

    metric: str = ""
    max: Decimal
    trim_from: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample(RuleBase):
    """抽查10份,每份不合格扣0.2."""

    unit: str = ""
    size: int
    points: Decimal
    prorate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer(RuleBase):
    """高于全市平均得1分; 第一名2分,每降一名减0.1."""

    metric: str = ""
    unit: str = ""
    basis: str
    op: str | None = None
    points: Decimal | None = None
    table: tuple[Decimal, ...] = ()
    step: Decimal | None = None
    floor: Decimal | None = None
    order: str = "desc"


@dataclass(frozen=True, slots=True, kw_only=True)
class External(RuleBase):
    """由综治办考核; 按上级扣分折算 (marks × max ÷ scale_from)."""

    metric: str = ""
    max: Decimal
    scale_from: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Late(RuleBase):
    """报送每迟1天扣0.5."""

    points: Decimal
    days: str = "natural"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(RuleBase):
    """只记不计."""


Rule: TypeAlias = (
    Flag
    | Count
    | Checklist
    | Choice
    | Bands
    | Threshold
    | Steps
    | Ratio
    | Judge
    | Levels
    | Ballot
    | Panel
    | Sample
    | Peer
    | External
    | Late
    | Note
)
