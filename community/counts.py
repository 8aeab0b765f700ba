"""What checks of stored counts answer: where a figure kept beside a row is not what its table says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """The row (kind, object_id) keeps `stored` under `name`, counting gives `counted`."""

    kind: str
    object_id: int
    name: str
    stored: object
    counted: object
