"""Who did what, when and why."""

from community import audit
from community.db import transaction
from community.forums.commands import forums, topics
from tests import people


def test_it_tells_who_did_what_to_what(app, ada, ben):
    room = forums.create_forum(forums.create_theme(by=ada, title="Work"), by=ada, name="Front desks")
    topic = topics.start_topic(room, by=ben, title="Who waits?", body="Words")
    topics.lock_topic(topic, by=ada, reason="Answered")
    keeper = people.signs_in(app, ada)
    page = people.soup(keeper.get("/admin/log"))
    newest = page.select(".lines li")[0]
    assert "topic.lock" in newest.text
    assert "Answered" in newest.text
    assert "Ada" in newest.text
    place = keeper.get(newest.a["href"], follow_redirects=True)
    assert people.soup(place).h1.text.strip().startswith("Who waits?")


def test_it_is_filtered_by_deed_and_by_member(app, ada, ben):
    room = forums.create_forum(forums.create_theme(by=ada, title="Work"), by=ada, name="Front desks")
    topics.start_topic(room, by=ben, title="Who waits?", body="Words")
    keeper = people.signs_in(app, ada)
    deeds = [deed.text for deed in people.soup(keeper.get("/admin/log?member=Ben")).select(".deed code")]
    assert deeds
    assert not [deed for deed in deeds if deed.startswith("forum.")]
    chosen = people.soup(keeper.get("/admin/log?action=forum.create")).select(".deed code")
    assert [deed.text for deed in chosen] == ["forum.create"]
    assert "Nothing like that stands in the log." in keeper.reads("/admin/log?member=nobody")


def test_a_long_log_is_read_in_pages_at_the_same_cost(app, ada, statements):
    keeper = people.signs_in(app, ada)
    with transaction():
        audit.record("theme.edit", ada, by=ada)
    short = statements(keeper.get, "/admin/log")
    with transaction():
        for number in range(120):
            audit.record("theme.edit", ada, by=ada, note=f"Change {number:03}")
    assert statements(keeper.get, "/admin/log") == short
    page = people.soup(keeper.get("/admin/log"))
    assert "Change 119" in page.text
    older = people.soup(keeper.get(page.select_one(".pager [rel=next]")["href"]))
    assert "Change 069" in older.text
    assert "Change 070" not in older.text


def test_members_do_not_read_it(app, ada, ben):
    assert people.signs_in(app, ben).get("/admin/log").status_code == 403
    assert people.signs_in(app, ben).get("/admin/log/member/1").status_code == 403
