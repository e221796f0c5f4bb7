import { LRUCache } from 'lru-cache';
import { ProblemError, problems } from '#http/problem.ts';
import type { Keyed } from './cache-key.ts';
import type { InnerRequest } from './inner.ts';
import type { KeptAnswer } from './kept-answer.ts';

/** What the cache stands on. */
export interface ResponseCacheOptions {
  /** Asks for an answer anew. */
  readonly ask: (request: InnerRequest) => Promise<KeptAnswer>;
  /** A number that grows with everything that answers tell of: changes and releases. */
  readonly edition: () => number;
  /** The next moment at which a day ends somewhere in the record, in milliseconds of the epoch: answers say "today". */
  readonly dayEnds: () => Promise<number>;
  readonly now: () => number;
  /** Whether it is known just now that nothing can be asked for, because the database is away. */
  readonly isAway: () => boolean;
  /** The most that is kept, in bytes. */
  readonly bytes: number;
}

interface Entry {
  readonly answer: KeptAnswer;
  /** What {@link ResponseCacheOptions.edition} was when it was asked for; null for what no change can alter. */
  readonly edition: number | null;
  readonly freshUntil: number;
  /** When it was asked for, in milliseconds of the epoch. */
  readonly madeAt: number;
}

/** An answer, and how it came about, as `Cache-Status` says it (RFC 9211). */
export interface GivenAnswer {
  readonly answer: KeptAnswer;
  readonly cacheStatus: string;
}

const cacheName = 'Parley';
/** What `Cache-Status` says of an answer that was kept and is good. */
export const hitStatus = `${cacheName}; hit`;
/** What it says of one that is not kept for anybody. */
export const bypassStatus = `${cacheName}; fwd=bypass`;

/**
 * Answers kept ready. One is good as long as the record does not change and the day does not end; then it is asked for anew, once,
 * however many want it at the same time. Errors and answers that are not marked public are never kept.
 *
 * Where it cannot be asked for anew for now, because the database is away or the server is busy, the last good one is given and marked
 * as stale (RFC 5861, section 4).
 */
export class ResponseCache {
  readonly #options: ResponseCacheOptions;
  readonly #entries: LRUCache<string, Entry>;
  readonly #underWay = new Map<string, { readonly edition: number; readonly answer: Promise<KeptAnswer> }>();

  constructor(options: ResponseCacheOptions) {
    this.#options = options;
    this.#entries = new LRUCache({
      maxSize: options.bytes,
      maxEntrySize: Math.ceil(options.bytes / 8),
      sizeCalculation: ({ answer }, key) => answer.size + key.length,
    });
  }

  /** An answer that is kept and still good. */
  fresh(key: string): KeptAnswer | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    const { edition, freshUntil, answer } = entry;
    if (edition === null) return answer;
    // Whether the record has changed cannot be known while the database is away.
    const isGood = edition === this.#options.edition() && this.#options.now() < freshUntil && !this.#options.isAway();
    return isGood ? answer : undefined;
  }

  /**
   * The answer: kept, under way for somebody else, asked for now, or the last good one.
   *
   * @throws what asking throws, where nothing was kept before
   */
  async get(keyed: Keyed): Promise<GivenAnswer> {
    const kept = this.fresh(keyed.key);
    if (kept !== undefined) return { answer: kept, cacheStatus: hitStatus };
    const last = this.#entries.get(keyed.key);
    if (last === undefined) return { answer: await this.#anew(keyed), cacheStatus: `${cacheName}; fwd=miss` };
    if (this.#options.isAway()) return staleOf(last);
    try {
      const answer = await this.#anew(keyed);
      return answer.status === unavailableStatus ? staleOf(last) : { answer, cacheStatus: `${cacheName}; fwd=stale` };
    } catch (error) {
      if (error instanceof ProblemError && problems[error.code].status === unavailableStatus) return staleOf(last);
      throw error;
    }
  }

  async #anew({ key, request }: Keyed): Promise<KeptAnswer> {
    const edition = this.#options.edition();
    const underWay = this.#underWay.get(key);
    // One that was begun before the last change may not reflect it.
    if (underWay !== undefined && underWay.edition === edition) return underWay.answer;
    const answer = this.#ask(key, request, edition);
    const own = { edition, answer };
    this.#underWay.set(key, own);
    try {
      return await answer;
    } finally {
      if (this.#underWay.get(key) === own) this.#underWay.delete(key);
    }
  }

  async #ask(key: string, request: InnerRequest, edition: number): Promise<KeptAnswer> {
    const madeAt = this.#options.now();
    const dayEnds = await this.#options.dayEnds();
    const answer = await this.#options.ask(request);
    if (answer.isImmutable) this.#entries.set(key, { answer, edition: null, freshUntil: Number.POSITIVE_INFINITY, madeAt });
    else if (answer.isPublic) this.#entries.set(key, { answer, edition, freshUntil: dayEnds, madeAt });
    return answer;
  }
}

const unavailableStatus = 503;

function staleOf({ answer, madeAt }: Entry): GivenAnswer {
  return { answer: answer.stale(new Date(madeAt)), cacheStatus: `${cacheName}; fwd=stale; fwd-status=${unavailableStatus}` };
}
