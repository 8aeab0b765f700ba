"""Giving tags to things: words find their tag, new words make one, counts follow what everybody may see."""

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.db import db, transaction
from community.errors import Invalid
from community.members.models import Guest
from community.tags import checks, queries
from community.tags.commands import add_tag, count_in, count_out, drop_tags, set_tags
from community.tags.models import Tag, TagAlias, TagLink

QUIET = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def labels_of(number: int) -> list[str]:
    return [row.label for row in queries.tags_of("jar", [number]).get(number, [])]


def uses() -> dict[str, int]:
    db.session.expire_all()
    return {tag.label: tag.uses_count for tag in db.session.query(Tag)}


def test_new_words_become_themes_and_keep_their_letters(jar):
    number = jar("religion", "Human rights and law", "سياسة")
    assert labels_of(number) == ["Human rights and law", "religion", "سياسة"]
    assert {tag.kind for tag in db.session.query(Tag)} == {"theme"}
    assert queries.find_tag("سياسة", Guest()).label == "سياسة"


def test_letters_that_unfold_into_many_still_fit(jar):
    assert len(labels_of(jar("\ufdfa" * 60))) == 1


def test_lookup_ignores_case_and_spaces_around(jar):
    first = jar("Community building")
    second = jar("  community   BUILDING ")
    assert labels_of(first) == labels_of(second) == ["Community building"]
    assert uses() == {"Community building": 2}


def test_the_same_word_twice_is_one_tag_written_as_at_first(jar):
    assert labels_of(jar("Work", "work", "WORK", "")) == ["Work"]


def test_tags_that_are_left_out_are_taken_away(jar):
    number = jar("Work", "Youth")
    set_tags("jar", number, ["Youth", "Gender"], is_counted=True)
    assert labels_of(number) == ["Gender", "Youth"]
    assert uses() == {"Work": 0, "Youth": 1, "Gender": 1}


def test_a_spelling_means_its_tag(jar):
    tag = add_tag("Mediation and Interpretation")
    with transaction() as session:
        session.add(TagAlias(slug="interpreting", label="Interpreting", label_key="interpreting", tag_id=tag.id))
    assert labels_of(jar("INTERPRETING")) == ["Mediation and Interpretation"]


@pytest.mark.parametrize("labels", [["x" * 61], [f"tag {n}" for n in range(31)], ["Lyon, France"]])
def test_too_many_and_too_long_ones_are_refused(jar, labels):
    with pytest.raises(Invalid):
        jar(*labels)
    assert db.session.query(Tag).count() == 0


def test_thirty_tags_of_sixty_characters_are_taken(jar):
    assert len(labels_of(jar(*[f"{n:02}" + "x" * 58 for n in range(30)]))) == 30


def test_different_words_with_one_address_get_two(jar):
    jar("C++", "C", "C#")
    assert sorted(tag.slug for tag in db.session.query(Tag)) == ["c", "c-2", "c-3"]


def test_a_tag_never_takes_the_place_of_a_page(jar, client):
    jar("Suggest", "Edit")
    assert {tag.slug for tag in db.session.query(Tag)} == {"suggest-1", "edit-1"}
    assert client.get("/tags/suggest?q=sug").json["tags"][0]["label"] == "Suggest"


def test_what_is_hidden_does_not_count(jar):
    number = jar("Work", "Youth", is_counted=False)
    assert uses() == {"Work": 0, "Youth": 0}
    count_in("jar", number)
    count_in("jar", number)  # twice is once
    assert uses() == {"Work": 1, "Youth": 1}
    count_out("jar", number)
    assert uses() == {"Work": 0, "Youth": 0}
    drop_tags("jar", number)
    assert db.session.query(TagLink).count() == 0


def test_a_mended_count_is_told(jar):
    jar("Work")
    with transaction() as session:
        session.execute(db.update(Tag).values(uses_count=7))
    found = checks.mend()
    assert [(one.kind, one.name, one.stored, one.counted) for one in found] == [("tag", "uses_count", 7, 1)]
    assert checks.compare() == []


deeds = st.lists(
    st.tuples(
        st.sampled_from(["set", "in", "out", "drop"]),
        st.integers(1, 4),
        st.lists(st.sampled_from(["Work", "work", "Youth", "Gender", "Ethnicity", "C", "C++"]), max_size=5),
    ),
    max_size=15,
)


@QUIET
@given(deeds)
def test_counts_hold_after_any_deeds(app, jars, done):
    shown: dict[int, bool] = {}
    for deed, number, labels in done:
        if deed == "set":
            set_tags("jar", number, labels, is_counted=shown.setdefault(number, True))
        elif deed == "in":
            count_in("jar", number)
            shown[number] = True
        elif deed == "out":
            count_out("jar", number)
            shown[number] = False
        else:
            drop_tags("jar", number)
    assert checks.compare() == []


def test_two_members_who_bring_one_new_word_make_one_tag(app, jars):
    ready = threading.Barrier(4)

    def bring(number: int) -> None:
        with app.app_context():
            ready.wait()
            set_tags("jar", number, ["Housing", f"Only {number}"], is_counted=True)

    threads = [threading.Thread(target=bring, args=(number,)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert uses()["Housing"] == 4
    assert db.session.query(Tag).count() == 5
    assert checks.compare() == []
