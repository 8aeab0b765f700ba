"""A small archive as a Discourse forum would give it, and where real ones may lie."""

import json
import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLES = Path(os.environ.get("IBIS_SAMPLES") or ROOT.parent / "shared")
REAL = [folder for folder in (SAMPLES / "data" / "discourse-archive",) if folder.is_dir()]

POSTS = [
    {
        "id": 1, "topic_id": 1, "post_number": 1, "topic_title": "About the Gardens category", "category_id": 5,
        "username": "system", "name": "system", "raw": "Everything that grows in common.\n\nMore of it here.",
    },
    {
        "id": 10, "topic_id": 7, "post_number": 1, "topic_title": "Who waters in August?", "category_id": 5,
        "username": "mara_k", "name": "Mara Kovač",
        "raw": "We have **nine beds**\nand nobody in August :slight_smile:\n\n![plan|690x98](upload://abc.png)",
    },
    {
        "id": 12, "topic_id": 7, "post_number": 3, "topic_title": "Who waters in August?", "category_id": 5,
        "username": "jo", "name": "", "reply_to_post_number": 1, "version": 2,
        "updated_at": "2024-05-03T10:00:00.000Z",
        "raw": '[quote="mara_k, post:1, topic:7"]\nnobody in August\n[/quote]\nAsk @mara_k, or see '
        "https://forum.example.org/t/a-rota/8/1 and [what was lost](https://forum.example.org/t/lost/99/4).",
    },
    {
        "id": 13, "topic_id": 7, "post_number": 4, "topic_title": "Who waters in August?", "category_id": 5,
        "username": "gone", "name": "", "raw": "(post deleted by author)", "user_deleted": True,
    },
    {
        "id": 14, "topic_id": 7, "post_number": 6, "topic_title": "Who waters in August?", "category_id": 5,
        "username": "mara_k", "name": "Mara Kovač",
        "raw": '[quote="stranger, post:5, topic:77"]\na rota\n[/quote]\n\nThat is elsewhere.',
    },
    {
        "id": 20, "topic_id": 8, "post_number": 1, "topic_title": "A rota", "category_id": 9,
        "username": "admin", "name": "", "raw": "Four names, four weeks.",
    },
]  # fmt: skip


def small_archive(folder: Path) -> Path:
    """Write it, with some files that no forum ever gave."""
    for post in POSTS:
        dates = {"created_at": f"2024-05-02T10:{post['id']:02}:00.000Z"}
        facts = {"post_type": 1, "version": 1, "reply_to_post_number": None, "updated_at": dates["created_at"], **dates}
        facts["avatar_template"] = f"/user_avatar/forum.example.org/{post['username']}/{{size}}/1.png"
        _write(folder / "2024" / f"{post['id']:06}.json", json.dumps(facts | post))
    for name, text in {
        "broken.json": "{", "list.json": "[]", "empty.json": "", "binary.json": "\ud800",
        "nameless.json": '{"id": 3, "topic_id": 7, "post_number": 2, "created_at": "2024-05-02T10:00:00Z"}',
        "undated.json": '{"id": 4, "topic_id": 7, "post_number": 2, "username": "a", "raw": "b", "created_at": "May"}',
        "notes.txt": "not part of it",
    }.items():  # fmt: skip
        _write(folder / "odd" / name, text)
    return folder


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
