import type { Metadata } from 'next';
import localFont from 'next/font/local';
import type { ReactNode } from 'react';
import { JsonLd } from '#components/ui/json-ld.tsx';
import { pageScriptAddress, publicOrigin } from '#env';
import { siteData } from '#http/json-ld.ts';
import './globals.css';

// Both are asked for with the page, and what stands in for them is as wide as they are: nothing moves when they come.
const sourceSerif = localFont({
  src: '../../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2',
  weight: '200 900',
  variable: '--source-serif',
  adjustFontFallback: 'Times New Roman',
});
const libreFranklin = localFont({
  src: '../../node_modules/@fontsource-variable/libre-franklin/files/libre-franklin-latin-wght-normal.woff2',
  weight: '100 900',
  variable: '--libre-franklin',
  adjustFontFallback: 'Arial',
});

/** Pages are made for each request: they read the record as it stands. */
export const dynamic = 'force-dynamic';

/** What every page says of itself where it says nothing else. */
export function generateMetadata(): Metadata {
  return {
    metadataBase: new URL(publicOrigin()),
    title: { default: 'Parley: the sourced record of Hollywood’s labor negotiations', template: '%s · Parley' },
    description:
      'Where every negotiation between Hollywood’s unions and studios stands on any date: timelines, positions, votes and terms, each with its source.',
    openGraph: { siteName: 'Parley', type: 'website', locale: 'en_US' },
  };
}

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={`${sourceSerif.variable} ${libreFranklin.variable}`}>
      <head>
        <script src={pageScriptAddress()} defer />
      </head>
      <body>
        {children}
        <JsonLd data={siteData(publicOrigin())} />
      </body>
    </html>
  );
}
