// What the browser does for every page: links within Parley without loading anew, texts to copy,
// and a look for data that changed.
//
// `data` comes from parley/ui/frame.py. Events of components pass through their shadow roots, so
// that one listener on the document serves the pages, the matrix and its card.

const ROOT = new URL("../../../", import.meta.url);
const LOOK_EVERY = 1000; // milliseconds: a saved change is in sight within two seconds

const page = { state: null, negotiation: null, tell: null, timer: null };

// --- links: the address changes as it does by the Back button, and Streamlit follows it

function follow(event, link) {
  const modified = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  const to = new URL(link.getAttribute("href"), window.location.href);
  const within = to.origin === ROOT.origin && to.pathname.startsWith(ROOT.pathname);
  if (modified || !within || link.target || to.hash || event.defaultPrevented) return;
  event.preventDefault();
  window.history.pushState({}, "", to);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
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

function clicked(event) {
  const path = event.composedPath().filter((each) => each instanceof Element);
  const button = path.find((each) => each.matches("button[data-copy]"));
  if (button) {
    copy(button);
    return;
  }
  const link = path.find((each) => each.matches("a[href]"));
  if (link && path.some((each) => each.matches(".parley, .root"))) follow(event, link);
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

export default function ({ data, setTriggerValue }) {
  page.state = data.state;
  page.negotiation = data.negotiation;
  page.tell = setTriggerValue;
  if (!page.timer) {
    page.timer = window.setInterval(look, LOOK_EVERY);
    document.addEventListener("visibilitychange", look);
    document.addEventListener("click", clicked);
  }
}
