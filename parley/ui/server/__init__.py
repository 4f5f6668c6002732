"""The web application around Streamlit's pages: requests go in, what a browser gets comes out."""
