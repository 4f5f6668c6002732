// Controls whose state is the address, and nothing else: the filters, and switches of a page.
//
// `data` comes from parley/ui/controls.py. A choice changes the address as the Back button does;
// Streamlit follows it and runs the page, and the matrix goes ahead of that. Texts are set as text.

import { chips, taken } from "../parley.page/chips.js"; // one address for all components
import { choose, go, query } from "../parley.page/choice.js";
import { element } from "../parley.page/element.js";
import { hasWords, wordsOf } from "../parley.page/fold.js";
import { tellLanguage } from "../parley.page/frame.js";
import { outcomes } from "../parley.page/outcomes.js";
import { suppose } from "../parley.page/suppose.js";

const OF_FOLDER = ["area", "source"]; // lists of names that the folder gives
const MANY = 12; // options: more of them are folded away, and can be searched
const TYPING = 400; // milliseconds after the last letter at which words are a choice

// --- the kinds: `apply` shows the values that an address has, and returns them, options by their ids.
// What a control cannot show stays in the address: the page says what it is, and a choice replaces it.

// Boxes of a list; an address may name an option by its id or by its label.
function list({ key, label, nothing, options, open }) {
  const boxes = options.map(([id, name]) => ({ id, name, box: element("input", { type: "checkbox", value: id }) }));
  const count = element("span", { class: "count" });
  const names = element("span", { class: "names" });
  const all = element("button", { type: "button", class: "all" }, nothing);
  const rows = boxes.map(({ name, box }) => element("label", {}, box, element("span", { dir: OF_FOLDER.includes(key) ? "auto" : null }, name)));
  const group = element("div", { class: "options", role: "group", "aria-label": label }, ...rows);
  const body = element("div", { class: "body" }, group, all);
  if (options.length > MANY) {
    const words = `Find among ${options.length.toLocaleString("en-GB")}`;
    const find = element("input", { type: "search", placeholder: words, "aria-label": `${words}: ${label}` });
    find.addEventListener("input", () => {
      const typed = wordsOf(find.value);
      boxes.forEach(({ name }, at) => (rows[at].hidden = !hasWords(name, typed)));
    });
    body.prepend(find);
  }
  const summary = element("summary", {}, element("span", { class: "label" }, label), " ", count, names);
  const node = element("details", { open: open && options.length <= MANY }, summary, body);
  const ticked = () => boxes.filter(({ box }) => box.checked);
  const summarize = () => {
    const chosen = ticked();
    count.textContent = chosen.length ? `${chosen.length} of ${boxes.length}` : nothing;
    names.textContent = chosen.map(({ name }) => name).join(", ");
    all.hidden = !chosen.length;
  };
  group.addEventListener("change", () => choose(key, ticked().map(({ id }) => id)));
  all.addEventListener("click", () => {
    choose(key, []);
    summary.focus(); // the button is gone
  });
  const apply = (values) => {
    const labelled = values.filter((value) => !boxes.some(({ id }) => id === value));
    for (const { id, name, box } of boxes) box.checked = values.includes(id) || labelled.includes(name);
    summarize();
    const unknown = values.filter((value) => !boxes.some(({ id, name }) => value === id || value === name));
    return [...ticked().map(({ id }) => id), ...unknown];
  };
  return { node, apply };
}

function words({ key, label, placeholder, longest }) {
  const input = element("input", { type: "search", placeholder, maxlength: longest });
  let timer = null;
  const state = () => {
    window.clearTimeout(timer);
    timer = null;
    const value = input.value.trim();
    if (value !== query().getAll(key).join(" ").trim()) choose(key, value ? [value] : []);
  };
  input.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(state, TYPING);
  });
  input.addEventListener("change", state);
  const apply = (values) => {
    const value = values.join(" ").trim();
    if (timer === null && input.value.trim() !== value) input.value = value;
    return value ? [value] : [];
  };
  return { node: field(label, input), apply };
}

function onOff({ key, label, note, default: initial, other = `${!initial}` }) {
  const box = element("input", { type: "checkbox" });
  const current = () => (box.checked === initial ? [] : [other]);
  box.addEventListener("change", () => choose(key, current()));
  const text = element("span", {}, label);
  if (note) text.append(element("span", { class: "note" }, note));
  const apply = (values) => {
    const value = values.at(-1)?.toLowerCase();
    box.checked = value === other ? !initial : initial;
    return values;
  };
  return { node: element("label", { class: "switch" }, box, text), apply };
}

function day({ key, label, note, first, last, default: initial = "" }) {
  const input = element("input", { type: "date", min: first, max: last });
  input.addEventListener("change", () => {
    if (input.validity.valid) choose(key, current());
    else input.reportValidity();
  });
  const current = () => (input.value && input.value !== initial ? [input.value] : []);
  const apply = (values) => {
    input.value = values.at(-1) ?? initial;
    if (!input.value || !input.validity.valid) input.value = initial;
    return values;
  };
  return { node: field(label, input, note), apply };
}

function field(label, input, note) {
  const node = element("label", { class: "field" }, element("span", { class: "label" }, label), input);
  if (note) node.append(element("span", { class: "note" }, note));
  return node;
}

const KINDS = { chips, taken, list, words, switch: onOff, day, outcomes, suppose };

// --- all of them

// Closes the panel that holds the controls.
function closing() {
  const button = element("button", { type: "button", class: "close" }, "Close");
  button.addEventListener("click", () => window.dispatchEvent(new Event("parley-filters")));
  return button;
}

function build(root, { controls, heading, closes, clear, clears = {}, line }) {
  const parts = controls.map((each) => ({ ...each, ...KINDS[each.kind](each) }));
  for (const { key, node } of parts) node.dataset.control = key;
  const nodes = parts.map(({ node }) => node);
  if (heading) nodes.unshift(element("p", { class: "heading", tabindex: "-1" }, heading));
  if (closes) nodes.unshift(closing());
  root.classList.toggle("line", Boolean(line));
  const none = element("button", { type: "button", class: "clear" }, clear ?? "");
  const isChosen = ([key, value]) => key in clears && value !== clears[key];
  none.addEventListener("click", () => go([...query()].filter((each) => !isChosen(each))));
  if (clear) nodes.push(none);
  root.replaceChildren(...nodes);
  // Show what the address says. Returns its parameters as they should be, where it names options by
  // their labels; else null.
  const apply = () => {
    const now = query();
    const valid = new Map(parts.map(({ key, apply }) => [key, apply(now.getAll(key))]));
    none.disabled = ![...now].some(isChosen);
    const same = [...valid].every(([key, values]) => `${values}` === `${now.getAll(key)}`);
    if (same) return null;
    const others = [...now].filter(([key]) => !valid.has(key));
    return [...others, ...[...valid].flatMap(([key, values]) => values.map((value) => [key, value]))];
  };
  apply();
  for (const { node } of parts) if (node.matches("details") && node.querySelector(":checked")) node.open = true;
  return { apply };
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root");
  if (!root.parley) {
    root.parley = {};
    root.addEventListener("keydown", (event) => event.stopPropagation()); // letters are no shortcuts here
    const gone = new AbortController();
    const changed = () => (root.isConnected ? root.parley.apply() : gone.abort());
    for (const change of ["parley-choice", "popstate"]) window.addEventListener(change, changed, { signal: gone.signal });
  }
  const drawn = JSON.stringify(data);
  if (root.parley.drawn !== drawn) {
    Object.assign(root.parley, build(root, data), { drawn });
    tellLanguage(root);
  }
  const valid = root.parley.apply();
  if (valid && (query().get("negotiation") ?? "") === data.negotiation) {
    window.history.replaceState(window.history.state, "", `?${new URLSearchParams(valid)}`);
  }
}
