"""The door that a field's script asks, and the field that needs no script."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from community.places.forms import PlaceField


class WhereForm(Form):
    city = PlaceField("City")
    country = PlaceField("Country", kinds=("country",))


@pytest.fixture
def request_context(app, world):
    with app.test_request_context():
        yield


def test_the_door_answers_with_labels(client, world):
    answer = client.get("/places/find?q=lyo&kind=city")
    assert answer.json == {"places": [{"id": 2996944, "label": "Lyon, France"}]}
    assert client.get("/places/find").json == {"places": []}
    assert client.get("/places/find?q=fran&kind=nonsense&kind=country").json["places"][0]["label"] == "France"
    assert client.get("/places/find", query_string={"q": "lyon, \u202e" * 30}).status_code == 200


def test_a_typed_name_becomes_the_place(request_context):
    form = WhereForm(MultiDict({"city": "gothenburg", "country": "suède"}))
    assert not form.validate()  # in English, Sweden is not called suède
    assert form.city.data == 2711537
    assert form.country.errors
    assert 'value="suède"' in form.country()


def test_a_doubtful_name_is_answered_with_what_comes_near(request_context):
    form = WhereForm(MultiDict({"city": "spring", "country": ""}))
    assert not form.validate()
    assert "Springfield, MA, United States" in str(form.city.errors[0])
    assert form.country.data is None


def test_a_stored_place_is_shown_by_its_label(request_context):
    form = WhereForm(data={"city": 2996944})
    assert 'value="Lyon, France"' in form.city()
    assert "/places/find?kind=city" in form.city()


def test_an_empty_field_means_no_place(request_context):
    form = WhereForm(MultiDict({"city": " ", "country": ""}))
    assert form.validate()
    assert form.city.data is None
