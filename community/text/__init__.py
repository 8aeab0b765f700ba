"""Member text: Markdown in, safe HTML out. The only package that calls markdown-it-py, nh3 and bleach, or makes Markup.

`render` turns a source into HTML when it is written (tidy → parse → caps → our own marks → two cleaners);
`columns` keeps both with the renderer's version; `show` adds names when a page is shown, and `marking` marks what was
searched for; `quotes` builds what a reader quotes; `excerpts` makes plain words of it; `rerender` makes old HTML new
after a change of the renderer.
"""
