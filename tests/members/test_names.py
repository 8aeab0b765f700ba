"""User names: what may be one, and which two are the same."""

import pytest

from community.errors import Invalid
from community.members import names

LONG = "a" * 40


@pytest.mark.parametrize(
    "name",
    ["asha", "Asha", "a1", LONG, "Jürgen.K", "maría_josé-3", "Ελένη", "Наталья", "محمد", "עדי", "अनिता", "山田たろう",
     "김철수", "สมชาย", "አበበ", "Nguyễn", "გიორგი"],
)  # fmt: skip
def test_names_of_many_scripts_are_welcome(name):
    names.check(name)


@pytest.mark.parametrize(
    "name",
    ["", "a", LONG + "a", "asha!", "as ha", "as\tha", "@asha", "asha/ben", "a..b", "a.-b", ".asha", "asha_", "1234",
     "аsha", "ashaβ", "ana\u200db", "ana\u200b", "ana\u202eb", "ana\ufeff", "a\u3164b", "ﬁona", "ａsha",
     "asha\u0301\u0302\u0303\u0304",
     "\u0301asha", "12ana٣", "admin", "Adm.in", "ADMINISTRATOR", "moderator", "new", "settings", "former-7", "Former7",
     "former.member", "\U0001f600\U0001f600", "a\x00b", "a\ud800b"],
)  # fmt: skip
def test_other_names_are_refused(name):
    with pytest.raises(Invalid) as refused:
        names.check(name)
    assert refused.value.field == "username" and str(refused.value.reason)


@pytest.mark.parametrize(
    ("one", "other"),
    [("asha", "ASHA"), ("straße", "STRASSE"), ("ana.b", "ana_b"), ("ana-b", "anab"), ("asha", "аѕһа"), ("bob", "b0b"),
     ("modern", "modem"), ("eve", "еvе"), ("ΑΝΝΑ", "ANNA")],
)  # fmt: skip
def test_names_that_look_alike_share_a_key(one, other):
    assert names.keys(other) & names.keys(one)


@pytest.mark.parametrize(("one", "other"), [("paypal", "paypaI"), ("lill", "liII"), ("bob", "B0b"), ("AHHA", "АННА")])
def test_a_name_is_also_compared_as_it_was_typed(one, other):
    assert names.key(one) in names.keys(other)


@pytest.mark.parametrize(("one", "other"), [("ben", "bea"), ("jose", "josé"), ("eli", "ell"), ("nina", "mina")])
def test_names_that_differ_to_the_eye_have_their_own_keys(one, other):
    assert names.key(one) != names.key(other)


def test_the_names_of_those_who_left_are_no_key_of_any_chosen_name():
    assert names.key("former-7") != "former-7"
