// Each job of the page is a module of its own.
