import { LRUCache } from 'lru-cache';
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
  /** The most that is kept, in bytes. */
  readonly bytes: number;
}

interface Entry {
  readonly answer: KeptAnswer;
  /** What {@link ResponseCacheOptions.edition} was when it was asked for; null for what no change can alter. */
  readonly edition: number | null;
  readonly freshUntil: number;
}

/**
 * Answers kept ready. One is good as long as the record does not change and the day does not end; then it is asked for anew, once,
 * however many want it at the same time. Errors and answers that are not marked public are never kept.
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
    if ((edition === null || edition === this.#options.edition()) && this.#options.now() < freshUntil) return answer;
    this.#entries.delete(key);
    return undefined;
  }

  /** The answer: kept, under way for somebody else, or asked for now. */
  async get({ key, request }: Keyed): Promise<KeptAnswer> {
    const kept = this.fresh(key);
    if (kept !== undefined) return kept;
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
    const dayEnds = await this.#options.dayEnds();
    const answer = await this.#options.ask(request);
    if (answer.isImmutable) this.#entries.set(key, { answer, edition: null, freshUntil: Number.POSITIVE_INFINITY });
    else if (answer.isPublic) this.#entries.set(key, { answer, edition, freshUntil: dayEnds });
    return answer;
  }
}
