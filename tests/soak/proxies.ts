import { z } from 'zod';
import { startChild } from '../setup/processes.ts';

/** What connections through a place go through: how many have a fault, and after how many bytes. */
export interface Weather {
  readonly likelihood: number;
  readonly least: number;
  readonly most: number;
}

const countsSchema = z.object({ connections: z.int(), cut: z.int(), stalled: z.int() });

/** Places that connections pass through and break at, in a process of their own. */
export interface Proxies {
  /** Opens a place, and gives its port. Whoever comes before it has a target is turned away. */
  readonly listen: (name: string, weather: Weather) => Promise<number>;
  /** Sends what comes to a place from now on to a port. */
  readonly target: (name: string, port: number) => Promise<void>;
  /** Breaks nothing from now on. */
  readonly calm: () => Promise<void>;
  readonly counts: () => Promise<z.infer<typeof countsSchema>>;
  readonly end: () => Promise<void>;
}

/** Starts the proxies of a run. */
export function startProxies(seed: number): Proxies {
  const child = startChild(new URL('./proxy.child.ts', import.meta.url));
  return {
    listen: async (name, weather) => (await child.ask({ act: 'listen', name, seed, ...weather }, z.object({ port: z.int() }))).port,
    target: async (name, port) => void (await child.ask({ act: 'target', name, port }, z.null())),
    calm: async () => void (await child.ask({ act: 'calm' }, z.null())),
    counts: () => child.ask({ act: 'counts' }, countsSchema),
    end: child.end,
  };
}
