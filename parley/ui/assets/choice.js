// A reader's choice in, the address that has it out, of which the page hears before the server does.

import { follow } from "../parley.page/streamlit.js"; // one address for all components

export const query = () => new URLSearchParams(window.location.search);

// Set the parameters of the address. The matrix hears of it first: it can draw a choice before
// Streamlit follows.
export function go(parameters, record = "replaceState") {
  const to = new URL(window.location.href);
  to.search = new URLSearchParams(parameters);
  window.history[record](record === "pushState" ? {} : window.history.state, "", to);
  window.dispatchEvent(new Event("parley-choice"));
  window.setTimeout(follow);
}

// Set the values of one parameter.
export function choose(key, values, record) {
  go([...[...query()].filter(([other]) => other !== key), ...values.map((value) => [key, value])], record);
}
