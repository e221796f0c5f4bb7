import type { Table } from './table.ts';
import { events } from './tables/events.ts';
import { evidence } from './tables/evidence.ts';
import { negotiations } from './tables/negotiations.ts';
import { outcomes } from './tables/outcomes.ts';
import { registries } from './tables/registries.ts';

/** Every table of a release, those first that others refer to. */
export const tables: readonly Table[] = [...registries, ...negotiations, ...events, ...outcomes, ...evidence];
