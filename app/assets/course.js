// The states of a record from left to right: texts are set with textContent.
export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector("#course");
  root.replaceChildren();
  data.states.forEach((state) => {
    const step = make("li", `step ${state.kind}`);
    if (state.kind === "current") step.setAttribute("aria-current", "step");
    step.append(make("span", "name", state.name), make("span", "told", state.told));
    root.append(step);
  });
}
