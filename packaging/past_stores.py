"""Leave two small stores of the version of today in tests/past, for every later version to open; once per release."""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app import VERSION  # noqa: E402 - the program lies beside this folder
from app.identity.passphrase import ArgonCost  # noqa: E402
from app.services.demo import create_demo_workspace, do_main_job, fill_in, job_of_the_demonstration  # noqa: E402
from app.services.opened import OpenInspection  # noqa: E402
from app.services.workspace import FirstStart, Workspace, create_workspace  # noqa: E402
from app.store import backups  # noqa: E402
from app.store import reports as report_table  # noqa: E402
from app.store import units as unit_table  # noqa: E402

PAST = ROOT / "tests" / "past"
PASSPHRASE = "五有自查旧版数据样本"  # noqa: S105 - of samples that hold nothing but inventions
CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)


def main() -> int:
    """Make `tests/past/VERSION`: a practice store with a signed report, an office's with a draft, and their facts."""
    folder = PAST / VERSION
    if folder.exists():
        print(f"{folder} is there: what a version wrote is never written again", file=sys.stderr)
        return 1
    practice = create_demo_workspace(folder / "practice")
    view = do_main_job(practice)
    first = FirstStart("示例区委组织部", "district", "样本甲", "组织科科长", "administrator", PASSPHRASE)
    office, _code = create_workspace(folder / "locked", first, cost=CHEAP)
    unit_table.put_units(office.store, unit_table.all_units(practice.store))
    opened = fill_in(office, job_of_the_demonstration("job"), "district")
    facts = {
        "practice": {"passphrase": None, **_facts(practice, view.opened)},
        "locked": {"passphrase": PASSPHRASE, **_facts(office, opened)},
    }
    practice.close()
    office.close()
    for lock in folder.glob("*/store.lock"):
        lock.unlink()
    text = json.dumps(facts, ensure_ascii=False, indent=1)
    (folder / "facts.json").write_text(text + "\n", encoding="utf-8")
    size = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
    print(f"{folder.relative_to(ROOT)}: {size / 1024:.0f} KB")
    return 0


def _facts(workspace: Workspace, opened: OpenInspection) -> dict[str, Any]:
    """What a later version must find again."""
    [(version,)] = workspace.store.rows("PRAGMA user_version")
    return {
        "version": version,
        "counts": backups.counts(workspace.store).to_json(),
        "inspection": opened.inspection.id,
        "unit": opened.unit.name,
        "total": str(opened.result.total),
        "grade": opened.result.grade,
        "reports": [row.report.number for row in report_table.reports(workspace.store)],
    }


if __name__ == "__main__":
    sys.exit(main())
