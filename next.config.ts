import type { NextConfig } from 'next';
import { cacheControl } from './src/http/cache-control.ts';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Every reader gets the same bytes, with the title in the head, so that one copy of a page serves them all.
  htmlLimitedBots: /.*/,
  // Pages are the same for everybody. Files of releases say themselves how long they may be kept. The server in front keeps them until the record changes; a shared cache may for seconds.
  headers: async () => [
    {
      source: '/((?!api/|_next/|releases/[^/]+/).*)',
      headers: [{ key: 'Cache-Control', value: cacheControl }],
    },
  ],
  // Loaded by Node as they are: their plug-ins find each other through one shared registry.
  serverExternalPackages: ['@citation-js/core', '@citation-js/plugin-bibtex'],
  // The Markdown view of a page is at its own address with `.md` behind it.
  rewrites: async () => [
    { source: '/index.md', destination: '/markdown/board' },
    { source: '/negotiations/:slug([a-z0-9-]+).md', destination: '/markdown/negotiations/:slug' },
    { source: '/events/:id([a-z0-9-]+).md', destination: '/markdown/events/:id' },
  ],
};

export default config;
