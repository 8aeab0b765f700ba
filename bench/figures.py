"""A measured figure, what it was to be, and the verdict in words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the report. Without a target it is told for orientation."""

    what: str
    value: float
    unit: str = ""
    target: float | None = None
    aim: float | None = None
    at_least: bool = False  # whether more is better
    beside: str = ""  # the floor of the same minutes, and what else one must know to read it
    foreign: float | None = None  # share of the machine that other processes took

    @property
    def is_missed(self) -> bool:
        """Whether it has a target and did not reach it."""
        return self.target is not None and not self._reaches(self.target)

    @property
    def verdict(self) -> str:
        """met, or missed by how much."""
        if self.target is None:
            return ""
        if self.is_missed:
            return f"**missed by {self._short_of(self.target)}**"
        if self.aim is None:
            return "met"
        return "met, aim too" if self._reaches(self.aim) else f"met; aim missed by {self._short_of(self.aim)}"

    @property
    def shown(self) -> str:
        """The value with its unit."""
        return with_unit(self.value, self.unit)

    @property
    def wanted(self) -> str:
        """Target and aim."""
        if self.target is None:
            return ""
        sign = "≥" if self.at_least else "≤"
        aim = f", aim {sign} {with_unit(self.aim, self.unit)}" if self.aim is not None else ""
        return f"{sign} {with_unit(self.target, self.unit)}{aim}"

    def _reaches(self, mark: float) -> bool:
        return self.value >= mark if self.at_least else self.value <= mark

    def _short_of(self, mark: float) -> str:
        return f"{abs(self.value / mark - 1):.0%}"


def with_unit(value: float, unit: str) -> str:
    """A number as precise as it deserves."""
    digits = next((digits for digits, least in enumerate((100, 10, 0.1)) if abs(value) >= least), 3)
    number = f"{value:,.{digits}f}"
    if digits and "." in number:
        number = number.rstrip("0").rstrip(".")
    return f"{number} {unit}".strip()
