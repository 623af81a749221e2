// The review card, of clauses as clause.js makes them.
const TONES = new Set(["a", "b", "same", "mixed", "none", "good", "bad", "open", "warn"]);
let focused = 0;
const tone = (name) => (TONES.has(name) ? `tone-${name}` : "");
const sideBlock = (side) => {
  const block = make("section", `side side-${side.name === "A" ? "a" : "b"}`);
  const head = add(make("header", "side-head"), make("span", "badge", side.name), make("span", "designation", side.designation));
  if (side.title) add(head, directed(make("span", "standard-title", side.title), side));
  add(block, head);
  if (side.notice) add(block, make("div", "notice", side.notice));
  const body = make("div", "clauses");
  side.clauses.forEach((clause) => add(body, clauseBlock(clause)));
  if (!side.clauses.length) add(body, add(make("div", "empty"), ...side.empty.map((line) => make("p", "", line))));
  return add(block, body);
};

const spanning = (cell, columns) => {
  cell.colSpan = columns;
  return cell;
};
const deviationTable = (data, turn) => {
  const table = make("table", "deviations");
  data.deviations.forEach((item, place) => {
    const row = make("tr");
    add(row, make("th", "", item.kind), directed(make("td", "", item.a), item.a_lang), make("td", "versus", "↔"));
    add(row, directed(make("td", "", item.b), item.b_lang), add(make("td"), make("span", `pill ${tone(item.tone)}`, item.verdict)));
    const says = spanning(make("td", "", item.sentence), 4);
    if (item.turn && turn) {
      const button = make("button", "turn", item.turn);
      button.type = "button";
      button.addEventListener("click", () => turn(place));
      add(says, button);
    }
    add(table, row, add(make("tr", "says"), make("td"), says));
  });
  return table;
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
  const summary = add(make("div", "summary"), make("span", "place", data.place));
  data.summary.forEach((item) => add(summary, make("span", `pill ${tone(item.tone)}`, item.text)));
  data.history.forEach((item) => add(summary, make("span", "said", item)));
  add(summary, make("span", "spring"), make("span", "reviewer", data.reviewer));
  add(root, summary, add(make("div", "sides"), ...data.sides.map(sideBlock)));
  const below = make("div", "below");
  const differs = data.deviations.length ? deviationTable(data, (place) => setTriggerValue("turned", String(place))) : make("p", "quiet", data.words.noDeviations);
  add(below, panel(data.words.deviations, add(make("div"), data.relation ? make("p", "because", data.relation) : null, differs)));
  add(below, panel(data.words.evidence, data.evidence.length ? reasons(data) : make("p", "quiet", data.words.noEvidence)));
  const published = add(make("ul", "published"), ...data.published.map((line) => make("li", "", line)));
  if (data.published.length) add(below, panel(data.words.published, published, "wide"));
  add(root, below);
  setTimeout(() => tendNote(data.focus), 50);
}
