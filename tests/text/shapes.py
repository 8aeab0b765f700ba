"""Texts at the size limit that are shaped to cost much: each once made some Markdown library slow."""

from community.text.caps import CHARACTERS


def filled(piece: str, head: str = "", tail: str = "") -> str:
    """`piece` as often as it fits between head and tail."""
    return head + piece * ((CHARACTERS - len(head) - len(tail)) // len(piece)) + tail


def _numbered(piece: str, count: int) -> str:
    return "".join(piece.replace("#", str(number)) for number in range(count))


QUOTES = {
    "quotes at the deepest": filled(">" * 20 + " a\n"),
    "quotes with marks inside": filled("> " * 20 + "*a* **b** `c` [d]\n"),
    "a quote that goes on without its sign": ">" * 20 + " a\n" + "a\n" * 9_990,
    "the same, too long": filled("a\n", ">" * 20 + " a\n"),
    "quotes of posts": filled("> [@a](/p/1):\n> > [@b](/p/2):\n> > c\n\n"),
    "quotes of posts in quotes of posts": filled(
        "".join("> " * depth + f"[@a](/p/{depth}):\n" for depth in range(1, 20))
    ),
    "quotes and lists by turns": filled("> - > - > - > - a\n"),
    "first lines of quotes": filled("> [@a](/p/1):\n"),
}
LISTS = {
    "lists at the deepest": filled("".join("  " * depth + "- a\n" for depth in range(19))),
    "numbered lists at the deepest": filled("".join("   " * depth + "1. a\n" for depth in range(18))),
    "lists ever deeper": "\n".join(" " * depth + "- a" for depth in range(350)),
    "loose items": filled("- a\n\n"),
    "tasks in tasks": filled("- [x] - [ ] a\n"),
    "dashes": filled("- "),
    "stars": filled("* "),
    "numbers": filled("1. "),
    "fences in lists": filled("- ```\n"),
}
LINKS = {
    "brackets opened, then closed": "[" * 4_000 + "a" + "]" * 4_000,
    "links in links": "[" * 4_000 + "a" + "](b)" * 4_000,
    "pictures in pictures": "![" * 2_000 + "a" + "](b)" * 2_000,
    "pictures in pictures, some": filled("![" * 19 + "a" + "](/files/b.png)" * 19 + "\n"),
    "targets without end": filled("[a](<b"),
    "brackets in targets": filled("[a](b(c"),
    "titles without end": filled('[a](b "c'),
    "titles over lines": filled('[a](b "\n'),
    "quotation marks in titles": filled("[a](b '\\\"(c "),
    "a description of marks": filled("*a* ", "![", "](/files/a.png)"),
    "words like a host": "[" + "a." * 20_000 + "com](http://g.hi)",
    "words like hosts": ("[" + "a." * 70 + "com](http://g.hi)") * 399,
    "a host of dashes": "[http://" + "a-" * 30_000 + "](http://g.hi)",
    "white words": "[" + " " * 30_000 + "a](http://g.hi)",
}
REFERENCES = {
    "references, all defined": _numbered("[#]: /a\n", 5_900),
    "references to one": filled("[a]", "[a]: /b\n\n"),
    "references to none": filled("[a][b]"),
    "references of long names": _numbered("[" + "a" * 980 + "#]: /b\n", 64),
    "a large target": "[a]: /" + "b" * 1900 + "\n\n" + "[a] " * 399,
    "a title that never ends": filled("c\n", "[a]: /b '"),
    "many titles that never end": filled("[a]: /b '\n"),
    "names that fold": "[" + filled("ẞ", "", "]" * 2),
    "notes, all defined": _numbered("[^#]: a\n\n", 5_000),
    "notes, none defined": filled("[^a]"),
    "notes of notes": _numbered("a[^#] ", 50) + "".join(f"\n\n[^{n}]: b[^{(n + 1) % 50}]" for n in range(50)),
    "notes in notes": "a[^0]\n\n" + "".join(f"{'    ' * n}[^{n}]: b[^{n + 1}]\n\n" for n in range(30)),
    "a large note, often": filled("b ", "a[^1] " * 99 + "\n\n[^1]: "),
    "a note of many lines": filled("    b\n\n", "a[^1]\n\n[^1]: a\n"),
}
TABLES = {
    "a wide table": "|a" * 1_000 + "\n" + "|-" * 1_000 + "\n",
    "rows without cells": filled("|\n", "|a" * 90 + "\n" + "|-" * 90 + "\n"),
    "many tables": filled("|a|\n|-|\n\n"),
    "bars": filled("|"),
    "bars behind backslashes": filled("\\|", "|a|\n|-|\n|"),
    "bars in code": filled("`|", "|a|\n|-|\n|"),
    "colons and dashes": filled(":-:|"),
    "lines like rows": filled("a|b\n"),
    "lines like heads": filled("-|-\n"),
}
ADDRESSES = {
    "one long address": filled("c", "http://a.b/"),
    "long addresses": filled("http://a.org/" + "c" * 1_900 + " "),
    "an address of brackets": filled(")", "http://a.b/"),
    "addresses of dots": filled("http://a.b/" + "." * 1_900 + " "),
    "a host of dots": filled("a.", "www."),
    "hosts of other letters": filled("http://" + "ü.de" * 400 + " "),
    "coded hosts": filled("http://xn--" + "a" * 1_900 + ".de "),
    "coded letters": filled("http://a.b/" + "%E2" * 600 + " "),
    "mail addresses": filled("<a@b.c>"),
    "open mail addresses": filled("<" + "a@b." * 30),
    "mentions": filled("@a "),
    "mentions that unfold": filled("@" + "ﷺ" * 30 + " "),
    "mentions that are too long": filled("@" + "a" * 60),
}
MARKS = {
    **{
        f"marks {piece!r}": filled(piece) for piece in ("***a", "***a**", "**a*", "*a*b", "*a **b ", "*a _b ~~c ", "*_")
    },
    "marks opened, then closed": "*a " * 10_000 + "b*" * 10_000,
    "marks opened by twos, closed by ones": "**a " * 8_000 + "b*" * 8_000,
    "marks of all lengths": "".join("*" * (number % 7 + 1) + "a" for number in range(12_000)),
    "runs of stars": filled("*" * 70 + "a" + "_" * 70),
    "backticks, ever more": "a".join("`" * number for number in range(1, 350)),
    "backticks, more and less": "a".join("`" * (250 - abs(number)) for number in range(-249, 250)),
    "a fence without end": filled("a\n", "```\n"),
    "two long fences": "`" * 30_000 + "\n" + "`" * 29_999,
    "breaks of lines": filled("a  \n"),
    "headings": filled("a\n=\n"),
    "a heading of lines": filled("a\n", "", "==="),
}
SIGNS = {
    **{
        f"signs {piece!r}": filled(piece)
        for piece in ("<a ", "<a b='", "</", "<?", "<![CDATA[", "<!A ", "<div>\n", "&lt;", "&#x41;", "&NotEqualTilde;")
    },
    "marks on one letter": filled("\u0301", "a"),
    "marks in no order": filled("\u0301\u0323", "a"),
    "letters that unfold": filled("\ufdfa"),
    "letters that come apart": filled("\ufb2c"),
    "lone halves": filled("\ud800"),
    "nothing": filled("\0"),
    "turns of direction": filled("\u202ea"),
    "families": filled("👩‍👩‍👧"),
    "halves of flags": filled("🇫"),
    "spaces": filled(" ", "a", "b"),
    "tabs": filled("-\t"),
    "returns": filled("\r"),
}
SHAPES = QUOTES | LISTS | LINKS | REFERENCES | TABLES | ADDRESSES | MARKS | SIGNS
