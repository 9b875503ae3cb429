import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { type Comparison, median } from './medians.ts';
import { appTerminal, probe, putFile, type Stage, timeCommand, viewport } from './terminal-stage.ts';
import { logText, onTheWire } from './terminal-text.ts';
import { withWetty } from './terminal-wetty.ts';

const megabytes = 24;
/** Both pages become faster until their scripts are compiled for good, after some 70 MB. */
const warmUps = 3;
/** Single rounds of either scatter by half: fewer give a median that does not come again. */
const leastRounds = 9;
const file = '/tmp/bench.log';
const require = createRequire(import.meta.url);
let lastMark = 100;
const nextMark = () => {
  lastMark += 1;
  return lastMark;
};

/** Bytes a second to the screen: the app, xterm.js that gets the same bytes from its own page, and wetty. */
export async function rates(stage: Stage, times: number): Promise<Comparison[]> {
  const text = logText(megabytes * 1e6);
  const bytes = onTheWire(text);
  await putFile(stage, file, text);
  const app = await appTerminal(stage);
  const size = await app.evaluate<{ cols: number; rows: number }>(gridOf);
  const alone = await xtermAlone(stage, bytes, size);
  const cat = async (page: Page) => bytes.length / 1e3 / (await timeCommand(page, `cat ${file}`, nextMark()));
  const feed = () => alone.evaluate<number>(`probe.feed(terminal, bytes, 'end-${nextMark()}-')`);
  const ours: number[] = [];
  const bare: number[] = [];
  const theirs: number[] = [];
  const round = async (wetty?: Page) => {
    await app.bringToFront();
    ours.push(await cat(app));
    await alone.bringToFront();
    bare.push(bytes.length / 1e3 / (await feed()));
    if (wetty) {
      await wetty.bringToFront();
      theirs.push(await cat(wetty));
    }
    console.log(
      `  app ${ours.at(-1)?.toFixed(1)}, xterm.js ${bare.at(-1)?.toFixed(1)}, wetty ${theirs.at(-1)?.toFixed(1)} MB/s`,
    );
  };
  const rounds = async (wetty?: Page) => {
    for (let time = 1; time <= warmUps; time += 1) await round(wetty);
    for (const list of [ours, bare, theirs]) list.length = 0;
    for (let time = 1; time <= Math.max(times, leastRounds); time += 1) await round(wetty);
  };
  let missing: string | undefined;
  try {
    await withWetty(stage, size, rounds);
  } catch (error) {
    missing = `wetty cannot be had here: ${error instanceof Error ? error.message : String(error)}`.split('\n')[0];
    await rounds();
  }
  await app.close();
  await alone.close();
  const rate = median(ours);
  const unit = 'MB/s';
  return [
    {
      what: `${megabytes} MB by cat to the screen, xterm.js alone`,
      ours: rate,
      peer: median(bare),
      unit,
      goal: { atLeast: 0.85 },
    },
    { what: 'the same, wetty', ours: rate, peer: median(theirs), unit, goal: { moreThan: 1 }, missing },
  ];
}

/** Rows from the page, columns from how many of its letters fit: the app keeps its terminals to itself. */
const gridOf = `(async () => {
  const rows = document.querySelectorAll('.xterm-rows > div').length;
  const screen = document.querySelector('.xterm-screen').getBoundingClientRect();
  const cell = document.querySelector('.xterm-char-measure-element').getBoundingClientRect().width / 32;
  return { rows, cols: Math.round(screen.width / cell) };
})()`;

async function xtermAlone(
  { browser }: Stage,
  bytes: Buffer,
  { cols, rows }: { cols: number; rows: number },
): Promise<Page> {
  const context = await browser.newContext({ viewport });
  await context.addInitScript({ path: probe });
  const page = await context.newPage();
  const origin = 'http://127.0.0.1:9';
  await page.route(`${origin}/**`, async (route) => {
    const bare = '<!doctype html><body style="margin:0"><div id="place"></div></body>';
    if (route.request().url().endsWith('/bytes')) await route.fulfill({ body: bytes });
    else await route.fulfill({ contentType: 'text/html', body: bare });
  });
  await page.goto(`${origin}/`);
  await page.addScriptTag({ path: require.resolve('@xterm/xterm') });
  await page.addStyleTag({ path: require.resolve('@xterm/xterm/css/xterm.css') });
  await page.evaluate(`(async () => {
    window.terminal = new Terminal({ scrollback: 10000, fontSize: 13, cols: ${cols}, rows: ${rows} });
    terminal.open(document.getElementById('place'));
    window.bytes = new Uint8Array(await (await fetch('/bytes')).arrayBuffer());
  })()`);
  return page;
}
