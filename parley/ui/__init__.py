"""The dashboard's parts: everything below the pages that knows Streamlit."""
