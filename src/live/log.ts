import { writeSync } from 'node:fs';
import pino from 'pino';

/** What a line says besides its sentence. Never a header, a body or the query of an address: they may hold secrets. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Where a process tells those who run it what happened. */
export interface Log {
  readonly info: (what: string, fields?: LogFields) => void;
  readonly warn: (what: string, fields?: LogFields) => void;
  /** A fault, with what was thrown where something was. */
  readonly error: (what: string, error?: unknown, fields?: LogFields) => void;
}

/** How the lines look: JSON for machines, or one line of words for somebody at a terminal. */
export type LogFormat = 'json' | 'plain';

/**
 * What would begin a line, move the cursor, colour it, or show text in another order than it has. JSON escapes some of it only.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Tokens of writers, secrets of webhooks, what follows `Bearer`, and the credentials in an address. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/\bparley_[\w.~+/=-]+/gi, '[token]'],
  [/\bwhsec_[\w+/=-]+/g, '[secret]'],
  [/\b(bearer|basic)(\s+|%20|\+)[\w.~+/=-]+/gi, '$1 [token]'],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'\\]*@/gi, '$1[credentials]@'],
  [/\b(password|secret|token)(["']?\s*[=:]\s*["']?)[^\s"'&,;\\]+/gi, '$1$2[hidden]'],
];

/** A text as it may be written to a log: without secrets, and so that it stays within its line. */
export function loggable(text: string): string {
  const open = secrets.reduce((said, [pattern, instead]) => said.replace(pattern, instead), text);
  return open.replace(unseen, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function loggableFields(fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? loggable(value) : value]));
}

function errorFields(error: unknown): LogFields {
  if (error === undefined) return {};
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: `${error.name}: ${error.message}`, ...(error.stack !== undefined && { stack: error.stack }) };
}

/** A line of words: time, level, sentence, and the fields. The stack is for JSON. */
function plainLine(time: string, level: string, what: string, fields: LogFields): string {
  const said = Object.entries(fields).flatMap(([name, value]) => (name === 'stack' || value === undefined ? [] : [`${name}=${value}`]));
  return `${[`parley: ${time}`, level, loggable(what), ...said].join(' ')}\n`;
}

/**
 * Opens a log.
 *
 * @param write takes whole lines, each with its end
 */
export function openLog(format: LogFormat, write: (line: string) => void): Log {
  const json = pino(
    { base: null, messageKey: 'message', timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (level) => ({ level }) } },
    { write },
  );
  const tell = (level: 'info' | 'warn' | 'error', what: string, fields: LogFields) => {
    const safe = loggableFields(fields);
    if (format === 'json') json[level](safe, loggable(what));
    else write(plainLine(new Date().toISOString(), level, what, safe));
  };
  return {
    info: (what, fields = {}) => tell('info', what, fields),
    warn: (what, fields = {}) => tell('warn', what, fields),
    error: (what, error, fields = {}) => tell('error', what, { ...fields, ...errorFields(error) }),
  };
}

const standardError = 2;

/** The log of this process, on standard error: JSON lines, or words where a person reads it at a terminal. */
export const log: Log = openLog(process.stderr.isTTY ? 'plain' : 'json', (line) => {
  try {
    writeSync(standardError, line);
  } catch {
    // Whoever read it has gone, or reads too slowly: what cannot be told must not end a process that can answer.
  }
});
