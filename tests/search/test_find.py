"""What is found, in which order, and by whom: the same on both engines."""

import itertools
from datetime import timedelta

import pytest

from community import clock
from community.db import transaction
from community.search import engine


def test_what_was_written_is_found_in_the_same_transaction(add, ask):
    with transaction():
        number = add("Who interprets at the clinic?")
        assert ask("interprets") == [number]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("integracion", "Nuestra integración"),
        ("integración", "Nuestra integracion"),
        ("INTEGRACIÓN", "nuestra integración"),
        ("integracion", "Las integraciones de que se habla en la ciudad"),
        ("haus", "Die Häuser in der Stadt sind nicht für uns"),
        ("hauser", "Das Haus ist nicht für uns und auch für die"),
        ("Sprachkurse", "Wir haben mit den Sprachkursen nicht das Beste und sind müde"),
        ("مهاجر", "كل المهاجرين في المدينة"),
        ("المهاجرون", "كل المهاجرين في المدينة"),
        ("مهاجر", "مُهَاجِر"),
        ("språk", "Vi har kurser i språken och det är bra för dem"),
        ("sprak", "Vi har ett språk och det är bra för dem"),
        ("Łódź", "lodz"),
        ("interpreter", "Interpreters"),
        ("interpreting", "They interpreted"),
        ("移民", "日本の移民社会"),
        ("会", "日本の移民社会"),
        ("민족", "민족"),
        ("l'intégration", "parlons de l’intégration"),
        ("one-stop", "a one stop shop"),
        ("foo_bar", "foo_bar"),
        ("C'est", "C'est"),
    ],
)
def test_a_word_is_found_in_its_other_forms(add, ask, typed, text):
    number = add(body=text)
    add(body="Something else altogether")
    assert ask(typed) == [number]


def test_all_words_must_be_there(add, ask):
    add(body="The clinic is closed")
    both = add("Clinic", "An interpreter helps")
    assert ask("interpreter clinic") == [both]


def test_a_phrase_is_found_word_for_word_and_only_in_that_order(add, ask):
    exact = add(body="We run a one stop shop for papers")
    add(body="One shop at the bus stop")
    add(body="The ones who stop shops")
    assert ask('"one stop shop"') == [exact]
    assert ask("“one stop shop”") == [exact]


def test_a_quoted_word_is_found_as_it_is_written(add, ask):
    add(body="Interpreters are here")
    one = add(body="One interpreter is here")
    assert ask('"interpreter"') == [one]


def test_a_phrase_does_not_span_title_and_body(add, ask):
    add("One stop", "shop")
    assert ask('"stop shop"') == []
    assert ask("stop shop") == [1]


def test_a_phrase_in_a_script_without_spaces(add, ask):
    number = add(body="日本の移民社会について")
    add(body="社会の移民")
    assert ask("移民社会") == [number]


def test_minus_leaves_out(add, ask):
    add(body="A clinic with an interpreter")
    without = add(body="A clinic in the town")
    assert ask("clinic -interpreter") == [without]
    assert ask("clinic -interpreters") == [without]
    assert ask('clinic -"an interpreter"') == [without]
    assert ask("clinic -interp*") == [without]


def test_without_a_wanted_word_nothing_is_found(add, ask):
    add(body="A clinic")
    for typed in ("", " ", "-clinic", "***", '"', '""', "- -", "🙂"):
        assert ask(typed) == []


def test_a_star_finds_what_begins_so(add, ask):
    one, two = add(body="Interpreter"), add(body="Interpretation")
    add(body="International")
    assert ask("interpr*") == [two, one]
    assert ask("interpr") == []
    assert ask("a* interp*") == []


def test_titles_come_first_then_what_stands_side_by_side_then_the_newest(add, ask):
    title = add("Health care", "")
    beside = add(body="Some health care for all")
    apart = add(body="Care for health")
    newest = add(body="Take care of your health")
    assert ask("health care") == [title, beside, newest, apart]


def test_what_has_no_time_stands_first_among_its_equals(add, ask):
    topic = add("Health")
    tag = add("Health", kind="tag", at=None)
    assert ask("health") == [tag, topic]
    assert ask("health", since=clock.now()) == [topic]


def test_filters_narrow(add, ask):
    one = add(body="Word", author_id=7, scope_id=1)
    two = add(body="Word", kind="resource", author_id=8)
    three = add(body="Word", scope_id=2)
    assert ask("word", scopes=[1, 2]) == [three, two, one]
    assert ask("word", scopes=[1, 2], kind="resource") == [two]
    assert ask("word", scopes=[1, 2], scope_id=1) == [one]
    assert ask("word", scopes=[1, 2], author_id=7) == [one]
    minute = timedelta(minutes=1)
    assert ask("word", scopes=[1, 2], since=clock.now() + 2 * minute) == [three, two]
    assert ask("word", scopes=[1, 2], until=clock.now() + 3 * minute) == [two, one]


def test_only_rooms_that_one_may_enter_are_searched(add, ask):
    add(body="Secret", scope_id=1)
    everybody = add(body="Secret")
    assert ask("secret") == [everybody]
    assert ask("secret", scopes=[2]) == [everybody]
    assert ask("secret", scope_id=1) == []


def test_what_is_indexed_anew_replaces_what_was_there(add, ask):
    number = add(body="First words")
    add(body="Second thoughts", object_id=number)
    assert ask("first") == []
    assert ask("second") == [number]


def test_what_is_removed_is_gone_at_once(add, ask):
    number = add(body="Word")
    with transaction():
        engine.remove("post", [number])
        assert ask("word") == []


def test_what_moved_to_another_room_is_found_there(add, ask):
    number = add(body="Word", scope_id=1)
    engine.rescope("post", [number], 2)
    assert ask("word", scopes=[1]) == []
    assert ask("word", scopes=[2]) == [number]


def test_things_of_one_second_are_kept_apart(add, ask):
    for number in (1, 1 + (1 << 20), 1 + (2 << 20)):
        add(body="Word", object_id=number, at=clock.now())
    assert len(ask("word")) == 3


def test_a_very_long_text_is_found_by_its_last_word(add, ask):
    number = add(body="word " * 12_000 + "last")
    assert ask("last") == [number]
    characters = "".join(chr(0x4E00 + at % 20_000) for at in range(63_000))
    number = add(body=characters + "移民")
    assert number in ask("移民")


def test_letters_that_unfold_into_many_leave_room_for_the_words(add, ask):
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    words = ["".join(three) + "\ufdf2" * 12 for three in itertools.islice(itertools.product(letters, repeat=3), 3_900)]
    number = add("Words", " ".join(words))
    assert ask(words[0]) == [number]
