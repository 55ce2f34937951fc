"""成绩补正单: what was waited for, where it came from, and the total that it leads to."""

import copy
import subprocess

import pytest
from openpyxl import Workbook

from app.errors import ReportNotSigned
from app.services.completion_slips import completion_slip_pdf
from app.services.demo import fill_in, job_of_the_demonstration
from app.services.figures import apply_figures_import
from app.services.figures_plan import plan_figures_import
from app.services.signing import sign_digitally, signing_view


@pytest.fixture
def signed(demo):
    job = copy.deepcopy(dict(job_of_the_demonstration("job")))
    job["answers"]["items"]["5.4"] = {"facts": {}}
    opened = fill_in(demo, job, "district")
    wanted = opened.inspection.id
    place = next(one for one in signing_view(demo, wanted).places if one.person_id is not None)
    sign_digitally(demo, wanted, place.field, place.person_id, None)
    return opened


def test_the_page_says_before_after_and_source(demo, signed, tmp_path):
    book = Workbook()
    book.worksheets[0].append(("单位名称", "5.4", "来源"))
    book.worksheets[0].append((signed.unit.name, 2.6, "区综治办评分表"))
    book.save(tmp_path / "综治办.xlsx")
    apply_figures_import(demo, plan_figures_import(demo, tmp_path / "综治办.xlsx"), None)
    path = tmp_path / "slip.pdf"
    path.write_bytes(completion_slip_pdf(demo, signed.inspection.id))
    text = "".join(subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout.split())
    for words in (
        "成绩补正单",
        signed.unit.name,
        "得分85.3分",
        "区综治办评分表",
        "补正后得分87.9分",
        "89.4分",
        "等次为达标",
    ):
        assert words in text


def test_where_nothing_was_completed_there_is_no_page(demo, signed):
    with pytest.raises(ReportNotSigned):
        completion_slip_pdf(demo, signed.inspection.id)
