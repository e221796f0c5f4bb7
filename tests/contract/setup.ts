import { inject } from 'vitest';
import { cloneDatabase } from '../setup/database.ts';

// Each file of tests asks an API of its own, over its own copy of the bundled record.
process.env.DATABASE_URL = await cloneDatabase(inject('cluster'), 'template_record');
