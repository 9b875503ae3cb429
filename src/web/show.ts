import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { spoken } from '../shared/texts/text.ts';
import { firstPageFolder, writeFirstPage } from './first-page.ts';
import type { Given } from './instance.ts';
import { openWindow, surroundings } from './open-window.ts';

/** So long a browser may take until its window is there; then the person is given an address. */
const patienceMs = 30_000;

export interface Showing {
  say: (line: string) => void;
  open: boolean;
  dataDir: string;
  /** Of this app, or of the one of an earlier start. */
  first: Given;
  another: () => Promise<Given | undefined>;
  /** What is told of, and what the person can do about it. */
  what: string;
  hint: string;
}

/** An address goes to stdout only where the person has to open it: one that a browser got through a file stays in it. */
export async function show(showing: Showing): Promise<void> {
  const { say, first, another, what, hint } = showing;
  const opened = showing.open ? await openFirstPage(showing) : { how: 'not' as const, why: '' };
  if (opened.how === 'not') {
    if (opened.why) say(opened.why);
    print(first, showing);
    return;
  }
  say(spoken.web.opensIn({ what, where: opened.how === 'app' ? spoken.web.ownWindow : spoken.web.yourBrowser, hint }));
  const isThere = await Promise.race([first.used, wait(patienceMs, false, { ref: false })]);
  await opened.remove();
  first.leave();
  if (isThere) return;
  const next = await another();
  if (!next) return;
  say(spoken.web.noWindowYet);
  print(next, showing);
}

function print({ address, leave }: Given, { say, what, hint }: Showing): void {
  process.stdout.write(`${what}: ${address}\n`);
  say(spoken.web.validOnce({ hint }));
  leave();
}

async function openFirstPage({ first, dataDir }: Showing) {
  const page = await writeFirstPage(firstPages(dataDir), first.address).catch((error: Error) => error);
  if (page instanceof Error) return { how: 'not' as const, why: spoken.web.pageNotWritten({ reason: page.message }) };
  const opened = await openWindow(page.address, surroundings(path.join(dataDir, 'browser-profile')));
  if (opened.how === 'not') await page.remove();
  return { ...opened, remove: page.remove };
}

export const firstPages = (dataDir: string): string => firstPageFolder(dataDir, os.homedir());
