import { defineConfig } from 'prisma/config';

// `prisma generate` and `prisma validate` need no engine, but the command line looks for one first and would download it:
// any program satisfies the look. Migrations run through src/data/postgres/migrate.ts, without this command line.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: '../prisma',
  migrations: { path: '../prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost/parley' },
});
