"""The campaign that inspections are made in."""

from app.domain.campaign import DAILY_CAMPAIGN_ID, Campaign
from app.services.workspace import Workspace
from app.store import campaigns as campaign_table


def current_campaign(workspace: Workspace) -> Campaign:
    """The built-in campaign 日常检查, which every store begins with."""
    return campaign_table.campaign(workspace.store, DAILY_CAMPAIGN_ID)
