"""One method for every figure: both sides interleaved, two warm-ups, medians and quartiles in one table."""

import statistics
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

WARM_UPS = 2
LEAST_PAIRS = 15

Work = Callable[[], object]
Stopwatch = Callable[[], float]
"""Does a piece of work and returns the milliseconds that count."""


def timed(work: Work) -> Stopwatch:
    """The whole of `work` counts."""

    def run() -> float:
        start = perf_counter()
        work()
        return (perf_counter() - start) * 1000

    return run


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds (of memory: MB) of one side, in the order in which they were taken."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.values)

    @property
    def quartiles(self) -> tuple[float, float]:
        """The lower and the upper quartile; with a single value that value twice."""
        if len(self.values) < 2:
            return self.values[0], self.values[0]
        low, _middle, high = statistics.quantiles(self.values, n=4, method="inclusive")
        return low, high

    def words(self) -> str:
        """92.3（89.5–94.2）."""
        low, high = self.quartiles
        return f"{self.median:.1f}（{low:.1f}–{high:.1f}）"


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table. `floor` None: the time stands alone.

    `unit` is × (ours by the floor, pair by pair), ms (ours less the floor, or ours alone) or MB (ours alone, and no
    time at all); `bar` and `aim` in that unit.
    """

    name: str
    against: str
    ours: Times
    floor: Times | None
    unit: str
    bar: float
    aim: float | None = None

    @property
    def figures(self) -> Times:
        """What is compared with the bar, pair by pair."""
        if self.floor is None:
            return self.ours
        pairs = zip(self.ours.values, self.floor.values, strict=True)
        if self.unit == "×":
            return Times(tuple(ours / floor for ours, floor in pairs))
        return Times(tuple(ours - floor for ours, floor in pairs))

    @property
    def is_held(self) -> bool:
        """Whether the median keeps the bar."""
        return self.figures.median <= self.bar

    def cells(self) -> tuple[str, ...]:
        """The line's words."""
        digits = 2 if self.unit == "×" else 1
        figures = self.figures
        low, high = figures.quartiles
        bar = f"≤ {self.bar:g} {self.unit}" + (f"，争取 {self.aim:g}" if self.aim is not None else "")
        return (
            self.name,
            self.ours.words(),
            f"{self.against} {self.floor.words()}" if self.floor else self.against,
            f"{figures.median:.{digits}f} {self.unit}（{low:.{digits}f}–{high:.{digits}f}）",
            bar,
            "达到" if self.is_held else "未达到",
        )


HEAD = ("项目", "本程序 ms（内存MB），中位（四分位）", "对照 ms，中位（四分位）", "结果", "限", "结论")


def pairs_of(ours: Stopwatch, floor: Stopwatch, pairs: int) -> tuple[Times, Times]:
    """Both sides in turn, `pairs` times after the warm-ups."""
    taken = [(ours(), floor()) for _ in range(WARM_UPS + pairs)][WARM_UPS:]
    return Times(tuple(pair[0] for pair in taken)), Times(tuple(pair[1] for pair in taken))


def alone(ours: Stopwatch, times: int) -> Times:
    """One side, where nothing stands beside it."""
    return Times(tuple([ours() for _ in range(WARM_UPS + times)][WARM_UPS:]))


def table(lines: Sequence[Measured]) -> str:
    """The lines under their head, as a Markdown table whose columns also stand straight in a terminal."""
    rows = [HEAD, *(line.cells() for line in lines)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(HEAD))]
    texts = [" | ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    rule = " | ".join("-" * width for width in widths)
    return "\n".join(f"| {text} |" for text in (texts[0], rule, *texts[1:]))


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
