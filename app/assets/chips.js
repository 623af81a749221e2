// Conditions as chips, their texts set with textContent; a click on the cross sends back the place of the chip, -1 for all.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector("#chips");
  root.replaceChildren(make("span", "passed", data.passed));
  const button = (text, label, place) => {
    const found = make("button", "", text);
    found.type = "button";
    found.setAttribute("aria-label", label);
    found.addEventListener("click", () => setTriggerValue("removed", String(place)));
    return found;
  };
  data.rows.forEach((row, place) => {
    const chip = make("span", "chip");
    chip.append(make("span", "text", row.text));
    if (row.count !== null) chip.append(make("span", "count", String(row.count)));
    chip.append(button("✕", `${data.help}: ${row.text}`, place));
    root.append(chip);
  });
  if (data.rows.length > 1) root.append(button(data.clear, data.clear, -1));
}
