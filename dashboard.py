"""The dashboard as a web application: `streamlit run dashboard.py`, or `parley`."""

import streamlit as st

from parley.ui.server import MIDDLEWARE, ROUTES, warmed_up

# Streamlit finds the application by this call, written out.
app = st.App("pages/frame.py", middleware=MIDDLEWARE, routes=ROUTES, lifespan=warmed_up)
