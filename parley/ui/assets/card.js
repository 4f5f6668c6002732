// The card of a position beside the matrix, and its place in the address.
//
// `root.parley` has what is `opened`, the `query` of the page and the `version` of its data; the
// markup of the card is the server's, which has escaped it.

import { element } from "../parley.page/element.js"; // one address for all components
import { ROOT } from "../parley.page/streamlit.js";

const CARD = new URL("parley/card", ROOT);
const CARD_STATE = "parleyCard"; // of an entry of the history: its card is "open", or was "closed"
const LEAVING = 300; // milliseconds in which a press that closes a card may open another, or leave

// --- opening one is a step that Back takes back

export const cellInAddress = () => new URLSearchParams(window.location.search).get("cell");

function record(method, cell, card) {
  const here = new URL(window.location.href);
  if (cell) here.searchParams.set("cell", cell);
  else here.searchParams.delete("cell");
  window.history[method]({ ...window.history.state, [CARD_STATE]: card }, "", here);
}

function openedInAddress(cell) {
  if (cellInAddress() === cell) return;
  record(window.history.state?.[CARD_STATE] ? "replaceState" : "pushState", cell, "open");
}

// The entry of a closed card is gone back over, unless the reader has gone on from it.
function closedInAddress() {
  if (!cellInAddress()) return;
  const own = window.history.state?.[CARD_STATE];
  record("replaceState", null, own && "closed");
  if (!own) return;
  const { href } = window.location;
  window.setTimeout(() => {
    if (window.location.href === href && window.history.state?.[CARD_STATE] === "closed") window.history.back();
  }, LEAVING);
}

// Back and Forward: what the address says is open.
function followAddress(root) {
  const cell = cellInAddress();
  if (cell === root.parley.opened) return;
  if (cell && root.querySelector(`button.cell[data-cell="${CSS.escape(cell)}"]`)) openCard(root, cell);
  else if (root.parley.opened) root.querySelector("dialog").hidePopover();
}

// --- the card

// A dialog beside the table, not a modal one: to make all behind it inert, the browser goes through
// the table cell by cell. It closes by Escape, a press elsewhere, or when the focus leaves it.
function show(dialog) {
  if (!dialog.matches(":popover-open")) dialog.showPopover();
  dialog.querySelector(".close").focus();
}

export function openCard(root, cell) {
  show(root.querySelector("dialog"));
  root.parley.opened = cell;
  openedInAddress(cell);
  loadCard(root, cell);
}

const NOT_LOADED = "The card could not be loaded: the server does not answer.";
const TOO_LONG = "The card could not be loaded: what is chosen makes too long an address. Choose fewer parties.";

// Load the card, of the version of the data that the page shows.
export async function loadCard(root, cell, again = false) {
  const body = root.querySelector("dialog .body");
  const query = new URLSearchParams(root.parley.query);
  query.set("cell", cell);
  root.parley.loaded = root.parley.version;
  try {
    const answer = await fetch(`${CARD}?${query}`);
    const text = await answer.text();
    if (root.parley.opened !== cell) return;
    if (answer.ok || answer.status === 404) body.innerHTML = text;
    else body.replaceChildren(element("p", {}, answer.status === 414 ? TOO_LONG : NOT_LOADED));
  } catch {
    body.replaceChildren(element("p", {}, NOT_LOADED));
  }
  if (!again) body.scrollTop = 0;
}

// Put a closed card into `root`: a press on what names a cell opens it, after `pressed` was called
// with what was pressed.
export function setUpCard(root, pressed, signal) {
  const close = element("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
  const dialog = element("dialog", { popover: "auto", "aria-label": "Position" }, close, element("div", { class: "body", tabindex: "-1" }));
  root.append(dialog);
  root.addEventListener("click", (event) => {
    const target = event.target.closest("button, a");
    const modified = event.metaKey || event.ctrlKey || event.shiftKey;
    if (target === close) dialog.hidePopover();
    else if (target?.dataset.cell && !modified) {
      event.preventDefault();
      pressed(target);
      openCard(root, target.dataset.cell);
    } else if (target?.matches("a[href]:not([download])") && !modified) {
      root.parley.opened = null; // the address keeps the card: Back leads to it
      dialog.hidePopover();
    }
  });
  dialog.addEventListener("beforetoggle", ({ newState }) => {
    if (newState !== "closed") return;
    if (root.parley.opened) closedInAddress();
    root.parley.opened = null;
    const within = dialog.contains(root.getRootNode().activeElement);
    if (within) root.querySelector("button.cell[tabindex='0']")?.focus();
  });
  dialog.addEventListener("focusout", ({ relatedTarget: to }) => {
    if (root.parley.opened && to && !dialog.contains(to)) dialog.hidePopover();
  });
  window.addEventListener("popstate", () => root.isConnected && followAddress(root), { signal });
}
