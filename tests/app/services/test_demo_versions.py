"""The invented district can show what two laptops make of one inspection."""

from app.domain.revision import DRAFT, FINAL
from app.services.deciding import drafts_to_choose, versions_compared
from app.services.demo_versions import CHANGED, two_versions


def test_drafts_differ_where_the_second_laptop_says_otherwise(demo):
    places = drafts_to_choose(demo, two_versions(demo, "石桥社区", DRAFT)).places
    assert [place.place[1] for place in places] == ["doc_number", *CHANGED]


def test_signed_versions_come_to_different_totals(demo):
    compared = versions_compared(demo, two_versions(demo, "文昌社区", FINAL))
    assert len({one.total for one in compared.versions}) == 2
    assert all(one.is_issued or one.name for one in compared.versions)
