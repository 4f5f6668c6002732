// The matrix: a table of issues and parties whose cells open the position card.
//
// `data` comes from parley/views/matrix.py. Texts are set as text; the only markup is the card, which
// the server has escaped. Streamlit calls the default export again on every run: what has not
// changed keeps its place, its focus and its open card. A filter that only narrows is applied here
// as soon as it stands in the address; the server's answer confirms it or puts it right.

import { element } from "../parley.page/element.js"; // one address for all components
import { barBottom } from "../parley.page/frame.js";
import { ROOT } from "../parley.page/streamlit.js";

const CARD = new URL("parley/card", ROOT);

function cellButton(cell, row, party, data) {
  const stance = [cell.stance && data.stances[cell.stance], cell.value].filter(Boolean).join(" · ");
  const text = data.full && !cell.silence ? cell.summary : (cell.silence ?? cell.gist);
  const marks = (cell.marks ?? []).map(({ label }) => label);
  const faded = cell.faded ? "Does not match the filters." : "";
  const button = element("button", {
    type: "button",
    class: ["cell", cell.stance ?? (cell.silence ? "silent" : "value"), cell.faded ? "faded" : "", cell.left_out ? "left-out" : ""].join(" "),
    "data-cell": `${party.id}.${row.id}`,
    "aria-label": [`${party.name}: ${cell.left_out ? "Left out" : cell.silence ? "Silent" : stance}.`, text, ...marks, faded].filter(Boolean).join(" "),
    tabindex: "-1",
    title: data.glyphs ? `${party.name}: ${cell.silence ?? cell.gist}` : null,
  });
  const words = element("span", { class: "words" });
  if (data.full && !cell.silence) words.append(element("strong", {}, stance), " ");
  words.append(text);
  if (cell.silence) button.append(words);
  else button.append(element("span", { class: "icon" }), words);
  if (marks.length) button.append(element("span", { class: "marks" }, ...cell.marks.map(({ kind, label }) => element("span", { class: `mark ${kind}` }, label))));
  return button;
}

// A link to a page about `id`; what it keeps of the choice is `pointAt`'s.
const page = (attributes, name, parameter, id, ...children) => element("a", { ...attributes, "data-page": `${name}?`, "data-about": `&${parameter}=${id}` }, ...children);

function pointAt(root, query) {
  for (const link of root.querySelectorAll("a[data-page]")) {
    link.setAttribute("href", link.dataset.page + query + link.dataset.about);
  }
}

// The parts of the table that were made, by key: a part whose data are the same is not made again,
// so that a filter moves what stands there.
class Parts {
  made = new Map();

  of(key, data, make) {
    const before = this.made.get(key);
    if (before && (before.data === data || JSON.stringify(before.data) === JSON.stringify(data))) return before.node;
    const node = make();
    this.made.set(key, { data, node });
    return node;
  }

  // Keep only what is in sight: the rest is of another part of the matrix, or of another state.
  forget() {
    for (const [key, { node }] of this.made) if (!node.isConnected) this.made.delete(key);
  }
}

// Give a parent these children, in this order, and touch nothing that is in its place.
function arrange(parent, children) {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const child of children) {
    if (child === at) at = at.nextElementSibling;
    else parent.insertBefore(child, at);
  }
}

function partyHead(party, data) {
  const name = page({ class: "name" }, "party", "subject", party.id, data.glyphs ? party.short : party.name);
  const note = data.glyphs || !party.note ? "" : element("span", { class: "note" }, party.note);
  return element("th", { scope: "col", role: "columnheader", title: party.name }, name, note);
}

function groupHead(group) {
  const title = element("span", { class: "group" }, group.title);
  if (group.note) title.append(element("span", { class: "note" }, group.note));
  return element("tr", { class: "group", role: "row" }, element("th", { scope: "rowgroup", role: "rowheader" }, title));
}

function issueHead(row, data) {
  const heading = element("th", { scope: "row", role: "rowheader" });
  heading.append(page({ class: "title" }, "issue", "issue", row.id, row.title));
  heading.append(element("span", { class: `status ${row.status}`, title: row.status_meaning }, row.status_label));
  if (!data.glyphs) heading.append(element("span", { class: "proposal" }, row.proposal));
  return heading;
}

function cellOf(cell, row, party, data) {
  const who = element("span", { class: "who", "aria-hidden": "true" }, party.name);
  return element("td", { role: "cell" }, who, cellButton(cell, row, party, data));
}

function tableOf(data, parts) {
  const table = parts.of("table", null, () => element("table", { role: "table" }));
  // Not as a property that the cells inherit: each of them would be laid out anew when it changes.
  table.style.minWidth = `calc(var(--heading) + ${data.parties.length} * var(--party))`;
  const caption = parts.of("caption", data.caption, () => element("caption", {}, data.caption));
  const head = parts.of("head", null, () => element("thead", { role: "rowgroup" }, element("tr", { role: "row" })));
  const corner = parts.of("corner", null, () => element("th", { scope: "col", role: "columnheader" }, "Issue"));
  const names = data.parties.map((party) => parts.of(`party ${party.id}`, party, () => partyHead(party, data)));
  arrange(head.firstElementChild, [corner, ...names]);
  const bodies = data.groups.map((group) => {
    const { rows, ...about } = group;
    const body = parts.of(`group ${group.title}`, null, () => element("tbody", { role: "rowgroup" }));
    const title = parts.of(`title ${group.title}`, about, () => groupHead(group));
    const lines = rows.map((row) => {
      const { cells, ...issue } = row;
      const line = parts.of(`row ${row.id}`, null, () => element("tr", { role: "row" }));
      const heading = parts.of(`issue ${row.id}`, issue, () => issueHead(row, data));
      const tds = data.parties.map((party, index) =>
        parts.of(`${party.id}.${row.id} ${party.name}`, cells[index], () => cellOf(cells[index], row, party, data)));
      arrange(line, [heading, ...tds]);
      return line;
    });
    arrange(body, [title, ...lines]);
    return body;
  });
  arrange(table, [caption, head, ...bodies]);
  return table;
}

// Keyboard: the table is one tab stop; arrows, Home and End move between its cells.
function grid(root) {
  return [...root.querySelectorAll("tbody tr:not(.group)")].map((row) => [...row.querySelectorAll("button.cell")]);
}

function focusable(root, button) {
  for (const cell of root.querySelectorAll("button.cell[tabindex='0']")) cell.tabIndex = -1;
  button.tabIndex = 0;
}

function move(root, event) {
  const from = event.target.closest("button.cell");
  if (!from || event.altKey || event.metaKey) return;
  const rows = grid(root);
  const y = rows.findIndex((row) => row.includes(from));
  const x = rows[y].indexOf(from);
  const last = rows[y].length - 1;
  const to = {
    ArrowUp: () => rows[y - 1]?.[x],
    ArrowDown: () => rows[y + 1]?.[x],
    ArrowLeft: () => rows[y][x - 1],
    ArrowRight: () => rows[y][x + 1],
    Home: () => (event.ctrlKey ? rows[0][0] : rows[y][0]),
    End: () => (event.ctrlKey ? rows.at(-1)[last] : rows[y][last]),
  }[event.key];
  if (!to) return;
  event.preventDefault();
  const target = to();
  if (target) {
    focusable(root, target);
    target.focus();
  }
}

// --- the card in the address: opening one is a step that Back takes back

const CARD_STATE = "parleyCard"; // of an entry of the history: its card is "open", or was "closed"
const LEAVING = 300; // milliseconds in which a press that closes a card may open another, or leave

const cellInAddress = () => new URLSearchParams(window.location.search).get("cell");

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

// A dialog beside the table, not a modal one: to make all behind it inert, the browser goes through
// the table cell by cell. It closes by Escape, a press elsewhere, or when the focus leaves it.
function show(dialog) {
  if (!dialog.matches(":popover-open")) dialog.showPopover();
  dialog.querySelector(".close").focus();
}

function openCard(root, cell) {
  show(root.querySelector("dialog"));
  root.parley.opened = cell;
  openedInAddress(cell);
  loadCard(root, cell);
}

// Load the card, of the version of the data that the page shows.
async function loadCard(root, cell, again = false) {
  const body = root.querySelector("dialog .body");
  const query = new URLSearchParams(root.parley.query);
  query.set("cell", cell);
  root.parley.loaded = root.parley.version;
  try {
    const answer = await fetch(`${CARD}?${query}`);
    const text = await answer.text();
    if (root.parley.opened !== cell) return;
    body.innerHTML = text;
  } catch {
    body.replaceChildren(element("p", {}, "The card could not be loaded: the server does not answer."));
  }
  if (!again) body.scrollTop = 0;
}

// A table that fits scrolls with the page; one that is wider than the page scrolls in itself, and
// its header keeps below the part of it that the page's own header hides.
function fit(root) {
  const wrap = root.querySelector(".wrap");
  const table = wrap.querySelector("table");
  const wide = Boolean(table) && table.scrollWidth > root.clientWidth + 1;
  wrap.classList.toggle("wide", wide);
  if (!wide) return;
  const hidden = Math.max(0, barBottom() - wrap.getBoundingClientRect().top);
  wrap.style.setProperty("--hidden", `${hidden}px`);
}

// --- filters

const NARROWING = ["party", "area", "status"];
const WAIT = 2000; // milliseconds for which the server may still be answering an earlier choice

const isNarrowing = ([key]) => NARROWING.includes(key);
const others = (query) => `${new URLSearchParams([...new URLSearchParams(query)].filter((each) => !isNarrowing(each)))}`;

// The ids of what is known, by the parameter that narrows it.
function ids(known) {
  return {
    party: known.parties.map(({ id }) => id),
    area: known.groups.map(({ area }) => area),
    status: known.groups.flatMap(({ rows }) => rows.map(({ status }) => status)),
  };
}

// What an address narrows to, as ids. Null where it names what is not known here.
function narrowing(address, known) {
  const of = ids(known);
  const parameters = new URLSearchParams(address);
  const chosen = {};
  for (const key of NARROWING) {
    chosen[key] = new Set(parameters.getAll(key));
    if (![...chosen[key]].every((id) => of[key].includes(id))) return null;
  }
  return possible(chosen, known) ? chosen : null;
}

// What was sent for some parties says nothing of the others.
const possible = (chosen, known) =>
  NARROWING.every((key) => chosen[key].size || !new URLSearchParams(known.query).has(key));

// What the server will send for a choice, of what it has sent before; null where nothing is left.
function narrowed(known, chosen) {
  const has = (key, id) => !chosen[key].size || chosen[key].has(id);
  const kept = known.parties.map((party) => has("party", party.id));
  const parties = known.parties.filter((_, index) => kept[index])
    .map((party) => ({ ...party, note: chosen.party.size ? "" : party.note }));
  const groups = known.groups.filter(({ area }) => has("area", area))
    .map((group) => ({
      ...group,
      rows: group.rows.filter(({ status }) => has("status", status))
        .map((row) => ({ ...row, cells: row.cells.filter((_, index) => kept[index]) })),
    }))
    .filter(({ rows }) => rows.length);
  return parties.length && groups.length ? { ...known, parties, groups } : null;
}

const shown = (data) => JSON.stringify({ ...data, open: null, query: null, version: null });

// A choice as one text, by which the server's answer is compared with what was drawn ahead of it:
// of an address, and of ids.
const choiceIn = (query) => JSON.stringify(NARROWING.map((key) => new URLSearchParams(query).getAll(key).sort()));
const choiceOf = (chosen) => JSON.stringify(NARROWING.map((key) => [...chosen[key]].sort()));

// Keep the most that was sent: a choice taken back is shown again from it. Returns whether it is
// what was known already.
function remember(root, data) {
  const known = root.parley.known;
  const chosen = known && data.narrows && others(known.query) === others(data.query) && narrowing(data.query, known);
  const same = Boolean(chosen) && shown(narrowed(known, chosen)) === shown(data);
  if (!same) root.parley.known = data.narrows ? data : null;
  return same;
}

function addressChanged(root) {
  const before = root.parley.address;
  root.parley.address = window.location.search;
  const known = root.parley.known;
  if (!known || before === root.parley.address || others(before) !== others(root.parley.address)) return;
  goAhead(root, narrowing(root.parley.address, known));
}

// Show what the server will send for a choice.
function goAhead(root, chosen) {
  const data = chosen && narrowed(root.parley.known, chosen);
  if (!data || shown(data) === root.parley.drawn) return;
  root.parley.ahead = { choice: choiceOf(chosen), until: performance.now() + WAIT };
  draw(root, data);
}

// --- drawing

function draw(root, data) {
  const drawn = shown(data);
  if (root.parley.drawn === drawn) return;
  const focused = root.contains(root.getRootNode().activeElement) ? root.getRootNode().activeElement?.dataset.cell : null;
  root.parley.drawn = drawn;
  const looks = JSON.stringify([data.glyphs, data.full, data.stances, others(data.query)]);
  if (root.parley.looks !== looks) root.parley.parts = new Parts();
  root.parley.looks = looks;
  const wrap = root.querySelector(".wrap");
  wrap.className = `wrap ${data.glyphs ? "glyphs" : ""} ${data.full ? "full" : ""}`;
  wrap.setAttribute("aria-label", data.caption);
  arrange(wrap, [tableOf(data, root.parley.parts)]);
  pointAt(root, root.parley.query);
  window.requestAnimationFrame(() => fit(root)); // with what the frame lays out anyway
  const cells = [...wrap.querySelectorAll("button.cell")];
  const again = cells.find((cell) => cell.dataset.cell === focused);
  if (cells.length) focusable(root, again ?? cells[0]);
  again?.focus();
}

function setUp(root) {
  const close = element("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
  const dialog = element("dialog", { popover: "auto", "aria-label": "Position" }, close, element("div", { class: "body", tabindex: "-1" }));
  root.append(
    element("div", { class: "wrap", role: "region", tabindex: "0" }),
    dialog,
  );
  root.addEventListener("keydown", (event) => move(root, event));
  root.addEventListener("click", (event) => {
    const pressed = event.target.closest("button, a");
    const modified = event.metaKey || event.ctrlKey || event.shiftKey;
    if (pressed === close) dialog.hidePopover();
    else if (pressed?.dataset.cell && !modified) {
      event.preventDefault();
      if (pressed.matches(".cell")) focusable(root, pressed);
      openCard(root, pressed.dataset.cell);
    } else if (pressed?.matches("a[href]:not([download])") && !modified) {
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
  const wrap = root.querySelector(".wrap");
  const observer = new ResizeObserver(() => fit(root));
  observer.observe(root);
  observer.observe(wrap); // its height changes when the style sheet arrives
  const gone = new AbortController();
  const scrolled = () => (root.isConnected ? fit(root) : gone.abort());
  document.addEventListener("scroll", scrolled, { capture: true, passive: true, signal: gone.signal });
  const changed = () => (root.isConnected ? addressChanged(root) : gone.abort());
  for (const change of ["parley-choice", "popstate"]) window.addEventListener(change, changed, { signal: gone.signal });
  window.addEventListener("popstate", () => root.isConnected && followAddress(root), { signal: gone.signal });
  root.parley = { opened: null, drawn: "", known: null, ahead: null, parts: null, last: null, address: window.location.search };
}

function accept(root, data) {
  root.parley.ahead = null;
  const same = remember(root, data);
  draw(root, data);
  if (!same) root.parley.parts.forget();
  pointAt(root, data.query);
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root");
  if (!root.parley) setUp(root);
  root.parley.query = data.query;
  root.parley.version = data.version;
  root.parley.last = data;
  const wait = root.parley.ahead ? root.parley.ahead.until - performance.now() : 0;
  const answers = root.parley.ahead?.choice === choiceIn(data.query);
  if (answers || wait <= 0) accept(root, data);
  else window.setTimeout(() => root.parley.last === data && accept(root, data), wait);
  const { opened, asked, loaded } = root.parley;
  if (data.open && asked !== data.open && opened !== data.open) openCard(root, data.open);
  else if (opened && loaded !== data.version) loadCard(root, opened, true);
  root.parley.asked = data.open;
}
