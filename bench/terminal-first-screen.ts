import { gzipSync } from 'node:zlib';
import { type Comparison, median } from './medians.ts';
import { probe, type Stage, viewport } from './terminal-stage.ts';

/** Of a new browser profile, so nothing is in its cache: until the labs stand there and a click is heard. */
export async function firstScreen({ browser, context, origin, lab }: Stage, times: number): Promise<Comparison[]> {
  const storageState = await context.storageState();
  const name = lab.replace('practice:', '');
  const taken: number[] = [];
  let bytes = 0;
  for (let time = 1; time <= times; time += 1) {
    const fresh = await browser.newContext({ viewport, storageState });
    await fresh.addInitScript({ path: probe });
    const page = await fresh.newPage();
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.body());
    });
    await page.goto(`${origin}/`, { waitUntil: 'commit' });
    taken.push(await page.evaluate<number>(`probe.interactive('${name}')`));
    bytes = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0);
    await fresh.close();
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
