"""Folders in, an edition on the disk out: the old one or the whole new one, whatever happens."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from parley import __version__, gc_policy
from parley.atomic_files import replace_file
from parley.charts.static_images import Drawing
from parley.conversion.transaction import replace_each, writing
from parley.export.edition.assets import SCRIPTS, icon, script, style
from parley.export.edition.edition import Edition, Progress, Report
from parley.export.edition.figures import LIMIT, Figures
from parley.export.edition.links import EditionContext
from parley.export.edition.machines import robots, sitemap
from parley.export.edition.single import single_file
from parley.export.edition.site import index_page, site_files
from parley.export.exporter import ExportError
from parley.export.tables import refuse_data_folder
from parley.frames.build import build_frames
from parley.frames.selection import Selection
from parley.loading.loader import Negotiation, load

MANIFEST: Final = "manifest.json"
"""The file that names all others, each with its SHA-256, and by which an edition is known."""


@dataclass(eq=False)
class _Run:
    """A run that writes a site, and what it has written so far."""

    to: Path
    before: frozenset[str]
    """The files of the edition that is there."""
    hashes: dict[str, str] = field(default_factory=dict)
    size: int = 0

    def files(self, made: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes | None]]:
        """Each file as it is made, then those that go, and the manifest last."""
        for name, content in made:
            self._refuse_what_is_not_ours(name)
            self.hashes[name] = hashlib.sha256(content).hexdigest()
            self.size += len(content)
            yield name, content
        for name in sorted(self.before - self.hashes.keys() - {MANIFEST}):
            yield name, None

    def _refuse_what_is_not_ours(self, name: str) -> None:
        if name not in self.before and (self.to / name).exists():
            raise ExportError(
                f"{self.to / name}: is there and of no earlier edition, choose another directory"
            )


def publish(
    folders: Sequence[Path | str],
    to: Path | str,
    *,
    base_url: str | None = None,
    day: dt.date | None = None,
    pictures: bool = True,
    progress: Progress | None = None,
) -> Report:
    """Write the edition of some folders into a directory, or of one into a file that ends in .html.

    `base_url` is the absolute address at which the edition will stand; without it there are no
    canonical addresses, no share images, no feed and no sitemap. `day` is the day that it speaks
    for, by default that of each negotiation's matrix. Without `pictures`, or where no browser draws
    them, charts are their findings and tables. Files of an earlier edition that the new one does
    not have go; others in the directory stay.

    Raises FolderError for a folder with faults, ExportError where the place may not be written or
    several folders have one id, FolderBusy where another run writes the directory, OSError where it
    cannot be written.
    """
    to, paths = Path(to), [Path(each) for each in folders]
    tell = progress or (lambda what, share: None)
    if to.suffix.lower() == ".html":
        if len(paths) != 1:
            raise ExportError(f"{to}: one file holds one negotiation, name a directory for several")
        return _one_file(paths[0], to, base_url, day, pictures, tell)
    refuse_data_folder(to)
    names = [path.resolve().name for path in paths]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ExportError(f"two folders are called {twice!r}, rename one of them")
    to.mkdir(parents=True, exist_ok=True)
    notes: dict[str, None] = {}
    with writing(to):
        run = _Run(to, _earlier(to))
        made = _site(paths, base_url, day, pictures, tell, notes)
        manifest: dict[str, Any] = {}
        replace_each(to, _with_manifest(run, made, manifest))
    return Report(len(run.hashes) + 1, run.size, tuple(notes))


def _with_manifest(
    run: _Run, made: Iterator[tuple[str, bytes]], manifest: dict[str, Any]
) -> Iterator[tuple[str, bytes | None]]:
    yield from run.files(made)
    manifest |= {"parley": __version__, "edition": 1, "files": dict(sorted(run.hashes.items()))}
    yield MANIFEST, f"{json.dumps(manifest, indent=1)}\n".encode()


def _earlier(to: Path) -> frozenset[str]:
    """The files of the edition that is there; none where there is none."""
    try:
        named = json.loads((to / MANIFEST).read_text("utf-8"))["files"]
        names = [str(name) for name in named]
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError, KeyError, TypeError):
        raise ExportError(
            f"{to / MANIFEST}: is no manifest of an edition, choose another directory"
        ) from None
    within = (name for name in names if not PurePosixPath(name).is_absolute())
    return frozenset(name for name in within if ".." not in PurePosixPath(name).parts) | {MANIFEST}


def edition_of(
    negotiation: Negotiation,
    day: dt.date | None,
    base_url: str | None,
    figures: Figures,
    directory: str = "",
    in_one_file: bool = False,
) -> Edition:
    """The edition of a negotiation."""
    frames = build_frames(negotiation, day)
    context = EditionContext(negotiation, frames, Selection(day=day), in_one_file=in_one_file)
    return Edition(context, figures, base_url, directory)


def _site(
    paths: Sequence[Path],
    base_url: str | None,
    day: dt.date | None,
    pictures: bool,
    progress: Progress,
    notes: dict[str, None],
) -> Iterator[tuple[str, bytes]]:
    """The files of a site, one after the other."""
    for name in SCRIPTS:
        yield f"{name}.js", script(name).encode()
    yield "edition.css", style().encode()
    yield "parley.svg", icon().encode()
    several = len(paths) > 1
    addresses: list[tuple[str, dt.date]] = []
    shown: list[Edition] = []
    for at, path in enumerate(paths):
        directory = f"{path.resolve().name}/" if several else ""

        def tell(what: str, share: float, at: int = at) -> None:
            progress(what, (at + share) / len(paths))

        with _drawing(pictures) as drawing, ExitStack() as meanwhile:
            # The browser starts while the folder is read.
            edition = edition_of(load(path), day, base_url, Figures(drawing), directory)
            if edition.in_full:  # of so little no garbage is worth a search
                meanwhile.enter_context(gc_policy.paused())
            for name, content in site_files(edition, path, tell):
                if name.endswith(".html") and "/" not in name:
                    address = edition.absolute(name)
                    if address is not None:
                        addresses.append((address, edition.context.day))
                yield f"{directory}{name}", content
        notes |= dict.fromkeys(edition.notes)
        shown.append(edition)
    if several:
        yield "index.html", index_page(shown, base_url).encode()
    if base_url is not None:
        yield "sitemap.xml", sitemap(addresses)
        yield "robots.txt", robots(base_url)


def _drawing(pictures: bool) -> AbstractContextManager[Drawing | None]:
    return Drawing("svg", LIMIT) if pictures else nullcontext()


def _one_file(
    folder: Path,
    to: Path,
    base_url: str | None,
    day: dt.date | None,
    pictures: bool,
    progress: Progress,
) -> Report:
    refuse_data_folder(to.parent)
    with _drawing(pictures) as drawing:
        edition = edition_of(load(folder), day, base_url, Figures(drawing), in_one_file=True)
        content = single_file(edition, progress).encode()
    to.parent.mkdir(parents=True, exist_ok=True)
    replace_file(to, content)
    return Report(1, len(content), tuple(edition.notes))
