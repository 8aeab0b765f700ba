"""What commands show in a terminal while they work."""

from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


@contextmanager
def bar(words: str):
    """A progress bar, from the first word that there is progress; yields tell(done, total)."""
    progress = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    tasks: list[TaskID] = []

    def tell(done: int, total: int) -> None:
        if not tasks:
            progress.start()
            tasks.append(progress.add_task(words))
        progress.update(tasks[0], completed=done, total=total)

    try:
        yield tell
    finally:
        if tasks:
            progress.stop()
