import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { launchOptions } from '../test/support/window/browser.ts';
import type { Bench } from './bench.ts';
import { root } from './in-lab.ts';
import { type Comparison, median } from './medians.ts';

const viewport = { width: 1280, height: 800 };
/** Moves of the mouse in one drag; one a frame, as a hand would make them. */
const moves = 180;

/** The picture of ten nodes, drawn by the window's own component, dragged with the mouse in Chromium. */
export const pictureFrames: Bench = {
  name: 'picture',
  what: 'frames a second while the picture of ten nodes is dragged in Chromium, against an empty page',
  async run({ times }): Promise<Comparison[]> {
    const folder = await mkdtemp(path.join(root, 'out', 'bench-picture-'));
    try {
      await buildStage(folder);
      const server = await serve(folder);
      const browser = await chromium.launch(launchOptions);
      try {
        const page = await browser.newPage({ viewport });
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/stage.html`);
        await page.locator('.react-flow__node').first().waitFor();
        const rates: number[] = [];
        const slowest: number[] = [];
        for (let time = 0; time <= times; time += 1) {
          const frames = await drag(page);
          // The first one warms up.
          if (time === 0) continue;
          rates.push(1000 / (frames.reduce((sum, one) => sum + one, 0) / frames.length));
          slowest.push(frames.toSorted((one, other) => other - one)[Math.floor(frames.length / 20)] ?? 0);
        }
        const title = await page.title();
        await page.setContent('<body style="height:100vh">');
        const empty = await drag(page);
        const peer = 1000 / (empty.reduce((sum, one) => sum + one, 0) / empty.length);
        return [
          {
            what: `ten nodes dragged (${title})`,
            ours: median(rates),
            peer,
            unit: 'frames/s',
            goal: { atLeast: 0.95 },
          },
          { what: 'slowest twentieth of the frames', ours: median(slowest), peer: 1000 / 60, unit: 'ms' },
        ];
      } finally {
        await browser.close();
        server.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function buildStage(folder: string): Promise<void> {
  const page = path.join(folder, 'stage.html');
  await writeFile(
    page,
    `<!doctype html><div id="root"></div><script type="module" src="/src/renderer/screens/picture/fixtures/stage.tsx"></script>`,
  );
  await build({
    ...{ root, configFile: false, logLevel: 'error', plugins: [react()] },
    build: { outDir: path.join(folder, 'built'), minify: true, rolldownOptions: { input: page } },
  });
}

/** What was built, and nothing else. */
async function serve(folder: string) {
  const built = path.join(folder, 'built');
  const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };
  const server = createServer((asked, answer) => {
    const { pathname } = new URL(asked.url ?? '/', 'http://localhost');
    const file = pathname === '/stage.html' ? path.relative(root, path.join(folder, 'stage.html')) : pathname.slice(1);
    readFile(path.join(built, path.normalize(file)))
      .then((bytes) =>
        answer.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream').end(bytes),
      )
      .catch(() => answer.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Milliseconds of each frame while the view is moved to and fro by the mouse. */
async function drag(page: Page): Promise<number[]> {
  const { width, height } = viewport;
  await page.mouse.move(width / 2, height - 20);
  await page.mouse.down();
  await page.evaluate(`
    window.frames_ = [];
    let last = performance.now();
    const next = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(next); };
    requestAnimationFrame(next);
  `);
  for (let move = 0; move < moves; move += 1)
    await page.mouse.move(width / 2 + 300 * Math.sin(move / 15), height - 20 - 100 * Math.abs(Math.sin(move / 25)));
  const frames = await page.evaluate<number[]>('window.frames_.slice(1)');
  await page.mouse.up();
  return frames;
}
