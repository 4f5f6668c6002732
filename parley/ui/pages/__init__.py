"""The pages that have choosers of their own: a context goes in, the page is drawn."""
