"""What a browser finds in an answer, and whether any of it could run, load from elsewhere or take over the page."""

import json
import re

import html5lib

# What our own templates write; a new element there needs its name here.
OURS = {
    "html",
    "head",
    "title",
    "meta",
    "link",
    "script",
    "body",
    "main",
    "aside",
    "header",
    "footer",
    "nav",
    "section",
    "article",
    "div",
    "span",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "a",
    "abbr",
    "address",
    "b",
    "bdi",
    "blockquote",
    "br",
    "button",
    "caption",
    "cite",
    "code",
    "datalist",
    "dd",
    "del",
    "details",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "form",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "label",
    "kbd",
    "legend",
    "li",
    "mark",
    "meter",
    "noscript",
    "ol",
    "optgroup",
    "option",
    "output",
    "pre",
    "progress",
    "s",
    "search",
    "select",
    "small",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "ul",
    "template",
}
ADDRESSES = {
    "href", "src", "action", "formaction", "poster", "data", "srcset", "ping", "background", "cite", "xlink:href",
    "longdesc", "manifest", "imagesrcset", "usemap", "classid", "codebase",
}  # fmt: skip
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_CONTROLS_AND_SPACE = "".join(map(chr, range(33)))


def faults_of(html: str, *, is_mail: bool = False, is_part: bool = False) -> list[str]:
    """Everything in the HTML that should not be there; a mail may carry styles of its own, a part has no frame."""
    read = html5lib.parseFragment if is_part else html5lib.parse
    faults: list[str] = []
    for element in read(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            faults.append(f"a comment: {element.text!r}")
        elif element.tag != "DOCUMENT_FRAGMENT":
            faults += [f"<{element.tag}> {fault}" for fault in _faults_in(element, is_mail)]
    return faults


def _faults_in(element, is_mail: bool) -> list[str]:
    tag, held = element.tag, {str(name): value for name, value in element.attrib.items()}
    faults = [] if tag in OURS else ["is none of our elements"]
    faults += [f"carries {name}" for name in held if name.startswith("on") or not re.fullmatch("[a-z-]+", name)]
    faults += [f"carries {name}" for name in held if "zz9" in name or (name == "style" and not is_mail)]
    faults += [f"{name}={held[name]!r}" for name in ADDRESSES & set(held) if not _is_fine(tag, held[name])]
    faults += [f"{name}={held[name]!r}" for name in ("style",) if "evil" in held.get(name, "")]
    if tag == "script" and not _is_our_script(held, element.text or ""):
        faults.append(f"is not ours: {element.text!r}")
    if tag == "meta" and held.get("http-equiv", "").lower() not in ("", "content-type"):
        faults.append(f"tells the browser {held['http-equiv']}")
    if tag == "link" and held.get("rel") == "stylesheet" and not held["href"].startswith("/static/"):
        faults.append("is a style from elsewhere")
    return faults


def _is_our_script(held: dict[str, str], words: str) -> bool:
    if held.get("type") == "application/ld+json":  # data for machines: never run, and nothing in it ends the element
        return set(held) == {"type"} and "<" not in words and isinstance(json.loads(words), dict)
    return held.get("src", "").startswith("/static/") and not words.strip()


def _is_fine(tag: str, address: str) -> bool:
    """May the element point there, after what a browser makes of the address?"""
    plain = re.sub("[\t\n\r]", "", address.strip(_CONTROLS_AND_SPACE)).lower().replace("\\", "/")
    scheme = _SCHEME.match(plain)
    if tag in ("a", "link"):
        return scheme.group(1) in ("http", "https", "mailto") if scheme else not plain.startswith("//")
    return not scheme and not plain.startswith("//")  # forms, pictures and scripts stay on the site
