"""The Markdown of just the words that a reader has selected on the page.

A browser hands over words without marks, and breaks lines as it likes. So the words are looked for without any
white space; a block that was selected whole gives its own Markdown, a block selected in part gives its words.
"""

from community.text.written import QUOTED, Block, blocks_of, squeeze

_FIRST_MARKS = {"-", "*", "+", "1.", "1)"}


def pick(source: str, selection: str) -> str:
    """The Markdown of the selected part, or "" if the text does not hold these words in a row."""
    blocks = blocks_of(source)
    wanted = squeeze(selection)
    start = "".join(block.squeezed for block in blocks).find(wanted)
    if start < 0 or not wanted:
        return ""
    return _joined(_covered(blocks, start, start + len(wanted)))


def _covered(blocks: list[Block], start: int, end: int) -> list[Block]:
    covered, position = [], 0
    for block in blocks:
        size = len(block.squeezed)
        first, last = max(start - position, 0), min(end - position, size)
        if first < last:
            covered.append(block if (first, last) == (0, size) else block.part(first, last))
        position += size
    return covered


def _joined(blocks: list[Block]) -> str:
    lines: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before and not _is_next_item(before, block):
            lines.append(_shared_marks(before, block))
        lines += _lines(block)
        before = block
    return "\n".join(lines)


def _lines(block: Block) -> list[str]:
    written = [*([block.head, ""] if block.head else []), *block.markdown.split("\n")]
    later = "".join(mark if mark == QUOTED else " " * len(mark) for mark in block.marks)
    return [("".join(block.marks) if at == 0 else later) + line for at, line in enumerate(written)]


def _is_next_item(before: Block, block: Block) -> bool:
    """Does the block begin an item of the list that the one before it is in? Then no empty line parts them."""
    if not before.marks or QUOTED in (before.marks[-1], *block.marks[-1:]):
        return False
    mark = "".join(block.marks[-1:]).strip()
    # A list inside an item can only follow its words at once if it begins with 1.
    return mark in _FIRST_MARKS if len(block.marks) > len(before.marks) else mark != ""


def _shared_marks(before: Block, block: Block) -> str:
    """An empty line between two blocks, inside the quotes that hold both."""
    pairs = zip(before.marks, block.marks, strict=False)
    return "".join(QUOTED for one, other in pairs if one == other == QUOTED).rstrip()
