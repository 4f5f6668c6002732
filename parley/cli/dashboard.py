"""`parley`: starts the dashboard on a data directory and a port, until it is interrupted."""

from __future__ import annotations

import argparse
import errno
import os
import runpy
import socket
import sys
from pathlib import Path

from parley import gc_policy
from parley.cli._command import SOUND, UsageError, port
from parley.cli._folders import data_directory
from parley.paths import app_dir

PORT = 8501
ADDRESS = "127.0.0.1"


def declare(top: argparse.ArgumentParser) -> None:
    """Add the flags of the dashboard, which starts where no command is given."""
    top.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="the directory of negotiations, one folder each (default: PARLEY_DATA, "
        "or what comes with Parley)",
    )
    top.add_argument(
        "--port",
        type=port,
        default=PORT,
        metavar="N",
        help="the port on which the dashboard listens (default: %(default)s)",
    )
    top.add_argument(
        "--address",
        default=ADDRESS,
        metavar="IP",
        help="the address on which it listens; 0.0.0.0 serves other machines "
        "(default: %(default)s, this machine alone)",
    )
    top.add_argument(
        "--allowed-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name by which readers reach it, *.example.org for all below one, or again; "
        "others are refused (default: any)",
    )
    top.add_argument(
        "--no-browser", action="store_true", help="start the dashboard without opening a browser"
    )
    top.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    data = data_directory(args)
    script = app_dir() / "dashboard.py"
    if not script.is_file():
        raise UsageError(f"{script}: missing, install Parley anew or start it from its checkout")
    _expect_free(args.address, args.port)
    os.environ["PARLEY_DATA"] = str(data.absolute())
    host = "localhost" if args.address in (ADDRESS, "0.0.0.0") else args.address
    print(f"Parley is at http://{host}:{args.port}, stop it with Ctrl-C", flush=True)
    # Streamlit looks for its script and for .streamlit/ beside the program that was started.
    sys.argv = [str(script)]
    try:
        # A tenth of the start would go into it. The server resumes when its first page is ready.
        with gc_policy.paused():
            app = runpy.run_path(str(script))["app"]
            app.run(
                config={
                    "server.address": args.address,
                    "server.allowedHosts": args.allowed_host,
                    "server.port": args.port,
                    "server.headless": args.no_browser,
                }
            )
    except KeyboardInterrupt:
        print()
    return SOUND


def _expect_free(address: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name == "posix":
            # As the server does: a port that was closed a moment ago is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise UsageError(f"port {port} is in use, choose another with --port") from None
            if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
                raise UsageError(f"{address} is no address of this machine") from None
            why = error.strerror
            raise UsageError(f"port {port}: {why}, choose another with --port") from None
