"""Data: what to take away, whether the folder is sound, and what its files may hold."""

from parley.ui.context import begin
from parley.ui.data import download, formats, glance, introduction, offered, others, state

context = begin()
introduction(context)
offer = offered(context)
download(context, offer)
state(context)
glance(offer)
formats()
others(context)
