"""Campaigns as the screen reads them."""

from app.domain.campaign import Campaign, Document
from app.errors import RecordMissing
from app.store.columns import day_of_text, json_of_text, text_of_day, text_of_json
from app.store.database import Row, Store

_COLUMNS = "id, code, name, scheme_hash, documents, due_on"


def put_campaign(store: Store, campaign: Campaign, basis: str | None = None) -> None:
    """Write the row of `campaign`, new or known."""
    documents = text_of_json([[one.title, one.number] for one in campaign.required_documents])
    with store.atomic():
        store.execute(
            """INSERT INTO campaign VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name,
                scheme_hash = excluded.scheme_hash, documents = excluded.documents, due_on = excluded.due_on,
                basis = coalesce(excluded.basis, basis)""",
            (
                campaign.id,
                campaign.code,
                campaign.name,
                campaign.scheme_hash,
                documents,
                text_of_day(campaign.due_on),
                basis,
            ),
        )


def campaigns(store: Store) -> tuple[Campaign, ...]:
    """Every campaign, by code."""
    return tuple(_campaign(row) for row in store.rows(f"SELECT {_COLUMNS} FROM campaign ORDER BY code, id"))  # noqa: S608


def campaign(store: Store, id: str) -> Campaign:  # noqa: A002 - as in Campaign
    """The campaign; RecordMissing."""
    row = store.row(f"SELECT {_COLUMNS} FROM campaign WHERE id = ?", (id,))  # noqa: S608
    if row is None:
        raise RecordMissing("campaign", id)
    return _campaign(row)


def _campaign(row: Row) -> Campaign:
    id_, code, name, scheme_hash, documents, due_on = row
    required = tuple(Document(title, number) for title, number in json_of_text(documents))
    return Campaign(id_, code, name, scheme_hash, required, day_of_text(due_on))
