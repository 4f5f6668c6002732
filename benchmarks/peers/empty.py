"""The floor of a Streamlit page: a line and one box to tick."""

import streamlit as st

st.checkbox("again", key="again")
st.write("ready")
