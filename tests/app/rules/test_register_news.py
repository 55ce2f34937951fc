"""An old register again is told, and so is an office that states two contents for one version."""

from app.domain.register import Register, register_body, register_id
from app.domain.trust import Claim
from app.rules.register_news import RegisterNews, register_news

OFFICE, OTHER = "a" * 64, "b" * 64


def claim(version, name="天宁区委组织部", issuer=OFFICE, rid=""):
    body = register_body(Register(issuer, name, "district", version))
    return Claim(rid or f"{issuer[0]}-{version}-{name}", issuer, register_id(issuer), body)


def test_a_newer_or_the_same_register_is_no_news():
    assert register_news(OFFICE, [claim(1)], [claim(1), claim(2)]) == ()
    assert register_news(OFFICE, [claim(1)], [claim(1)]) == ()
    assert register_news(OFFICE, [claim(1)], []) == ()


def test_an_old_register_again_says_what_counts():
    assert register_news(OFFICE, [claim(1), claim(2), claim(3)], [claim(1), claim(2)]) == (
        RegisterNews("older", "天宁区委组织部", 2, 3),
    )


def test_two_contents_of_one_version_are_said_once():
    told = register_news(OFFICE, [claim(1), claim(2)], [claim(2, "天宁区委组织部二")])
    assert told == (RegisterNews("contradicted", "天宁区委组织部", 2, 1),)
    assert register_news(OFFICE, [claim(1), claim(2), claim(2, "二")], [claim(2, "二"), claim(2), claim(1)]) == ()


def test_without_any_version_left_nothing_counts():
    told = register_news(OFFICE, [claim(1)], [claim(1, "天宁区委组织部二")])
    assert [(one.kind, one.version, one.current) for one in told] == [("contradicted", 1, 0)]


def test_offices_that_nobody_here_trusts_can_contradict_themselves_too():
    told = register_news(OFFICE, [claim(1)], [claim(1, "甲", OTHER), claim(1, "乙", OTHER)])
    assert [(one.kind, one.version, one.current) for one in told] == [("contradicted", 1, 0)]


def test_what_is_no_register_says_nothing():
    broken = Claim("x", OFFICE, register_id(OFFICE), {"issuer": OFFICE})
    foreign = Claim("y", OTHER, register_id(OFFICE), claim(1).body)
    assert register_news(OFFICE, [claim(1), claim(2)], [broken, foreign]) == ()
