"""A negotiation goes in, tidy frames of one day come out, and what a choice leaves in view."""
