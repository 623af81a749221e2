// A list of clauses to choose from: texts are set with textContent, a click sends back the key of the row.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector("#choices");
  const was = root.scrollTop;
  root.replaceChildren();
  root.className = data.tall ? "tall" : "";
  data.rows.forEach((row) => {
    const line = make("button", row.current ? "row current" : "row");
    line.type = "button";
    line.append(make("kbd", row.shortcut ? "key" : "key none", row.shortcut || ""), make("span", "label", row.label));
    const words = make("span", "words");
    words.dir = row.dir === "rtl" ? "rtl" : "ltr";
    words.lang = row.lang || "";
    words.style.paddingInlineStart = `${Math.min(Number(row.level) || 0, 6)}em`;
    if (row.title) words.append(make("span", "title", row.title));
    if (row.note) words.append(make("span", "note", row.note));
    words.append(make("span", "snippet", row.snippet));
    line.append(words, make("span", "score", row.score));
    line.addEventListener("click", () => setTriggerValue("chosen", row.key));
    root.append(line);
  });
  root.scrollTop = was;
  const current = root.querySelector(".current");
  const seen = current && current.offsetTop >= root.scrollTop && current.offsetTop + current.offsetHeight <= root.scrollTop + root.clientHeight;
  if (data.tall && current && !seen) root.scrollTop = current.offsetTop - root.clientHeight / 3;
  if (!data.rows.length) root.append(make("p", "nothing", data.empty));
}
