"""What a member writes and what stands on the page."""

import pytest

from community.text.render import render

REL = 'rel="nofollow ugc noopener"'


def html(source, dialect="full"):
    return render(source, dialect).html.strip()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("*a* **b** ~~c~~ `d`", '<p dir="auto"><em>a</em> <strong>b</strong> <s>c</s> <code>d</code></p>'),
        ("# Title", '<h3 dir="auto">Title</h3>'),
        ("###### Deep", '<h6 dir="auto">Deep</h6>'),
        ("<b>raw</b> & <!-- x -->", '<p dir="auto">&lt;b&gt;raw&lt;/b&gt; &amp; &lt;!-- x --&gt;</p>'),
        ('"straight" -- quotes...', '<p dir="auto">"straight" -- quotes...</p>'),
        ("```python\nx < 1\n```", '<pre dir="ltr"><code>x &lt; 1\n</code></pre>'),
        ("1. مرحبا", '<ol dir="rtl">\n<li dir="rtl">مرحبا</li>\n</ol>'),
        ("3. c", '<ol start="3" dir="ltr">\n<li dir="ltr">c</li>\n</ol>'),
        ("> 1\n> مرحبا", '<blockquote dir="rtl">\n<p dir="auto">1\nمرحبا</p>\n</blockquote>'),
        ("a\0b\ud800c", '<p dir="auto">a\ufffdb\ufffdc</p>'),
        ("", ""),
    ],
)
def test_blocks_and_marks(source, expected):
    assert html(source) == expected


def test_a_text_that_is_a_page_has_its_first_headings_right_below_the_title():
    assert html("# Who\n\n## Where", "page") == '<h2 dir="auto">Who</h2>\n<h3 dir="auto">Where</h3>'


def test_tasks_are_read_by_everybody_without_a_word_of_the_interface():
    done = html("- [ ] sow\n- [x] dig")
    assert '<li class="todo" dir="ltr"><span class="box">☐ </span>sow</li>' in done
    assert '<li class="done" dir="ltr"><span class="box">☑ </span>dig</li>' in done


def test_columns_are_aligned_by_classes():
    table = html("|a|b|c|\n|:-|:-:|-:|\n|1|2|3|")
    assert 'style="' not in table
    assert [f'<td class="{side}" dir="auto">' in table for side in ("start", "center", "end")] == [True] * 3
    assert table.startswith('<div class="wide">')


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[a](https://b.org/c)", f'<a href="https://b.org/c" {REL}>a</a>'),
        ('[a](/t/7 "title")', '<a href="/t/7">a</a>'),
        ("[a](#b)", '<a href="#b">a</a>'),
        ("<mailto:a@b.org>", f'<a href="mailto:a@b.org" {REL}>mailto:a@b.org</a>'),
        ("see https://b.org/a_(b).", f'see <a href="https://b.org/a_(b)" {REL}>https://b.org/a_(b)</a>.'),
        ("(www.b.org)", f'(<a href="http://www.b.org" {REL}>www.b.org</a>)'),
        ("[a](javascript:b)", "[a](javascript:b)"),
        ("[a](JaVaScRiPt&colon;b)", "[a](JaVaScRiPt:b)"),
        ("[a](data:text/html,b)", "[a](data:text/html,b)"),
        ("[a](//b.org)", "[a](//b.org)"),
        ("[a](b.html)", "[a](b.html)"),
        ("[a](https://b.org:99999)", "[a](https://b.org:99999)"),
        ("\u202ehttps://b.org\u202c", f'\u202e<a href="https://b.org" {REL}>https://b.org</a>\u202c'),
        ("[a](https://bank.org@b.org)", "[a](https://bank.org@b.org)"),
        ("[a](https://b.org/%E2%80%AEx)", "[a](https://b.org/%E2%80%AEx)"),
        ("`https://b.org`", "<code>https://b.org</code>"),
        ("xhttps://b.org", "xhttps://b.org"),
    ],
)
def test_links_go_where_they_may_and_nowhere_else(source, expected):
    assert html(source) == f'<p dir="auto">{expected}</p>'


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[https://bank.org](https://b.org/x)", "https://bank.org [b.org]"),
        ("[www.b.org](https://b.org/x)", "www.b.org"),
        ("http://münchen.de/", "http://münchen.de/"),
        ("http://аррӏе.com", "http://xn--80ak6aa92e.com"),  # Cyrillic letters that look Latin
    ],
)
def test_a_link_shows_the_host_it_goes_to(source, shown):
    assert f">{shown}</a>" in html(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("![a *b*](/files/7/c.webp)", '<img src="/files/7/c.webp" alt="a b" loading="lazy">'),
        ("![a](https://b.org/c.png)", f'<a href="https://b.org/c.png" {REL}>a</a>'),
        ("![](/files/../secret)", '<a href="/files/../secret">/files/../secret</a>'),
        ("[![a](https://b.org/c.png)](/d)", '<a href="/d">a</a>'),
    ],
)
def test_only_pictures_kept_here_are_shown(source, expected):
    assert html(source) == f'<p dir="auto">{expected}</p>'


def test_footnotes_of_two_texts_do_not_collide():
    one, other = html("a[^1] b[^1]\n\n[^1]: note"), html("c[^1]\n\n[^1]: note")
    assert one.count('<li id="n-') == 1 and one.count('class="back"') == 2
    ids = [{part.split('"')[0] for part in text.split(' id="')[1:]} for text in (one, other)]
    assert len(ids[0]) == 3 and not ids[0] & ids[1]
    assert html("a[^1] b[^1]\n\n[^1]: note") == one


def test_the_plain_dialect_knows_lines_links_and_mentions_only():
    assert html("# a *b*\nc\n\n- https://d.org @ana", "plain") == (
        '<p dir="auto"># a *b*<br>\nc</p>\n'
        f'<p dir="auto">- <a href="https://d.org" {REL}>https://d.org</a> '
        '<a data-member="ana" href="/members/ana">@ana</a></p>'
    )
