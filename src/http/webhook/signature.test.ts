import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { signedHeaders } from './signature.ts';

/** A key of 24 to 64 bytes, as a secret. */
const secrets = fc.uint8Array({ minLength: 24, maxLength: 64 }).map((key) => `whsec_${Buffer.from(key).toString('base64')}`);
const bodies = fc.json().map((json) => JSON.stringify({ data: JSON.parse(json) }));
const now = () => Math.floor(Date.now() / 1000);

test('what is signed is what Standard Webhooks verifies, for any key and body', () => {
  fc.assert(
    fc.property(secrets, bodies, fc.integer({ min: 1, max: 1e9 }), (secret, body, seq) => {
      const headers = signedHeaders(secret, { id: `change_${seq}`, timestamp: now(), body });
      expect(new Webhook(secret).verify(body, { ...headers })).toEqual(JSON.parse(body));
    }),
  );
});

test('no other body, id, moment or key passes', () => {
  fc.assert(
    fc.property(secrets, secrets, bodies, (secret, other, body) => {
      fc.pre(secret !== other);
      const headers = signedHeaders(secret, { id: 'change_1', timestamp: now(), body });
      expect(() => new Webhook(other).verify(body, { ...headers })).toThrow();
      expect(() => new Webhook(secret).verify(`${body} `, { ...headers })).toThrow();
      expect(() => new Webhook(secret).verify(body, { ...headers, 'webhook-id': 'change_2' })).toThrow();
      expect(() => new Webhook(secret).verify(body, { ...headers, 'webhook-timestamp': String(now() - 60) })).toThrow();
    }),
  );
});

test('the example of the specification is signed as it says', () => {
  const body = '{"test": 2432232314}';
  expect(
    signedHeaders('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body }),
  ).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});
