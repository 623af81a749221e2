// One clause to be read, as clause.js makes it; a reference leads to the clause that it cites, where the page goes there.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector("#card");
  const go = data.goes ? (target) => setTriggerValue("cited", target) : null;
  const head = add(make("header", "side-head"), make("span", "designation", data.designation));
  if (data.name) add(head, directed(make("span", "standard-title", data.name), data.clause));
  const side = add(make("section", "side alone"), head, add(make("div", "clauses"), clauseBlock({ ...data.clause, go })));
  root.replaceChildren(side);
}
