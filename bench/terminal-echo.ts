import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { type Comparison, median } from './medians.ts';
import { appTerminal, type Stage, timeKey } from './terminal-stage.ts';

const keys = 'qwertyuiopasdfghjklzxcvbnmqwertyuiopasdfghjklzxcvbnm';
/** Not a multiple of a frame, so that keys fall anywhere in one. */
const pauseMs = 37;

/** From a key to its letter on the screen, against plain ssh in a pty from a byte written to its echo read. */
export async function echo(stage: Stage, times: number): Promise<Comparison[]> {
  const app = await appTerminal(stage);
  const plain = await plainSsh(stage);
  const ours: number[] = [];
  const peer: number[] = [];
  for (let time = 0; time <= times; time += 1) {
    const [first, second] = [await inApp(app), await inPlain(plain)];
    if (time === 0) continue; // warms up
    ours.push(p95(first));
    peer.push(p95(second));
    console.log(`  echo p95: app ${ours.at(-1)?.toFixed(1)}, ssh ${peer.at(-1)?.toFixed(1)} ms`);
  }
  plain.stdin.end('\x15exit\n');
  await app.close();
  const goal = { atMostMore: 15 };
  return [{ what: 'echo of a key p95, ssh in a pty', ours: median(ours), peer: median(peer), unit: 'ms', goal }];
}

const p95 = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;

async function inApp(page: Page): Promise<number[]> {
  await page.locator('.xterm textarea').focus();
  const taken: number[] = [];
  for (let count = 1; count <= keys.length; count += 1) {
    taken.push(await timeKey(page, keys[count - 1] ?? '', keys.slice(0, count)));
    await wait(pauseMs);
  }
  await page.keyboard.press('Control+c');
  await page.evaluate(String.raw`probe.when(() => /\^C(.|\n)*[#$]\s*$/.test(probe.drawn()))`);
  // The letters must not stand there when the next round looks for them.
  await page.keyboard.type('clear');
  await page.keyboard.press('Enter');
  await page.evaluate(`probe.when(() => !probe.drawn().includes('qw'))`);
  return taken;
}

type Plain = ChildProcessByStdio<Writable, Readable, null>;

async function plainSsh({ ssh }: Stage): Promise<Plain> {
  const command = ['ssh', '-tt', ...ssh].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qfec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await until(child, /[#$] $/);
  return child;
}

async function inPlain(child: Plain): Promise<number[]> {
  const taken: number[] = [];
  for (const key of keys) {
    const heard = until(child, new RegExp(key));
    const begun = performance.now();
    child.stdin.write(key);
    await heard;
    taken.push(performance.now() - begun);
    await wait(pauseMs);
  }
  const prompt = until(child, /[#$] $/);
  child.stdin.write('\x03');
  await prompt;
  return taken;
}

/** Until what comes from now on ends like this, without the sequences that steer a terminal. */
function until(child: Plain, wanted: RegExp): Promise<void> {
  return new Promise((resolve) => {
    let said = '';
    const hear = (data: Buffer) => {
      said += data.toString('latin1');
      if (!wanted.test(said.replace(/\x1b(\[[0-9;?]*[a-zA-Z]|\][^\x07]*\x07)/g, ''))) return;
      child.stdout.off('data', hear);
      resolve();
    };
    child.stdout.on('data', hear);
  });
}
