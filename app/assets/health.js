// A strip with a cell for each page of a standard; a click on one sends back its number.
const HEALTH = new Set(["good", "marked", "ocr", "lost", "empty"]);

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector("#health");
  root.replaceChildren();
  const strip = document.createElement("div");
  strip.className = "strip";
  data.cells.forEach((cell) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `cell ${HEALTH.has(cell.health) ? cell.health : "empty"}${cell.current ? " current" : ""}`;
    button.title = cell.says;
    button.setAttribute("aria-label", cell.says);
    button.textContent = data.cells.length > 60 && cell.page % 10 && !cell.current ? "" : cell.page;
    button.addEventListener("click", () => setTriggerValue("chosen", String(cell.page)));
    strip.append(button);
  });
  const legend = document.createElement("div");
  legend.className = "legend";
  data.legend.forEach((item) => {
    const line = document.createElement("span");
    const sample = document.createElement("i");
    sample.className = `cell ${HEALTH.has(item.health) ? item.health : "empty"}`;
    line.append(sample, document.createTextNode(item.words));
    legend.append(line);
  });
  root.append(strip, legend);
}
