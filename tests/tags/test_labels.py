"""How words are compared, ordered, and taken out of a line."""

from community.tags.labels import alphabetical, clean, key_of, split


def test_a_line_is_taken_apart_at_commas_of_any_script():
    assert split(" Youth,  Human   rights and law ,,Work، شباب") == ["Youth", "Human rights and law", "Work", "شباب"]
    assert split("a; b\nc、d") == ["a", "b", "c", "d"]
    assert split(" , ") == []


def test_labels_keep_their_letters_and_lose_stray_spaces():
    assert clean("  Visual \t arts\u00a0(Cinema) ") == "Visual arts (Cinema)"


def test_keys_ignore_case_and_tell_accents_apart():
    assert key_of("  STRASSE ") == key_of("straße")
    assert key_of("é") == key_of("e\u0301")
    assert key_of("resume") != key_of("résumé")


def test_the_order_ignores_case_spaces_and_accents():
    assert alphabetical("Ethnicity") < alphabetical("Ethnic relations")
    assert alphabetical("Refugees") < alphabetical("religion") < alphabetical("School")
    assert alphabetical("École") == alphabetical("ecole")
