// Entries of the log as sentences: names and texts are set with textContent, never as markup.
const make = (tag, className, text) => {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  element.dir = "auto";
  return element;
};

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector("#log");
  root.replaceChildren();
  let day = "";
  data.lines.forEach((line) => {
    if (line.day !== day) root.append(make("h3", "day", line.day));
    day = line.day;
    const entry = make("article", `entry ${line.tone}`, "");
    const words = make("div", "words", "");
    words.append(make("p", "sentence", line.sentence));
    if (line.details.length) {
      const list = make("ul", "details", "");
      line.details.forEach((one) => list.append(make("li", "", one)));
      words.append(list);
    }
    entry.append(make("span", "number", line.number), make("span", "time", line.time), make("span", "kind", line.kind), words);
    entry.title = line.hash;
    root.append(entry);
  });
}
