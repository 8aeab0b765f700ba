"""Two of the invented members can be signed in as: with random passwords, told to the operator only."""

import secrets
from pathlib import Path

from community.members import passwords
from community.members.models import Member

WHO = ("christine", "daniel")  # an administrator, a member
FILE = "demo-sign-in"


def path_in(instance: str) -> Path:
    """Where the passwords are kept."""
    return Path(instance) / FILE


def give_passwords(people: dict[str, Member]) -> dict[str, str]:
    """Set random passwords inside the open transaction; answers them by user name."""
    given = {username: secrets.token_urlsafe(9) for username in WHO}
    for username, password in given.items():
        people[username].password_hash = passwords.hash_of(password)
    return given


def keep(instance: str, given: dict[str, str]) -> None:
    """Write the passwords where only the operator reads them."""
    path = path_in(instance)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text("".join(f"{username} {password}\n" for username, password in given.items()))


def kept(instance: str) -> list[tuple[str, str]]:
    """(user name, password) of both, as far as there is a demonstration."""
    path = path_in(instance)
    lines = path.read_text().splitlines() if path.exists() else []
    return [(username, password) for username, _space, password in (line.partition(" ") for line in lines)]


def drop(instance: str) -> None:
    """Forget them."""
    path_in(instance).unlink(missing_ok=True)
