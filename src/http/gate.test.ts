import { describe, expect, it } from 'vitest';
import { refusalAtTheGate } from './gate.ts';
import { problemSchema } from './problem.ts';

describe('the gate', () => {
  it.each(['/api/v1/negotiations/%E0%A4%A', '/%', '/events/%ff', '/%zz?x=1'])('refuses the path %s', (target) => {
    const refusal = refusalAtTheGate('GET', target, 'https://parley.example');
    expect(refusal?.status).toBe(400);
    expect(problemSchema.parse(refusal?.body).code).toBe('MALFORMED_ADDRESS');
  });

  it.each(['TRACE', 'CONNECT', 'PROPFIND', 'get', ''])('refuses the method “%s”', (method) => {
    const refusal = refusalAtTheGate(method, '/api/v1/status', 'https://parley.example');
    expect([refusal?.status, refusal?.headers.Allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  it.each(['/', '/api/v1/status?q=%E0%A4%A', '/events/%F0%9F%8E%AC', '/api/v1/negotiations/%00'])('lets %s pass', (target) => {
    expect(refusalAtTheGate('GET', target, 'https://parley.example')).toBeNull();
  });
});
