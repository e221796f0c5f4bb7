import { type ChildProcess, fork, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const owned = new Set<ChildProcess>();
const lastSteps = new Set<() => void>();
let isWatching = false;

/** Ends by its own id what this process started, however this process ends (other than by SIGKILL). */
function watchEnd(): void {
  if (isWatching) return;
  isWatching = true;
  process.on('exit', () => {
    for (const child of owned) child.kill('SIGKILL');
    for (const step of lastSteps) step();
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
}

/**
 * Does something when this process ends, also when it is interrupted. It must not wait for anything.
 *
 * @returns what makes it unnecessary
 */
export function atEnd(step: () => void): () => void {
  watchEnd();
  lastSteps.add(step);
  return () => lastSteps.delete(step);
}

function own(child: ChildProcess): ChildProcess {
  watchEnd();
  owned.add(child);
  child.once('close', () => owned.delete(child));
  return child;
}

/** A program that this process started and ends. */
export interface Program {
  readonly pid: number;
  /** Sends a signal, and resolves with the exit code when the program has ended: null where a signal ended it. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
  /** Resolves with the exit code when the program has ended by itself or otherwise. */
  readonly ended: Promise<number | null>;
  /** Resolves with the first match in what it prints to standard output; rejects when it ends without one. */
  readonly prints: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** The end of what it has printed so far, errors too. */
  readonly output: () => string;
}

/** Starts a program. */
export function startProgram(command: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Program {
  const child = own(spawn(command, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] }));
  let output = '';
  const watchers = new Set<() => void>();
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-20_000);
    for (const look of watchers) look();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  ended.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    ended,
    output: () => output,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
    prints: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(output);
          if (found === null) return;
          watchers.delete(look);
          resolve(found);
        };
        watchers.add(look);
        look();
        ended.then((code) => reject(new Error(`${command} ended with code ${code}: ${output.slice(-2_000)}`)), reject);
      }),
  };
}

const questionSchema = z.object({ id: z.int(), question: z.unknown() });
const replySchema = z.object({ id: z.int(), answer: z.unknown().optional(), error: z.string().optional() });

/** A process of our own that answers what it is asked, one question or several at a time. */
export interface Child {
  readonly pid: number;
  readonly ask: <Answer>(question: unknown, answer: z.ZodType<Answer>) => Promise<Answer>;
  readonly end: () => Promise<void>;
}

/** Starts a module as a process of its own; it answers by {@link answerParent}. */
export function startChild(module: URL): Child {
  const child = own(fork(module, { execArgv: ['--disable-warning=ExperimentalWarning'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
  const open = new Map<number, { readonly resolve: (answer: unknown) => void; readonly reject: (error: Error) => void }>();
  let count = 0;
  child.on('message', (message) => {
    const { id, answer, error } = replySchema.parse(message);
    const waiting = open.get(id);
    open.delete(id);
    if (error === undefined) waiting?.resolve(answer);
    else waiting?.reject(new Error(error));
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.once('close', (code, signal) => {
    for (const { reject } of open.values()) reject(new Error(`${module.pathname} ended (${code ?? signal}) before it answered`));
  });
  return {
    pid: child.pid ?? 0,
    ask: async (question, answer) => {
      count += 1;
      const id = count;
      const reply = await new Promise<unknown>((resolve, reject) => {
        open.set(id, { resolve, reject });
        child.send({ id, question });
      });
      return answer.parse(reply);
    },
    end: async () => {
      open.clear();
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Answers the parent's questions in a process that {@link startChild} started. It ends with its parent. */
export function answerParent<Question>(schema: z.ZodType<Question>, answer: (question: Question) => unknown): void {
  process.on('disconnect', () => process.exit());
  process.on('message', (message) => {
    const { id, question } = questionSchema.parse(message);
    Promise.resolve()
      .then(() => answer(schema.parse(question)))
      .then(
        (value: unknown) => process.send?.({ id, answer: value ?? null }),
        (error: unknown) => process.send?.({ id, error: error instanceof Error ? error.message : String(error) }),
      );
  });
}

/** What a process has used so far, as Linux counts it; zero where there is no /proc. */
export interface Usage {
  readonly cpuMs: number;
  readonly residentBytes: number;
  /** The most that has been resident at any time. */
  readonly peakBytes: number;
}

const ticksPerSecond = 100;

/** The use of some processes together. */
export function usageOf(...pids: readonly number[]): Usage {
  let cpuMs = 0;
  let residentBytes = 0;
  let peakBytes = 0;
  for (const pid of pids) {
    const fields = readProc(pid, 'stat').split(') ')[1]?.split(' ') ?? [];
    cpuMs += ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 1000) / ticksPerSecond;
    const status = readProc(pid, 'status');
    residentBytes += Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
    peakBytes += Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  }
  return { cpuMs, residentBytes, peakBytes };
}

/** The processes that a process has started. */
export function childrenOf(pid: number): readonly number[] {
  return readProc(pid, `task/${pid}/children`)
    .split(' ')
    .filter((text) => text !== '')
    .map(Number);
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** Milliseconds on a clock that all processes of this machine share. */
export function machineMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
