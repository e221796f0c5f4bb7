import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ladderAnswer } from '#http/contracts/ladder.ts';
import { quotationAnswer } from '#http/contracts/quotation.ts';
import { problemSchema } from '#http/problem.ts';
import { ask } from './ask.ts';

async function cited(path: string) {
  const response = await ask(path);
  expect(response.status).toBe(200);
  return z.object({ data: quotationAnswer }).parse(await response.json()).data;
}

describe('what a journalist takes away', () => {
  it('is the founding day in a sentence, with a permalink pinned to it', async () => {
    const { sentence, csl, links } = await cited('/negotiations/sag-aftra-2023/citation?asOf=2023-10-02');
    expect(sentence).toMatch(
      /^SAG-AFTRA 2023: On strike since 14 July 2023, day 81 by the unions’ inclusive count, as of 2 October 2023; talks resumed on 2 October 2023 \(Parley, citing /,
    );
    expect(csl).toMatchObject({ URL: links.self, issued: { 'date-parts': [[2023, 10, 2]] } });
    expect(new URL(links.self).searchParams.get('asOf')).toBe('2023-10-02');
  });

  it('names both sides of a disputed fact', async () => {
    const { sentence } = await cited('/events/2023-07-10-executives-discuss-mediation/citation');
    expect(sentence).toMatch(/a disputed account, according to .* Accounts differ on .*: according to .*: .*; according to SAG-AFTRA: /);
  });

  it.each([
    [
      '/events/2023-07-13-employer-denies-scan-claim/citation',
      /background actor’s scan\?”: according to SAG-AFTRA: .*; according to AMPTP: Neither/,
    ],
    [
      '/events/2023-10-11-studios-claim-one-dollar-fee/citation',
      /How much per subscriber .*according to SAG-AFTRA: .*; according to Studios: \$1 a year/,
    ],
    [
      '/events/2023-10-12-union-says-cost-overstated/citation',
      /according to AMPTP: More than \$800 million a year; according to SAG-AFTRA: About \$500/,
    ],
    [
      '/negotiations/iatse-2024/citation?asOf=2024-08-05',
      /, as of 5 August 2024\. Accounts differ on “.*”: according to .*: .*; according to .*: /,
    ],
    ['/negotiations/wga-2026/citation?issue=health-and-pension', /Accounts differ on “.*”: according to .*: .*; according to .*: /],
    [
      '/negotiations/sag-aftra-2023/citation?issue=package-value',
      /Accounts differ on “What is the deal worth\?”: according to SAG-AFTRA: /,
    ],
    ['/negotiations/sag-aftra-2023/citation?measure=package-value-total', /by SAG-AFTRA at \$1,000 million, .*“What is the deal worth\?”/],
    [
      '/negotiations/sag-aftra-2023/citation?measure=per-subscriber-fee&asOf=2023-10-20',
      /“How much per subscriber .*; according to Studios: /,
    ],
  ])('names both sides of what is quoted by %s', async (path, expected) => {
    expect((await cited(path)).sentence).toMatch(expected);
  });

  it('tells an announced session only as announced', async () => {
    const { sentence } = await cited('/events/2023-10-04-session/citation?asOf=2023-10-02');
    expect(sentence).toMatch(/^Announced on 2 October 2023: Bargaining session set for 4 October 2023, /);
  });

  it.each([
    [
      'issue=minimum-compensation',
      /^DGA 2023, Minimum compensation: agreed: raises of 5%, 4% and 3.5% .*12.5% as a simple sum, 13.02% compounded/,
    ],
    ['measure=general-wage-increase', /^DGA 2023, General wage increase: 5%, 4% and 3.5% over three contract years .* was agreed, as of/],
    ['measure=general-wage-increase&contractYear=3', /^DGA 2023, General wage increase, contract year 3: 3.5% was agreed, as of/],
  ])('is %s of a negotiation', async (query, expected) => {
    expect((await cited(`/negotiations/dga-2023/citation?${query}`)).sentence).toMatch(expected);
  });

  it('is one side’s costing of the agreement only as that', async () => {
    expect((await cited('/negotiations/wga-2023/citation?measure=package-value')).sentence).toMatch(
      /the agreement was put by WGA at \$233 million a year/,
    );
    const ladders = await ask('/negotiations/wga-2023/ladder?measure=package-value');
    const { data } = z.object({ data: z.array(ladderAnswer) }).parse(await ladders.json());
    expect(data.flatMap(({ agreed }) => agreed?.claimedBy ?? [])).toEqual(['WGA']);
  });
});

describe('the forms of a citation', () => {
  const path = '/events/2023-10-02-talks-resume/citation?asOf=2023-10-02';

  it.each([
    [
      'bibtex',
      'application/x-bibtex; charset=utf-8',
      /^@misc\{parley-2023-10-02-talks-resume-2023-10-02,\n[\s\S]*title = \{SAG-\{AFTRA\} and[\s\S]*\n\}\n$/,
    ],
    [
      'ris',
      'application/x-research-info-systems; charset=utf-8',
      /^TY {2}- ELEC\r\n[\s\S]*\r\nDA {2}- 2023\/10\/02\r\n[\s\S]*\r\nER {2}- \r\n$/,
    ],
    ['csl', 'application/vnd.citationstyles.csl+json; charset=utf-8', /^\[\n {2}\{/],
  ])('%s is a file to save', async (format, mediaType, expected) => {
    const response = await ask(`${path}&format=${format}`);
    expect(response.headers.get('content-type')).toBe(mediaType);
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="parley-2023-10-02-talks-resume-2023-10-02\.(bib|ris|json)"$/,
    );
    const body = await response.text();
    expect(body).toMatch(expected);
    const named = await ask(path, { headers: { Accept: mediaType.split(';')[0] ?? '' } });
    expect(await named.text()).toBe(body);
    const again = await ask(`${path}&format=${format}`, { headers: { 'If-None-Match': response.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  it('is plain text: the sentence alone', async () => {
    const response = await ask(`${path}&format=text`);
    expect([response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual([
      'text/plain; charset=utf-8',
      null,
    ]);
    expect(await response.text()).toBe(`${(await cited(path)).sentence}\n`);
  });

  it.each([
    [`${path}&format=xml`, 'format'],
    ['/negotiations/dga-2023/citation?contractYear=1', 'contractYear'],
    ['/negotiations/dga-2023/citation?scope=x', 'scope'],
    ['/negotiations/dga-2023/citation?measure=general-wage-increase&issue=minimum-compensation', 'measure'],
    ['/negotiations/dga-2023/citation?issue=no-such-issue', 'issue'],
    ['/negotiations/dga-2023/citation?measure=no-such-measure', 'measure'],
    ['/status?format=bibtex', 'format'],
  ])('%s is refused', async (address, name) => {
    const response = await ask(address);
    expect(response.status).toBe(400);
    expect(problemSchema.parse(await response.json()).invalidParams?.map((parameter) => parameter.name)).toEqual([name]);
  });

  it('is not on the record where nothing was said of it by then', async () => {
    const response = await ask('/negotiations/sag-aftra-2023/citation?measure=package-value&asOf=2023-10-02');
    expect([response.status, problemSchema.parse(await response.json()).code]).toEqual([404, 'NOT_ON_RECORD']);
  });
});
