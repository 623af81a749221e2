// Messages and lines that may hold names and texts from files: set with textContent, never as markup.
const TONES = new Set(["info", "good", "warn", "bad", "head", "title", "plain", "small"]);

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector("#notice");
  root.className = TONES.has(data.tone) ? data.tone : "plain";
  root.replaceChildren();
  data.lines.forEach((line, place) => {
    const element = document.createElement(place === 0 && data.tone === "head" ? "h2" : "p");
    element.textContent = line;
    element.dir = "auto";
    root.append(element);
  });
}
