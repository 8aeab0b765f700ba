"""Ibis, bottom to top.

clock says what time it is; board is what the processes of a host tell each other; server keeps them up, and
orphans ends those that lost it; db holds the session and the one way to write; versions knows which form the database
has; errors and policy are the words of refusal; localized, stamps, subjects, audit and text know of everything only by
(kind, id); settings is what administrators change while the site runs; jobs and mail are what leaves after the commit.

web is what all pages share; media keeps files; search finds what the others hand it; tags and places are attached to
anything; members are the people. ratings rate any subject; forums hold the threads of the whole site; resources are
the first kind of content. shelf is what members keep of all this for themselves.
pages are home and the site's own texts; admin is for those who run it; demo and imports fill a site; upgrading brings
one to the present form, serving keeps it up; backup carries it whole into a file and back; cli is the command line;
wiring connects everything, and only `app.py` stands above it.
"""
