import { type Problem, ProblemError, problemBody, problemHeaders, problems } from './problem.ts';

/** The methods that a route can be asked by. */
const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** An answer that is given before any route is looked for. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Problem;
}

/**
 * What the server refuses by itself, because Next answers it with a bare 500: a path that is not valid percent-encoded
 * UTF-8, and methods that no route has. Null for everything else.
 */
export function refusalAtTheGate(method: string, target: string, origin: string, requestId?: string): Refusal | null {
  const [path = '/'] = target.split('?');
  if (!methods.includes(method))
    return refusal(
      new ProblemError('METHOD_NOT_ALLOWED', 'This method is not answered here.', { headers: { Allow: 'GET, HEAD, OPTIONS' } }),
      path,
      origin,
      requestId,
    );
  try {
    decodeURIComponent(path);
    return null;
  } catch {
    return refusal(new ProblemError('MALFORMED_ADDRESS', 'The path is not valid percent-encoded UTF-8.'), path, origin, requestId);
  }
}

function refusal(error: ProblemError, path: string, origin: string, requestId: string | undefined): Refusal {
  return {
    status: problems[error.code].status,
    headers: problemHeaders(error),
    body: problemBody(error, origin, path, requestId),
  };
}
