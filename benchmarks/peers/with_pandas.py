"""The floor of starting: a Streamlit page that imports pandas and uses nothing of it."""

import pandas  # noqa: F401
import streamlit as st

st.write("ready")
