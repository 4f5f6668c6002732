// What the browser does for every page of an edition: the choice in the address, chips and filters,
// cards, copying, light and dark, print. It asks no other host and makes no sentence of its own.
//
// Plain scripts, no modules: a browser loads no module from a disk.

"use strict";

const parley = (() => {
  const root = document.documentElement;
  const inOneFile = document.querySelector("section.page") !== null;
  const onServer = /^https?:$/.test(location.protocol);
  const data = JSON.parse(document.getElementById("parley-data")?.textContent ?? "{}");

  const element = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  };

  const grouped = (number) => number.toLocaleString("en-US");
  const count = (number, one, many = `${one}s`) => `${grouped(number)} ${number === 1 ? one : many}`;

  // --- the choice is the address: its query on a server, what follows "?" after "#" elsewhere

  const afterHash = () => location.hash.slice(1);
  const pageName = () => (inOneFile ? decodeURIComponent(afterHash().split("?")[0]) || "overview" : "");
  function query() {
    const [, late] = afterHash().split("?");
    return new URLSearchParams(late ?? (inOneFile ? "" : location.search));
  }

  const listeners = [];
  const changed = () => listeners.forEach((each) => each());

  function address(parameters) {
    const text = parameters.toString();
    if (inOneFile) return `#${pageName()}${text ? `?${text}` : ""}`;
    if (onServer) return `${location.pathname}${text ? `?${text}` : ""}`;
    return text ? `#?${text}` : "#";
  }

  function choose(key, values, step = false) {
    const parameters = query();
    parameters.delete(key);
    for (const value of values) parameters.append(key, value);
    history[step ? "pushState" : "replaceState"](null, "", address(parameters));
    changed();
  }

  // --- pages of one file

  const { title } = document;

  function showPage() {
    const name = pageName();
    const sections = [...document.querySelectorAll("section.page")];
    const shown = sections.find(({ id }) => id === name) ?? sections.find((each) => name.startsWith(`${each.id}.`)) ?? sections[0];
    const other = root.dataset.page !== shown.id;
    for (const each of sections) each.hidden = each !== shown;
    root.dataset.page = shown.id;
    const kind = shown.id.split("-")[0];
    for (const link of document.querySelectorAll(".topbar nav a")) {
      const [target] = link.getAttribute("href").slice(1).split("?");
      const here = target === shown.id || (["issue", "party"].includes(kind) && target.startsWith(`${kind}-`));
      if (here) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.title = title.startsWith(`${shown.dataset.title} · `) ? title : `${shown.dataset.title} · ${title}`;
    if (other) scrollTo(0, 0);
    const place = name === shown.id ? null : document.getElementById(name);
    place?.closest("details")?.setAttribute("open", "");
    place?.scrollIntoView();
  }

  // --- cards

  const dialog = () => document.getElementById("card");
  let opened = null;

  async function markup(cell) {
    const template = document.querySelector(`template[data-card="${CSS.escape(cell)}"]`);
    if (template) return template.content.cloneNode(true);
    if (inOneFile) return fromIssue(cell);
    return parley.loadCard ? parley.loadCard(cell) : null;
  }

  // In one file a card is what the page of its issue says of it, once more.
  function fromIssue(cell) {
    const [party, issue] = cell.split(".");
    const page = document.getElementById(`issue-${issue}`);
    const pressed = document.querySelector(`a.cell[data-cell="${CSS.escape(cell)}"], a[href="#matrix?cell=${CSS.escape(cell)}"]`);
    if (!page || !pressed) return null;
    const position = document.getElementById(`issue-${issue}.position-${party}`)?.cloneNode(true);
    const name = document.querySelector(`.matrix th[data-p="${CSS.escape(party)}"] .name`)?.textContent ?? position?.querySelector(".who")?.textContent ?? pressed.textContent;
    const about = [".lead", ".state"].map((part) => page.querySelector(part)?.cloneNode(true)).filter(Boolean);
    const head = element("header", {}, element("h2", {}, `${name}: ${page.querySelector("h1").textContent}`), ...about);
    for (const each of position?.querySelectorAll(".who, .more") ?? []) each.remove();
    const silences = position ? [] : [page.querySelector(".silences")?.cloneNode(true)].filter(Boolean);
    const more = element("p", { class: "more" }, element("a", { href: `#issue-${issue}` }, `All of ${page.querySelector("h1").textContent}`), element("a", { href: `#party-${party}` }, `All of ${name}`));
    const parts = position ? [...position.childNodes] : [element("section", {}, ...silences)];
    const copies = element("footer", { class: "share", "data-link": `#matrix?cell=${cell}` }, element("button", { type: "button", "data-copy": "{link}" }, "Copy link"), element("span", { class: "copied", role: "status" }));
    return element("article", { class: "position" }, head, ...parts, more, copies);
  }

  async function openCard(cell) {
    const box = dialog();
    if (!box || opened === cell) return;
    opened = cell;
    const body = box.querySelector(".body");
    body.replaceChildren(element("p", { class: "quiet" }, "Being loaded …"));
    if (!box.matches(":popover-open")) box.showPopover();
    box.querySelector(".close").focus();
    const found = await markup(cell);
    if (opened !== cell) return;
    body.replaceChildren(found ?? element("p", {}, "There is no such cell here."));
    tellLanguage(body);
    body.scrollTop = 0;
  }

  function followCell() {
    const cell = query().get("cell");
    if (cell) openCard(cell);
    else if (opened) dialog().hidePopover();
  }

  function setUpCards() {
    const box = dialog();
    if (!box) return;
    box.querySelector(".close").addEventListener("click", () => box.hidePopover());
    box.addEventListener("beforetoggle", ({ newState }) => {
      if (newState !== "closed" || !opened) return;
      const last = opened;
      opened = null;
      if (query().get("cell")) choose("cell", []);
      document.querySelector(`.cell[data-cell="${CSS.escape(last)}"]`)?.focus();
    });
    listeners.push(followCell);
  }

  // --- a press

  async function copy(button) {
    const holder = button.closest("[data-link]");
    const link = new URL(holder.dataset.link || location.href, location.href);
    const status = holder.querySelector("[role=status]") ?? button.parentElement.querySelector("[role=status]");
    const said = button.parentElement.querySelector("[role=status]") ?? status;
    const text = button.dataset.copy.replaceAll("{link}", link.href);
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied.";
    } catch {
      const field = element("textarea", { readonly: true, rows: 4, "aria-label": "Text to copy" });
      field.value = text;
      said.replaceChildren("Copy this: ", field);
      field.select();
    }
  }

  function clicked(event) {
    const target = event.target instanceof Element ? event.target.closest("button, a") : null;
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (target.matches("[data-copy]")) copy(target);
    else if (target.matches("[data-print]")) {
      target.closest("[popover]").hidePopover();
      print();
    } else if (target.matches("[data-cell]") && dialog() && (inOneFile || document.querySelector(`template[data-card="${CSS.escape(target.dataset.cell)}"], #grid`))) {
      event.preventDefault();
      choose("cell", [target.dataset.cell], true);
    } else if (target.matches("a[href^='#how']")) {
      document.getElementById(decodeURIComponent(target.hash.slice(1)))?.closest("details")?.setAttribute("open", "");
    }
  }

  // --- light and dark, print, language

  function setTheme(name) {
    root.dataset.theme = name;
    for (const each of document.querySelectorAll("[name=theme]")) each.checked = each.value === name;
  }

  function setUpDisplay() {
    const kept = () => {
      try {
        return localStorage.getItem("parley-theme");
      } catch {
        return null; // from a disk, or where a browser keeps nothing
      }
    };
    setTheme(kept() ?? "system");
    document.addEventListener("change", ({ target }) => {
      if (!target.matches("[name=theme]")) return;
      setTheme(target.value);
      try {
        localStorage.setItem("parley-theme", target.value);
      } catch { /* it holds for this page */ }
    });
    const closed = new Set();
    addEventListener("beforeprint", () => {
      for (const each of document.querySelectorAll("main details:not([open], .methods, .others, .filters)")) closed.add(each);
      for (const each of closed) each.open = true;
    });
    addEventListener("afterprint", () => {
      for (const each of closed) each.open = false;
      closed.clear();
    });
  }

  function tellLanguage(within) {
    const { language } = root.dataset;
    if (!language) return;
    for (const each of within.querySelectorAll("bdi, q, .summary, .gist, .wording, .proposal")) each.lang ||= language;
  }

  // --- within another page: without the bar, and its height told to whoever shows it

  function setUpEmbedding() {
    const part = new URLSearchParams(location.search).get("embed");
    if (part === null) return;
    root.dataset.embed = part || "page";
    for (const link of document.querySelectorAll("main a[href]:not([data-cell])")) link.target = "_top";
    const tell = () => window.parent.postMessage({ parleyHeight: document.body.getBoundingClientRect().height }, "*");
    new ResizeObserver(tell).observe(document.body, { box: "border-box" });
  }

  // --- chips and filters

  const LISTS = { area: "Areas", status: "Status", stance: "Stance", attribution: "Who says so" };
  const MANY = 12;

  function boxes(key, label, options, cls) {
    const rows = options.map(([id, name]) => {
      const box = element("input", { type: "checkbox", value: id });
      return element("label", { class: cls }, box, element("bdi", {}, name));
    });
    const group = element("div", { class: cls === "party" ? "chips" : "options", role: "group", "aria-label": label }, ...rows);
    group.addEventListener("change", () => choose(key, [...group.querySelectorAll(":checked")].map(({ value }) => value)));
    listeners.push(() => {
      const chosen = query().getAll(key);
      for (const box of group.querySelectorAll("input")) box.checked = chosen.includes(box.value);
    });
    return group;
  }

  // Parties to press: of many those that come first, and the others a press away.
  function chips(options, home) {
    const row = boxes("party", "Parties", options, "party");
    const node = element("div", { class: "parties" }, row);
    const none = element("button", { type: "button", class: "all" }, "All parties");
    none.addEventListener("click", () => {
      choose("party", []);
      row.querySelector("input").focus();
    });
    row.append(none);
    const labels = [...row.querySelectorAll("label")];
    let open = options.length <= MANY;
    const more = element("button", { type: "button", class: "more", "aria-expanded": "false" });
    const find = element("input", { type: "search", placeholder: `Find among ${options.length}`, "aria-label": `Find among ${options.length} parties` });
    const show = () => {
      const typed = fold(find.value);
      const first = new Set(home.slice(0, 8));
      for (const label of labels) {
        const box = label.querySelector("input");
        label.hidden = !box.checked && !(open ? fold(label.textContent).includes(typed) : first.has(box.value));
      }
      none.hidden = !labels.some((label) => label.querySelector("input").checked);
      more.textContent = open ? "Show fewer" : `+ ${labels.filter(({ hidden }) => hidden).length} more`;
      more.setAttribute("aria-expanded", open);
      find.hidden = !open;
    };
    if (!open) {
      row.append(more);
      node.prepend(find);
      more.addEventListener("click", () => {
        open = !open;
        show();
      });
      find.addEventListener("input", show);
    }
    listeners.push(show);
    return node;
  }

  const optionsOf = (place, cls) => [...place.querySelector("template").content.querySelectorAll(`.${cls} option`)];

  function clearing() {
    const clear = element("button", { type: "button", class: "clear" }, "Clear all filters");
    clear.addEventListener("click", () => {
      const kept = [...query()].filter(([key]) => key === "cell" || key === "embed");
      history.replaceState(null, "", address(new URLSearchParams(kept)));
      changed();
    });
    return clear;
  }

  // What stands in the place of a matrix of which a choice leaves nothing.
  const nothing = () => element("p", { class: "nothing", hidden: true }, "No issue of the matrix matches these filters. ", clearing());

  // The filters of a matrix, with what says how much they leave.
  function filters(lists, wordsIn) {
    const parts = Object.entries(lists).map(([key, options]) => element("fieldset", {}, element("legend", { class: "label" }, LISTS[key]), boxes(key, LISTS[key], options, "option")));
    const record = boxes("record", "On the record only", [["yes", "On the record only"]], "option");
    const red = boxes("red_lines", "Red lines only", [["true", "Red lines only"]], "option");
    const words = element("input", { type: "search", "aria-label": "Words", placeholder: wordsIn });
    let timer = null;
    words.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => choose("words", words.value.trim() ? [words.value.trim()] : []), 150);
    });
    const clear = clearing();
    const summary = element("summary", {}, element("span", { class: "label" }, "Filter"), element("span", { class: "count" }));
    listeners.push(() => {
      const typed = query().getAll("words").join(" ");
      if (document.activeElement !== words) words.value = typed;
      const on = [...query()].filter(([key]) => key in LISTS || ["record", "red_lines", "words"].includes(key)).length;
      summary.querySelector(".count").textContent = on ? ` ${on} on` : "";
    });
    return element("details", { class: "filters" }, summary, element("div", { class: "panel" }, words, ...parts, element("fieldset", {}, record, red), clear));
  }


  // What the address chooses, as sets; empty where nothing is.
  function choice() {
    const parameters = query();
    const set = (key) => new Set(parameters.getAll(key).filter(Boolean));
    return {
      party: set("party"), area: set("area"), status: set("status"), stance: set("stance"), attribution: set("attribution"),
      record: parameters.get("record") === "yes",
      redLines: parameters.get("red_lines") === "true",
      words: wordsOf(parameters.getAll("words").join(" ")),
    };
  }

  // Of what is known of a matrix what a choice leaves out, as it is not counted, and what it finds.
  const leavesOut = ({ attribution, record }) => Boolean(attribution.size || record);
  const counts = ({ attribution, record }, word) => (!attribution.size || attribution.has(word)) && (!record || ON_RECORD.includes(word));
  const seeks = ({ stance, redLines, words }) => Boolean(stance.size || redLines || words.length);

  // What a choice leaves of a matrix, in words.
  function noted(chosen, [ids, parties], [issues, every], { counted, out, found }) {
    const parts = [];
    if (ids) parts.push(`${grouped(ids)} of ${count(parties, "party", "parties")}`);
    if (issues !== every) parts.push(`${grouped(issues)} of ${count(every, "issue")}`);
    if (leavesOut(chosen)) parts.push(`${count(counted, "position")} counted, ${grouped(out)} left out`);
    if (seeks(chosen)) parts.push(`${count(found, "position")} found${found ? ", the others are faded" : ""}`);
    return parts.length ? `Shown: ${parts.join(" · ")}. The sentences above speak for the whole.` : "";
  }

  // Texts in, which issues and cells have some words out, as parley/frames/matching.py finds them: each
  // stands in a text of the position, of its issue or party, or of a source that it cites.
  function finder({ issues, parties, sources = [], cells = {} }) {
    const folded = (texts) => Object.entries(texts).map(([id, text]) => [id, fold(text)]);
    const [ofIssues, ofParties, ofSources] = [issues, parties, sources].map(folded);
    const summary = (id) => (inOneFile ? document.getElementById(`issue-${id.split(".")[1]}.position-${id.split(".")[0]}`)?.querySelector(".summary")?.textContent ?? "" : "");
    const own = new Map(Object.entries(cells).map(([id, [text, ...cited]]) => [id, [fold(`${text} ${summary(id)}`), cited.map(String)]]));
    return (words) => {
      const having = (texts) => words.map((word) => new Set(texts.filter(([, text]) => text.includes(word)).map(([id]) => id)));
      const [inIssues, inParties, inSources] = [ofIssues, ofParties, ofSources].map(having);
      return {
        issue: (id) => words.every((_, at) => inIssues[at].has(id)),
        cell: (party, issue) => {
          const [text, cited] = own.get(`${party}.${issue}`) ?? ["", []];
          return words.every((word, at) => inIssues[at].has(issue) || inParties[at].has(party) || text.includes(word) || cited.some((id) => inSources[at].has(id)));
        },
      };
    };
  }

  // --- the matrix as a table: rows and columns hide, cells that are not sought fade

  function setUpMatrix(place) {
    const table = document.querySelector(".matrix table");
    if (!table) return;
    const options = optionsOf(place, "parties");
    const parties = options.map(({ value, textContent }) => [value, textContent]).filter(([id]) => table.querySelector(`th[data-p="${CSS.escape(id)}"]`));
    const cells = [...table.querySelectorAll(".cell")];
    const words = (list) => [...new Map(list).entries()];
    const present = (pick) => words(cells.flatMap((cell) => pick(cell) ?? []));
    const stances = present((cell) => { const b = cell.querySelector(".held b"); const kind = cell.classList[cell.classList.contains("sign") ? 2 : 1]; return b && kind !== "value" ? [[kind, b.textContent.split(" · ")[0]]] : null; });
    const statuses = words([...table.querySelectorAll("tr[data-status]")].map((row) => [row.dataset.status, row.querySelector(".status")?.textContent ?? row.dataset.status]));
    const lists = { area: optionsOf(place, "areas").map(({ value, textContent }) => [value, textContent]), status: statuses };
    if (stances.length) lists.stance = stances;
    const said = present((cell) => (cell.dataset.a ? [[cell.dataset.a, data.attributions?.[cell.dataset.a] ?? cell.dataset.a]] : null));
    if (said.length > 1) lists.attribution = said;
    const note = element("p", { class: "note", role: "status" });
    place.append(chips(parties, options.filter(({ dataset }) => "home" in dataset).map(({ value }) => value)), filters(lists, data.wordsIn), note);
    const sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    const rows = [...table.querySelectorAll("tr[data-issue]")];
    const heads = new Map([...table.querySelectorAll("th[data-p]")].map((head) => [head.dataset.p, head.querySelector(".known > :last-child")]));
    const published = new Map([...heads].map(([id, node]) => [id, node?.textContent]));
    const members = [...table.querySelectorAll("[data-member]")];
    const spokenFor = new Set(members.map(({ dataset }) => dataset.p));
    let find = null;
    const empty = nothing();
    table.closest(".frame").after(empty);

    // A position that is left out stands there as what it is: no silence, and not counted.
    const whole = new Map();
    function leaveOut(cell, out) {
      if (out === whole.has(cell)) return;
      const signs = cell.classList.contains("sign");
      if (out) {
        whole.set(cell, [[...cell.childNodes], cell.className, cell.getAttribute("aria-label")]);
        cell.replaceChildren(signs ? "·" : data.leftOut);
        cell.className = `cell ${signs ? "sign " : ""}silent left-out`;
        cell.setAttribute("aria-label", `${whole.get(cell)[2].split(": ")[0]}: ${data.leftOut}.`);
      } else {
        const [nodes, cls, label] = whole.get(cell);
        cell.replaceChildren(...nodes);
        cell.className = cls;
        cell.setAttribute("aria-label", label);
        whole.delete(cell);
      }
    }

    function apply() {
      const chosen = choice();
      const ids = [...chosen.party].filter((id) => heads.has(id));
      sheet.replaceSync(ids.length ? `.matrix [data-p]:not(${ids.map((id) => `[data-p="${CSS.escape(id)}"]`).join()}){display:none!important}` : "");
      for (const each of members) each.hidden = !ids.includes(each.dataset.p);
      const words = chosen.words.length ? (find ??= finder(data.words))(chosen.words) : null;
      const seeking = seeks(chosen);
      const [known, left] = [new Map(), new Map()];
      let [issues, found, counted, out] = [0, 0, 0, 0];
      for (const row of rows) {
        const { issue } = row.dataset;
        const within = (!chosen.area.size || chosen.area.has(row.parentElement.dataset.area)) && (!chosen.status.size || chosen.status.has(row.dataset.status));
        let here = 0;
        for (const cell of within ? row.querySelectorAll(".cell[data-a]") : []) {
          const party = cell.parentElement.dataset.p;
          if (ids.length ? !ids.includes(party) : spokenFor.has(party)) continue;
          const isCounted = counts(chosen, cell.dataset.a);
          leaveOut(cell, !isCounted);
          const tally = isCounted ? known : left;
          tally.set(party, (tally.get(party) ?? 0) + 1);
          const sought = isCounted
            && (!chosen.stance.size || [...chosen.stance].some((each) => cell.classList.contains(each)))
            && (!chosen.redLines || "red" in cell.dataset)
            && (!words || words.cell(party, issue));
          cell.classList.toggle("faded", isCounted && !sought);
          here += sought;
          [counted, out] = isCounted ? [counted + 1, out] : [counted, out + 1];
        }
        const named = words && !chosen.stance.size && !chosen.redLines && words.issue(issue);
        row.hidden = !within || (seeking && !here && !named);
        issues += !row.hidden;
        found += here;
      }
      for (const body of table.tBodies) body.hidden = [...body.rows].slice(1).every(({ hidden }) => hidden);
      const narrowed = chosen.area.size || chosen.status.size || leavesOut(chosen);
      const inView = rows.filter((row) => (!chosen.area.size || chosen.area.has(row.parentElement.dataset.area)) && (!chosen.status.size || chosen.status.has(row.dataset.status))).length;
      for (const [id, node] of heads) {
        const rest = left.get(id) ? `, ${left.get(id)} left out` : "";
        if (node) node.textContent = narrowed ? `${known.get(id) ?? 0} of ${inView}${rest}` : published.get(id);
        const bar = node?.parentElement.querySelector(".bar i");
        if (!bar) continue;
        bar.dataset.width ??= bar.style.width;
        bar.style.width = narrowed ? `${(100 * (known.get(id) ?? 0)) / inView}%` : bar.dataset.width;
      }
      empty.hidden = issues > 0;
      table.closest(".frame").hidden = !issues;
      note.textContent = noted(chosen, [ids.length, parties.length], [issues, rows.length], { counted, out, found });
      fit();
    }

    const wrap = table.parentElement;
    const frame = wrap.closest(".root");
    const signs = wrap.classList.contains("signs");
    function fit() {
      const rem = parseFloat(getComputedStyle(root).fontSize);
      const narrow = !signs && frame.clientWidth > 0 && frame.clientWidth < 640 && !printing;
      wrap.classList.toggle("narrow", narrow);
      const shown = [...table.querySelectorAll("th[data-p]")].filter((head) => getComputedStyle(head).display !== "none");
      const width = signs ? 16.5 + 1.5 * shown.length : 12 + shown.reduce((sum, head) => sum + (head.classList.contains("slim") ? 6.125 : 8.75), 0);
      wrap.classList.toggle("wide", !narrow && !printing && width * rem > frame.clientWidth + 1);
    }
    let printing = false;
    for (const [name, on] of [["beforeprint", true], ["afterprint", false]]) addEventListener(name, () => { printing = on; fit(); });
    new ResizeObserver(fit).observe(frame);
    listeners.push(apply);
    setUpKeys(table);
  }

  // One stop for the tab key; arrows, Home and End move between cells and heads.
  function setUpKeys(table) {
    const stops = () => [...table.rows].map((row) => [...row.querySelectorAll("a.name, a.title, a.cell")].filter((each) => each.checkVisibility())).filter((row) => row.length);
    for (const each of table.querySelectorAll("a")) each.tabIndex = -1;
    table.querySelector("a.cell")?.setAttribute("tabindex", "0");
    table.addEventListener("keydown", (event) => {
      const grid = stops();
      const y = grid.findIndex((row) => row.includes(event.target));
      if (y < 0 || event.altKey || event.metaKey) return;
      const fromHead = y === 0 && grid[0].length < (grid[1]?.length ?? 0);
      const x = grid[y].indexOf(event.target) + (fromHead ? 1 : 0);
      const at = (row) => row && row[Math.max(0, Math.min(x - (row === grid[0] && fromHeadRow(grid) ? 1 : 0), row.length - 1))];
      const to = {
        ArrowUp: () => at(grid[y - 1]), ArrowDown: () => at(grid[y + 1]),
        ArrowLeft: () => grid[y][grid[y].indexOf(event.target) - 1], ArrowRight: () => grid[y][grid[y].indexOf(event.target) + 1],
        Home: () => (event.ctrlKey ? grid[0] : grid[y])[0], End: () => (event.ctrlKey ? grid.at(-1) : grid[y]).at(-1),
      }[event.key]?.();
      if (!(event.key in { ArrowUp: 1, ArrowDown: 1, ArrowLeft: 1, ArrowRight: 1, Home: 1, End: 1 })) return;
      event.preventDefault();
      if (!to) return;
      for (const each of table.querySelectorAll("a[tabindex='0']")) each.tabIndex = -1;
      to.tabIndex = 0;
      to.focus();
    });
  }
  const fromHeadRow = (grid) => grid[0].length < (grid[1]?.length ?? 0);

  // --- the start, once every script is there

  const started = [];
  function start() {
    root.dataset.script = "";
    for (const each of document.querySelectorAll("a[href^='#matrix?cell=']")) each.dataset.cell = each.getAttribute("href").split("=")[1];
    setUpDisplay();
    setUpEmbedding();
    setUpCards();
    tellLanguage(document);
    const matrix = document.querySelector("[data-page=matrix]");
    if (matrix) setUpMatrix(matrix);
    for (const each of started) each();
    document.addEventListener("click", clicked);
    addEventListener("popstate", () => { if (inOneFile) showPage(); changed(); });
    addEventListener("hashchange", () => { if (inOneFile) showPage(); changed(); });
    if (inOneFile) showPage();
    changed();
    root.dataset.ready = "";
  }
  document.addEventListener("DOMContentLoaded", start);

  return { data, element, count, grouped, query, choose, chips, filters, optionsOf, choice, leavesOut, counts, seeks, noted, nothing, finder, listeners, started, tellLanguage, loadCard: null };
})();
