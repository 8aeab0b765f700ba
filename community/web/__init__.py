"""What all pages share: access marks, forms, paging, formats, errors, headers, limits."""
