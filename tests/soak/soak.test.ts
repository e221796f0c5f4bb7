import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SoakResult, shortcomings, soak } from './soak.ts';

const kills = 3;
const folder = mkdtempSync(join(tmpdir(), 'parley-soak-'));
let result: SoakResult;

beforeAll(async () => {
  result = await soak({ publishes: 300, kills, clients: 8, seed: 20_231_002, folder, say: () => undefined });
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('two servers and their database, killed under writers and readers whose connections break', () => {
  test('lose nothing, repeat nothing, exchange nothing and make nothing up', () => {
    expect(result.judgement.faults).toEqual([]);
    expect(shortcomings(result, kills)).toEqual([]);
  });

  test('were killed, each of them, and connections were cut', () => {
    expect(result.kills).toEqual({ 'first server': 1, 'second server': 1, database: 1 });
    expect(result.connections.cut).toBeGreaterThan(0);
    expect(result.streamsOpened).toBeGreaterThan(result.clients);
    expect(result.requests).toBeGreaterThan(result.publishes);
  });

  test('gave every client the whole log', () => {
    expect(result.fates.ACKNOWLEDGED + result.fates.UNKNOWN).toBe(300);
    expect(result.received).toBe(result.logged * result.clients);
  });
});

describe('the same judge finds', () => {
  test('what a naive cursor over concurrent writers loses', () => {
    expect(result.controls.naiveCursor.counts.LOST).toBeGreaterThan(0);
  });

  test('what retries publish twice where no record of a key is kept', () => {
    expect(result.controls.noIdempotencyRecord.counts.DUPLICATED).toBeGreaterThan(0);
  });
});
