"""合并记录 of an import that was done: found again in the store, laid out, and signed by who took the bundle in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.hlc import moment_of
from app.domain.inspection import KIND_NAMES
from app.domain.register import RECEIPT, receipt_id
from app.domain.revision import RESOLVE, VOID, Stated
from app.domain.signing import SignatureMark
from app.errors import DecisionNotYours, RecordMissing, ReportNotGenuine
from app.rules.import_plan import ImportPlan, Quarantined, plan_import
from app.services.certificates import credentials, roots
from app.services.import_plan import BundleNamed, ConflictLine, DecisionLine, MergeRecord, merge_record
from app.services.merging import names_of
from app.services.version_words import place_words
from app.services.workspace import Workspace
from app.store import exchange_log
from app.store import inspections as inspection_table
from app.store import people as people_table
from app.store import revisions as revision_table
from app.store.bodies import INSPECTION
from app.store.exchange_log import ExchangeEntry, ReceivedBundle
from app.store.filed import filed_of, filed_rids
from app.store.lineage import stored
from app.store.trust import trust

if TYPE_CHECKING:  # reportlab is no part of the start
    from app.reports.merge_record import ConflictRow
    from app.reports.report import RenderedReport

_CONFLICTS = {"finals": "已签字的版本不一致", "choices": "草稿不一致", "unmerged": "签字以后又来的草稿"}
_FIELD = "merge-1"
NO_WORDS: Mapping[str, str] = {}
UNKNOWN = "不认识的密钥"


def importer_of(workspace: Workspace, sha256: str) -> str | None:
    """The person_id of who took a bundle in; None where nobody is recorded."""
    entry = _entry(workspace, sha256)
    return entry.person_id if entry else None


def import_record_of(workspace: Workspace, sha256: str) -> MergeRecord:
    """What the import of the bundle with this hash did, with what was decided since. Raises RecordMissing."""
    found = exchange_log.received(workspace.store, sha256)
    if not found:
        raise RecordMissing("bundle", sha256)
    bundle, entry = found[0], _entry(workspace, sha256)
    person = entry.person_id if entry else None
    name = people_table.person(workspace.store, person).name if person else ""
    place = bundle.place
    named = BundleNamed(place.device, place.seq, sha256)
    return merge_record(workspace, _plan(workspace, bundle), named, entry.at if entry else bundle.at, name)


def merge_record_pdf(workspace: Workspace, sha256: str, words: Mapping[str, str] = NO_WORDS) -> bytes:
    """The pages to print; `words` tell why a line was kept aside, by its reason. Raises RecordMissing and
    CharactersWithoutFont."""
    return _rendered(workspace, sha256, words).pdf


def signed_merge_record_pdf(
    workspace: Workspace, sha256: str, person_id: str, passphrase: str | None, words: Mapping[str, str] = NO_WORDS
) -> bytes:
    """The pages with the digital signature of who took the bundle in, verified; `words` as in `merge_record_pdf`.

    Raises DecisionNotYours for anybody else, and as `signing.sign_digitally`.
    """
    if importer_of(workspace, sha256) != person_id:
        raise DecisionNotYours("importer")
    key = workspace.signing_key(person_id, passphrase)
    from app.identity.pdf_fields import field_size
    from app.identity.pdf_sign import prepare_fields, sign_field
    from app.identity.pdf_verify import verify_pdf
    from app.services.pages import appearance

    rendered = _rendered(workspace, sha256, words)
    pdf = prepare_fields(rendered.pdf, [replace(rendered.fields[0], name=_FIELD)])
    person, mine = people_table.person(workspace.store, person_id), credentials(workspace, key.author)
    mark = SignatureMark(
        field=_FIELD,
        manner="digital",
        name=person.name,
        post=person.post,
        at=workspace.clock(),
        person_id=person_id,
        certificate=mine.number,
    )
    signed = sign_field(
        pdf,
        _FIELD,
        key,
        mine.certificate,
        mine.chain,
        appearance_pdf=appearance(mark, field_size(pdf, _FIELD), is_issued=mine.is_issued),
        reason="",
        location="",
        name=person.name,
        signed_at=mark.at,
        certify=True,
    )
    complaints = tuple(complaint.value for complaint in verify_pdf(signed, roots(workspace)).complaints)
    if complaints:
        raise ReportNotGenuine(complaints)
    return signed


def _plan(workspace: Workspace, bundle: ReceivedBundle) -> ImportPlan:
    """What the import did, seen again: the records it touched, as they were before it and are with it.

    Before it stood what earlier bundles brought, and what was made here until its receipt was written.
    """
    store, place = workspace.store, bundle.place
    rids = set(exchange_log.rids_of(store, place.sha256))
    coming = [one.rev for one in filed_rids(store, rids)]
    earlier: set[str] = set()
    later: set[str] = set()
    for other in exchange_log.received(store):
        if other.place.sha256 != place.sha256:
            (earlier if other.at < bundle.at else later).update(exchange_log.rids_of(store, other.place.sha256))
    until, own = _until(workspace, bundle), {store.device, *(one.place.device for one in exchange_log.sent(store))}
    held: dict[str, Stated] = {}
    came = rids | later
    for one in filed_of(store, {(one.entity, one.id) for one in coming}):
        rev = one.rev
        is_own = rev.device in own or rev.rid not in came  # what was made here can come back in a bundle
        made_here = is_own and moment_of(rev.hlc) <= until
        if rev.rid in earlier or made_here:
            held[rev.rid] = rev
    aside = [Quarantined(one.place, one.reason) for one in exchange_log.kept_aside(store, place.sha256)]
    named = {parent for one in (*coming, *held.values()) for parent in one.parents} - held.keys() - rids
    return plan_import(coming, held, trust(store), quarantined=aside, standing_elsewhere=named)


def _until(workspace: Workspace, bundle: ReceivedBundle) -> datetime:
    """When the import was over: its receipt is the last that it wrote."""
    place = bundle.place
    name = receipt_id(place.device, place.seq, place.sha256)
    receipts = [moment_of(one.rev.hlc) for one in revision_table.revisions(workspace.store, RECEIPT, name)]
    return min(receipts, default=bundle.at)


def _entry(workspace: Workspace, sha256: str) -> ExchangeEntry | None:
    entries = exchange_log.exchanges(workspace.store, -1)
    return next((one for one in reversed(entries) if one.sha256 == sha256 and one.act == "imported"), None)


def _rendered(workspace: Workspace, sha256: str, words: Mapping[str, str]) -> "RenderedReport":
    from app.reports.letter import render_letter
    from app.reports.letters import LetterHead
    from app.reports.merge_record import CommunityRow, ImportFacts, import_record
    from app.services.pages import time_text

    record = import_record_of(workspace, sha256)
    sender = exchange_log.received(workspace.store, sha256)[0].sender
    day = workspace.today()
    facts = ImportFacts(
        device=record.bundle.device,
        seq=record.bundle.seq,
        digest=sha256,
        sender=names_of(workspace, [sender]).get(sender, ""),
        imported_at=time_text(record.imported_at),
        imported_by=record.imported_by,
        communities=tuple(
            CommunityRow(
                line.unit_name or "不属于哪个单位的",
                line.plan.new,
                line.plan.known,
                line.plan.waiting,
                line.plan.conflicts,
                line.plan.quarantined,
            )
            for line in sorted(record.units, key=lambda one: not one.unit_name)
        ),
        conflicts=tuple(_conflict_row(workspace, line) for line in record.conflicts),
        aside=tuple(f"{one.where}：{words.get(one.reason, one.reason)}" for one in record.quarantined),
        waiting=record.waiting,
        is_settled=record.is_settled,
    )
    head = LetterHead(
        rid=sha256,
        number=f"{record.bundle.device}-{record.bundle.seq}",
        office=workspace.office.name,
        date=f"{day.year}年{day.month}月{day.day}日",
        drill=workspace.is_demo,
    )
    return render_letter(import_record(head, facts))


def _conflict_row(workspace: Workspace, line: ConflictLine) -> "ConflictRow":
    from app.reports.merge_record import ConflictRow
    from app.services.pages import time_text

    versions = "；".join(f"{one.name or UNKNOWN}，{time_text(one.at)}" for one in line.versions)
    decided = "；".join(_decided(workspace, line, one) for one in line.decisions)
    if line.kind == "unmerged":
        decided = "不用决定：签字的内容不变，草稿留存"
    return ConflictRow(line.unit_name or "—", _what(workspace, line), versions, decided)


def _what(workspace: Workspace, line: ConflictLine) -> str:
    """Which inspection, and how its versions contradict; a record of another kind by the kind of contradiction."""
    said = _CONFLICTS[line.kind]
    if line.entity != INSPECTION:
        return said
    inspection = inspection_table.inspection(workspace.store, line.id)
    return f"{KIND_NAMES[inspection.kind]}：{said}"


def _decided(workspace: Workspace, line: ConflictLine, decision: DecisionLine) -> str:
    from app.services.pages import time_text

    who = f"{decision.name or UNKNOWN}，{time_text(decision.at)}"
    reason = f"，原因：{decision.reason}" if decision.reason else ""
    by = {one.rid: one.name or UNKNOWN for one in line.versions}
    if decision.kind == VOID:
        return f"{who}作废{reason}"
    if decision.kind == RESOLVE:
        return f"{who}裁定以{by.get(decision.chosen[0], UNKNOWN) if decision.chosen else UNKNOWN}的版本为准{reason}"
    scheme = workspace.scheme(inspection_table.inspection(workspace.store, line.id).scheme_hash).scheme
    chosen = []
    for place, rid in zip(decision.places, decision.chosen, strict=False):
        part, _blank, code = place.partition(" ")
        author = stored(workspace.store, rid).rev.author
        name = names_of(workspace, [author]).get(author, UNKNOWN)
        chosen.append(f"{place_words((part, code), scheme)}用{name}的")
    return f"{who}选定：{'、'.join(chosen)}"
