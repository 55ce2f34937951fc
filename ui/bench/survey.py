"""The coverage of the general survey against the bare SQL that counts the same."""

from app.services.home import survey
from app.services.workspace import Workspace
from app.store.units import count_units
from ui.bench.measuring import Measured, pairs_of, timed

BARE = """SELECT parent_id, is_pilot, count(*), sum(id IN (
    SELECT unit_id FROM inspection WHERE kind = 'district' AND state IN ('signed', 'reported', 'received')
)) FROM unit WHERE kind = 'community' AND is_active = 1 GROUP BY parent_id, is_pilot"""


def counting(workspace: Workspace, pairs: int) -> Measured:
    """Pilots, others, every street and the first that are owed."""
    store = workspace.store
    ours, floor = pairs_of(timed(lambda: survey(workspace)), timed(lambda: store.rows(BARE)), pairs)
    name = f"普查覆盖（{count_units(store)}个单位）"
    return Measured(name, "同样计数的SQL", ours, floor, "×", bar=1.5)
