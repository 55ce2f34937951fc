"""The calculation under the marks: steps whole, arrows first, the base not alone."""

from app.reports.flow import Workbench
from app.reports.trace import steps_of, trace_lines


def _said(bench: Workbench, trace: tuple[str, ...], width: float) -> list[str]:
    return ["".join(unit.text for unit in line.units) for line in trace_lines(bench.typesetter, trace, width)]


def test_a_short_trace_is_one_line(bench: Workbench):
    assert _said(bench, ("基准4", "缺额1名：−0.5", "得3.5"), 400) == ["基准4→缺额1名：−0.5→得3.5"]


def test_a_new_line_begins_with_an_arrow_and_a_step_that_fits_is_never_cut(bench: Workbench):
    trace = ("基准6", "支部党员大会应4次实4次：0", "支部委员会应12次实11次：−0.25", "党小组会应12次实12次：0", "得5.25")
    said = _said(bench, trace, 156)
    assert said[0].startswith("基准6→支部党员大会")
    assert all(line.startswith("→") for line in said[1:])
    assert "".join(said) == "→".join(trace)
    for step in trace:
        assert any(step in line for line in said)


def test_the_base_never_stands_alone(bench: Workbench):
    said = _said(bench, ("基准4", "楼组、市场、新经济组织和新社会组织中有三名以上正式党员而未建的一处：−1", "得3"), 120)
    assert len(said[0]) > len("基准4→")


def test_steps_are_written_one_way_whatever_came_in():
    assert steps_of(("基准 4 → 扣 -1", "得3")) == ["基准 4", "扣 −1", "得3"]
    assert steps_of(()) == []
