import { defineConfig } from 'vitest/config';

/**
 * One project for each kind of test that needs no browser. `unit` and `architecture` need nothing; `integration` and
 * `contract` get a real PostgreSQL, one database of its own for each worker (tests/setup/database.ts).
 */
const withDatabase = { globalSetup: ['tests/setup/postgres.ts'], testTimeout: 180_000, hookTimeout: 180_000 };

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts'], setupFiles: ['tests/setup/seed.ts', 'tests/setup/quiet.ts'] } },
      // It makes a PostgreSQL of its own, to kill.
      { extends: true, test: { name: 'soak', include: ['tests/soak/**/*.test.ts'], testTimeout: 60_000 } },
      { extends: true, test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], testTimeout: 60_000 } },
      {
        extends: true,
        test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], setupFiles: ['tests/setup/seed.ts'], ...withDatabase },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          setupFiles: ['tests/setup/seed.ts', 'tests/contract/setup.ts'],
          ...withDatabase,
        },
      },
    ],
    maxWorkers: 2,
  },
});
