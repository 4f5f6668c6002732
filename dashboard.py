"""The dashboard as a web application: `streamlit run dashboard.py`, or `parley`."""

import streamlit as st

from parley.ui.server.app import MIDDLEWARE, ROUTES
from parley.ui.server.lifespan import lifespan

# Streamlit finds the application by this call, written out.
app = st.App("pages/frame.py", middleware=MIDDLEWARE, routes=ROUTES, lifespan=lifespan)
