// Clauses of two editions side by side, with the words that differ: every text is set with textContent.
const KINDS = new Set(["deviation", "hidden"]);

const side = (label, list, data) => {
  const element = make("div", "side");
  element.append(make("div", "label", label || "–"));
  const text = make("div", "text");
  text.dir = data.dir === "rtl" ? "rtl" : "ltr";
  text.lang = data.lang || "";
  list.forEach(([words, kind]) => {
    text.append(KINDS.has(kind) ? make("mark", kind, words) : document.createTextNode(words));
  });
  element.append(text);
  return element;
};

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector("#editions");
  root.replaceChildren();
  data.rows.forEach((row) => {
    const block = make("section", `row ${row.tone}`);
    block.append(make("h3", "", row.head));
    const sides = make("div", "sides");
    sides.append(side(row.old, row.old_text, data), side(row.new, row.new_text, data));
    block.append(sides);
    [["cause", row.causes], ["decision", row.decisions]].forEach(([kind, lines]) => {
      lines.forEach((line) => block.append(make("p", kind, line)));
    });
    root.append(block);
  });
}
