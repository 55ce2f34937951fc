"""The summary report's tables."""

from collections.abc import Callable

from app.reports.summary import SummaryColumn, SummaryContent, SummaryTable, render_summary

COLUMNS = (
    SummaryColumn("名次", 9, "figure", strong=True),
    SummaryColumn("单　位", 30),
    SummaryColumn("街　道", 24),
    SummaryColumn("类别", 13, "centre"),
    SummaryColumn("大项一\n20分", 14, "figure"),
    SummaryColumn("总分", 15, "figure"),
    SummaryColumn("等次", 16, "centre"),
    SummaryColumn("自评差异", 18, "figure"),
)


def _table(rows: int, title: str = "表一　成绩汇总") -> SummaryTable:
    return SummaryTable(
        title,
        COLUMNS,
        tuple(
            (str(n), f"示例{n:02}社区", "示例街道", "一般", f"{19 - n / 10:.2f}", f"{98 - n}.6", "达标", "+3.4")
            for n in range(1, rows + 1)
        ),
        "检查活动：2026年度普查　　只计区级检查",
        "截至2026年11月20日　　单位：分",
        frozenset({(1, 7)}),
        (("普查进度", "应查20个，已查20个，覆盖100%。"), ("", "注：名次按加分后总分排列。")),
    )


def test_twenty_rows_fit_a_page_with_notes(read: Callable):
    report = render_summary(SummaryContent("rid", "示组汇〔2026〕演练003号", "", (_table(20),), drill=True))
    assert report.pages == 1
    pdf = read(report.pdf)
    said = pdf.joined()
    assert "示例20社区" in said
    assert "普查进度" in said
    assert "No syntax" in pdf.check()
    assert {row[-5] for row in pdf.fonts()} == {"yes"}


def test_a_long_table_repeats_its_header_and_says_that_it_goes_on(read: Callable):
    report = render_summary(SummaryContent("rid", "", "年度检查情况汇总", (_table(100),)))
    pdf = read(report.pdf)
    assert report.pages >= 4
    assert pdf.joined(2).count("自评差异") == 1
    assert "表一" in pdf.joined(2)
    for n in (1, 50, 100):
        assert f"示例{n:02}社区" in pdf.joined()


def test_small_tables_stand_one_under_the_other():
    assert render_summary(SummaryContent("rid", "", "", (_table(4), _table(4, "表二"), _table(30, "表三")))).pages == 3
