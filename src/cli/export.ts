import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportRecord } from '#data/record/export.ts';
import { readTransaction } from '#data/transaction.ts';
import { canonicalFiles, canonicalNegotiationText } from '#domain/record/canonical.ts';
import { withDatabase } from './with-database.ts';

/** `parley export <folder>`. */
export async function exportCommand(folder: string): Promise<void> {
  const count = await withDatabase((database) =>
    readTransaction(database, async (tx) => {
      const { registries, slugs, negotiation } = await exportRecord(tx);
      mkdirSync(join(folder, 'negotiations'), { recursive: true });
      for (const [name, text] of canonicalFiles({ ...registries, negotiations: [] })) writeFileSync(join(folder, name), text);
      for (const slug of slugs)
        writeFileSync(join(folder, 'negotiations', `${slug}.json`), canonicalNegotiationText(await negotiation(slug)));
      return slugs.length;
    }),
  );
  console.log(`wrote ${count} ${count === 1 ? 'negotiation' : 'negotiations'} and 7 registries to ${folder}`);
}
