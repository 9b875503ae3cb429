import { gzipSync } from 'node:zlib';
import { type Comparison, median } from './medians.ts';
import type { Stage } from './terminal-stage.ts';

/** With nothing in the browser's cache: until the labs stand there and a click is heard. */
export async function firstScreen({ context, origin, lab }: Stage, times: number): Promise<Comparison[]> {
  const name = lab.replace('practice:', '');
  const taken: number[] = [];
  let bytes = 0;
  for (let time = 1; time <= times; time += 1) {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.clearBrowserCache');
    await session.detach();
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.body());
    });
    await page.goto(`${origin}/`, { waitUntil: 'commit' });
    taken.push(await page.evaluate<number>(`probe.interactive('${name}')`));
    bytes = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0);
    await page.close();
    console.log(
      `  first screen: ${taken.at(-1)?.toFixed(0)} ms, ${scripts.length} scripts, ${(bytes / 1024).toFixed(1)} KB gzip`,
    );
  }
  const goal = { atMost: 1 };
  return [
    { what: 'first screen interactive (peer: the budget)', ours: median(taken), peer: 1000, unit: 'ms', goal },
    { what: 'script for it, gzip (peer: the budget)', ours: bytes / 1024, peer: 350, unit: 'KB', goal },
  ];
}
