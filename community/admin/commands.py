"""What those who run the site decide."""

from community import audit, settings
from community.admin.policy import may_run_site
from community.db import db, transaction
from community.policy import require


def change_settings(*, by, **values) -> list[str]:
    """Store settings; each that really changed is in the log with both values. Answers their names."""
    require(may_run_site(by))
    with transaction():
        changed = settings.change(**values)
        db.session.flush()
        for name, (before, after) in changed.items():
            row = db.session.get(settings.Setting, name)
            audit.record("settings.change", row, by=by, note=name, before=before, after=after)
    return list(changed)
