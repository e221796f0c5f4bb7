import { type Frame, heartbeat } from './frames.ts';

/** Where the bytes of a stream go. */
export interface Outlet {
  readonly write: (bytes: Buffer) => void;
  readonly end: () => void;
  /** Told that nothing more is written to it, because too much waits: `seq` is the number of the last change that was sent. */
  readonly fallBehind: (seq: number) => void;
  /** What was written and has not left yet, in bytes. */
  readonly writableLength: number;
}

/** Somebody who listens, and to what. */
interface Listener {
  readonly outlet: Outlet;
  /** The negotiations that were asked for; null for the whole record. */
  readonly negotiations: ReadonlySet<string> | null;
  /** The same for all who asked for the same. */
  readonly filter: string;
}

/** How much a hub keeps. */
export interface HubLimits {
  /** The last frames that are kept in memory for those who come back, in number and in bytes. */
  readonly frames: number;
  readonly bytes: number;
  /** What may wait for one client, in bytes, before nothing more is written to it until it has read that. */
  readonly waiting: number;
}

export const hubLimits: HubLimits = { frames: 2_000, bytes: 8 * 1024 * 1024, waiting: 512 * 1024 };

/** The most that is written to a client at a time, in bytes, unless one frame alone is larger. */
const pieceBytes = 256 * 1024;

/**
 * Sends each change to everybody who listens: encoded once, the same bytes written to all. It remembers the last frames, so that
 * a thousand clients who come back at once cost no query.
 */
export class StreamHub {
  #head: number;
  readonly #limits: HubLimits;
  readonly #listeners = new Set<Listener>();
  #kept: Frame[] = [];
  #keptBytes = 0;

  /** @param head the number of the last change before any that is sent here */
  constructor(head: number, limits: HubLimits = hubLimits) {
    this.#head = head;
    this.#limits = limits;
  }

  /** The number of the last change that was sent. */
  get head(): number {
    return this.#head;
  }

  get size(): number {
    return this.#listeners.size;
  }

  /** Sends frames, which must be the next ones in order. */
  send(frames: readonly Frame[]): void {
    for (let rest = frames; rest.length > 0; ) {
      const piece = firstPiece(rest);
      this.#sendPiece(piece);
      rest = rest.slice(piece.length);
    }
  }

  #sendPiece(piece: readonly Frame[]): void {
    const all = framesFor(piece, null);
    const filtered = new Map<string, Buffer>();
    for (const listener of this.#listeners) {
      const { negotiations, filter } = listener;
      if (negotiations === null) {
        this.#write(listener, all);
        continue;
      }
      const own = filtered.get(filter) ?? framesFor(piece, negotiations);
      filtered.set(filter, own);
      if (own.length > 0) this.#write(listener, own);
    }
    this.#keep(piece);
    this.#head = piece.at(-1)?.seq ?? this.#head;
  }

  /** Keeps quiet connections open. */
  beat(): void {
    this.tell(heartbeat(this.#head));
  }

  /** Sends everybody something that is no change. */
  tell(bytes: Buffer): void {
    for (const listener of this.#listeners) this.#write(listener, bytes);
  }

  /** The frames after a number, where all of them are still in memory; null where they are not. */
  since(seq: number): readonly Frame[] | null {
    if (seq >= this.#head) return [];
    const [first] = this.#kept;
    return first === undefined || first.seq > seq + 1 ? null : this.#kept.slice(seq + 1 - first.seq);
  }

  /**
   * Lets somebody listen from now on.
   *
   * @returns what makes it stop
   */
  add(outlet: Outlet, negotiations: ReadonlySet<string> | null): () => void {
    const listener = { outlet, negotiations, filter: [...(negotiations ?? [])].sort().join() };
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends every stream, each with its own last words. */
  close(lastWords: () => Buffer): void {
    for (const { outlet } of this.#listeners) {
      outlet.write(lastWords());
      outlet.end();
    }
    this.#listeners.clear();
  }

  #write(listener: Listener, bytes: Buffer): void {
    const { outlet } = listener;
    // What is written now may be large; what waits from before shows who does not read.
    if (outlet.writableLength <= this.#limits.waiting) {
      outlet.write(bytes);
      return;
    }
    this.#listeners.delete(listener);
    outlet.fallBehind(this.#head);
  }

  #keep(frames: readonly Frame[]): void {
    this.#kept.push(...frames);
    for (const { bytes } of frames) this.#keptBytes += bytes.length;
    let excess = Math.max(0, this.#kept.length - this.#limits.frames);
    for (let index = 0; index < excess; index += 1) this.#keptBytes -= this.#kept[index]?.bytes.length ?? 0;
    while (this.#keptBytes > this.#limits.bytes && excess < this.#kept.length) {
      this.#keptBytes -= this.#kept[excess]?.bytes.length ?? 0;
      excess += 1;
    }
    if (excess > 0) this.#kept = this.#kept.slice(excess);
  }
}

/** The frames about some negotiations as one piece of bytes. */
export function framesFor(frames: readonly Frame[], negotiations: ReadonlySet<string> | null): Buffer {
  const own = negotiations === null ? frames : frames.filter(({ negotiation }) => negotiation !== null && negotiations.has(negotiation));
  const [first] = own;
  return own.length === 1 && first !== undefined ? first.bytes : Buffer.concat(own.map(({ bytes }) => bytes));
}

/** The first of some frames: as many as are written at a time. */
export function firstPiece(frames: Iterable<Frame>): readonly Frame[] {
  const piece: Frame[] = [];
  let bytes = 0;
  for (const frame of frames) {
    bytes += frame.bytes.length;
    if (piece.length > 0 && bytes > pieceBytes) break;
    piece.push(frame);
  }
  return piece;
}
