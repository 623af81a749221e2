// Clauses as they stand on cards and pages. Every text that comes from a clause is set with textContent: nothing in it can become
// markup, and a reference opens what it cites inside the page.
const KINDS = new Set(["hidden", "deviation", "ocr", "modal", "limit", "exception", "method", "condition", "number", "reference", "term"]);
const BLOCKS = new Set(["list-item", "note", "example", "table", "figure", "formula", "footnote"]);

const add = (parent, ...children) => {
  children.filter(Boolean).forEach((child) => parent.appendChild(child));
  return parent;
};

const segments = (parent, list) => {
  (list || []).forEach(([text, kind]) => {
    parent.appendChild(KINDS.has(kind) ? make("mark", `mark-${kind}`, text) : document.createTextNode(text));
  });
  return parent;
};

const directed = (element, clause) => {
  element.dir = clause.dir === "rtl" ? "rtl" : "ltr";
  element.lang = clause.lang || "";
  return element;
};

const cite = (clause, target, block) => {
  const shown = [...block.parentElement.children].find((one) => one.dataset.cited === target);
  if (shown) return shown.remove();
  const box = add(make("aside", "cited"), make("div", "cited-head", clause.cited[target].heading));
  box.dataset.cited = target;
  block.after(directed(add(box, make("div", "cited-text", clause.cited[target].text)), clause));
};

const runSpan = (run, clause, block) => {
  const leads = run.reference && clause.cited[run.reference];
  const span = make(leads ? "button" : "span", run.reference === undefined ? "" : leads ? "reference leads" : "reference");
  if (leads) {
    span.type = "button";
    span.addEventListener("click", () => (clause.go ? clause.go(run.reference) : cite(clause, run.reference, block)));
  }
  if (run.hint) span.title = run.hint;
  return segments(span, run.segments);
};

const runsInto = (parent, runs, clause, block) => {
  runs.forEach((run) => {
    if (run.type) add(parent, make("span", "type", run.type));
    add(parent, runSpan(run, clause, block));
    if (run.undated) add(parent, make("span", "undated", run.undated));
  });
  return parent;
};

const tableOf = (table) => {
  const body = make("tbody");
  table.rows.forEach((cells) => {
    const row = make("tr");
    cells.forEach((cell) => {
      const element = segments(make(cell.header ? "th" : "td"), cell.segments);
      element.colSpan = cell.columns;
      element.rowSpan = cell.rows;
      add(row, element);
    });
    add(body, row);
  });
  return add(make("div", "grid"), table.unit ? make("div", "unit", table.unit) : null, add(make("table", "cells"), body));
};

const bodyBlock = (data, clause) => {
  const block = directed(make("div", `text ${BLOCKS.has(data.kind) ? data.kind : "running"} level-${Number(data.level) || 0}`), clause);
  if (data.runs.length) add(block, runsInto(make("div", data.table ? "caption" : "words"), data.runs, clause, block));
  return data.table ? add(block, tableOf(data.table)) : block;
};

const clauseBlock = (clause) => {
  const block = make("article", "clause");
  const line = make("div", "meta");
  (clause.path || []).forEach((step, place) => {
    add(line, place ? make("span", "sep", "›") : null, directed(make("span", "step", step), clause));
  });
  add(line, make("span", "spring"));
  (clause.tags || []).forEach((tag) => add(line, make("span", "tag", tag)));
  const heading = directed(make("h3", "heading"), clause);
  if (clause.label) add(heading, make("span", "label", clause.label));
  add(heading, segments(make("span", "title"), clause.title));
  const blocks = clause.blocks.map((data) => bodyBlock(data, clause));
  return add(block, line, heading, ...(blocks.length ? blocks : [make("div", "text quiet", clause.nothing)]));
};
