// All that Parley's scripts rely on in Streamlit's page: its elements, the state of its run, and
// how it follows the address. What a caller gets where Streamlit has changed stands at each.
//
// parley/ui/streamlit_internals.py has the same names, and checks that Streamlit still has them.

// Files of components are served below _stcore/bidi-components/<component>/.
export const ROOT = new URL("../../../", import.meta.url);

const APP = "[data-testid=stApp]";
const MAIN = "[data-testid=stMain]";
const THEME = { before: "stActiveTheme-", after: "-v2" }; // around the path of a page, in localStorage
const SKELETON = "[data-testid=stSkeleton]"; // a widget whose script is still loading
const CHART = "[data-testid=stPlotlyChart]";
const COMPONENT = "[data-testid=stBidiComponentIsolated]";

const STATE = "data-test-script-state";
const IDLE = ["notRunning", "compilationError"];
const BUSY = ["running", "rerunRequested", "stopRequested"];

const LEAVING = 500; // milliseconds in which a page that was left for another has begun to run
const QUIET = 500; // milliseconds without a change after which a run is taken to have ended
const PATIENCE = 5000; // milliseconds after a run for which its widgets are waited for
const FOLLOWING = 2000; // milliseconds in which Streamlit follows the address
const ANSWERING = 1000; // milliseconds in which it does so once the server has answered something else,
const SLOWER = 10; // and how many times as long as that answer a run may take to begin

// When the page was left for another address, and when its elements last changed.
const seen = { left: -Infinity, changed: -Infinity };
const run = { address: null, at: -Infinity }; // what the server last ran for, and when word of it came
const warned = new Set();
let waiting = null; // since when a run has ended whose elements are waited for
let following = null; // the timer after which Streamlit has followed the address

export function warn(message) {
  if (!warned.has(message)) console.warn(`Parley: ${message}`);
  warned.add(message);
}

// What scrolls. Null, which is the window, where Streamlit no longer names it.
export const scroller = () => document.querySelector(MAIN);

export function scrollToTop() {
  (scroller() ?? document.scrollingElement)?.scrollTo(0, 0);
}

// Light, Dark or System, as Streamlit keeps it for each page by its path.
export function themeChosen() {
  try {
    return JSON.parse(window.localStorage.getItem(themeOf(window.location.pathname))) ?? "System";
  } catch {
    return "System";
  }
}

// Streamlit looks at it when a page is loaded, and tells the server, which colours the charts.
export function setTheme(name, paths) {
  for (const path of paths) {
    if (name === "System") window.localStorage.removeItem(themeOf(path));
    else window.localStorage.setItem(themeOf(path), JSON.stringify(name));
  }
  window.location.reload();
}

const themeOf = (path) => `${THEME.before}${path}${THEME.after}`;

// Whether a script runs. Null where the page does not say.
function isRunning() {
  const state = document.querySelector(APP)?.getAttribute(STATE);
  if (BUSY.includes(state)) return true;
  if (IDLE.includes(state)) return false;
  warn(`Streamlit's page no longer says in ${STATE} whether a script runs`);
  return null;
}

// Whether the elements of the page are those of its address, and all have been drawn. Where the
// page does not say whether a script runs, it is taken to have ended when nothing changes.
export function isSettled() {
  const now = performance.now();
  const running = isRunning();
  if (now - seen.left < LEAVING || running) {
    waiting = null;
    return false;
  }
  waiting ??= now;
  const settled = now - waiting > PATIENCE || ((running === false || now - seen.changed > QUIET) && isDrawn());
  if (settled) waiting = null;
  return settled;
}

function isDrawn() {
  if (document.querySelector(SKELETON)) return false;
  const components = [...document.querySelectorAll(COMPONENT)].filter((each) => !each.closest(".st-key-parley-page"));
  return components.every((each) => each.shadowRoot?.querySelector(".root > *"));
}

// Whether the page is drawn in dark colours. False where it does not say.
export const isDark = () => window.getComputedStyle(document.querySelector(APP) ?? document.body).colorScheme === "dark";

// Whether each chart in its place, which `container` names, has been drawn.
export const areChartsDrawn = (container) => [...document.querySelectorAll(container)].every((each) => each.querySelector(CHART)?.querySelector(".main-svg .infolayer"));

// Whether each of them is as wide as its place.
export const areChartsFitted = (container) => [...document.querySelectorAll(`${container} ${CHART}`)].every((each) => {
  const drawn = each.querySelector(".main-svg");
  return !drawn || Math.abs(drawn.getBoundingClientRect().width - each.getBoundingClientRect().width) < 2;
});

// Call `changed` whenever elements of the page come or go, those of components apart.
export function observe(changed) {
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => !target.closest?.(".parley"))) seen.changed = performance.now();
    changed();
  }).observe(document.body, { childList: true, subtree: true });
  window.addEventListener("popstate", left, true);
}

// --- the address: Streamlit follows it on `popstate`, as it does when a reader goes back

export function follow() {
  left();
  window.dispatchEvent(new PopStateEvent("popstate", { state: window.history.state }));
}

function left() {
  seen.left = performance.now();
  window.clearTimeout(following);
  const path = window.location.pathname.slice(ROOT.pathname.length);
  if (parameters(`${path}${window.location.search}`) === parameters(run.address ?? "")) return;
  following = window.setTimeout(check, FOLLOWING, seen.left);
}

function parameters(address) {
  const [path, query] = address.split("?");
  return JSON.stringify([path, ...[...new URLSearchParams(query)].map(String).sort()]);
}

// To be called with the address, relative to ROOT, for which the server has run.
export function ran(address) {
  if (address !== run.address) Object.assign(run, { address, at: performance.now() });
}

// Load the page that the address names where Streamlit has not followed it: where no run for another
// address has come. How long one may take to begin is told by how long the server takes to answer;
// of a server that is away Streamlit tells the reader itself.
async function check(since) {
  if (window.location.hash || run.at > since) return;
  if (isRunning()) {
    following = window.setTimeout(check, FOLLOWING, since);
    return;
  }
  const asked = performance.now();
  try {
    if (!(await fetch(new URL("parley/state", ROOT))).ok) return;
  } catch {
    return;
  }
  if (since !== seen.left) return; // the address has changed again
  following = window.setTimeout(() => {
    if (run.at > since) return;
    if (isRunning()) {
      check(since);
      return;
    }
    warn("Streamlit's page no longer follows the address: it is loaded anew");
    window.location.reload();
  }, ANSWERING + SLOWER * (performance.now() - asked));
}
