"""What a new store begins with: its office, its first person, the reference scheme and the campaign 日常检查."""

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.campaign import DAILY_CAMPAIGN_CODE, DAILY_CAMPAIGN_ID, Campaign
from app.domain.person import Person
from app.domain.revision import FINAL
from app.identity.passphrase import ArgonCost
from app.services.people import give_signing_key, person_record
from app.services.records import Pen, write_records
from app.services.schemes import built_in_scheme
from app.services.workspace import Workspace
from app.store import audit
from app.store import people as people_table
from app.store.bodies import CAMPAIGN, SCHEME, campaign_body, scheme_body

if TYPE_CHECKING:
    from app.exchange.invitation import Invitation

DAILY_CAMPAIGN_NAME = "日常检查"


def found_office(
    workspace: Workspace, person: Person, passphrase: str, invited: "Invitation | None" = None, *, cost: ArgonCost
) -> None:
    """Fill a new store; afterwards it can be worked with. All of it in one transaction.

    `invited`: the office that it belongs to, where it was made with a 加入文件.
    """
    published = built_in_scheme()
    campaign = Campaign(DAILY_CAMPAIGN_ID, DAILY_CAMPAIGN_CODE, DAILY_CAMPAIGN_NAME, published.hash)
    with workspace.store.atomic():
        people_table.put_office(workspace.store, workspace.office)
        key = give_signing_key(workspace, person, passphrase, cost=cost)
        pen = Pen(key)
        write_records(
            workspace,
            pen,
            (
                person_record(workspace, replace(person, author=key.author)),
                (SCHEME, published.hash, FINAL, scheme_body(published.canonical.decode(), "issued")),
                (CAMPAIGN, campaign.id, FINAL, campaign_body(campaign)),
            ),
        )
        audit.append(workspace.store, workspace.clock(), person.id, "founded", workspace.office.level)
        if invited is not None:
            from app.services.joining import enter_office

            enter_office(workspace, pen, invited, "")
