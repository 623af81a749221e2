// The review card, of clauses as clause.js makes them.
const TONES = new Set(["a", "b", "same", "mixed", "none", "good", "bad", "open", "warn"]);
let focused = 0;
const tone = (name) => (TONES.has(name) ? `tone-${name}` : "");
const small = (className, text, title, act) => {
  const button = make("button", className, text);
  button.type = "button";
  if (title) button.title = title;
  button.addEventListener("click", act);
  return button;
};
// Clauses around those of the card, only to be read.
const besideBlock = (list, title) => {
  if (!list || !list.length) return null;
  const box = add(make("aside", "beside"), make("div", "beside-head", title));
  list.forEach((one) => {
    add(box, directed(make("div", "beside-label", one.heading), one), one.text ? directed(make("div", "beside-text", one.text), one) : null);
  });
  return box;
};
const onCard = (clause, side, data, send) => {
  const block = clauseBlock(clause);
  const meta = block.querySelector(".meta");
  if (clause.hand) {
    block.classList.add("hand");
    add(meta, make("span", "tag by-hand", clause.hand));
  }
  if (clause.translation && clause.translation.head) {
    const told = add(make("aside", "translation"), make("div", "translation-head", clause.translation.head));
    add(block, add(told, directed(make("div", "translation-text", clause.translation.text), clause.translation)));
  }
  if (data.words.take) add(meta, small("take", "×", data.words.take, () => send("taken", side.name.toLowerCase() + clause.id)));
  return block;
};
const sideBlock = (side, data, send) => {
  const block = make("section", `side side-${side.name === "A" ? "a" : "b"}`);
  const head = add(make("header", "side-head"), make("span", "badge", side.name), make("span", "designation", side.designation));
  if (side.title) add(head, directed(make("span", "standard-title", side.title), side));
  add(block, head);
  if (side.notice) add(block, make("div", "notice", side.notice));
  const body = make("div", "clauses");
  const near = (data.beside || {})[side.name.toLowerCase()] || {};
  const titles = (data.beside || {}).words || {};
  add(body, besideBlock(near.above, titles.above), besideBlock(near.before, titles.before));
  side.clauses.forEach((clause) => add(body, onCard(clause, side, data, send)));
  if (!side.clauses.length) add(body, add(make("div", "empty"), ...side.empty.map((line) => make("p", "", line))));
  add(body, besideBlock(near.after, titles.after));
  return add(block, body);
};

const spanning = (cell, columns) => {
  cell.colSpan = columns;
  return cell;
};
const deviationTable = (data, send) => {
  const table = make("table", "deviations");
  data.deviations.forEach((item, place) => {
    const row = make("tr");
    add(row, make("th", "", item.kind), directed(make("td", "", item.a), item.a_lang), make("td", "versus", "↔"));
    add(row, directed(make("td", "", item.b), item.b_lang), add(make("td"), make("span", `pill ${tone(item.tone)}`, item.verdict)));
    const says = spanning(make("td", "", item.sentence), 4);
    if (item.turn) add(says, small("turn", item.turn, "", () => send("turned", String(place))));
    if (data.words.edit) {
      const edit = small("turn quietly", data.words.edit, "", () => send("edited", String(place)));
      const remove = small("turn quietly", data.words.remove, "", () => send("removed", String(place)));
      add(says, add(make("span", "acts"), edit, remove));
    }
    add(table, row, add(make("tr", "says"), make("td"), says));
  });
  return table;
};
const deviationPanel = (data, send) => {
  const box = make("div");
  if (data.relation) add(box, make("p", "because", data.relation));
  if (data.words.edited) add(box, make("p", "edited", data.words.edited));
  add(box, data.deviations.length ? deviationTable(data, send) : make("p", "quiet", data.words.noDeviations));
  return data.words.add ? add(box, small("turn quietly", data.words.add, "", () => send("edited", "new"))) : box;
};

const evidenceList = (data) => {
  const list = make("ul", "evidence");
  data.evidence.forEach((item) => {
    const bar = make("span", "bar");
    const fill = make("span", item.against ? "fill against" : "fill");
    fill.style.width = `${Math.round(Math.max(0, Math.min(1, Number(item.value) || 0)) * 100)}%`;
    add(list, add(make("li"), add(bar, fill), make("span", "why", item.words), item.share ? make("span", "share", item.share) : null, item.detail ? make("span", "detail", item.detail) : null));
  });
  return list;
};

const reasons = (data) => add(make("div"), data.because ? make("p", "because", data.because) : null, evidenceList(data));
const panel = (title, content, more = "") => add(make("section", `panel ${more}`.trim()), make("h4", "", title), content);

// The key M puts the cursor into the note; Enter and Escape give the keys back to the buttons.
const leaveNote = (event) => {
  if (event.key === "Enter" || event.key === "Escape") setTimeout(() => event.target.blur(), 0);
};
const tendNote = (count) => {
  const field = document.querySelector(".st-key-note input");
  if (!field) return;
  field.addEventListener("keydown", leaveNote);
  if (count > focused) setTimeout(() => field.focus(), 0);
  focused = Math.max(focused, count);
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector("#card");
  root.replaceChildren();
  root.className = data.compact ? `compact compact-${data.compact}` : "";
  const summary = add(make("div", "summary"), make("span", "place", data.place));
  data.summary.forEach((item) => add(summary, make("span", `pill ${tone(item.tone)}`, item.text)));
  data.history.forEach((item) => add(summary, make("span", "said", item)));
  add(summary, make("span", "spring"), make("span", "reviewer", data.reviewer));
  const send = (name, value) => setTriggerValue(name, value);
  add(root, summary, add(make("div", "sides"), ...data.sides.map((side) => sideBlock(side, data, send))));
  const legend = make("div", "legend");
  data.legend.forEach(([kind, words]) => KINDS.has(kind) && add(legend, make("mark", `mark-${kind}`, words)));
  if (data.legend.length) add(root, legend);
  const below = make("div", "below");
  // a clause that stands alone differs from nothing
  if (data.words.deviations) add(below, panel(data.words.deviations, deviationPanel(data, send)));
  if (data.words.evidence) add(below, panel(data.words.evidence, data.evidence.length ? reasons(data) : make("p", "quiet", data.words.noEvidence)));
  const derived = add(make("ul", "published"), ...data.derived.map((line) => make("li", "", line)));
  if (data.derived.length) add(below, panel(data.words.derived, derived, "wide"));
  const published = add(make("ul", "published"), ...data.published.map((line) => make("li", "", line)));
  if (data.published.length) add(below, panel(data.words.published, published, "wide"));
  add(root, below);
  // a clause that was just added is seen
  if (data.compact === "more") root.querySelectorAll(".hand").forEach((one) => (one.parentElement.scrollTop = one.offsetTop - one.parentElement.offsetTop));
  setTimeout(() => tendNote(data.focus), 50);
}
