import { z } from 'zod';
import { startProgram } from '../setup/processes.ts';
import { openStream } from '../setup/stream-client.ts';
import { expect, test } from './page.ts';

const change = z.object({ seq: z.int(), key: z.string(), after: z.looseObject({ headline: z.string().optional() }).nullable() });

test('a replay shows the same changes in the same order on the board, on the stream and in its own words', async ({ page }) => {
  const replay = startProgram(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      'src/cli/parley.ts',
      ...['replay', '--negotiation', 'sag-aftra-2023', '--speed', '1d/s', '--from', '2023-10-20', '--to', '2023-11-10'],
    ],
    { PORT: '0' },
  );
  let exitCode: number | null = null;
  try {
    const [, address = ''] = await replay.prints(/ready after .* at (http:\S+)/);
    const stream = await openStream(`${address}/api/v1/stream?since=0`);
    await page.goto(address);
    await expect(page.locator('.live')).toHaveAttribute('data-connection', 'open');

    await replay.prints(/the replay is over/);
    const played = [...replay.output().matchAll(/^\d{4}-\d{2}-\d{2} +(\d+) {2}(\S+)$/gm)].map(([, seq, id]) => ({ seq: Number(seq), id }));
    const last = played.at(-1);
    const streamed = [];
    for (let next = await stream.next(); next !== null; next = await stream.next()) {
      // Days that begin are told, too, and are no changes.
      if (next.event === 'day') continue;
      const told = change.parse(JSON.parse(next.data ?? ''));
      streamed.push(told);
      if (told.seq === last?.seq) break;
    }
    const log = page.getByRole('log', { name: 'Updates on this page' }).getByRole('listitem');
    await page.getByText('Updates on this page', { exact: false }).first().click();
    await expect(log.last()).toContainText(streamed.at(-1)?.after?.headline ?? 'a headline');
    await expect(page.locator('#latest')).toContainText('National Board approves the deal');
    const onBoard = (await log.getByRole('link').allTextContents()).map((text) => text.trim());
    stream.close();
    expect(streamed.map(({ seq }) => seq)).toEqual(streamed.map((_, index) => index + 1));
    expect(streamed.slice(-played.length).map(({ seq, key }) => ({ seq, id: key }))).toEqual(played);
    // The board tells what came since it was opened, which was while the replay was under way.
    expect(onBoard.length).toBeGreaterThan(2);
    expect(streamed.slice(-onBoard.length).map(({ after }) => after?.headline)).toEqual(onBoard);
  } finally {
    exitCode = await replay.end('SIGINT');
  }
  expect(exitCode).toBe(0);
});
