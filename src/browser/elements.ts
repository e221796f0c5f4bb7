type Attributes = Readonly<Record<string, string>>;

/** Makes an element with these attributes and what is in it. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...inside: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...inside);
  return made;
}

/** The element within another that the page is known to have. */
export function part<Kind extends Element>(of: ParentNode, selector: string, kind: abstract new () => Kind): Kind {
  const found = of.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`this page has no ${selector}`);
  return found;
}
