import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';
import { embedPolicy, embedPolicyOf, pagePolicy } from './headers.ts';
import type { InnerAnswer } from './inner.ts';
import { withStaleNote } from './stale-note.ts';

/** How the bytes of an answer can be written. */
export type Encoding = 'identity' | 'gzip' | 'br';

/** An answer ready to be sent in one encoding. */
export interface Variant {
  readonly etag: string;
  /** Names and values in turn, as `writeHead` takes them fastest. */
  readonly headers: string[];
  /** Those of a 304: what a kept copy is brought up to date with (RFC 9110, 15.4.5). */
  readonly notModified: string[];
  readonly body: Buffer;
}

/** What never changes is compressed once for all its readers, and may take longer. */
const compress = {
  gzip: (bytes: Buffer, isImmutable: boolean) => promisify(gzip)(bytes, { level: isImmutable ? 9 : 6 }),
  br: (bytes: Buffer, isImmutable: boolean) =>
    promisify(brotliCompress)(bytes, {
      params: { [zlib.BROTLI_PARAM_QUALITY]: isImmutable ? 11 : 5, [zlib.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
};
const compressible = /^(text\/|image\/svg|application\/(javascript|json|x-ndjson|xml|manifest|feed|problem|ld|.*\+(json|xml)))/;
/** Smaller answers than this are not worth compressing, in bytes. */
const leastToCompress = 512;

/** An answer of Next's that is kept, in each encoding that somebody has asked for. */
export class KeptAnswer {
  readonly status: number;
  readonly isPublic: boolean;
  readonly isImmutable: boolean;
  readonly #headers: ReadonlyMap<string, string>;
  readonly #body: Buffer;
  readonly #hash: string;
  readonly #isCompressible: boolean;
  readonly #variants = new Map<Encoding, Variant>();
  readonly #underWay = new Map<Encoding, Promise<Variant>>();
  #stale: KeptAnswer | undefined;

  constructor({ status, headers, body }: InnerAnswer, security: Readonly<Record<string, string>>) {
    const cacheControl = headers.get('cache-control') ?? '';
    const type = headers.get('content-type') ?? '';
    const isEmbed = security['content-security-policy'] === embedPolicy;
    this.status = status;
    this.isPublic = status === 200 && /(^|[ ,])public([ ,]|$)/.test(cacheControl) && !headers.has('set-cookie');
    this.isImmutable = this.isPublic && cacheControl.includes('immutable');
    this.#body = body;
    this.#hash = createHash('sha256').update(body).digest('base64url').slice(0, 27);
    this.#isCompressible = compressible.test(type) && body.length >= leastToCompress && !headers.has('content-encoding');
    this.#headers = new Map([
      ...headers,
      ...Object.entries(security),
      ...(type.startsWith('text/html')
        ? [['content-security-policy', isEmbed ? embedPolicyOf(body.toString('utf8')) : pagePolicy] as const]
        : []),
      ...(status >= 400 ? [['cache-control', 'no-store'] as const] : []),
      ['vary', varyOf(headers.get('vary'))],
    ]);
  }

  /** What it takes in memory, in bytes, once it is there in every encoding. */
  get size(): number {
    return Math.ceil(this.#body.length * (this.#isCompressible ? 1.5 : 1)) + 4_096;
  }

  /**
   * The same answer for when no newer one can be made. A page says so to its reader, and none is kept by anybody: what takes its place
   * may be there in a second.
   *
   * @param madeAt when it was asked for
   */
  stale(madeAt: Date): KeptAnswer {
    if (this.#stale !== undefined) return this.#stale;
    const isPage = this.#headers.get('content-type')?.startsWith('text/html') === true;
    const body = isPage ? Buffer.from(withStaleNote(this.#body.toString('utf8'), madeAt)) : this.#body;
    this.#stale = new KeptAnswer(
      { status: this.status, headers: new Map([...this.#headers, ['cache-control', 'no-store']]), body },
      Object.fromEntries([...this.#headers].filter(([name]) => name === 'content-security-policy')),
    );
    return this.#stale;
  }

  /** The answer in an encoding, where it is ready. */
  ready(encoding: Encoding): Variant | undefined {
    return this.#variants.get(this.#isCompressible ? encoding : 'identity');
  }

  /** The answer in an encoding, made ready if need be: once, however many ask at the same time. */
  async variant(encoding: Encoding): Promise<Variant> {
    const wanted = this.#isCompressible ? encoding : 'identity';
    const ready = this.#variants.get(wanted);
    if (ready !== undefined) return ready;
    const underWay = this.#underWay.get(wanted) ?? this.#make(wanted).finally(() => this.#underWay.delete(wanted));
    this.#underWay.set(wanted, underWay);
    return underWay;
  }

  async #make(encoding: Encoding): Promise<Variant> {
    const body = encoding === 'identity' ? this.#body : await compress[encoding](this.#body, this.isImmutable);
    // A strong tag stands for bytes: the same answer in another encoding is other bytes (RFC 9110, 8.8.3.3).
    const etag = encoding === 'identity' ? `"${this.#hash}"` : `"${this.#hash}-${encoding}"`;
    const shared = new Map([...this.#headers, ['etag', etag] as const]);
    const full = new Map([
      ...shared,
      ...(encoding === 'identity' ? [] : [['content-encoding', encoding] as const]),
      ['content-length', String(body.length)],
    ]);
    const isRepresentation = new Set(['content-type', 'content-encoding', 'content-length', 'content-security-policy', 'link']);
    const variant: Variant = {
      etag,
      body,
      headers: [...full].flat(),
      notModified: [...shared].filter(([name]) => !isRepresentation.has(name)).flat(),
    };
    this.#variants.set(encoding, variant);
    return variant;
  }
}

/** The headers by which Next's router asks for parts of a page: they never reach it, so that no answer depends on them. */
const ofRouter = /^(rsc|next-router-.*|next-url)$/;

function varyOf(vary: string | undefined): string {
  const names = (vary ?? '').split(',').map((name) => name.trim().toLowerCase());
  return [...new Set([...names.filter((name) => name !== '' && !ofRouter.test(name)), 'accept-encoding'])].join(', ');
}
