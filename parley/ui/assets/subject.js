// What a page is about in, a control that changes it out: a list to choose from, with a search that
// the server answers where there are many, and the neighbours. The state is the address.
//
// `data` comes from parley/ui/subject.py. The control is kept as it is while a reader types in it.

import { choose } from "../parley.page/choice.js"; // one address for all components
import { element } from "../parley.page/element.js";
import { tellLanguage } from "../parley.page/frame.js";

const TYPING = 300; // milliseconds after the last letter at which the server is asked

function neighbour(word, key, found) {
  if (!found) return null;
  const [id, name] = found;
  const to = new URL(window.location.href);
  to.searchParams.set(key, id);
  to.searchParams.delete("cell");
  return element("a", { href: to.search, title: name, "aria-label": `${word}: ${name}` }, word);
}

function build(root, { label, find }, report) {
  const select = element("select", { "aria-label": label, dir: "auto" });
  const search = find && element("input", { type: "search", placeholder: find, "aria-label": find });
  const links = element("nav", { "aria-label": `${label} before and after` });
  let timer = null;
  search?.addEventListener?.("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => report("words", search.value.trim()), TYPING);
  });
  select.addEventListener("change", () => choose(root.parley.key, [select.value], "pushState"));
  root.classList.add("subject");
  root.replaceChildren(...[search, select, links].filter(Boolean));
  Object.assign(root.parley, { select, links });
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".root");
  if (!root.parley) {
    root.parley = {};
    root.addEventListener("keydown", (event) => event.stopPropagation()); // letters are no shortcuts here
  }
  const built = `${data.label} ${data.find}`;
  if (root.parley.built !== built) build(root, data, setStateValue);
  root.parley.built = built;
  root.parley.key = data.key;
  const { select, links } = root.parley;
  const options = data.options.map(([id, name]) => element("option", { value: id }, name));
  if (!data.chosen) options.unshift(element("option", { value: "", disabled: true, lang: "en" }, data.nothing));
  const drawn = JSON.stringify([data.options, data.chosen]);
  if (root.parley.drawn !== drawn) select.replaceChildren(...options);
  tellLanguage(root);
  root.parley.drawn = drawn;
  select.value = data.chosen;
  const around = [neighbour("Previous", data.key, data.before), neighbour("Next", data.key, data.after)];
  links.replaceChildren(...around.filter(Boolean));
}
