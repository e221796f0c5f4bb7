import { inject } from 'vitest';
import { readVersion } from '../../src/data/change/read.ts';
import { database } from '../../src/data/client.ts';
import { readTransaction } from '../../src/data/transaction.ts';
import { cloneDatabase } from '../setup/database.ts';

// Each file of tests asks an API of its own, over its own copy of the bundled record.
process.env.DATABASE_URL = await cloneDatabase(inject('cluster'), 'template_record');
// The first use of a client takes its time, which is not what the first test is about.
await database().$connect();
await readTransaction(database(), readVersion);
