"""Continents, countries, cities: names in the reader's language, search while typing, links by (kind, id). No pages."""
