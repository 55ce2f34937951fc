"""Filling 外部数据 into the answers of an inspection: what is owed to it, and what a person typed stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.figures import Place
from app.domain.inspection import Answers, Change, Inspection, Section
from app.domain.unit import Unit
from app.scoring.rules import External, Peer
from app.scoring.scheme import Item, Scheme
from app.services.workspace import Workspace
from app.store import figures as figure_table
from app.store.figures import Fill, KeptFigure

PEERS: Section = "peers"


@dataclass(frozen=True, slots=True)
class Filling:
    """Changes that fill figures in, and what to remember of them; `sources` are sentences for each figure."""

    changes: tuple[Change, ...] = ()
    fills: tuple[Fill, ...] = ()
    sources: tuple[str, ...] = ()


def waits_only_for_others(item: Item) -> bool:
    """Whether nothing in the item is looked at on the spot: filling it in is all there is to do."""
    return all(rule.kind in ("external", "peer", "note") for rule in item.rules)


def filling(
    workspace: Workspace,
    inspection: Inspection,
    unit: Unit,
    scheme: Scheme,
    answers: Answers,
    *,
    only: str = "",
    over: frozenset[Place] = frozenset(),
) -> Filling:
    """What the figures of the campaign add to these answers; `only` looks at one item.

    A fact that a person typed or took away stays, unless `over` names its place. An item that has other rules gets
    its figure once somebody looked at it: a filled-in figure does not make it checked.
    """
    store = workspace.store
    kept = figure_table.figures_of_unit(store, inspection.campaign_id, inspection.unit_id)
    if not kept:
        return Filling()
    by_rule = {(one.figure.place.code, one.figure.place.rule): one for one in kept}
    before = figure_table.fills(store, inspection.id)
    changes: list[Change] = []
    fills: list[Fill] = []
    sources: list[str] = []
    for item in scheme.items:
        if only not in ("", item.code) or not item.is_for(unit.class_):
            continue
        given: Mapping[str, Any] | None = (answers.get("items") or {}).get(item.code)
        mine = [(rule.id, by_rule[item.code, rule.id]) for rule in item.rules if (item.code, rule.id) in by_rule]
        if not mine or (given or {}).get("exempt"):
            continue
        if given is not None or waits_only_for_others(item):
            facts = dict((given or {}).get("facts") or {})
            added = []
            for rule_id, one in mine:
                fill = _wanted(inspection.id, item.code, rule_id, one, facts, before, one.figure.place in over)
                if fill is not None:
                    facts[rule_id] = fill.value
                    added.append(fill)
                    sources.append(f"{item.code} {item.title}：{format(one.figure.value or 0, 'f')}，{one.figure.said}")
            if added:
                changes.append(Change("items", item.code, {**(given or {}), "facts": facts}))
                fills += added
        for rule_id, one in mine:
            if one.figure.kind == "peer":
                shared = _peers(workspace, inspection, scheme, item, rule_id, one, answers, before)
                if shared is not None:
                    changes.append(Change(PEERS, item.code, shared.value))
                    fills.append(shared)
                    sources.append(
                        f"{item.code} {item.title}：其他{len(shared.value['values'])}个单位的数，{one.figure.said}"
                    )
    return Filling(tuple(changes), tuple(fills), tuple(sources))


def said_by_item(workspace: Workspace, inspection: Inspection) -> dict[str, str]:
    """Where the figures that were filled into an inspection come from, by item code."""
    if not figure_table.has_figures(workspace.store, inspection.campaign_id):
        return {}
    filled = figure_table.fills(workspace.store, inspection.id)
    if not filled:
        return {}
    kept = figure_table.figures_of_unit(workspace.store, inspection.campaign_id, inspection.unit_id)
    codes = {code for _section, code, _rule in filled}
    return {one.figure.place.code: one.figure.said for one in kept if one.figure.place.code in codes}


def peer_values(
    workspace: Workspace, campaign_id: str, scheme: Scheme, item: Item, rule_id: str, unit_id: str
) -> list[str] | None:
    """The other units' figures for a rule; None while an active unit in scope still lacks one."""
    classes = item.applies_to
    kinds = tuple(scheme.unit_kinds)
    if figure_table.units_without(workspace.store, campaign_id, item.code, rule_id, kinds, classes):
        return None
    found = figure_table.figures_of_item(workspace.store, campaign_id, item.code, rule_id)
    return [
        format(one.figure.value, "f")
        for one in found
        if one.figure.value is not None and one.figure.place.unit_id != unit_id
    ]


def others_rules(item: Item) -> list[External | Peer]:
    """The rules of an item whose facts others supply."""
    return [rule for rule in item.rules if isinstance(rule, External | Peer)]


def _wanted(
    inspection_id: str,
    code: str,
    rule_id: str,
    one: KeptFigure,
    facts: Mapping[str, Any],
    before: Mapping[tuple[str, str, str], Fill],
    is_over: bool,
) -> Fill | None:
    wanted, now = one.figure.facts, facts.get(rule_id)
    known = before.get(("items", code, rule_id))
    if wanted is None or wanted == now:
        return None
    is_ours = known is not None and known.value == now
    was_taken_away = now is None and known is not None and known.import_id == one.import_id
    if not is_over and (was_taken_away or (now is not None and not is_ours)):
        return None
    earlier = known.before if known is not None and is_ours else now
    return Fill(inspection_id, "items", code, rule_id, wanted, earlier, one.import_id)


def _peers(
    workspace: Workspace,
    inspection: Inspection,
    scheme: Scheme,
    item: Item,
    rule_id: str,
    one: KeptFigure,
    answers: Answers,
    before: Mapping[tuple[str, str, str], Fill],
) -> Fill | None:
    now = (answers.get(PEERS) or {}).get(item.code)
    known = before.get((PEERS, item.code, ""))
    if now is not None and (known is None or known.value != now):
        return None  # typed by hand
    if now is None and known is not None and known.import_id == one.import_id:
        return None  # taken away by hand
    if one.figure.value is None:
        return None
    values = peer_values(workspace, inspection.campaign_id, scheme, item, rule_id, inspection.unit_id)
    if not values or (now or {}).get("values") == values:
        return None
    earlier = known.before if known is not None else now
    return Fill(inspection.id, PEERS, item.code, "", {**(now or {}), "values": values}, earlier, one.import_id)
