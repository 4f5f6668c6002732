// The controls under the title of a page: parties as chips, and in words what else is chosen.
//
// Each is a kind of control of controls.js: data in, a node and how it shows an address out.

import { choose, query } from "../parley.page/choice.js"; // one address for all components
import { element } from "../parley.page/element.js";
import { hasWords, wordsOf } from "../parley.page/fold.js";
import { tellLanguage } from "../parley.page/frame.js";

const MANY = 12; // parties: of more only those that come first and those that are chosen are in sight
const FIRST = 8; // of those that come first, where there are many
const FOUND = 60; // parties that a search shows

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

// Parties to press: the address may name one by its id or by its name.
export function chips({ key, label, nothing, options, home }) {
  const names = new Map(options);
  const first = options.length > MANY ? home.slice(0, FIRST) : [...names.keys()];
  const row = element("div", { class: "chips", role: "group", "aria-label": label });
  const all = element("button", { type: "button", class: "all" }, nothing);
  const more = element("button", { type: "button", class: "more", "aria-expanded": "false" });
  const rest = element("div", { class: "rest" });
  rest.hidden = true;
  const boxes = new Map(); // the chips in the row, by id
  const found = new Map(); // those of the search
  let chosen = [];

  const toggle = (id, on) => choose(key, [...names.keys()].filter((each) => (each === id ? on : chosen.includes(each))));
  const chip = (id) => {
    const box = element("input", { type: "checkbox", value: id });
    box.checked = chosen.includes(id);
    box.addEventListener("change", () => toggle(id, box.checked));
    return { box, node: element("label", { class: "party" }, box, element("bdi", {}, names.get(id))) };
  };
  const show = (id, shown) => {
    if (!boxes.has(id)) boxes.set(id, chip(id));
    const { box, node } = boxes.get(id);
    box.checked = chosen.includes(id);
    if (shown && node.parentElement !== row) row.insertBefore(node, all.parentElement === row ? all : null);
    if (!shown) node.remove();
  };

  const words = `Find among ${options.length.toLocaleString("en-GB")}`;
  const find = element("input", { type: "search", placeholder: words, "aria-label": `${words}: ${label}` });
  const list = element("div", { class: "chips", role: "group", "aria-label": `${label} found` });
  const note = element("p", { class: "note", role: "status" });
  const search = () => {
    const typed = wordsOf(find.value);
    const ids = [...names].filter(([id, name]) => !first.includes(id) && hasWords(name, typed)).map(([id]) => id);
    for (const id of ids.slice(0, FOUND)) if (!found.has(id)) found.set(id, chip(id));
    list.replaceChildren(...ids.slice(0, FOUND).map((id) => found.get(id).node));
    tellLanguage(list);
    note.textContent = ids.length > FOUND ? `and ${(ids.length - FOUND).toLocaleString("en-GB")} more: type a word of the name` : ids.length ? "" : "None of that name.";
  };
  find.addEventListener("input", search);
  more.addEventListener("click", () => {
    rest.hidden = !rest.hidden;
    more.setAttribute("aria-expanded", !rest.hidden);
    if (rest.hidden) return;
    search();
    find.focus();
  });
  rest.append(find, list, note);

  all.addEventListener("click", () => {
    choose(key, []);
    row.querySelector("input").focus(); // the button is gone
  });
  if (first.length < names.size) row.append(more);
  const apply = (values) => {
    const ids = [...names].filter(([id, name]) => values.includes(id) || (!names.has(name) && values.includes(name)));
    chosen = ids.map(([id]) => id);
    const shown = new Set([...first, ...chosen]);
    for (const id of names.keys()) if (shown.has(id) || boxes.has(id)) show(id, shown.has(id));
    for (const [id, { box }] of found) box.checked = chosen.includes(id);
    more.textContent = `+ ${names.size - shown.size} more`;
    row.append(all, ...(more.parentElement ? [more] : []));
    all.hidden = !chosen.length;
    tellLanguage(row);
    const known = new Set([...names.keys(), ...names.values()]);
    return [...chosen, ...values.filter((value) => !known.has(value))];
  };
  return { node: element("div", { class: "parties" }, row, rest), apply };
}

// Whatever else is chosen, in words, each to be taken back.
export function taken({ of }) {
  const node = element("ul", { class: "taken", "aria-label": "Filters that are on" });
  const words = (key, value) => {
    const { label, options, days } = of[key];
    if (days) return [`${label} ${Number.isNaN(Date.parse(value)) ? value : DAY.format(Date.parse(value))}`];
    if (options || key === "words") return [`${label}: `, options?.[value] ?? value];
    return [label];
  };
  const takeBack = (key, value, at) => {
    choose(key, query().getAll(key).filter((each) => each !== value));
    const buttons = [...node.querySelectorAll("button")];
    (buttons[Math.min(at, buttons.length - 1)] ?? node.getRootNode().querySelector("input"))?.focus();
  };
  const apply = () => {
    const on = [...query()].filter(([key, value]) => key in of && value && value !== of[key].except);
    const drawn = JSON.stringify(on);
    if (node.dataset.drawn !== drawn) {
      node.dataset.drawn = drawn;
      node.replaceChildren(...on.map(([key, value], at) => {
        const [text, named] = words(key, value);
        const label = `Take back ${text}${named ?? ""}`;
        const told = element("span", {}, text, named && element("bdi", {}, named));
        const button = element("button", { type: "button", "aria-label": label }, told, element("span", { class: "x", "aria-hidden": "true" }, "×"));
        button.addEventListener("click", () => takeBack(key, value, at));
        return element("li", {}, button);
      }));
    }
    node.hidden = !on.length;
    return [];
  };
  return { node, apply };
}
