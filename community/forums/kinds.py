"""The kinds of topics: a line here is all that a list, a form and a sign need to know a further one."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _

DISCUSSION, QUESTION = "discussion", "question"


@dataclass(frozen=True)
class TopicKind:
    """What a topic is: the word for it, what it is for, and whether one of its posts can be its solution."""

    name: str
    label: object
    purpose: object
    has_solution: bool = False


KINDS = {
    kind.name: kind
    for kind in (
        TopicKind(DISCUSSION, _("Discussion"), _("to compare notes")),
        TopicKind(QUESTION, _("Question"), _("one of the answers can become its solution"), has_solution=True),
    )
}

WITH_SOLUTION = [name for name, kind in KINDS.items() if kind.has_solution]


def every() -> list[str]:
    """What a forum takes if nobody says otherwise: all of it, in this order."""
    return list(KINDS)


def taken_by(forum) -> list[TopicKind]:
    """The kinds in which a topic may be begun in the forum; the first is the one that is proposed."""
    return [kind for name, kind in KINDS.items() if name in forum.kinds]


def takes_questions(forum) -> bool:
    """Whether it is worth asking in the forum what is solved."""
    return any(kind.has_solution for kind in taken_by(forum))


def has_solution(topic) -> bool:
    """Whether one of the topic's posts can be its solution."""
    return topic.kind in WITH_SOLUTION


def choices(kinds) -> list[tuple[str, str]]:
    """The kinds as choices of a field, each with what it is for."""
    return [(kind.name, f"{kind.label}: {kind.purpose}") for kind in kinds]
