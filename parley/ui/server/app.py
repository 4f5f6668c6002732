"""What dashboard.py gives to Streamlit's application: middleware, routes and what runs at start."""

from __future__ import annotations

from brotli_asgi import BrotliMiddleware
from starlette.middleware import Middleware
from starlette.routing import Route

from parley.ui.server.closed_endpoints import ClosedEndpointsMiddleware
from parley.ui.server.html_shell import HtmlShellMiddleware
from parley.ui.server.page_tags import IMAGE_ROUTE
from parley.ui.server.request_limits import RequestLimitsMiddleware
from parley.ui.server.routes import (
    brief_document,
    page_stylesheet,
    position_card,
    schema_file,
    table_file,
    version_token,
)
from parley.ui.server.security_headers import SecurityHeadersMiddleware
from parley.ui.server.share_picture import share_picture
from parley.ui.server.static_cache import StaticCacheMiddleware
from parley.ui.server.tcp_no_delay import TcpNoDelayMiddleware

MIDDLEWARE = [
    Middleware(TcpNoDelayMiddleware),
    Middleware(SecurityHeadersMiddleware),
    Middleware(RequestLimitsMiddleware),
    Middleware(ClosedEndpointsMiddleware),
    Middleware(StaticCacheMiddleware),
    # In less time than gzip's usual level takes, and smaller. Fonts come compressed.
    Middleware(BrotliMiddleware, quality=5, minimum_size=1024, excluded_handlers=[r"\.woff2$"]),
    Middleware(HtmlShellMiddleware),
]
"""From the outermost to the innermost."""

ENDPOINTS = {
    "parley/card": position_card,
    "parley/brief": brief_document,
    "parley/tables": table_file,
    "parley/schemas/{file}": schema_file,
    "parley/state": version_token,
    "parley/style.css": page_stylesheet,
    IMAGE_ROUTE: share_picture,
}
"""Below the address of the application, which is not `/` under server.baseUrlPath."""

# Streamlit puts its own routes under server.baseUrlPath, but not those given to it.
ROUTES = [
    Route(f"/{prefix}{path}", endpoint)
    for prefix in ("", "{base:path}/")
    for path, endpoint in ENDPOINTS.items()
]
