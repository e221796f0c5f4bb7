import { DOMImplementation, type Element, XMLSerializer } from '@xmldom/xmldom';

/** The namespaces whose prefixes our documents use. */
export const namespaces = {
  atom: 'http://www.w3.org/2005/Atom',
  thr: 'http://purl.org/syndication/thread/1.0',
  sitemap: 'http://www.sitemaps.org/schemas/sitemap/0.9',
} as const;

/** Characters that XML 1.0 has no way of writing (Extensible Markup Language 1.0, 2.2). */
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Adds an element with its attributes, and with text where that is all it has; gives the element. */
export type AddElement = (parent: Element, name: string, attributes?: Readonly<Record<string, string>>, text?: string) => Element;

/** An XML document while it is made. */
export interface XmlDocument {
  readonly root: Element;
  readonly add: AddElement;
  /** Names a prefix that elements of the document may have. */
  readonly declare: (prefix: 'atom' | 'thr') => void;
  /** The document as text. */
  readonly write: () => string;
}

/** Begins a document with its root element, whose namespace its elements without a prefix share. */
export function beginXml(namespace: string | null, rootName: string): XmlDocument {
  const document = new DOMImplementation().createDocument(namespace, rootName);
  const root = document.documentElement;
  if (root === null) throw new Error('A document has a root element.');
  const add: AddElement = (parent, name, attributes = {}, text) => {
    const [prefix] = name.split(':');
    const element = document.createElementNS(prefix === 'thr' || prefix === 'atom' ? namespaces[prefix] : namespace, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value.replace(unwritable, ''));
    if (text !== undefined) element.appendChild(document.createTextNode(text.replace(unwritable, '')));
    parent.appendChild(element);
    return element;
  };
  return {
    root,
    add,
    declare: (prefix) => root.setAttributeNS('http://www.w3.org/2000/xmlns/', `xmlns:${prefix}`, namespaces[prefix]),
    write: () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(document)}\n`,
  };
}
