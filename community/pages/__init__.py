"""Home, the site's own texts, quotations."""
