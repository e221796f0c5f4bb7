import { ProblemError, shorten } from './problem.ts';

/** The largest body that is read, in bytes. The largest event of the bundled record has some 4,000. */
export const largestBody = 256 * 1024;

/** How deep a body may be nested. An event is nested four deep. */
const deepest = 32;

/** The body of a write: its bytes, and the JSON value that they are. */
export interface Body {
  readonly bytes: Uint8Array;
  readonly json: unknown;
}

/** Reads the body of a write. Throws UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE or MALFORMED_BODY. */
export async function readBody(request: Request, mediaTypes: readonly string[]): Promise<Body> {
  const given = request.headers.get('content-type');
  const [type = '', ...parameters] = (given ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const isUtf8 = parameters.every((parameter) => !parameter.startsWith('charset=') || /^charset="?utf-8"?$/.test(parameter));
  if (!mediaTypes.includes(type) || !isUtf8)
    throw new ProblemError(
      'UNSUPPORTED_MEDIA_TYPE',
      `The body is ${given === null ? 'of no stated type' : `“${shorten(given)}”`}: expected ${mediaTypes.join(' or ')}.`,
      { headers: { Accept: mediaTypes.join(', ') } },
    );
  if (request.headers.has('content-encoding'))
    throw new ProblemError('UNSUPPORTED_MEDIA_TYPE', 'The body is encoded: expected it as it is.', {
      headers: { 'Accept-Encoding': 'identity' },
    });
  const bytes = await readBytes(request);
  return { bytes, json: parse(bytes) };
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const tooLarge = () => new ProblemError('BODY_TOO_LARGE', `The body has more than ${largestBody} bytes.`);
  if (Number(request.headers.get('content-length') ?? 0) > largestBody) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > largestBody) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(bytes: Uint8Array): unknown {
  const malformed = (why: string) => new ProblemError('MALFORMED_BODY', `The body is not JSON that can be read: ${why}.`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed('it is not UTF-8');
  }
  if (depthOf(text) > deepest) throw malformed(`it is nested more than ${deepest} deep`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed(error instanceof SyntaxError ? shorten(error.message, 200) : 'it cannot be parsed');
  }
}

/** How deep JSON text is nested. Brackets within strings do not count. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let isString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isString && character === '\\') index += 1;
    else if (character === '"') isString = !isString;
    else if (!isString && (character === '{' || character === '[')) {
      depth += 1;
      most = Math.max(most, depth);
    } else if (!isString && (character === '}' || character === ']')) depth -= 1;
  }
  return most;
}
