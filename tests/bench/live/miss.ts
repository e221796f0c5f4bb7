import type { RunningServer } from '../../setup/server.ts';
import { openStream } from '../../setup/stream-client.ts';
import type { Publisher } from './publish.ts';
import { percentile, rounded } from './statistics.ts';

const counted = 30;
const warmUp = 5;

/**
 * What a reader waits who is the first to ask after a change, in milliseconds. A change is published before each request, and the request
 * is made once the server has told of it.
 */
export async function benchMiss(server: RunningServer, publisher: Publisher) {
  const figures = [];
  for (const path of ['/api/v1/negotiations/sag-aftra-2023/timeline?limit=50', '/']) {
    const stream = await openStream(`${server.address}/api/v1/stream`);
    const times: number[] = [];
    for (let run = 0; run < warmUp + counted; run += 1) {
      const { seq } = await publisher.publish(`miss ${run}`);
      while (Number((await stream.next())?.id ?? seq) < seq);
      const asked = performance.now();
      const response = await fetch(`${server.address}${path}`);
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${path} answered ${response.status}`);
      if (run >= warmUp) times.push(performance.now() - asked);
    }
    stream.close();
    figures.push({ path, p50: rounded(percentile(times, 0.5), 1), p99: rounded(percentile(times, 0.99), 1) });
  }
  return figures;
}
