"""Everything an inspection report says, before a line of it is laid out."""

from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from app.reports.pen import Stroke

State = Literal["final", "provisional", "undecided"]  # 正式, 暂定, 待裁定
SignKind = Literal["members", "leader", "unit", "stamp", "other"]
How = Literal["paper", "drawn", "digital"]


@dataclass(frozen=True, slots=True)
class Particulars:
    """The head of the report, each value as it is printed; an empty one leaves its place empty."""

    unit: str
    street: str
    district: str
    unit_kind: str  # 社区（非试点单位）
    campaign: str
    kind: str  # 区级检查
    dates: str  # 2026年9月16日
    inspectors: str  # 检查员甲（组长）、检查员乙
    scheme_title: str
    scheme_version: str
    scheme_digest: str  # first 12 characters of the scheme's SHA-256


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the small figures under the bars: 自评（高8.6） 96.5."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Total, grade and why; `total` None means that there is none."""

    total: Decimal | None
    full_marks: Decimal | None  # None: open-ended
    total_places: int
    grade: str
    state: State
    explanation: str  # 未达示范点：总分低于90分 · or the veto
    figures: tuple[Figure, ...]
    remarks: str  # 一票否决：4项逐项核对，均未发现。不适用：2.4，已折算。
    line_percent: Decimal | None = None  # the per cent a grade asks of each dimension
    met: int | None = None  # items met, of how many, where a scheme asks 达标 only
    of: int | None = None


@dataclass(frozen=True, slots=True)
class DimensionLine:
    """A dimension in the result and in the comparison; marks None: not applicable or none given."""

    ordinal: str  # 一
    title: str
    full_marks: Decimal | None
    marks: Decimal | None
    self_marks: Decimal | None = None
    previous_marks: Decimal | None = None


@dataclass(frozen=True, slots=True)
class NarrativeParagraph:
    """（一）得分情况。 in 楷 and its text in 仿宋; an empty heading begins with the text."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The last row of the table of dimensions; None prints a dash."""

    total: Decimal | None
    self_total: Decimal | None
    previous_total: Decimal | None


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One row of the score sheet."""

    code: str
    title: str
    standard: str  # 考评内容
    full_marks: Decimal | None  # None: open-ended
    criteria: str  # 评分标准
    methods: tuple[str, ...]
    self_marks: Decimal | None
    marks: str  # as printed: 3.5 · — · 达标 · 未核
    deducted: bool  # printed in 黑
    reason: str
    trace: tuple[str, ...]  # steps; the arrow stands before each but the first
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SheetDimension:
    """A dimension of the score sheet; a scheme without dimensions has one with an empty title."""

    ordinal: str
    title: str
    full_marks: Decimal | None
    items: tuple[SheetItem, ...]
    self_marks: Decimal | None
    marks: Decimal | None
    note: str  # how the subtotal came about


@dataclass(frozen=True, slots=True)
class SheetExtra:
    """A bonus or penalty row."""

    label: str  # 加分 J1　党建类荣誉
    full_marks: Decimal | None
    criteria: str
    self_marks: str
    marks: str
    note: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The score sheet with its closing rows; an empty text leaves its row out."""

    dimensions: tuple[SheetDimension, ...]
    places: int  # of a dimension's marks
    total_places: int
    full_marks: Decimal | None
    self_total: Decimal | None
    total: Decimal | None
    total_note: str
    extras: tuple[SheetExtra, ...]
    with_extras_label: str
    self_with_extras: Decimal | None
    with_extras: Decimal | None
    with_extras_note: str
    vetoes: str
    notes: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding that asks for rectification."""

    code: str
    text: str
    lost: Decimal | None
    measure: str
    due: str  # 2026年11月30日
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Study:
    """Who studied which required document when; `overrides` are (name, reason) of those who signed without."""

    documents: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]  # name, one date text for each document ("" : not studied)
    overrides: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """One place to sign: `paper` prints a blank date, `drawn` the strokes, `digital` leaves room for the stamp."""

    name: str
    how: How = "paper"
    post: str = ""
    strokes: tuple[Stroke, ...] = ()
    time_text: str = ""
    certificate: str = ""
    note: str = ""  # 屏幕手写，已附数字签名


@dataclass(frozen=True, slots=True)
class SignLine:
    """One `sign_off` line of the scheme."""

    title: str  # 检查组成员
    note: str  # （两人以上）
    kind: SignKind
    signers: tuple[Signer, ...]
    opinion: str = ""
    objection: bool | None = None  # of the inspected unit: None not said, False 无异议, True 有异议
    refusal: str = ""  # 拒签 and its reason


@dataclass(frozen=True, slots=True)
class SignOff:
    """What the sign-off page says above the frame, and its lines."""

    deductions: int
    not_applicable: int
    lines: tuple[SignLine, ...]


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of the annex; `data` is an upright JPEG or PNG, empty for what is only listed (a file, one too many)."""

    number: int
    codes: tuple[str, ...]
    caption: str
    taken: str  # 2026年9月16日10:12（拍摄）
    place: str
    digest: str
    taken_by: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ReportContent:
    """An inspection report, whole."""

    rid: str
    digest: str  # hexadecimal digest of the record
    number: str  # 文号
    title: tuple[str, ...]  # lines, upper one longer
    particulars: Particulars
    notice: str  # printed unless the scheme is official
    outcome: Outcome
    dimensions: tuple[DimensionLine, ...]
    narrative: tuple[NarrativeParagraph, ...]
    comparison: Comparison | None
    narrative_after: tuple[NarrativeParagraph, ...]
    sheet: ScoreSheet
    problems_intro: str
    problems: tuple[Problem, ...]
    study_intro: str
    study: Study | None
    sign_off: SignOff
    photos: tuple[Photo, ...] = ()
    notice_head: tuple[str, str] = ("参考方案", "非正式文件")
    drill: bool = False
    secrecy: str = ""  # 密级, e.g. 内部
    made_at: datetime | None = None
    attachment: bytes | None = None  # the record's JSON


def every_text(value: object) -> list[str]:
    """All text of a content value, however deep, for the check that every character has a font."""
    found: list[str] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, tuple):
            waiting.extend(reversed(one))
        elif is_dataclass(one):
            waiting.extend(getattr(one, field.name) for field in reversed(fields(one)))
    return found
