// What the browser does for every page: links within Parley without loading anew, texts to copy,
// a look for data that changed, and word to the server of the lazy parts that come into view.
//
// `data` comes from parley/ui/frame.py. Events of components pass through their shadow roots, so
// that one listener on the document serves the pages, the matrix and its card.

import { closeSheet, followPlace, frameChanged, isSheet, setUpFrame } from "../parley.page/frame.js"; // one address for all components
import { ROOT, areChartsDrawn, areChartsFitted, follow, isDark, isSettled, observe, ran, scrollToTop, scroller, warn } from "../parley.page/streamlit.js";

const VERSION_EVERY = 1000; // milliseconds: a saved change is in sight within two seconds
const MARGIN = "400px"; // around what is in sight: parts are loaded before a reader sees them
const MOST_WAITS = 2; // doublings of AGAIN between two requests for a run that shows a change
const BATCH = 100; // milliseconds: parts that come into view together are requested in one run
const AGAIN = 2000; // milliseconds after which a part still waited for is requested again, then twice as many
const KEEP_FILE = 60_000; // milliseconds in which a browser has taken over a file

const page = { version: null, watch: "", kept: [], carried: {}, setTrigger: null, setState: null, timer: null };

// --- the style sheet: part of the page, unless the server could not change Streamlit's

const STYLE = "parley-style";

function ensureStyle() {
  if (document.getElementById(STYLE)) return;
  warn("Streamlit's page came without the style sheet: it is loaded now");
  const link = document.createElement("link");
  Object.assign(link, { id: STYLE, rel: "stylesheet", href: new URL("parley/style.css", ROOT).href });
  document.body.append(link); // after Streamlit's own
}

// --- links: the address changes as it does by the Back button, and Streamlit follows it

// Pages stand beside each other: what has a slash in its path is a file or a route.
const isPage = (to) =>
  to.origin === ROOT.origin && to.pathname.startsWith(ROOT.pathname) && !to.pathname.slice(ROOT.pathname.length).includes("/");

function visit(event, link, to = new URL(link.getAttribute("href"), window.location.href)) {
  const modified = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (modified || !isPage(to) || link.target || to.hash || event.defaultPrevented) return;
  event.preventDefault();
  // The entry of a card that was closed by this very press is not one to come back to, nor is that
  // of filters that stand over a narrow page.
  const record = window.history.state?.parleyCard === "closed" || isSheet() ? "replaceState" : "pushState";
  window.history[record]({}, "", to);
  closeSheet();
  follow();
  scrollToTop();
}

// An address with what every link has, where it does not say so itself: the negotiation and the day.
function carrying(to) {
  for (const [key, value] of Object.entries(page.carried)) {
    if (!to.searchParams.get(key)) to.searchParams.set(key, value);
  }
  return to;
}

// The pages of the bar keep what is chosen now, of which the server may not have heard yet. What a
// reader opens elsewhere, or copies, is their `href`.
function navigationLink({ target }) {
  const link = target instanceof Element && target.closest(".topbar nav a[href]");
  if (!link) return null;
  const to = new URL(link.href);
  const here = [...new URLSearchParams(window.location.search)];
  to.search = new URLSearchParams(here.filter(([key]) => page.kept.includes(key)));
  return { link, to: carrying(to) };
}

function nearNavigation(event) {
  const { link, to } = navigationLink(event) ?? {};
  if (link && link.href !== to.href) link.href = to;
}

// --- copying

// The address that a footer offers to copy. That of a page has all that the page's address has, each
// switch and part of a table among it.
function addressOf({ dataset }) {
  const link = dataset.link ? new URL(dataset.link, ROOT) : new URL(window.location.href);
  if (!("page" in dataset)) return link;
  const own = new Set(link.searchParams.keys());
  for (const [key, value] of new URLSearchParams(window.location.search)) {
    if (!own.has(key)) link.searchParams.append(key, value);
  }
  return carrying(link);
}

async function copy(button) {
  const holder = button.closest("[data-link]");
  const link = addressOf(holder);
  const text = button.dataset.copy.replaceAll("{link}", link);
  const status = holder.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = "Copied.";
  } catch {
    const field = document.createElement("textarea");
    field.readOnly = true;
    field.rows = 4;
    field.setAttribute("aria-label", "Text to copy");
    field.value = text;
    status.replaceChildren("Copy this: ", field);
    field.select();
  }
}

// --- documents: written by the server when asked for, which takes seconds

const NOT_WRITTEN = "It could not be written. Load the page again.";

async function save(event, link) {
  event.preventDefault();
  const status = link.closest("[data-link]").querySelector("[role=status]");
  status.textContent = "Being written …";
  try {
    const response = await fetch(link.href);
    if (!response.ok) {
      const said = new DOMParser().parseFromString(await response.text(), "text/html");
      status.textContent = said.querySelector("p")?.textContent ?? NOT_WRITTEN;
      return;
    }
    const [, name] = response.headers.get("content-disposition").match(/filename="(.*)"/);
    const file = document.createElement("a");
    file.href = URL.createObjectURL(await response.blob());
    file.download = name;
    file.click();
    window.setTimeout(() => URL.revokeObjectURL(file.href), KEEP_FILE);
    status.textContent = "Saved.";
  } catch {
    status.textContent = NOT_WRITTEN;
  }
}

function clicked(event) {
  const path = event.composedPath().filter((each) => each instanceof Element);
  const button = path.find((each) => each.matches("button[data-copy]"));
  if (button) {
    copy(button);
    return;
  }
  const link = path.find((each) => each.matches("a[href]"));
  if (!link || !path.some((each) => each.matches(".parley, .root, .topbar, .menu"))) return;
  if (link.hasAttribute("download") && link.closest("[data-link]")) save(event, link);
  else if (link.getAttribute("href").startsWith("#")) followPlace(event, link);
  else visit(event, link, navigationLink(event)?.to);
}

// --- changed data: asked for while the page is in sight, and at once when it comes back

// The version that a page holds is that of what it shows, as the server says with every run. Where
// the files have another, a run is asked for until one has shown it: a run that was asked for while
// another came can be lost, and one that came while the files were being written shows an old state.
let requests = 0; // an equal value would not be sent, so each is numbered
const change = { asked: 0, next: 0 };

async function checkVersion() {
  if (document.hidden || !page.setTrigger) return;
  const { watch } = page;
  try {
    const response = await fetch(new URL(`parley/state?${watch}`, ROOT));
    if (!response.ok) return;
    const version = await response.text();
    if (watch !== page.watch) return;
    if (version === page.version) change.asked = 0;
    else if (!change.asked || (performance.now() > change.next && isSettled())) {
      change.next = performance.now() + AGAIN * 2 ** change.asked;
      change.asked = Math.min(change.asked + 1, MOST_WAITS);
      page.setTrigger("changed", `${version} ${(requests += 1)}`);
    }
    delete document.documentElement.dataset.away;
  } catch {
    document.documentElement.dataset.away = ""; // the bar says so
  }
}

// --- lazy parts: the server makes a chart, and what else is slow, when its placeholder is in view

const requested = new Set(); // for as long as the page is open
const inView = new Set(); // placeholders in sight, or nearly
let observer = null; // of placeholders within what scrolls, so that the margin counts
let batch = null;
let attempts = 0; // since a placeholder last came into view

function intersected(entries) {
  for (const each of entries) {
    if (each.isIntersecting) inView.add(each.target);
    else inView.delete(each.target);
  }
  attempts = 0;
  window.clearTimeout(batch);
  batch = window.setTimeout(request, BATCH);
}

// Until the page has settled, placeholders are high up that will be far down, and a request would
// carry what the widgets held before: the server would take that for a reader's choice. A request
// that comes while the page runs for something else can be lost, so it is repeated while its
// placeholder is in view.
function request() {
  batch = isSettled() ? null : window.setTimeout(request, BATCH);
  if (batch) return;
  const parts = [...inView].filter((each) => each.isConnected).map((each) => each.dataset.part);
  if (!parts.length) return;
  parts.forEach((part) => requested.add(part));
  page.setState("requested", [...requested, `${(requests += 1)}`]);
  batch = window.setTimeout(request, AGAIN * 2 ** attempts);
  attempts += 1;
}

function observePlaceholders() {
  if (observer && observer.root !== scroller()) {
    observer.disconnect(); // of an element that Streamlit has replaced
    observer = null;
  }
  observer ??= new IntersectionObserver(intersected, { root: scroller(), rootMargin: MARGIN });
  document.querySelectorAll(".placeholder").forEach((each) => observer.observe(each));
}

// --- paper: every part of the page is made before it is printed

const FIGURE = "[class*=st-key-chart-]"; // where parley/ui/render.py puts a chart
const PAPER = 1000; // pixels of a sheet, lying, between its margins: about those of A4 and Letter
const MOST_PRINTED = 60_000; // milliseconds for which the parts of a page are waited for

const MOST_FITTED = 5000; // and for which charts are waited for to be as wide as a sheet

const MOST_FOOT = 150; // characters of a page's title and address at the foot of a sheet

const opened = new Set(); // what was closed on the screen
const foot = document.createElement("style");

// A text as a string of a style sheet.
const cssString = (text) => `"${[...text].slice(0, MOST_FOOT).join("").replace(/["\\\n<]/g, (char) => `\\${char.codePointAt(0).toString(16)} `)}"`;

// The sheet is as wide as what is read on the screen, where that is wider than it: so charts fit, and
// the matrix is as it is. A screen that is narrower is made as wide as a sheet by `widen`.
function beforePrint() {
  const width = scroller()?.scrollWidth ?? window.innerWidth;
  document.documentElement.style.setProperty("--parley-print-zoom", Math.min(1, PAPER / width));
  document.documentElement.toggleAttribute("data-parley-dark", isDark());
  foot.textContent = `@page { @bottom-left { content: ${cssString(`${document.title} · ${window.location.href}`)}; font: 8pt "Source Sans", sans-serif; color: #555b64; } }`;
  document.head.append(foot);
  document.querySelectorAll(".parley details:not([open], .methods)").forEach((each) => opened.add(each));
  opened.forEach((each) => each.toggleAttribute("open", true));
}

function afterPrint() {
  opened.forEach((each) => each.toggleAttribute("open", false));
  opened.clear();
  document.documentElement.toggleAttribute("data-parley-wide", false);
}

const isNarrow = () => scroller()?.clientWidth < PAPER;

// Charts are drawn as wide as a sheet: on paper alone, which comes at once, they would keep the width
// of a phone.
async function widen() {
  if (!isNarrow()) return;
  document.documentElement.toggleAttribute("data-parley-wide", true);
  const end = performance.now() + MOST_FITTED;
  do await new Promise((done) => window.setTimeout(done, BATCH));
  while (!(areChartsFitted(FIGURE) && areChartsDrawn(FIGURE)) && performance.now() < end);
}

const isMade = () => isSettled() && !document.querySelector(".placeholder") && areChartsDrawn(FIGURE);

// A part that is made may have parts of its own.
async function makeAll() {
  const end = performance.now() + MOST_PRINTED;
  let next = 0;
  while (!isMade() && performance.now() < end) {
    const waiting = [...document.querySelectorAll(".placeholder")];
    if (waiting.length && isSettled() && performance.now() > next) {
      waiting.forEach((each) => requested.add(each.dataset.part));
      page.setState("requested", [...requested, `${(requests += 1)}`]);
      next = performance.now() + AGAIN;
    }
    await new Promise((done) => window.setTimeout(done, BATCH));
  }
}

// To be asked for by an event `parley-print` of the window, and by the keys that print.
let printing = false;
async function print() {
  if (printing) return;
  printing = true;
  await makeAll();
  await widen();
  printing = false;
  window.print();
}

function pressed(event) {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== "p") return;
  if (isMade() && !isNarrow()) return;
  event.preventDefault();
  print();
}

export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  ran(data.address);
  if (page.version !== data.version) change.asked = 0;
  Object.assign(page, { version: data.version, watch: data.watch, kept: data.kept, carried: data.carried });
  page.setTrigger = setTriggerValue;
  page.setState = setStateValue;
  if (!page.timer) {
    ensureStyle();
    page.timer = window.setInterval(checkVersion, VERSION_EVERY);
    document.addEventListener("visibilitychange", checkVersion);
    document.addEventListener("click", clicked);
    setUpFrame();
    for (const near of ["pointerover", "focusin"]) document.addEventListener(near, nearNavigation, true);
    document.addEventListener("keydown", pressed);
    for (const [name, listener] of Object.entries({ "parley-print": print, beforeprint: beforePrint, afterprint: afterPrint })) {
      window.addEventListener(name, listener);
    }
    observe(() => {
      observePlaceholders();
      frameChanged();
    });
    observePlaceholders();
  }
  frameChanged(data.language);
  parentElement.querySelector(".root").dataset.at = "work"; // who drives the page can wait for it
}
