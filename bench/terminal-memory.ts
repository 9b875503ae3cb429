import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Comparison } from './medians.ts';
import { appTerminal, putFile, type Stage, timeCommand } from './terminal-stage.ts';
import { logText } from './terminal-text.ts';

/** An hour of a busy log: 500 lines a second of about 75 bytes, in ten equal parts. */
const bytesAnHour = 3600 * 500 * 75;
const parts = 10;
const file = '/tmp/bench-part.log';

/** Memory after a tenth of an hour's output, and after all of it, as fast as the terminal draws it. */
export async function memory(stage: Stage): Promise<Comparison[]> {
  await putFile(stage, file, logText(bytesAnHour / parts));
  const page = await appTerminal(stage);
  const heap: number[] = [];
  const resident: number[] = [];
  for (let part = 1; part <= parts; part += 1) {
    await timeCommand(page, `cat ${file}`, 900 + part);
    heap.push(await heapOf(page));
    resident.push(await residentOf(stage.pid));
    console.log(
      `  ${part}/${parts} of an hour: page ${heap.at(-1)?.toFixed(1)}, app ${resident.at(-1)?.toFixed(1)} MB`,
    );
  }
  await page.close();
  const goal = { atMost: 1.1 };
  const line = (what: string, values: number[]): Comparison => {
    const [first = Number.NaN, last = Number.NaN] = [values[0], values.at(-1)];
    return { what, ours: last, peer: first, unit: 'MB', goal };
  };
  return [
    line("page's heap after an hour's output, after 6 minutes'", heap),
    line("app's resident memory, the same", resident),
  ];
}

/** What is left of the page's JavaScript heap after a collection. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1e6;
}

async function residentOf(pid: number): Promise<number> {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
