// Partner countries × sectors, or severity × likelihood. Texts are set with textContent; a click on a cell sends back its name.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector("#standing");
  const table = make("table", data.kind), top = make("thead"), body = make("tbody"), head = make("tr");
  head.append(make("th", "corner", data.corner));
  data.columns.forEach((name) => head.append(make("th", "", name)));
  top.append(head);
  data.rows.forEach((row) => {
    const line = make("tr"), name = make("th", "row", row.name);
    name.scope = "row";
    line.append(name);
    row.cells.forEach((cell) => line.append(drawn(cell, setTriggerValue)));
    body.append(line);
  });
  table.append(top, body);
  root.replaceChildren(table);
}

const drawn = (cell, setTriggerValue) => {
  const place = make("td", [cell.tone || "", cell.current ? "current" : ""].join(" ").trim());
  if (cell.empty) {
    place.append(make("span", "none", cell.empty));
    return place;
  }
  const inside = cell.name ? make("button") : make("div");
  if (cell.name) {
    inside.type = "button";
    inside.setAttribute("aria-pressed", String(Boolean(cell.current)));
    inside.addEventListener("click", () => setTriggerValue("chosen", cell.name));
  }
  inside.append(make("span", "size", cell.size));
  if (cell.parts) {
    const bar = make("span", "bar");
    cell.parts.forEach((part) => {
      const piece = make("span", `piece ${part.tone}`);
      piece.style.flexGrow = String(part.count);
      bar.append(piece);
    });
    inside.append(bar);
    cell.parts.forEach((part) => inside.append(said(part)));
  }
  (cell.notes || []).forEach((note) => inside.append(make("span", "note", note)));
  place.append(inside);
  return place;
};

const said = (part) => {
  const line = make("span", "part");
  line.append(make("span", `key ${part.tone}`), make("span", "word", part.words), make("span", "number", part.number));
  return line;
};
