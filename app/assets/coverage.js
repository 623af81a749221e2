// How much of each group of clauses is covered. Texts are set with textContent; a click on a number sends back its name.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector("#coverage");
  const table = make("table"), head = make("tr"), top = make("thead"), body = make("tbody");
  data.columns.forEach((name, at) => head.append(make("th", at && at < data.columns.length - 1 ? "number" : "", name)));
  top.append(head);
  data.rows.forEach((row) => {
    const line = make("tr", row.total ? "total" : "");
    const name = make("td", "name", row.name);
    name.title = row.name;
    line.append(name);
    row.numbers.forEach((number) => {
      const cell = make("td", "number");
      if (!number.count) cell.append(make("span", "zero", "0"));
      else {
        const button = make("button", "", String(number.count));
        button.type = "button";
        button.setAttribute("aria-label", `${row.name}: ${number.count}`);
        button.addEventListener("click", () => setTriggerValue("chosen", number.name));
        cell.append(button);
      }
      line.append(cell);
    });
    const share = make("td", "share"), bar = make("span", "bar");
    for (const [className, part] of [["fill", row.linked], ["fill decided", row.decided]]) {
      const fill = make("span", className);
      fill.style.width = `${Math.round(100 * part)}%`;
      bar.append(fill);
    }
    share.append(bar, document.createTextNode(`${Math.round(100 * row.linked)} %`));
    line.append(share);
    body.append(line);
  });
  table.append(top, body);
  root.replaceChildren(table);
}
