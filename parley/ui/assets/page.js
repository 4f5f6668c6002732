// What the browser does for every page: links within Parley without loading anew, texts to copy,
// a look for data that changed, and word to the server of the parts that a reader comes near.
//
// `data` comes from parley/ui/frame.py. Events of components pass through their shadow roots, so
// that one listener on the document serves the pages, the matrix and its card.

const ROOT = new URL("../../../", import.meta.url);
const LOOK_EVERY = 1000; // milliseconds: a saved change is in sight within two seconds

const NEAR = "400px"; // around what is in sight
const GATHER = 100; // milliseconds: what comes near together is asked for in one run
const LONG = 60_000; // milliseconds in which a browser has taken over a file
const LEAVING = 500; // milliseconds in which a page that was left for another has begun to run

const NAVIGATION = "[data-testid=stTopNavLink], [data-testid=stTopNavDropdownLink], [data-testid=stSidebarNavLink]";

const page = { state: null, negotiation: null, kept: [], tell: null, keep: null, timer: null, leftUntil: 0 };

// --- links: the address changes as it does by the Back button, and Streamlit follows it

function follow(event, link, to = new URL(link.getAttribute("href"), window.location.href)) {
  const modified = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  const within = to.origin === ROOT.origin && to.pathname.startsWith(ROOT.pathname);
  if (modified || !within || link.target || to.hash || event.defaultPrevented) return;
  event.preventDefault();
  window.history.pushState({}, "", to);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
}

// Streamlit's navigation drops from the address what none of its own widgets has put there, so that
// it would lose what is chosen: its links are followed as the others are, before it sees the click.
function navigated(event) {
  const link = event.target instanceof Element && event.target.closest(NAVIGATION);
  if (!link) return;
  const to = new URL(link.href);
  const here = [...new URLSearchParams(window.location.search)];
  to.search = new URLSearchParams(here.filter(([key]) => page.kept.includes(key)));
  follow(event, link, to);
  if (!event.defaultPrevented) return;
  event.stopPropagation();
  link.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true })); // closes its menu
}

// --- copying

async function copy(button) {
  const holder = button.closest("[data-link]");
  const link = holder.dataset.link ? new URL(holder.dataset.link, ROOT) : window.location.href;
  const text = button.dataset.copy.replaceAll("{link}", link);
  const told = holder.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = "Copied.";
  } catch {
    const shown = document.createElement("textarea");
    shown.readOnly = true;
    shown.rows = 4;
    shown.setAttribute("aria-label", "Text to copy");
    shown.value = text;
    told.replaceChildren("Copy this: ", shown);
    shown.select();
  }
}

// --- documents: written by the server when asked for, which takes seconds

async function save(event, link) {
  event.preventDefault();
  const told = link.parentElement.querySelector("[role=status]");
  told.textContent = "Being written …";
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(answer.statusText);
    const named = answer.headers.get("content-disposition").match(/filename="(.*)"/);
    const file = document.createElement("a");
    file.href = URL.createObjectURL(await answer.blob());
    file.download = named[1];
    file.click();
    window.setTimeout(() => URL.revokeObjectURL(file.href), LONG);
    told.textContent = "Saved.";
  } catch {
    told.textContent = "It could not be written. Load the page again.";
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
  if (!link || !path.some((each) => each.matches(".parley, .root"))) return;
  if (link.hasAttribute("download")) save(event, link);
  else follow(event, link);
}

// --- changed data: asked for while the page is in sight, and at once when it comes back

async function look() {
  if (document.hidden || !page.tell) return;
  const asked = page.negotiation;
  try {
    const answer = await fetch(new URL(`parley/state?${new URLSearchParams({ negotiation: asked })}`, ROOT));
    if (!answer.ok) return;
    const state = await answer.text();
    if (asked === page.negotiation && state !== page.state) {
      page.state = state;
      page.tell("changed", state);
    }
  } catch {
    // The server is away: Streamlit says so itself.
  }
}

// --- charts, and what else takes its time: the server makes one when its place comes near

const near = new Set(); // asked for, for as long as the page is open
const close = new Set(); // in sight or nearly, as things stand
let places = null; // watched within what scrolls, so that the margin counts
let gathering = null;

function moved(entries) {
  for (const each of entries) {
    if (each.isIntersecting) close.add(each.target);
    else close.delete(each.target);
  }
  gathering ??= window.setTimeout(gather, GATHER);
}

// While a page is on its way, places are high up that will be far down, and word of them would carry
// what the widgets held before: the server would take that for a reader's choice.
function underWay() {
  if (performance.now() < page.leftUntil) return true;
  if (document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning") return true;
  if (document.querySelector("[data-testid=stSkeleton]")) return true;
  const drawn = document.querySelectorAll("[data-testid=stBidiComponentIsolated]");
  return [...drawn].some((each) => !each.closest(".st-key-parley-page") && !each.shadowRoot?.querySelector(".root > *"));
}

function gather() {
  gathering = underWay() ? window.setTimeout(gather, GATHER) : null;
  if (gathering) return;
  const found = [...close].filter((place) => place.isConnected).map((place) => place.dataset.part);
  close.clear();
  if (!found.length) return;
  found.forEach((name) => near.add(name));
  page.keep("near", [...near]);
}

function findPlaces() {
  places ??= new IntersectionObserver(moved, { root: document.querySelector("[data-testid=stMain]"), rootMargin: NEAR });
  document.querySelectorAll(".awaited").forEach((place) => places.observe(place));
}

export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  page.state = data.state;
  page.negotiation = data.negotiation;
  page.kept = data.kept;
  page.tell = setTriggerValue;
  page.keep = setStateValue;
  if (!page.timer) {
    page.timer = window.setInterval(look, LOOK_EVERY);
    document.addEventListener("visibilitychange", look);
    document.addEventListener("click", clicked);
    document.addEventListener("click", navigated, true);
    window.addEventListener("popstate", () => (page.leftUntil = performance.now() + LEAVING), true);
    new MutationObserver(findPlaces).observe(document.body, { childList: true, subtree: true });
    findPlaces();
  }
  parentElement.querySelector(".root").dataset.at = "work"; // who drives the page can wait for it
}
