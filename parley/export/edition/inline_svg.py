"""A drawing of plotly's in, an inline picture of a page out: the same to see, and little else.

What plotly makes up anew for each drawing goes, as does what shows nothing. Only elements and
attributes that draw come through, so a drawing has no script and no link, whatever a text says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as ET

from parley.html import Html, join, tag

ELEMENTS: Final = frozenset(
    {"svg", "g", "defs", "clipPath", "linearGradient", "stop", "rect", "path", "image", "text",
     "tspan"}
)  # fmt: skip
ATTRIBUTES: Final = frozenset(
    {"clip-path", "d", "dy", "fill-rule", "gradientUnits", "height", "href", "id", "offset",
     "preserveAspectRatio", "rx", "ry", "shape-rendering", "stop-color", "stop-opacity", "style",
     "text-anchor", "transform", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2"}
)  # fmt: skip

BEGIN_WITH: Final = {"fill-opacity": "1", "stroke-opacity": "1", "stroke": "none"}
"""What styles that pass on to what is within are at the root."""
ALONE: Final = {"opacity": "1", "vector-effect": "none"}
"""What other styles are where nothing is said."""
OF_TEXT: Final = ("font-family", "font-size", "white-space")
"""What is said once of the texts that have it in common."""

RGB: Final = re.compile(r"rgb\((\d+), ?(\d+), ?(\d+)\)")


@dataclass
class _Element:
    name: str
    attributes: dict[str, str]
    style: dict[str, str]
    text: str = ""
    children: list[tuple[_Element, str]] = field(default_factory=list)
    """Each with the text after it."""


@dataclass(frozen=True)
class Drawn:
    """A drawing that stands ready for a page."""

    root: _Element = field(repr=False)

    def html(self, prefix: str, alt: str, cls: str) -> Html:
        """The picture; `prefix` is how its ids begin, which are those of no other of the page."""
        names = {id: f"{prefix}-{at}" for at, id in enumerate(_ids(self.root))}
        return _markup(self.root, names, cls=cls, role="img", aria_label=alt)


def inline_svg(image: bytes, coloured: Callable[[str], str] = str) -> Drawn:
    """The drawing, each style of it passed through `coloured` once its colours are `#rrggbb`."""
    found = ET.fromstring(image.decode("utf-8"))
    root = _of(found, coloured)
    assert root is not None
    common = _say_once(root)
    _simplify(root, {**BEGIN_WITH, **common})
    used = set(re.findall(r"url\(['\"]?#([^)'\"]+)", " ".join(_values(root))))
    _leave_out(root, used, within=False)
    _, _, width, height = root.attributes["viewBox"].split()
    root.attributes |= {"width": width, "height": height}
    root.style = {**common, **root.style}
    return Drawn(root)


# --- reading


def _of(element: ET.Element, coloured: Callable[[str], str]) -> _Element | None:
    name = _local(element.tag)
    if name not in ELEMENTS:
        return None
    attributes = {
        key: _shorter(key, value)
        for key, value in sorted((_local(key), value) for key, value in element.attrib.items())
        if key in ATTRIBUTES and not (key in ("x", "y") and value == "0")
    }
    href = attributes.get("href", "data:image/png")
    if not href.startswith("data:image/png"):
        del attributes["href"]
    if "stop-color" in attributes:
        attributes["stop-color"] = coloured(_in_hex(attributes["stop-color"]))
    style = _declared(coloured(_in_hex(attributes.pop("style", ""))))
    found = _Element(name, attributes, style, element.text or "")
    for child in element:
        within = _of(child, coloured)
        if within is not None:
            found.children.append((within, child.tail or ""))
    return found


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _shorter(key: str, value: str) -> str:
    """A value with two decimals, which is finer than any screen, and without idle turns."""
    if key == "href":
        return value
    if key == "transform":
        value = re.sub(r"rotate\(0(?:,[^)]*)?\)", "", value).strip()
    return re.sub(r"(\d\.\d\d)\d+", r"\1", value)


def _in_hex(style: str) -> str:
    return RGB.sub(
        lambda found: "#" + "".join(f"{int(part):02x}" for part in found.groups()), style
    )


def _declared(style: str) -> dict[str, str]:
    pairs = (each.partition(":") for each in style.split(";"))
    found = {name.strip(): value.strip() for name, _, value in pairs if value.strip()}
    for part in ("fill", "stroke"):
        if found.get(f"{part}-opacity") == "0":
            del found[f"{part}-opacity"]
            found[part] = "none"
    if found.get("stroke-width", "1") in ("0", "0px") or found.get("stroke") == "none":
        found.pop("stroke-width", None)
        found["stroke"] = "none"
    return found


# --- the same with fewer words


def _say_once(root: _Element) -> dict[str, str]:
    """What most texts have in common."""
    texts = [each for each in _every(root) if each.name == "text"]
    common = {}
    for name in OF_TEXT:
        values = [each.style[name] for each in texts if name in each.style]
        if values and len(values) == len(texts):
            common[name] = max(sorted(set(values)), key=values.count)
    return common


def _simplify(element: _Element, inherited: Mapping[str, str]) -> None:
    """Leave out what is so in any case."""
    style = {
        name: value
        for name, value in element.style.items()
        if (ALONE.get(name) != value) and inherited.get(name) != value
    }
    element.style = style
    passed_on = {**inherited, **style}
    for child, _ in element.children:
        _simplify(child, passed_on)


def _leave_out(element: _Element, used: set[str], within: bool) -> None:
    """Leave out what draws nothing, and groups that say nothing; `within` what cuts off."""
    kept: list[tuple[_Element, str]] = []
    for child, tail in element.children:
        cuts = within or child.name in ("clipPath", "linearGradient")
        _leave_out(child, used, cuts)
        if not (cuts or child.name in ("text", "tspan")) and _is_nothing(child):
            continue
        if child.name in ("clipPath", "linearGradient") and child.attributes.get("id") not in used:
            continue
        if child.attributes.get("id", "") not in used:
            child.attributes.pop("id", None)
        child.attributes = {key: value for key, value in child.attributes.items() if value}
        idle = child.name == "g" and not child.attributes and not child.style
        kept.extend(child.children if idle else [(child, tail)])
    element.children = kept


def _is_nothing(element: _Element) -> bool:
    if element.name in ("g", "defs"):
        return not element.children
    if element.name == "path" and element.attributes.get("d", "M0,0") == "M0,0":
        return True
    no_size = element.name == "rect" and "0" in (
        element.attributes.get("width"), element.attributes.get("height")
    )  # fmt: skip
    unseen = element.style.get("fill") == "none" and "stroke" not in element.style
    return no_size or (element.name in ("rect", "path") and unseen)


# --- writing


def _every(element: _Element) -> Iterator[_Element]:
    yield element
    for child, _ in element.children:
        yield from _every(child)


def _values(root: _Element) -> Iterator[str]:
    for each in _every(root):
        yield from each.attributes.values()
        yield from each.style.values()


def _ids(root: _Element) -> list[str]:
    return [each.attributes["id"] for each in _every(root) if "id" in each.attributes]


def _markup(element: _Element, names: Mapping[str, str], **more: str) -> Html:
    children: list[str] = [element.text]
    for child, tail in element.children:
        children += [_markup(child, names), tail]
    style = ";".join(f"{name}:{value}" for name, value in element.style.items())
    attributes = {**element.attributes, **({"style": style} if style else {})}
    said = {
        key: names[value] if key == "id" else _pointed(value, names)
        for key, value in attributes.items()
    }
    return tag(element.name, join(*children), **more, **said)


def _pointed(value: str, names: Mapping[str, str]) -> str:
    return re.sub(
        r"url\(['\"]?#([^)'\"]+)['\"]?\)", lambda found: f"url(#{names.get(found[1])})", value
    )
