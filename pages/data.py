"""Data: what to take away, whether the folder is sound, and what its files may hold."""

from parley.ui.context import begin
from parley.ui.data import formats, glance, introduction, others, state
from parley.ui.download import download, offered

context = begin()
introduction(context)
offer = offered(context)
download(context, offer)
state(context)
glance(offer.tables)
formats()
others(context)
