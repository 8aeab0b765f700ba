"""What Discourse allows inside a paragraph and we write otherwise: links, pictures, emoji, folds, line breaks."""

import re
from urllib.parse import unquote

from rich.emoji import Emoji, NoEmoji

# Discourse's names that differ from the ones that Unicode's short names know.
_ALSO = {
    "slight_smile": "slightly_smiling_face",
    "smile": "grinning_face_with_smiling_eyes",
    "joy": "face_with_tears_of_joy",
    "grimacing": "grimacing_face",
    "wink": "winking_face",
    "laughing": "grinning_squinting_face",
    "thinking": "thinking_face",
    "+1": "thumbs_up",
    "-1": "thumbs_down",
    "tada": "party_popper",
    "heart": "red_heart",
    "grin": "beaming_face_with_smiling_eyes",
    "slight_frown": "slightly_frowning_face",
    "sweat_smile": "grinning_face_with_sweat",
    "stuck_out_tongue": "face_with_tongue",
    "cry": "crying_face",
    "bulb": "light_bulb",
    "pray": "folded_hands",
    "clap": "clapping_hands",
    "sob": "loudly_crying_face",
    "sunglasses": "smiling_face_with_sunglasses",
    "open_mouth": "face_with_open_mouth",
}

_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)  # never beyond its paragraph
_UPLOAD = re.compile(r"(!?)\[([^\]\n]*)\]\(upload://[^)\s]*\)")
_IMAGE = re.compile(r"<img\b([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(src|alt)=\"([^\"]*)\"", re.IGNORECASE)
_SHORTCODE = re.compile(r"(?<![\w:/]):([a-z0-9_+-]{1,40}):(?![\w:])")
_FOLD = re.compile(r'\[details(?:="?([^\]"]*)"?)?\]|</?details>|\[/details\]', re.IGNORECASE)
_SUMMARY = re.compile(r"<summary>(.*?)</summary>", re.IGNORECASE | re.DOTALL)
_MENTION = re.compile(r"(?<![\w@./])@([A-Za-z0-9_](?:[\w.-]*[A-Za-z0-9_])?)")
_PATH = r"/t/(?:[^/\s()\]]*[^/\s()\]\d][^/\s()\]]*/)?(\d{1,9})(?:/(\d{1,9}))?/?(?:\?[^\s()<>]*)?(?![\w/])"
_PERSON = r"/u/([\w.-]+)"


def convert_words(words: str, known) -> str:
    """Words outside of fenced code in our Markdown; `known` says what of the archive is here."""
    done, start = "", 0
    for code in _CODE.finditer(words):
        done += _convert(words[start : code.start()], known) + code.group()
        start = code.end()
    return _breaks(done + _convert(words[start:], known))


def _convert(words: str, known) -> str:
    words = _UPLOAD.sub(_upload, _IMAGE.sub(_image, words))
    words = _FOLD.sub(lambda found: f"\n\n**{found.group(1)}**\n\n" if found.group(1) else "\n\n", words)
    words = _SUMMARY.sub(lambda found: f"\n\n**{found.group(1).strip()}**\n\n", words)
    words = _SHORTCODE.sub(_emoji, words)
    words = _MENTION.sub(lambda found: f"@{known.username(found.group(1)) or found.group(1)}", words)
    return _links(words, known)


def _image(found: re.Match) -> str:
    facts = {name.lower(): value for name, value in _ATTRIBUTE.findall(found.group(1))}
    return f"![{facts.get('alt', '')}]({facts['src']})" if "src" in facts else found.group()


def _upload(found: re.Match) -> str:
    """The file itself is not in the archive: its name stays, behind a sign."""
    label = found.group(2).partition("|")[0].strip() or "…"
    return f"{'🖼' if found.group(1) else '📎'} *{re.sub(r'[*_`]', '', label)}*"


def _emoji(found: re.Match) -> str:
    name = found.group(1)
    try:
        return str(Emoji(_ALSO.get(name, name)))
    except NoEmoji:
        return found.group()


def _links(words: str, known) -> str:
    host = rf"https?://{re.escape(known.host)}" if known.host else r"(?!)"
    # In a link's brackets only the address changes; a bare address becomes a link with its own path as words.
    inside = re.compile(rf"(?<=\]\()(?:{host})?(?:{_PATH}|{_PERSON})")
    bare = re.compile(rf"<?(?<![\w(/\]]){host}(?:{_PATH}|{_PERSON})>?")
    words = inside.sub(lambda found: _address(found, known) or _whole(found.group(), known), words)
    return bare.sub(lambda found: _bare(found, known), words)


def _address(found: re.Match, known) -> str | None:
    topic, number, person = found.groups()
    if person:
        username = known.username(person)
        return f"/members/{username}" if username else None
    post = known.post(int(topic), int(number)) if number else None
    return f"/p/{post.post_id}" if post else known.topic(int(topic))


def _bare(found: re.Match, known) -> str:
    address = _address(found, known)
    return f"[{unquote(address)}]({address})" if address else found.group()


def _whole(path: str, known) -> str:
    return f"https://{known.host}{path}" if path.startswith("/") and known.host else path


def _breaks(words: str) -> str:
    """Discourse keeps the line ends that people type."""
    lines = words.split("\n")
    for at, line in enumerate(lines[:-1]):
        if line.strip() and lines[at + 1].strip() and not line.endswith(("  ", "\\")):
            lines[at] = line + "  "
    return "\n".join(lines)
