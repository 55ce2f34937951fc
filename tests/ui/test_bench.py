"""The bench measures what it names, by its method; how fast this machine is, no test asks."""

import pytest

import ui.bench
from app.scoring.check import check
from app.services.demo import create_demo_workspace
from app.services.home import home_view
from app.services.inspections import open_inspection
from app.services.workspace import open_workspace
from ui.bench import run_bench, stores
from ui.bench.measuring import WARM_UPS, Measured, Times, alone, pairs_of, table, timed


def a_line(ours=(10.0, 20.0, 40.0), floor=(10.0, 10.0, 10.0), **changes):
    facts = {"name": "启动", "against": "空窗口", "unit": "×", "bar": 2.5, "aim": 1.5, **changes}
    return Measured(ours=Times(ours), floor=Times(floor) if floor else None, **facts)


# The method


def test_both_sides_take_turns_and_warm_ups_do_not_count():
    turns = []

    def side(name):
        def run():
            turns.append(name)
            return float(len(turns))

        return run

    ours, floor = pairs_of(side("ours"), side("floor"), 3)
    assert turns == ["ours", "floor"] * (WARM_UPS + 3)
    assert (ours.values, floor.values) == ((5.0, 7.0, 9.0), (6.0, 8.0, 10.0))


def test_one_side_alone_is_warmed_up_too():
    taken = iter(range(100))
    assert alone(lambda: float(next(taken)), 2).values == (2.0, 3.0)


def test_a_stopwatch_counts_the_work_in_milliseconds():
    done = []
    assert timed(lambda: done.append(1))() >= 0
    assert done == [1]


def test_a_ratio_is_taken_pair_by_pair():
    line = a_line(ours=(10.0, 30.0, 90.0), floor=(10.0, 10.0, 90.0))
    assert line.figures.values == (1.0, 3.0, 1.0)
    assert line.figures.median == 1.0


def test_a_difference_leaves_the_floor_out():
    line = a_line(ours=(20.0,), floor=(5.0,), unit="ms", bar=16)
    assert (line.figures.values, line.is_held) == ((15.0,), True)


def test_a_time_without_a_floor_stands_alone():
    line = a_line(ours=(130.0,), floor=None, unit="ms", bar=120, against="—", aim=None)
    assert (line.figures.values, line.is_held) == ((130.0,), False)
    assert line.cells()[2:] == ("—", "130.0 ms（130.0–130.0）", "≤ 120 ms", "未达到")


def test_the_table_says_medians_quartiles_bars_and_whether_they_are_held():
    head, rule, line = table([a_line()]).splitlines()
    assert "中位（四分位）" in head
    assert set(rule) <= set("|- ")
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert cells == [
        "启动",
        "20.0（15.0–30.0）",
        "空窗口 10.0（10.0–10.0）",
        "2.00 ×（1.50–3.00）",
        "≤ 2.5 ×，争取 1.5",
        "达到",
    ]


def test_a_missed_bar_exits_1_and_is_named():
    said = []
    assert ui.bench.report([a_line(), a_line(name="打开", bar=1.0)], 15, said.append) == 1
    assert "未达到：打开。" in "".join(said)
    assert "只供参考" not in "".join(said)


def test_held_bars_exit_0_and_few_pairs_are_called_few():
    said = []
    assert ui.bench.report([a_line()], 3, said.append) == 0
    assert "各项都在限内" in "".join(said)
    assert "只供参考" in "".join(said)


# What is measured


def test_a_form_has_as_many_items_as_one_asks_for():
    for items in (29, 40, 100):
        scheme, origins = stores.scheme_with(items)
        assert len({item["code"] for item in scheme["items"]}) == len(origins) == items
        assert [one for one in check(scheme).findings if one.severity == "error"] == []


def test_a_form_is_filled_in_as_the_demonstration_is(tmp_path):
    workspace = create_demo_workspace(tmp_path / "store")
    opened = open_inspection(workspace, stores.form_of(workspace, 33).inspection.id)
    workspace.close()
    assert len(opened.scheme.items) == 33
    assert opened.inspection.checked >= 32


def test_a_large_store_has_its_units_and_half_of_them_inspected(tmp_path):
    workspace = stores.large_store(tmp_path / "store", 250)
    stores.job_done(workspace)
    workspace.close()
    with open_workspace(tmp_path / "store").store as store:
        assert store.rows("SELECT count(*) FROM unit WHERE code LIKE '98%'") == [(250,)]
    workspace = open_workspace(tmp_path / "store")
    view = home_view(workspace)
    workspace.close()
    assert view.next_up is not None
    assert view.coverage.inspected == view.signed == 124


@pytest.mark.parametrize("row", [row for row in ui.bench.ROWS if row != "start"])
def test_a_row_can_be_asked_for_alone(row, qapp, capsys, monkeypatch):
    monkeypatch.setattr(ui.bench, "SMALL_FORM", 29)
    monkeypatch.setattr(ui.bench, "LARGE_FORM", 30)
    run_bench(["--pairs", "1", "--units", "50", "--inspections", "30", "--only", row])
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 3 + 3
    assert said[0].startswith("| 项目")
    assert said[-2] == "少于15次，只供参考。"


def test_what_cannot_be_measured_here_is_said(qapp, capsys, monkeypatch):
    from ui.bench import pages

    monkeypatch.setattr(ui.bench, "SMALL_FORM", 29)
    monkeypatch.setattr(ui.bench, "LARGE_FORM", 30)
    monkeypatch.setattr(pages, "BARE_REPORT", pages.BARE_REPORT.with_name("not_there.py"))
    run_bench(["--pairs", "1", "--units", "50", "--only", "coverage", "pdf"])
    said = capsys.readouterr().out
    assert "PDF（" not in said
    assert "要有源代码才能测" in said


def test_a_start_is_measured_by_processes_of_its_own(qapp, capsys, monkeypatch):
    monkeypatch.setattr(ui.bench, "SMALL_FORM", 29)
    monkeypatch.setattr(ui.bench, "LARGE_FORM", 30)
    run_bench(["--pairs", "1", "--units", "50", "--only", "start"])
    assert "启动到首次显示（50个单位）" in capsys.readouterr().out


def test_a_program_that_does_not_start_ends_the_bench(tmp_path, monkeypatch):
    from ui.bench import start

    with pytest.raises(ChildProcessError):
        start.starting(tmp_path / "nothing" / "file", 1, tmp_path, 1)


@pytest.mark.parametrize("arguments", [["--pairs", "0"], ["--only", "lunch"], ["--units", "many"], ["more"]])
def test_wrong_usage_leaves_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        run_bench(arguments)
    assert left.value.code == 2
    assert "用法: main.py bench" in capsys.readouterr().err
