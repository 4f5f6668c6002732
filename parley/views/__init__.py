"""A negotiation, its frames, a choice and links go in, what a page shows of them comes out.

Nothing here knows Streamlit.
"""
