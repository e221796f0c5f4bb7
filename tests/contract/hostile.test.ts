import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { createElement } from 'react';
import { expect, test } from 'vitest';
import { markup } from '../../src/app/markup.ts';
import { BadgePicture } from '../../src/components/deal-status/badge.tsx';
import { embedCode } from '../../src/components/embed/code.tsx';
import { EmbedDocument, EmbedMissing } from '../../src/components/embed/document.tsx';
import { scriptJson } from '../../src/components/ui/json-ld.tsx';
import { oneLine } from '../../src/domain/text/one-line.ts';
import { markdownLink, markdownText } from '../../src/http/markdown.ts';
import { oembedXml } from '../../src/http/oembed.ts';
import { sitemapXml } from '../../src/http/sitemap.ts';

/** Text as somebody would write it who wants more than to be read. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '</script><script>alert(1)</script>',
        '<img src=x onerror=alert(1)>',
        '<!--',
        ']]>',
        '<![CDATA[',
        '&lt;b&gt;',
        '&amp;',
        '&#60;',
        '[x](javascript:alert(1))',
        '![x](https://example.org/x.png)',
        '<https://example.org>',
        'https://example.org www.example.org a@example.org',
        '\r\nSet-Cookie: a=b',
        '\n# Title',
        '\n\n---\n',
        '`code` **bold** _it_ ~~no~~ |a|b|',
        '1. one',
        '- item',
        '> quote',
        '\u202egnp.exe',
        '\u2066\u200f',
        '\u0000\u001b\ufffe',
        '\ud800',
        '" onload="x',
        "' onload='x",
        '\u2028\u2029',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));

/** The tags of a document with the names of their attributes: what text must never add to. */
function skeleton(html: string): string[] {
  return [...html.matchAll(/<\/?[a-zA-Z!?][^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""').replace(/\d+/g, '0'));
}

const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreAttributes: false, processEntities: true });

test('in XML it is text, and comes back as it was', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const told = oneLine(text);
      const xml = oembedXml({
        version: '1.0',
        type: 'rich',
        title: told,
        provider_name: 'Parley',
        provider_url: 'http://parley.example',
        cache_age: 1,
        html: text,
        width: 1,
        height: 1,
      });
      expect(XMLValidator.validate(xml)).toBe(true);
      expect(parser.parse(xml)).toMatchObject({ oembed: { title: told } });
      expect(XMLValidator.validate(sitemapXml([{ address: text, changedAt: null }]))).toBe(true);
    }),
  );
});

test('in JSON-LD it ends no script, and comes back as it was', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const json = scriptJson({ name: text });
      expect(json).not.toMatch(/[<\u2028\u2029]/);
      expect(JSON.parse(json)).toEqual({ name: text });
    }),
  );
});

test('in Markdown it is one line of words', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const markdown = markdownText(text);
      expect(markdown).not.toMatch(/[\r\n\u202a-\u202e\u2066-\u2069]/);
      const bare = markdown.replace(/\\[!-/:-@[-`{-~]/g, '');
      expect(bare).not.toMatch(/[\\`*_[\]<>&~|$!@^{}]|:\/\/|www\./i);
      expect(markdown).not.toMatch(/^([#+\-=]|\d+[.)])/);
      expect(markdownLink(text, 'javascript:alert(1)')).toBe(markdown);
    }),
  );
});

test('in an embed, a badge and the code to copy it adds no tag and no attribute', () => {
  const view = { asOf: '2023-10-02', linkDate: '2023-10-02', today: '2023-10-03', timeZone: 'America/Los_Angeles', version: null };
  const documentOf = (text: string) =>
    markup(
      createElement(EmbedDocument, {
        title: text,
        theme: 'auto',
        view,
        page: '/',
        isSince: true,
        corrections: [
          {
            seq: 1,
            kind: 'CORRECTED',
            entity: 'EVENT',
            key: 'x',
            negotiation: null,
            before: null,
            after: null,
            reason: text,
            actor: 'test',
            recordedAt: '2023-10-03T00:00:00Z',
          },
        ],
        card: createElement(EmbedMissing, { message: text }),
      }),
    );
  const badgeOf = (text: string) =>
    markup(createElement(BadgePicture, { name: oneLine(text), headline: 'ON_STRIKE', state: oneLine(text) }));
  const codeOf = (text: string) =>
    embedCode({ kind: 'status', parameters: { negotiation: text }, title: text }, { origin: 'http://parley.example' });
  fc.assert(
    fc.property(hostile, (text) => {
      for (const write of [documentOf, badgeOf, codeOf]) expect(skeleton(write(text))).toEqual(skeleton(write('x')));
      expect(XMLValidator.validate(badgeOf(text))).toBe(true);
    }),
  );
});
