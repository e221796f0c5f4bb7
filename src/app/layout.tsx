import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { JsonLd } from '#components/ui/json-ld.tsx';
import { publicOrigin } from '#env';
import { siteData } from '#http/json-ld.ts';
import './globals.css';

/** Pages are made for each request: they read the record as it stands, and their scripts carry a nonce of their own. */
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
    <html lang="en">
      <body>
        {children}
        <JsonLd data={siteData(publicOrigin())} />
      </body>
    </html>
  );
}
