"""The cloud of the founding community: 45 entries, alphabetical, some heavy, one of them there twice until merged."""

import pytest

from community.tags import queries
from community.tags.commands import add_tag
from community.tags.labels import split
from tests import people

# As the founding page showed them, in its order; what stood in heavy letters is marked.
SHOWN = """
Africa; *Anti-discrimination; Australia; Canada; Cities and Local Governments; Citizenship and regularization;
*Community building; Crisis and conflicts management; *Culture and diversity; Education; Employment; *Empowerment;
Entrepreneurship; *Equal access; Ethnicity; Ethnic relations; *Europe; Family and marriage; France; Gender; Governance;
Health; Housing; Human rights and law; *Intercultural outreach; Interfaith work; Media and diversity;
Mediation and Interpretation; *North America; Oceania; Policy on Migration and Integration;
*Policy on Migration and Integration; Prevention of polarization; Public perceptions; *Refugees and asylum seekers;
religion; School; Switzerland; *Training; Urban planning; USA;
Visual arts (Cinema - Video - Photo - Graphic Design); Women; *Work; Youth
"""
ENTRIES = split(SHOWN.replace("\n", " "))
POLICY = "Policy on Migration and Integration"


@pytest.fixture
def founding(fill):
    """The 45 tags with their uses, brought from an archive where one label had two slugs."""
    found = []
    for entry in ENTRIES:
        label, heavy = entry.lstrip("*"), entry.startswith("*")
        slug = "policy-on-migration-and-integration-2" if entry == f"*{POLICY}" else None
        tag = add_tag(label, slug=slug)
        fill(tag, 40 if heavy else 3)
        found.append(tag)
    fill(add_tag("Seldom used"), 1)
    return found


def test_the_45_heaviest_stand_in_alphabetical_order(founding):
    assert len(ENTRIES) == 45
    shown = queries.cloud()
    assert [row.label for row in shown] == [entry.lstrip("*") for entry in ENTRIES]
    assert [row.label for row in shown if row.weight == 5] == [e.lstrip("*") for e in ENTRIES if e.startswith("*")]
    assert {row.weight for row in shown} == {1, 5}


def test_weights_follow_a_logarithm(fill):
    for label, uses in (("a", 1), ("b", 3), ("c", 10), ("d", 32), ("e", 100)):
        fill(add_tag(label), uses)
    assert [row.weight for row in queries.cloud()] == [1, 2, 3, 4, 5]


def test_equal_tags_weigh_alike_and_unused_ones_stay_out(fill):
    fill(add_tag("a"), 7)
    fill(add_tag("b"), 7)
    add_tag("c")
    assert [(row.label, row.weight) for row in queries.cloud()] == [("a", 1), ("b", 1)]


def test_the_duplicate_is_merged_and_its_address_redirects_for_good(app, founding):
    admin = people.signs_in(app, people.member("Ada", administrator=True))
    desk = admin.reads("/admin/tags")
    assert desk.index("One name, two tags") < desk.index(POLICY)
    light, heavy = (tag for tag in founding if tag.label == POLICY)
    assert (light.slug, heavy.slug) == ("policy-on-migration-and-integration", "policy-on-migration-and-integration-2")

    answer = admin.sends(f"/admin/tags/{heavy.id}/merge", into=POLICY)
    assert answer.location == "/tags/policy-on-migration-and-integration"

    guest = people.visits(app)
    moved = guest.get("/tags/policy-on-migration-and-integration-2")
    assert (moved.status_code, moved.location) == (301, "/tags/policy-on-migration-and-integration")
    (one,) = [row for row in queries.cloud() if row.label == POLICY]
    assert (one.count, one.weight) == (43, 5)
    assert "One name, two tags" not in admin.reads("/admin/tags")


def test_the_cloud_stands_beside_the_pages(app, founding):
    page = people.soup(people.visits(app).get("/discuss"))
    labels = [link.get_text() for link in page.select("aside .cloud a")]
    assert labels == [entry.lstrip("*") for entry in ENTRIES]
    assert page.select_one("aside .cloud a.w5")["href"] == "/tags/anti-discrimination"


def test_the_cloud_costs_one_statement(fill, statements):
    fill(add_tag("a"), 1)
    assert statements(queries.cloud) == 1
    for number in range(60):
        fill(add_tag(f"tag {number}"), 2)
    assert statements(queries.cloud) == 1
