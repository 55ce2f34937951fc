"""Campaigns come back as they were."""

from datetime import date

import pytest

from app.domain.campaign import Campaign, Document
from app.errors import RecordMissing
from app.store.campaigns import campaign, campaigns, put_campaign

DAILY = Campaign("daily", "RC", "日常检查", "a" * 64)
YEAR = Campaign("c-1", "26A", "年度考评", "b" * 64, (Document("考评通知", "常组〔2026〕1号"),), date(2026, 12, 1))


def test_campaigns_come_back_by_code(store):
    put_campaign(store, DAILY)
    put_campaign(store, YEAR)
    assert campaigns(store) == (YEAR, DAILY)
    assert campaign(store, "c-1") == YEAR


def test_an_unknown_campaign_is_named(store):
    with pytest.raises(RecordMissing):
        campaign(store, "c-9")
