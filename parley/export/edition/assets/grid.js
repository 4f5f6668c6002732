// The matrix of very many cells: a character a cell in, a grid of signs out, drawn as far as it is in
// sight. Filters hide rows and columns; a press opens a cell, of which the words are loaded then.

"use strict";

parley.started.push(() => {
  const { element, data: { grid: data } } = parley;
  const place = document.getElementById("grid");
  if (!place || !data) return;
  const [STEP, HEAD, TOP, SPARE] = [24, 176, 96, 4]; // pixels, and cells that are drawn beyond what is in sight
  const { parties, issues, stances } = data;
  const VALUE = stances.length;
  const KINDS = Object.keys(data.attributions);
  const hidden = new Set(data.members);
  const state = { codes: null, kinds: data.kinds, rows: [], columns: [], at: [0, 0], isOut: null, found: null, key: null };

  // --- what stands there

  const number = (issue, party) => {
    const code = state.codes.charCodeAt(issue * parties.length + party);
    return code === 32 ? null : code >= 97 ? code - 97 : code - 65;
  };
  const isRecorded = (issue, party) => {
    const code = state.codes.charCodeAt(issue * parties.length + party);
    return code >= 65 && code < 97;
  };
  // Whose word a position is, and whether it is a red line.
  const kindOf = (issue, party) => {
    const code = state.kinds.charCodeAt(issue * parties.length + party);
    return { word: KINDS[code >= 97 ? code - 97 : code - 65], red: code < 97 };
  };
  const wordOf = (issue, party) => {
    const kind = number(issue, party);
    if (kind === null) return "no position known";
    if (state.isOut?.(issue, party)) return "left out by the filters";
    return `${kind === VALUE ? "a value" : stances[kind][1]}, ${isRecorded(issue, party) ? "on the record" : "not on the record"}`;
  };

  const box = element("div", { class: "grid", tabindex: "0", role: "application", "aria-label": `${place.dataset.caption}: issues by party. Arrows move, Enter opens a cell.` });
  const sheet = element("div", { class: "sheet" });
  box.append(sheet);
  const told = element("p", { class: "below", role: "status" });
  const note = element("p", { class: "note quiet", role: "status" });
  const chooser = element("div", { class: "chooser" }, element("div", { class: "root line" }));
  const wrap = element("div", { class: "wrap signs" }, box);
  const empty = parley.nothing();
  place.append(chooser, element("div", { class: "root" }, note, wrap, empty, told));

  const lists = {
    area: Object.entries(data.areas),
    status: Object.entries(data.statuses).filter(([id]) => issues.some((each) => each[3] === id)),
    stance: stances.map(([id, label]) => [id, label]),
    attribution: Object.entries(data.attributions),
  };
  chooser.firstChild.append(parley.chips(parties.map(([id, name]) => [id, name]), parties.map(([id]) => id).filter((id) => !hidden.has(id))), parley.filters(lists, data.wordsIn));

  // --- drawing: cells are made anew for what is in sight, as one text

  let waiting = false;
  function redraw() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  }

  function draw() {
    if (!state.codes) return;
    const { rows, columns } = state;
    const [left, top] = [box.scrollLeft, box.scrollTop];
    const first = Math.max(0, Math.floor(top / STEP) - SPARE);
    const last = Math.min(rows.length, Math.ceil((top + box.clientHeight - TOP) / STEP) + SPARE);
    const from = Math.max(0, Math.floor(left / STEP) - SPARE);
    const to = Math.min(columns.length, Math.ceil((left + box.clientWidth - HEAD) / STEP) + SPARE);
    const nodes = [];
    for (let y = first; y < last; y += 1) {
      const issue = rows[y];
      for (let x = from; x < to; x += 1) {
        const party = columns[x];
        const kind = number(issue, party);
        if (kind === null) continue;
        const sign = document.createElement("i");
        if (state.isOut?.(issue, party)) {
          sign.className = "cell sign silent left-out";
          sign.textContent = "·";
        } else {
          const sought = !state.found || state.found(issue, party);
          sign.className = `cell sign ${kind === VALUE ? "value" : stances[kind][0]}${sought ? "" : " faded"}`;
          sign.textContent = kind === VALUE ? "#" : stances[kind][2];
        }
        sign.style.cssText = `left:${HEAD + x * STEP}px;top:${TOP + y * STEP}px`;
        nodes.push(sign);
      }
    }
    for (let y = first; y < last; y += 1) {
      const [id, title] = issues[rows[y]];
      const head = element("a", { class: "row-head", href: `issue-${id}.html`, tabindex: "-1", title }, title);
      head.style.cssText = `left:${left}px;top:${TOP + y * STEP}px`;
      nodes.push(head);
    }
    for (let x = from; x < to; x += 1) {
      const [id, name, short] = parties[columns[x]];
      const head = element("a", { class: "column-head", href: `party-${id}.html`, tabindex: "-1", title: name }, short || name);
      head.style.cssText = `left:${HEAD + x * STEP}px;top:${top}px`;
      nodes.push(head);
    }
    const corner = element("span", { class: "corner" }, "Issue");
    corner.style.cssText = `left:${left}px;top:${top}px`;
    const [x, y] = state.at;
    const mark = element("span", { class: "mark-at" });
    mark.style.cssText = `left:${HEAD + x * STEP}px;top:${TOP + y * STEP}px`;
    sheet.replaceChildren(...nodes, mark, corner);
    sheet.style.width = `${HEAD + columns.length * STEP}px`;
    sheet.style.height = `${TOP + rows.length * STEP}px`;
  }

  // --- the choice

  const files = new Map();
  async function load(name, read) {
    if (!files.has(name)) files.set(name, fetch(name).then((answer) => (answer.ok ? answer[read]() : Promise.reject(new Error(name)))));
    return files.get(name);
  }

  // What a choice asks for and is not here yet: whose word it is, and the texts.
  let find = null;
  const names = () => ({
    issues: Object.fromEntries(issues.map(([id, title, area]) => [id, `${title} ${data.areas[area]}`])),
    parties: Object.fromEntries(parties.map(([id, name, short]) => [id, `${name} ${short}`])),
  });
  async function prepare(chosen) {
    if (!state.kinds && (chosen.attribution.size || chosen.redLines)) state.kinds = await load(data.files[1], "text");
    if (!find && chosen.words.length) find = parley.finder(data.words ? await load(data.words, "json") : names());
  }

  let asked = 0;
  async function apply() {
    const key = [...parley.query()].filter(([name]) => name !== "cell").join();
    if (!state.codes || state.key === key) return;
    const chosen = parley.choice();
    asked += 1;
    const mine = asked;
    try {
      await prepare(chosen);
    } catch {
      note.textContent = "What this filter needs could not be loaded.";
      return;
    }
    if (mine !== asked) return;
    state.key = key;
    show(chosen);
  }

  function show(chosen) {
    const tally = { counted: 0, out: 0, found: 0 };
    const every = (list) => list.map((_, at) => at);
    const ids = [...chosen.party].filter((id) => parties.some(([each]) => each === id));
    state.columns = every(parties).filter((at) => (ids.length ? ids.includes(parties[at][0]) : !hidden.has(parties[at][0])));
    const seeking = parley.seeks(chosen);
    const sought = new Set([...chosen.stance].map((id) => stances.findIndex(([each]) => each === id)));
    const words = chosen.words.length ? find(chosen.words) : null;
    const byWord = chosen.attribution.size > 0;
    state.isOut = parley.leavesOut(chosen)
      ? (issue, party) => (chosen.record && !isRecorded(issue, party)) || (byWord && !chosen.attribution.has(kindOf(issue, party).word))
      : null;
    state.found = seeking
      ? (issue, party) => (!sought.size || sought.has(number(issue, party)))
        && (!chosen.redLines || kindOf(issue, party).red)
        && (!words || words.cell(parties[party][0], issues[issue][0]))
      : null;
    state.rows = every(issues).filter((at) => {
      const [id, , area, status] = issues[at];
      if ((chosen.area.size && !chosen.area.has(area)) || (chosen.status.size && !chosen.status.has(status))) return false;
      if (!seeking && !state.isOut) return true;
      let here = 0;
      for (const party of state.columns) {
        if (number(at, party) === null) continue;
        if (state.isOut?.(at, party)) {
          tally.out += 1;
          continue;
        }
        tally.counted += 1;
        here += !state.found || state.found(at, party);
      }
      tally.found += here;
      return !seeking || here > 0 || (words && !sought.size && !chosen.redLines && words.issue(id));
    });
    note.textContent = parley.noted(chosen, [ids.length, parties.length], [state.rows.length, issues.length], tally)
      || `${parley.count(issues.length, "issue")} · ${parley.count(state.columns.length, "party", "parties")}`;
    state.at = [0, 0];
    empty.hidden = state.rows.length > 0;
    wrap.hidden = told.hidden = !state.rows.length;
    draw();
  }

  // --- where a reader is: by pointer and by keys

  function cellAt(event) {
    const { left, top } = sheet.getBoundingClientRect();
    const [x, y] = [Math.floor((event.clientX - left - HEAD) / STEP), Math.floor((event.clientY - top - TOP) / STEP)];
    const inSight = event.clientY - box.getBoundingClientRect().top > TOP && event.clientX - box.getBoundingClientRect().left > HEAD;
    return inSight && x >= 0 && y >= 0 && x < state.columns.length && y < state.rows.length ? [x, y] : null;
  }

  function tell([x, y]) {
    const [issue, party] = [state.rows[y], state.columns[x]];
    if (issue === undefined || party === undefined) return;
    told.textContent = `${parties[party][1]}, ${issues[issue][1]}: ${wordOf(issue, party)}.`;
  }

  function open([x, y]) {
    const [issue, party] = [state.rows[y], state.columns[x]];
    if (issue === undefined || party === undefined) return;
    parley.choose("cell", [`${parties[party][0]}.${issues[issue][0]}`], true);
  }

  box.addEventListener("scroll", redraw, { passive: true });
  box.addEventListener("pointermove", (event) => {
    const at = cellAt(event);
    if (at) tell(at);
  });
  box.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    const at = cellAt(event);
    if (!at) return;
    state.at = at;
    draw();
    tell(at);
    open(at);
  });
  box.addEventListener("keydown", (event) => {
    const moves = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    let [x, y] = state.at;
    if (event.key in moves) [x, y] = [x + moves[event.key][0], y + moves[event.key][1]];
    else if (event.key === "Home") x = 0;
    else if (event.key === "End") x = state.columns.length - 1;
    else if (event.key === "PageDown") y += 10;
    else if (event.key === "PageUp") y -= 10;
    else if (event.key !== "Enter") return;
    event.preventDefault(); // else the key would press the button that gets the focus
    if (event.key === "Enter") {
      open(state.at);
      return;
    }
    x = Math.max(0, Math.min(x, state.columns.length - 1));
    y = Math.max(0, Math.min(y, state.rows.length - 1));
    state.at = [x, y];
    const [left, top] = [HEAD + x * STEP, TOP + y * STEP];
    if (left - HEAD < box.scrollLeft) box.scrollLeft = left - HEAD;
    if (left + STEP > box.scrollLeft + box.clientWidth) box.scrollLeft = left + STEP - box.clientWidth;
    if (top - TOP < box.scrollTop) box.scrollTop = top - TOP;
    if (top + STEP > box.scrollTop + box.clientHeight) box.scrollTop = top + STEP - box.clientHeight;
    draw();
    tell([x, y]);
  });
  new ResizeObserver(redraw).observe(box);

  // --- what a cell opens, loaded when it is opened

  parley.loadCard = async (cell) => {
    const [party, issue] = cell.split(".");
    const [who, what] = [parties.find(([id]) => id === party), issues.find(([id]) => id === issue)];
    if (!who || !what) return null;
    const page = element("p", { class: "more" }, element("a", { href: `issue-${issue}.html` }, `All of ${what[1]}`), element("a", { href: `party-${party}.html` }, `All of ${who[1]}`));
    let found;
    try {
      found = await load(`cards/${issue}.json`, "json");
    } catch {
      return element("div", {}, element("p", {}, "The words of this position could not be loaded."), page);
    }
    if (data.cards === "html") {
      const holder = document.createElement("div");
      holder.innerHTML = found[party] ?? ""; // escaped where it was published
      return holder.firstElementChild;
    }
    const head = element("header", {}, element("h2", {}, `${who[1]}: ${what[1]}`));
    const line = found.find(([at]) => parties[at][0] === party);
    if (!line) return element("article", { class: "position" }, head, element("p", {}, "No position is known here."), page);
    const [, stance, gist, summary, day, attribution, speaker, source, where] = line;
    const sources = source === undefined ? [] : await load("cards/sources.json", "json");
    const [title, publisher, date] = sources[source] ?? [];
    const label = stances.find(([id]) => id === stance)?.[1];
    return element("article", { class: "position" }, head,
      element("section", {}, label && element("p", { class: "held" }, element("span", { class: `stance ${stance}` }, label)),
        element("p", { class: "summary" }, summary ?? gist), element("p", { class: "dated" }, `Taken or reported ${day}.`)),
      attribution && element("section", {}, element("h3", {}, "Evidence"), element("p", {}, `${attribution}${speaker ? `: ${speaker}` : ""}`), element("p", { class: "source" }, `${publisher}, ${title}, ${date}, ${where}`)),
      page);
  };

  async function begin() {
    try {
      state.codes = data.codes ?? await load(data.files[0], "text");
    } catch {
      place.replaceChildren(element("p", {}, "The matrix is in a second file, which a browser does not read from a disk: see the pages of the issues and the parties below."));
      return;
    }
    apply();
  }
  parley.listeners.push(apply);
  begin();
});
