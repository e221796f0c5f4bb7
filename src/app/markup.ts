import type { ReactNode } from 'react';

// Next refuses a static import of it outside of pages.
const { renderToStaticMarkup } = await import('react-dom/server');

/** What components draw, as HTML or SVG without any script: for answers that are no pages of Next's. */
export function markup(node: ReactNode): string {
  return renderToStaticMarkup(node);
}
