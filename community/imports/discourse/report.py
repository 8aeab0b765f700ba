"""What an import read, made and skipped, and why."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Report:
    """Counts for the summary, and a line for each thing that somebody may have to look at."""

    read: int = 0
    made: Counter = field(default_factory=Counter)  # by kind, in the plural
    known: int = 0  # posts that an earlier import made
    skipped: Counter = field(default_factory=Counter)  # by reason
    notes: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The report, a line each."""
        made = ", ".join(f"{number} {what}" for what, number in self.made.items() if number)
        lines = [f"Read: {self.read} files.", f"Made: {made or 'nothing'}."]
        if self.known:
            lines.append(f"Here already: {self.known} posts.")
        lines += [f"Skipped: {number} × {reason}." for reason, number in sorted(self.skipped.items())]
        return lines + self.notes
