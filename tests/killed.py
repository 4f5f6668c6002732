"""A step of a program in, a script that is killed at the n-th change of a file out."""

from __future__ import annotations

SCRIPT = """
import os, signal, sys
from pathlib import Path
{imports}
CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "open")
left = int(sys.argv[2])

def changed(event, args):
    global left
    if event not in CHANGES or sys.argv[1] not in str(args[0]):
        return
    if event == "open" and not (args[2] or 0) & (os.O_WRONLY | os.O_RDWR):
        return
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(changed)
{step}
"""


def killed_script(imports: str, step: str) -> str:
    """What `python -c` runs, with the path whose changes count, and how many of them it lives
    through, as its first two arguments."""
    return SCRIPT.format(imports=imports, step=step)
