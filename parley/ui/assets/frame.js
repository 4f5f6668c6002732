// What the browser does for the frame of every page: the filters beside it, the menus of the bar,
// light and dark, the chooser of a negotiation, and links to a place on the page.

import { follow, scroller, setTheme, themeChosen } from "../parley.page/streamlit.js"; // one address for all components

const NARROW = window.matchMedia("(max-width: 63.99rem)"); // filters stand over the page, not beside it
const WIDE = window.matchMedia("(min-width: 80rem)");
const REMEMBERED = "parley-filters"; // in the session: whether the reader has them open
const SHEET = "parleyFilters"; // in the history: the entry of filters that stand over a page

const page = document.documentElement;
const bar = () => document.querySelector(".topbar nav");
const button = () => document.querySelector(".topbar .filter-button");
const panel = () => document.querySelector(".st-key-page-filters");
const controls = () => [...(panel()?.querySelectorAll("*") ?? [])].find((each) => each.shadowRoot)?.shadowRoot;
const isOpen = () => page.dataset.filters === "open";

// Where the part of the page begins that the bar does not cover.
export const barBottom = () => bar()?.closest(".st-key-page-bar")?.getBoundingClientRect().bottom ?? 0;

// --- the filters: beside a wide page as the reader left them; over a narrow one until it is left

let chosen = null; // the address while they stand over the page

export const isSheet = () => NARROW.matches && window.history.state?.[SHEET] === "open";

function show(open) {
  if (isOpen() !== open || !page.dataset.filters) page.dataset.filters = open ? "open" : "closed";
  const control = button();
  if (control?.getAttribute("aria-expanded") !== `${open}`) control?.setAttribute("aria-expanded", open);
}

function place() {
  const wide = sessionStorage.getItem(REMEMBERED) ?? (WIDE.matches ? button()?.dataset.filters : "closed");
  show(NARROW.matches ? isSheet() : wide === "open");
}

function toggle() {
  const open = !isOpen();
  if (!NARROW.matches) sessionStorage.setItem(REMEMBERED, open ? "open" : "closed");
  else if (open) {
    window.history.pushState({ ...window.history.state, [SHEET]: "open" }, "");
    keepChosen();
  } else if (isSheet()) {
    window.history.back(); // `wentBack` closes them
    button()?.focus();
    return;
  }
  show(open);
  if (!open) button()?.focus();
  else controls()?.querySelector(".heading")?.focus();
}

// To be called when another page is chosen: nothing stays open over it.
export function closeSheet() {
  if (NARROW.matches) show(false);
  chosen = null;
}

function keepChosen() {
  if (isSheet()) chosen = new URL(window.location.href);
}

// Back closes them and keeps what was chosen in them: a choice is no step of its own.
function wentBack() {
  if (isSheet()) keepChosen();
  else if (chosen) {
    if (chosen.pathname === window.location.pathname) window.history.replaceState(window.history.state, "", chosen);
    chosen = null;
  }
  place();
  const { scrolled } = window.history.state ?? {};
  if (scrolled !== undefined) scroller()?.scrollTo(0, scrolled);
}

// --- a link to a place on the page opens what holds it, and Back leads to where it was followed

function openPlace(hash) {
  const place = document.getElementById(decodeURIComponent(hash.slice(1)));
  place?.closest("details")?.setAttribute("open", "");
  place?.setAttribute("tabindex", "-1");
  place?.focus({ preventScroll: true });
  place?.scrollIntoView({ block: "start" });
  return Boolean(place);
}

export function followPlace(event, link) {
  event.preventDefault();
  if (link.matches(".skip")) {
    const main = document.querySelector(".st-key-page-body h1");
    main?.setAttribute("tabindex", "-1");
    main?.focus();
    return;
  }
  window.history.replaceState({ ...window.history.state, scrolled: scroller()?.scrollTop }, "");
  window.history.pushState({}, "", link.getAttribute("href"));
  openPlace(window.location.hash);
}

let asked = window.location.hash; // of the address that was opened, until the place is there

// --- the language of the folder's texts, where it is not that of Parley's own

const FOLDER_TEXTS = "bdi, q, [dir], .summary"; // `dir` is on what has the direction of its own letters
let language = "en";

const shadows = new Set(); // what components have drawn: the document does not reach it

// To be called for what a component draws; the language may be known only later.
export function tellLanguage(root) {
  if (root !== document) shadows.add(root);
  if (language === "en") return;
  for (const each of root.querySelectorAll(FOLDER_TEXTS)) each.lang ||= language;
}

function tellEverywhere() {
  tellLanguage(document);
  for (const root of shadows) root.isConnected ? tellLanguage(root) : shadows.delete(root);
}

// --- the bar

function chooseNegotiation({ value }) {
  const to = new URL(window.location.href);
  to.search = new URLSearchParams([["negotiation", value]]);
  window.history.pushState({}, "", to);
  follow();
}

function clicked({ target }) {
  const pressed = target instanceof Element && target.closest("button");
  if (!pressed) return;
  if (pressed.matches(".filter-button")) toggle();
  if (pressed.matches("[data-print]")) {
    pressed.closest("[popover]").hidePopover();
    window.dispatchEvent(new Event("parley-print")); // page.js makes every part first
  }
}

function changed({ target }) {
  if (target.matches(".topbar .negotiation select")) chooseNegotiation(target);
  else if (target.matches(".topbar [name=theme]")) {
    setTheme(target.value, [...document.querySelectorAll(".topbar nav a")].map(({ href }) => new URL(href).pathname));
  }
}

const drawn = { pages: null, button: null }; // for which this has been done

// To be called when elements of the page have come or gone, and with the folder's language once known.
export function frameChanged(known = language) {
  language = known;
  tellEverywhere();
  const pages = bar()?.firstElementChild;
  if (pages && pages !== drawn.pages) {
    drawn.pages = pages;
    const current = pages.querySelector("[aria-current]");
    if (current) pages.parentElement.scrollLeft = current.offsetLeft - (pages.parentElement.clientWidth - current.offsetWidth) / 2;
  }
  if (button() !== drawn.button) {
    drawn.button = button();
    place();
  }
  for (const each of document.querySelectorAll(".topbar [name=theme]")) each.checked = each.value === themeChosen();
  if (asked && openPlace(asked)) asked = "";
}

export function setUpFrame() {
  document.addEventListener("click", clicked);
  document.addEventListener("change", changed);
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && isSheet()) toggle();
  });
  window.addEventListener("parley-filters", toggle); // by the button of the panel
  window.addEventListener("parley-choice", keepChosen);
  window.addEventListener("popstate", wentBack, true);
  for (const width of [NARROW, WIDE]) width.addEventListener("change", place);
}
