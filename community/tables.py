"""Every table there is: imported for its side effect, so that one place knows all of the schema."""

from community import audit, jobs, settings, stamps
from community.forums import models as forums
from community.forums import reading_models as reading
from community.imports import models as imports
from community.media import models as media
from community.members import models as members
from community.pages import models as pages
from community.places import models as places
from community.ratings import models as ratings
from community.resources import models as resources
from community.search import models as search
from community.shelf import models as shelf
from community.tags import models as tags

MODULES = (
    stamps, audit, settings, jobs, search, media, places, members, forums, reading, ratings, tags, resources, pages,
    imports, shelf,
)  # fmt: skip
