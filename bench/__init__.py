"""What the README's figures are measured with: a filled site, the floor beside it, load, and a table with targets.

.venv/bin/python -m bench --help        everything, or parts of it
.venv/bin/python -m bench.fill --help   a filled site alone
"""
