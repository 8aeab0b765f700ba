"""Invented texts whose words are as frequent as words are: a few in nearly every post, most of them seldom.

Each paragraph is rendered once; a post is two of them, and so is its HTML (tests/bench proves that it is the same).
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from random import Random

from community.text.render import render

LITTLE = (
    "the of and to in is that for it with as was on are be by this we our you have not from they which who what "
    "at or an there their when more can will one all about so if her his them some into been would do its out up"
)
BEGINNINGS = "b br c cl d dr f fl g gr h j k l m n p pl pr qu r s sh st str t th tr v w"
MIDDLES = "a e i o u ai ea ee ou oa"
ENDINGS = "n r l t s m nd nt rt ng ck sh ll ss"
VOCABULARY = 8_000
PARAGRAPHS = 1_200
LENGTH = 300  # characters of a paragraph, about
COMMON = "harvest"  # stands in every twentieth post, and in nothing else
COMMON_EVERY = 20
RARE = tuple(f"quokka{letter}" for letter in "abcdefgh")  # each in a few posts
RARE_POSTS = 12
MISSING = "xylophonist"  # in none


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it is typed and as it is kept."""

    source: str
    html: str


class Texts:
    """All that is said on the site; the same for the same seed."""

    def __init__(self, seed: int = 7):
        self.chance = Random(seed)

    @cached_property
    def vocabulary(self) -> list[str]:
        """Words, the most frequent first."""
        words = dict.fromkeys(LITTLE.split())
        while len(words) < VOCABULARY:
            syllables = self.chance.choices((1, 2, 3), (1, 5, 2))[0]
            words["".join(map(self._syllable, range(syllables)))] = None
        return list(words)

    def _syllable(self, number: int) -> str:
        parts = (BEGINNINGS, MIDDLES, ENDINGS) if number % 2 else (BEGINNINGS, MIDDLES)
        return "".join(self.chance.choice(part.split()) for part in parts)

    @cached_property
    def _weights(self) -> list[float]:
        return list(accumulate(1 / (rank + 2) for rank in range(len(self.vocabulary))))  # Zipf's law

    def some(self, count: int) -> list[str]:
        """So many words, frequent ones more often."""
        return self.chance.choices(self.vocabulary, cum_weights=self._weights, k=count)

    def title(self) -> str:
        """A few words, as a heading."""
        return " ".join(self.some(self.chance.randint(4, 8))).capitalize()

    @cached_property
    def plain(self) -> list[Paragraph]:
        """Paragraphs of the vocabulary alone."""
        return [self._paragraph() for _ in range(PARAGRAPHS)]

    @cached_property
    def common(self) -> list[Paragraph]:
        """Paragraphs that hold the common word."""
        return [self._paragraph(COMMON) for _ in range(PARAGRAPHS // 10)]

    @cached_property
    def rare(self) -> dict[str, Paragraph]:
        """For each rare word a paragraph that holds it."""
        return {word: self._paragraph(word) for word in RARE}

    def _paragraph(self, besides: str = "") -> Paragraph:
        sentences: list[str] = []
        while sum(map(len, sentences)) < LENGTH - 40:
            sentences.append(" ".join(self.some(self.chance.randint(6, 14))).capitalize() + ".")
        if besides:
            sentences.insert(1, f"{self.some(1)[0]} {besides} {self.some(1)[0]}.".capitalize())
        source = " ".join(sentences)
        return Paragraph(source, render(source).html)

    def post(self, number: int) -> tuple[str, str]:
        """Source and HTML of the post that was written as the `number`th of the site."""
        first, second = self.chance.choice(self.plain), self.chance.choice(self.plain)
        if number % COMMON_EVERY == 0:
            second = self.chance.choice(self.common)
        return f"{first.source}\n\n{second.source}", first.html + second.html

    def with_rare(self, word: str) -> tuple[str, str]:
        """Source and HTML of a post that holds a rare word."""
        first, second = self.chance.choice(self.plain), self.rare[word]
        return f"{first.source}\n\n{second.source}", first.html + second.html
