import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { type Comparison, median } from './medians.ts';
import { appTerminal, probe, putFile, type Stage, timeCommand, viewport } from './terminal-stage.ts';
import { inColours, logText, onTheWire } from './terminal-text.ts';
import { withWetty } from './terminal-wetty.ts';

const megabytes = 24;
/** Both pages become faster until their scripts are compiled for good, after some 70 MB. */
const warmUps = 3;
/** Single rounds of either scatter by half: fewer give a median that does not come again. */
const leastRounds = 9;
const require = createRequire(import.meta.url);
let lastMark = 100;
const nextMark = () => {
  lastMark += 1;
  return lastMark;
};

/** What is printed, as large with colours as without. */
const texts = { plain: logText(megabytes * 1e6), colours: inColours(megabytes * 1e6) };
type Kind = keyof typeof texts;
const kinds = Object.keys(texts) as Kind[];
const fileOf = (kind: Kind) => `/tmp/bench-${kind}.log`;

/** Bytes a second to the screen: the app, xterm.js that gets the same bytes from its own page, and wetty. */
export async function rates(stage: Stage, times: number): Promise<Comparison[]> {
  const bytes = { plain: onTheWire(texts.plain), colours: onTheWire(texts.colours) };
  for (const kind of kinds) await putFile(stage, fileOf(kind), texts[kind]);
  const app = await appTerminal(stage);
  const size = await app.evaluate<{ cols: number; rows: number }>(gridOf);
  const alone = await xtermAlone(stage, bytes, size);
  const measured = () => ({ app: [] as number[], alone: [] as number[], wetty: [] as number[] });
  const seen = { plain: measured(), colours: measured() };
  const rate = (kind: Kind, ms: number) => bytes[kind].length / 1e3 / ms;
  const cat = async (page: Page, kind: Kind) => {
    await page.bringToFront();
    return rate(kind, await timeCommand(page, `cat ${fileOf(kind)}`, nextMark()));
  };
  const feed = async (kind: Kind) => {
    await alone.bringToFront();
    return rate(kind, await alone.evaluate<number>(`probe.feed(terminal, texts.${kind}, 'end-${nextMark()}-')`));
  };
  const round = async (wetty?: Page) => {
    for (const kind of kinds) {
      const { app: ours, alone: bare, wetty: theirs } = seen[kind];
      ours.push(await cat(app, kind));
      bare.push(await feed(kind));
      if (wetty) theirs.push(await cat(wetty, kind));
      const [own, one, other] = [ours, bare, theirs].map((list) => list.at(-1)?.toFixed(1));
      console.log(`  ${kind}: app ${own}, xterm.js ${one}, wetty ${other} MB/s`);
    }
  };
  const rounds = async (wetty?: Page) => {
    for (let time = 1; time <= warmUps; time += 1) await round(wetty);
    for (const kind of kinds) seen[kind] = measured();
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
  const unit = 'MB/s';
  const [plain, colours] = kinds.map((kind) => median(seen[kind].app)) as [number, number];
  const against = (kind: Kind, peer: 'alone' | 'wetty') => ({
    ours: median(seen[kind].app),
    peer: median(seen[kind][peer]),
    unit,
  });
  return [
    {
      what: `${megabytes} MB by cat to the screen, xterm.js alone`,
      ...against('plain', 'alone'),
      goal: { atLeast: 0.85 },
    },
    { what: 'the same, wetty', ...against('plain', 'wetty'), goal: { moreThan: 1 }, missing },
    { what: 'as many with colours, xterm.js alone', ...against('colours', 'alone'), goal: { atLeast: 0.85 } },
    { what: 'the same, wetty', ...against('colours', 'wetty'), goal: { moreThan: 1 }, missing },
    { what: 'the same, the app without colours', ours: colours, peer: plain, unit, goal: { atLeast: 0.85 } },
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
  bytes: Record<Kind, Buffer>,
  { cols, rows }: { cols: number; rows: number },
): Promise<Page> {
  const context = await browser.newContext({ viewport });
  await context.addInitScript({ path: probe });
  const page = await context.newPage();
  const origin = 'http://127.0.0.1:9';
  await page.route(`${origin}/**`, async (route) => {
    const bare = '<!doctype html><body style="margin:0"><div id="place"></div></body>';
    const kind = kinds.find((name) => route.request().url().endsWith(`/${name}`));
    if (kind) await route.fulfill({ body: bytes[kind] });
    else await route.fulfill({ contentType: 'text/html', body: bare });
  });
  await page.goto(`${origin}/`);
  await page.addScriptTag({ path: require.resolve('@xterm/xterm') });
  await page.addStyleTag({ path: require.resolve('@xterm/xterm/css/xterm.css') });
  await page.evaluate(`(async () => {
    window.terminal = new Terminal({ scrollback: 10000, fontSize: 13, cols: ${cols}, rows: ${rows} });
    terminal.open(document.getElementById('place'));
    const get = async (kind) => new Uint8Array(await (await fetch('/' + kind)).arrayBuffer());
    window.texts = { plain: await get('plain'), colours: await get('colours') };
  })()`);
  return page;
}
