// One clause to be read, as clause.js makes it; a reference leads to the clause that it cites, where the page goes there.
const structureOf = (structure) => {
  const body = make("tbody");
  const head = make("tr");
  structure.head.forEach((name, column) => {
    const element = make("th", "", name);
    if (column && STRUCTURE_MARKS[column]) element.className = `mark-${STRUCTURE_MARKS[column]}`;
    add(head, element);
  });
  add(body, head);
  structure.rows.forEach((cells) => {
    const row = make("tr");
    cells.forEach((text) => add(row, make("td", "", text)));
    add(body, row);
  });
  const box = make("details", "structure");
  box.open = true;
  return add(box, make("summary", "", structure.caption), add(make("table", "cells"), body));
};
const STRUCTURE_MARKS = ["", "", "limit", "condition", "exception", "method"];

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector("#card");
  const go = data.goes ? (target) => setTriggerValue("cited", target) : null;
  const head = add(make("header", "side-head"), make("span", "designation", data.designation));
  if (data.name) add(head, directed(make("span", "standard-title", data.name), data.clause));
  const side = add(make("section", "side alone"), head, add(make("div", "clauses"), clauseBlock({ ...data.clause, go })));
  if (data.structure && data.structure.rows.length) add(side, structureOf(data.structure));
  root.replaceChildren(side);
}
