"""Renaming, merging, spellings, deleting: what an address once meant, it means for good."""

import pytest

from community.audit import Entry
from community.db import db
from community.errors import Invalid, NotAllowed
from community.members.models import Grant, Guest
from community.tags import checks, keeping, policy, queries
from community.tags.commands import add_tag, set_tags
from community.tags.models import Tag, TagAlias, TagLink
from tests import people


@pytest.fixture
def ada(app):
    return people.member("Ada", administrator=True)


def somebody(power: str | None = None, scope: str = ""):
    person = people.member()
    if power:
        person.grants = [Grant(power=power, scope=scope)]
    return person


def test_who_may_keep_tags(app):
    table = {
        "guest": (Guest(), False, False),
        "member": (somebody(), False, False),
        "unconfirmed": (people.member("Late", email_confirmed_at=None), False, False),
        "moderator": (people.member("Moe"), False, False),
        "administrator": (people.member("Ada", administrator=True), True, True),
    }
    for name, (person, manages, merges) in table.items():
        assert bool(policy.may_manage_tags(person)) is manages, name
        assert bool(policy.may_merge_tags(person)) is merges, name


@pytest.mark.parametrize(("power", "scope", "merges"), [
    ("manage_content", "", True), ("manage_content", "tags", True), ("manage_content", "resources", False),
    ("moderate", "", False), ("review", "", False),
])  # fmt: skip
def test_which_grants_let_merge(power, scope, merges):
    class Granted(Guest):
        def has_power(self, asked, within=""):
            return asked == power and scope in ("", within)

    assert bool(policy.may_merge_tags(Granted())) is merges
    assert not policy.may_manage_tags(Granted())


def test_a_renamed_tag_is_found_under_both_names(ada, client):
    tag = add_tag("Interfaith work")
    set_tags("jar", 1, ["Interfaith work"], is_counted=True)
    keeping.edit_tag(tag, by=ada, label="Dialogue of faiths", kind="method")
    assert client.get("/tags/interfaith-work").location == "/tags/dialogue-of-faiths"
    assert queries.by_label("interfaith work").label == "Dialogue of faiths"
    keeping.edit_tag(tag, by=ada, label="Interfaith work", kind="method")  # and back again
    assert client.get("/tags/dialogue-of-faiths").location == "/tags/interfaith-work"
    assert client.get("/tags/interfaith-work").status_code == 200


def test_another_case_keeps_the_address(ada):
    tag = add_tag("religion")
    keeping.edit_tag(tag, by=ada, label="Religion", kind="theme")
    assert (tag.label, tag.slug) == ("Religion", "religion")
    assert db.session.query(TagAlias).count() == 0


def test_a_name_that_is_taken_is_refused(ada):
    work, youth = add_tag("Work"), add_tag("Youth")
    keeping.add_spelling(work, by=ada, label="Labour")
    for label in ("youth", "LABOUR"):
        with pytest.raises(Invalid):
            keeping.add_spelling(youth, by=ada, label=label)
    with pytest.raises(Invalid):
        keeping.edit_tag(youth, by=ada, label="labour", kind="group")
    keeping.edit_tag(work, by=ada, label="Labour", kind="theme")  # one's own spelling is free to take


def test_merging_joins_what_carries_either(ada, jar):
    both, one = jar("Work", "Employment"), jar("Work")
    hidden = jar("Work", is_counted=False)
    work, employment = queries.by_label("Work"), queries.by_label("Employment")
    keeping.add_spelling(work, by=ada, label="Labour")
    keeping.merge_tag(work, by=ada, into=employment)
    tagged = queries.tags_of("jar", [both, one, hidden])
    assert [[row.label for row in tagged[number]] for number in (both, one, hidden)] == [["Employment"]] * 3
    assert db.session.query(Tag).one().uses_count == 2
    assert db.session.query(TagLink).count() == 3
    assert queries.by_label("labour").label == queries.by_label("WORK").label == "Employment"
    assert checks.compare() == []
    assert db.session.query(Entry).filter_by(action="tag.merge").one().facts == {"merged": "Work", "slug": "work"}


def test_chains_of_merging_lead_to_the_end_in_one_step(ada, client):
    first, second, third = add_tag("First"), add_tag("Second"), add_tag("Third")
    keeping.merge_tag(first, by=ada, into=second)
    keeping.merge_tag(second, by=ada, into=third)
    set_tags("jar", 2, ["Third"], is_counted=True)
    assert client.get("/tags/first").location == client.get("/tags/second").location == "/tags/third"
    set_tags("jar", 1, ["FIRST"], is_counted=True)
    assert queries.by_label("Third").uses_count == 2


def test_nothing_is_merged_into_itself_or_without_leave(ada):
    tag, other = add_tag("Work"), add_tag("Youth")
    with pytest.raises(Invalid):
        keeping.merge_tag(tag, by=ada, into=tag)
    for deed in (
        lambda by: keeping.merge_tag(tag, by=by, into=other),
        lambda by: keeping.edit_tag(tag, by=by, label="W", kind="theme"),
        lambda by: keeping.add_spelling(tag, by=by, label="W"),
        lambda by: keeping.delete_tag(tag, by=by),
    ):
        with pytest.raises(NotAllowed):
            deed(people.member())


def test_only_what_nothing_carries_is_deleted(ada, jar):
    jar("Work", is_counted=False)
    unused = add_tag("Unused")
    keeping.add_spelling(unused, by=ada, label="Idle")
    with pytest.raises(Invalid):
        keeping.delete_tag(queries.by_label("Work"), by=ada)
    keeping.delete_tag(unused, by=ada)
    assert [tag.label for tag in db.session.query(Tag)] == ["Work"]
    assert db.session.query(TagAlias).count() == 0


def test_the_desk_over_http(app, ada):
    admin, tag = people.signs_in(app, ada), add_tag("Interfaith work")
    other = add_tag("Youth")
    page = f"/admin/tags/{tag.id}"
    assert "Interfaith work" in admin.reads("/admin/tags?q=FAITH")
    assert "No tag is like this." in admin.reads("/admin/tags?q=faith&kind=group")
    assert "Edit the tag" in admin.reads(page)
    assert admin.sends(page, label="Faiths", kind="method", place="").location == "/admin/tags"
    assert admin.sends(f"{page}/spelling", spelling="Religions").location == page
    assert "Religions" in admin.reads(page)
    taken = admin.sends(f"{page}/spelling", spelling="youth")
    assert taken.status_code == 422
    assert "There is such a tag already." in people.words(taken)
    assert admin.sends(page, label="", kind="method").status_code == 422
    unknown = admin.sends(f"{page}/merge", into="Nothing like it")
    assert unknown.status_code == 422
    assert "Nothing like it" in unknown.get_data(as_text=True)  # what was typed stays
    assert admin.sends(f"{page}/merge", into="religions").status_code == 422  # itself, by another name
    assert admin.sends(f"/admin/tags/{other.id}/delete").location == "/admin/tags"
    assert admin.get("/admin/tags/999").status_code == 404


@pytest.mark.parametrize("url", ["/admin/tags", "/admin/tags/1", "/admin/tags/1/merge"])
def test_the_desk_is_not_for_everybody(app, url):
    add_tag("Work")
    assert people.signs_in(app, people.member()).get(url).status_code == 403
    assert people.visits(app).get(url).status_code in (302, 401)
