// The matrix: a table of issues and parties whose cells open the position card.
//
// `data` comes from parley/views/matrix_table.py. Texts are set as text; the only markup is the
// card, which the server has escaped. Streamlit calls the default export again on every run: what
// has not changed keeps its place, its focus and its open card. A filter that only narrows is
// applied here as soon as it stands in the address; the server's answer confirms it or puts it right.

import { cellInAddress, loadCard, openCard, setUpCard } from "../parley.page/card.js"; // one address for all components
import { element } from "../parley.page/element.js";
import { barBottom, tellLanguage } from "../parley.page/frame.js";
import { columnClass, groupHead, headCells, pointAt, rowCells, textOf } from "../parley.page/matrix_rows.js";
import { choiceIn, choiceOf, narrowed, narrowing, others, shown } from "../parley.page/narrowing.js";

// The parts of the table that were made, by key: a part whose data are the same is not made again,
// so that a filter moves what stands there.
class Parts {
  made = new Map();

  of = (key, data, make) => {
    const before = this.made.get(key);
    if (before && (before.data === data || JSON.stringify(before.data) === JSON.stringify(data))) return before.node;
    const node = make();
    this.made.set(key, { data, node });
    return node;
  };

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

function tableOf(data, narrow, { of }) {
  const table = of("table", null, () => element("table", { role: "table" }));
  const caption = of("caption", data.caption, () => element("caption", {}, data.caption));
  const head = of("head", null, () => element("thead", { role: "rowgroup" }, element("tr", { role: "row" })));
  arrange(head.firstElementChild, headCells(data, of));
  const bodies = data.groups.map((group) => {
    const { rows, ...about } = group;
    const body = of(`group ${group.title}`, null, () => element("tbody", { role: "rowgroup" }));
    const title = data.form === "signs" && data.groups.length === 1 ? [] : [of(`title ${group.title}`, about, () => groupHead(group))];
    const lines = rows.map((row) => {
      const line = of(`row ${row.id}`, row.title, () => element("tr", { role: "row", "aria-label": row.title }));
      arrange(line, rowCells(row, data, narrow, of));
      return line;
    });
    arrange(body, [...title, ...lines]);
    return body;
  });
  arrange(table, [caption, head, ...bodies]);
  return table;
}

// --- keyboard: the table is one tab stop; arrows, Home and End move between its cells and heads

const STOPS = "a.name, a.title, button.cell";

function grid(root) {
  const rows = [...root.querySelectorAll("thead tr, tbody tr:not(.group)")];
  return rows.map((row) => [...row.querySelectorAll(STOPS)].filter((stop) => !stop.closest("details:not([open])")))
    .map((row, at) => (at === 0 ? [row[0], ...row] : row)) // above the titles there is nothing to open
    .filter((row) => row[0]?.checkVisibility());
}

function focusable(root, stop) {
  for (const each of root.querySelectorAll(`:is(${STOPS})[tabindex='0']`)) each.tabIndex = -1;
  stop.tabIndex = 0;
}

function move(root, event) {
  const from = event.target.closest(STOPS);
  if (!from || event.altKey || event.metaKey) return;
  const rows = grid(root);
  const y = rows.findIndex((row) => row.includes(from));
  if (y < 0) return;
  const x = rows[y].lastIndexOf(from);
  const near = (row) => row?.[Math.min(x, row.length - 1)];
  const to = {
    ArrowUp: () => near(rows[y - 1]),
    ArrowDown: () => near(rows[y + 1]),
    ArrowLeft: () => rows[y][x - 1],
    ArrowRight: () => rows[y][x + 1],
    Home: () => (event.ctrlKey ? rows[0] : rows[y])[0],
    End: () => (event.ctrlKey ? rows.at(-1) : rows[y]).at(-1),
  }[event.key];
  if (!to) return;
  event.preventDefault();
  const target = to();
  if (target) {
    focusable(root, target);
    target.focus();
  }
}

// --- copied as cells

// The rows of the matrix as texts, of what a selection has or all of it.
function copiedRows(root, has = () => true) {
  const { data } = root.parley;
  const at = (id) => root.querySelector(`[data-cell="${CSS.escape(id)}"]`);
  const rows = data.groups.flatMap(({ rows: each }) => each).map((row) => ({
    row,
    cells: row.cells.map((_, index) => has(at(`${data.parties[index].id}.${row.id}`))),
  })).filter(({ cells }) => cells.includes(true));
  const columns = data.parties.map((_, index) => rows.some(({ cells }) => cells[index]));
  const kept = (each) => each.filter((_, index) => columns[index]);
  return [
    ["Issue", ...kept(data.parties.map(({ name }) => name))],
    ...rows.map(({ row }) => [row.title, ...kept(row.cells.map((cell) => textOf(cell, row, data)))]),
  ];
}

function asTable(rows) {
  const line = (row, name) => element("tr", {}, ...row.map((text) => element(name, {}, text)));
  return element("table", {}, element("thead", {}, line(rows[0], "th")), element("tbody", {}, ...rows.slice(1).map((row) => line(row, "td")))).outerHTML;
}

const asText = (rows) => rows.map((row) => row.map((text) => text.replaceAll(/\s+/g, " ")).join("\t")).join("\n");

// What of more than one cell is selected is copied as cells.
function copy(root, event) {
  const selection = root.getRootNode().getSelection?.() ?? document.getSelection();
  if (!selection || selection.isCollapsed || !root.contains(selection.anchorNode) || !root.contains(selection.focusNode)) return;
  const rows = copiedRows(root, (cell) => Boolean(cell) && selection.containsNode(cell, true));
  if (rows.length < 2 || (rows.length === 2 && rows[0].length === 2)) return;
  event.preventDefault();
  event.clipboardData.setData("text/plain", asText(rows));
  event.clipboardData.setData("text/html", asTable(rows));
}

async function copyAll(root, button) {
  const rows = copiedRows(root);
  const blob = (type, text) => new Blob([text], { type });
  const item = new ClipboardItem({ "text/plain": blob("text/plain", asText(rows)), "text/html": blob("text/html", asTable(rows)) });
  await navigator.clipboard.write([item]);
  button.nextElementSibling.textContent = "Copied.";
}

// --- what fits

const NARROW = 640; // pixels, below which a row is a card
const isNarrow = (root) => root.clientWidth < NARROW && !root.parley.printing;

// A table that fits scrolls with the page. One that is wider than the page scrolls in itself by
// whole columns, says so, and its head keeps below the part of it that the page's own head hides.
function fit(root) {
  const wrap = root.querySelector(".wrap");
  const { data, narrow } = root.parley;
  if (!data || !root.clientWidth) return;
  if (narrow !== isNarrow(root)) {
    draw(root, data, true);
    return;
  }
  const style = getComputedStyle(wrap);
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const [heading, column, slim, rest] = ["--heading", "--party", "--slim", "--rest"].map((name) => parseFloat(style.getPropertyValue(name)) * rem);
  const widths = data.parties.map((party) => (columnClass(party, data) ? slim : column));
  const needed = heading + rest + widths.reduce((sum, each) => sum + each, 0);
  const wide = !narrow && !root.parley.printing && needed > root.clientWidth + 1;
  wrap.classList.toggle("wide", wide);
  const frame = wrap.parentElement;
  if (!wide) {
    root.querySelector(".more").hidden = true;
    root.classList.remove("more-after");
    frame.style.width = "";
    return;
  }
  const whole = wholeColumns(widths, column, root.clientWidth - heading, data.form === "signs");
  if (root.parley.width !== whole.column) wrap.style.setProperty("--column", `${whole.column}px`);
  root.parley.width = whole.column;
  frame.style.width = `${heading + whole.room}px`;
  const hidden = Math.max(0, barBottom() - wrap.getBoundingClientRect().top);
  wrap.style.setProperty("--hidden", `${hidden}px`);
  tellMore(root, wrap, heading);
}

// How many of the first columns fit, and how wide a column is that they take all the room; signs
// keep their step, and what room they leave is left.
function wholeColumns(widths, column, room, signs) {
  let taken = 0;
  let slim = 0;
  let columns = 0;
  for (const width of widths) {
    if (columns && taken + width > room) break;
    taken += width;
    columns += width === column;
    slim += width === column ? 0 : width;
  }
  return signs ? { column, room: taken } : { column: Math.floor((room - slim) / Math.max(1, columns)), room };
}

// Which of the columns are in sight, in words.
function tellMore(root, wrap, heading) {
  const { data } = root.parley;
  const box = wrap.getBoundingClientRect();
  const heads = [...wrap.querySelectorAll("thead th a.name")].map((name) => name.parentElement.getBoundingClientRect());
  const seen = heads.flatMap(({ left, right }, at) => (left >= box.left + heading - 2 && right <= box.right + 2 ? [at] : []));
  const more = root.querySelector(".more");
  const [first, last] = [seen[0] ?? 0, seen.at(-1) ?? 0];
  const which = first === last ? `Party ${first + 1}` : `Parties ${first + 1} to ${last + 1}`;
  more.hidden = false;
  const words = `${which} of ${data.parties.length} in sight${last + 1 < data.parties.length ? "; scroll sideways for more" : ""}`;
  if (more.firstElementChild.textContent !== words) more.firstElementChild.textContent = words;
  const [back, on] = more.querySelectorAll("button");
  back.disabled = wrap.scrollLeft < 2;
  on.disabled = wrap.scrollLeft + wrap.clientWidth > wrap.scrollWidth - 2;
  root.classList.toggle("more-after", !on.disabled);
}

function step(root, direction) {
  const wrap = root.querySelector(".wrap");
  const heading = wrap.querySelector("thead th").offsetWidth;
  wrap.scrollBy({ left: direction * (wrap.clientWidth - heading), behavior: "smooth" });
}

// --- ahead of the server

const WAIT = 2000; // milliseconds for which the server may still be answering an earlier choice

// Keep the most that was sent: a choice taken back is shown again from it. Returns whether it is
// what was known already.
function remember(root, data) {
  const known = root.parley.known;
  const chosen = known && data.narrows && others(known.query) === others(data.query) && narrowing(data.query, known);
  const found = chosen && narrowed(known, chosen);
  const same = Boolean(found) && shown(found) === shown(data);
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

// How high the names stand that are at a slant, in rem: as high as the longest takes, or is cut at.
const slant = (parties) => Math.min(7.5, 1.5 + 0.4 * Math.max(...parties.map(({ short }) => short.length)));

function draw(root, data, again = false) {
  const drawn = shown(data);
  if (root.parley.drawn === drawn && !again) return;
  const narrow = isNarrow(root);
  const focused = root.contains(root.getRootNode().activeElement) ? root.getRootNode().activeElement?.dataset.cell : null;
  const looks = JSON.stringify([data.form, narrow, data.stances, others(data.query)]);
  if (root.parley.looks !== looks) root.parley.parts = new Parts();
  Object.assign(root.parley, { drawn, looks, data, narrow });
  const wrap = root.querySelector(".wrap");
  wrap.className = `wrap ${data.form} ${narrow ? "narrow" : ""}`;
  wrap.setAttribute("aria-label", data.caption);
  wrap.style.setProperty("--slant", `${slant(data.parties)}rem`);
  arrange(wrap, [tableOf(data, narrow, root.parley.parts)]);
  pointAt(root, root.parley.query);
  tellLanguage(wrap);
  if (root.parley.printing) fit(root);
  else window.requestAnimationFrame(() => fit(root)); // with what the frame lays out anyway
  const cells = [...wrap.querySelectorAll("button.cell")];
  const kept = cells.find((cell) => cell.dataset.cell === focused);
  const first = cells.find((cell) => !cell.closest("details:not([open])"));
  if (cells.length) focusable(root, kept ?? first ?? cells[0]);
  kept?.focus();
}

function setUp(root) {
  const scroller = (label, words, direction) => {
    const button = element("button", { type: "button", "aria-label": label }, words);
    button.addEventListener("click", () => step(root, direction));
    return button;
  };
  const all = element("button", { type: "button", class: "copy" }, "Copy as a table");
  all.addEventListener("click", () => copyAll(root, all));
  root.append(
    element("p", { class: "more", hidden: "" }, element("span", {}), scroller("Earlier parties", "←", -1), scroller("Further parties", "→", 1)),
    element("div", { class: "frame" }, element("div", { class: "wrap", role: "region" })),
    element("p", { class: "below" }, "Press a cell for the words it rests on. ", all, element("span", { role: "status" })),
  );
  root.querySelector(".wrap").addEventListener("scroll", () => fit(root), { passive: true }); // no event leaves the shadow root
  const gone = new AbortController();
  const { signal } = gone;
  root.parley = { opened: null, drawn: "", known: null, ahead: null, parts: null, last: null, data: null, address: window.location.search };
  setUpCard(root, (pressed) => pressed.matches(".cell") && focusable(root, pressed), signal);
  root.addEventListener("keydown", (event) => move(root, event));
  const wrap = root.querySelector(".wrap");
  const observer = new ResizeObserver(() => fit(root));
  observer.observe(root);
  observer.observe(wrap); // its height changes when the style sheet arrives
  const here = (act) => (event) => (root.isConnected ? act(event) : gone.abort());
  document.addEventListener("scroll", here(() => fit(root)), { capture: true, passive: true, signal });
  document.addEventListener("copy", here((event) => copy(root, event)), { signal });
  for (const change of ["parley-choice", "popstate"]) window.addEventListener(change, here(() => addressChanged(root)), { signal });
  // On paper it is as on a wide screen, however narrow the page that is printed.
  // Before the sheets are counted: the query for print changes only afterwards.
  const print = (printing) => {
    root.parley.printing = printing;
    fit(root);
  };
  window.addEventListener("beforeprint", here(() => print(true)), { signal });
  window.addEventListener("afterprint", here(() => print(false)), { signal });
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
  // An answer to an address that the reader has left meanwhile opens nothing.
  const opens = data.open === cellInAddress() ? data.open : null;
  if (opens && asked !== opens && opened !== opens) openCard(root, opens);
  else if (opened && loaded !== data.version) loadCard(root, opened, true);
  root.parley.asked = data.open;
}
