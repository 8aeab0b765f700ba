"""What the forums' stories need besides people: order kept, posts found, long topics."""

import threading
from urllib.parse import urlencode

from community import clock
from community.db import db, transaction
from community.forums.addresses import topic_url
from community.forums.models import Post, Topic
from community.members.models import Grant
from tests import people


def keeps_order(member, room):
    """Give the member the power to moderate the room."""
    with transaction():
        member.grants.append(Grant(power="moderate", scope=f"forum:{room.id}", given_at=clock.now()))
    return member


def opening(topic) -> Post:
    """The first post of a topic."""
    return db.session.scalar(db.select(Post).where(Post.topic_id == topic.id, Post.number == 1))


def newest(topic) -> Post:
    """The last post of a topic."""
    return db.session.scalar(db.select(Post).where(Post.topic_id == topic.id).order_by(Post.number.desc()).limit(1))


def long_topic(room, by, length: int, title: str = "A long conversation") -> Topic:
    """A topic with so many posts, written in one statement."""
    topic = people.topic(room, by=by, title=title, body="Post number 1.")
    at = clock.now()
    row = {"topic_id": topic.id, "author_id": by.id, "revision": 0, "renderer": 1, "created_at": at}
    texts = (
        {"number": n, "source": f"Post number {n}.", "html": f"<p>Post number {n}.</p>"} for n in range(2, length + 1)
    )
    with transaction() as session:
        session.execute(db.insert(Post), [row | text for text in texts])
        topic.last_number = topic.posts_count = length
        topic.last_post_id = session.scalar(db.select(db.func.max(Post.id)).where(Post.topic_id == topic.id))
    return topic


def together(app, *calls) -> list:
    """Do all calls at the same moment, each in a thread and a session of its own; what they answered, or the error."""
    barrier, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(at, call):
        barrier.wait()
        try:
            with app.app_context():
                answers[at] = call()
        except Exception as error:
            answers[at] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    db.session.remove()
    return answers


def address(topic, number: int | None = None, **query) -> str:
    """The topic's own address."""
    path = topic_url(topic.id, topic.slug, number)
    return f"{path}?{urlencode(query)}" if query else path


def fresh(person: people.Person) -> people.Person:
    """Lets each request read the database anew, as if it came to another process."""
    send = person.client.open

    def send_afresh(*args, **kwargs):
        db.session.expire_all()
        try:
            return send(*args, **kwargs)
        finally:
            db.session.expire_all()

    person.client.open = send_afresh
    return person


def field(response, name: str) -> str:
    """What stands in a field of the page's form."""
    found = people.soup(response).select_one(f'main form [name="{name}"]')
    return found.text.removeprefix("\n") if found.name == "textarea" else found.get("value", "")


def fault(response) -> str:
    """The first error beside a field."""
    return people.soup(response).select_one(".field .error").text


def tells(browser, page):
    """What the script of a page does: it tells how far the page goes, and with which number it begins."""
    form = people.soup(page).select_one("form[data-read]")
    given = {"number": form.select_one("[name=number]")["value"], "first": form["data-first"]}
    answer = browser.client.post(
        form["action"], headers={"Accept": "application/json"}, data={"csrf_token": browser.token(), **given}
    )
    assert answer.status_code == 204


def unread_in(browser, url: str = "/topics/unread") -> dict[str, str]:
    """{title: what stands beside it} of the topics in a list that have something unread."""
    lines = people.soup(browser.get(url)).select("ul.topics > li")
    return {
        line.select_one(".title a").text: " ".join(line.select_one(".new").text.split())
        for line in lines
        if line.select_one(".new")
    }


def presses(browser, url: str, label: str = "Mark all read", moment: str = ""):
    """Press the button of a page as it was made; `moment`: the page was opened then."""
    form = next(
        form for form in people.soup(browser.get(url)).select("form") if form.button and form.button.text == label
    )
    return browser.sends(form["action"], until=moment or form.button["value"])
