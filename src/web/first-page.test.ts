import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../shared/fixtures/temporary-folder.ts';
import { sweepFirstPages, writeFirstPage } from './first-page.ts';
import { show } from './show.ts';

const address = `http://127.0.0.1:4000/?token=${'x'.repeat(43)}`;

test('pages that were left behind go, and the folder with them', async () => {
  const folder = path.join(temporaryFolder('first'), 'pages');
  const page = await writeFirstPage(folder, address);
  expect(existsSync(fileURLToPath(page.address))).toBe(true);
  await sweepFirstPages(folder);
  expect(existsSync(folder)).toBe(false);
  await sweepFirstPages(folder);
});

test("what is none of the app's own pages stays where it is", async () => {
  const folder = temporaryFolder('first');
  await writeFirstPage(folder, address);
  const others = ['thesis.html', 'notes.txt'];
  for (const name of others) writeFileSync(path.join(folder, name), 'mine');
  const below = path.join(folder, '00000000-0000-4000-8000-000000000000.html');
  mkdirSync(below);
  await sweepFirstPages(folder);
  expect(readdirSync(folder).toSorted()).toEqual([path.basename(below), ...others].toSorted());
  const link = path.join(temporaryFolder('first'), 'link');
  await writeFirstPage(folder, address);
  symlinkSync(folder, link);
  await sweepFirstPages(link);
  expect(readdirSync(folder)).toHaveLength(4);
});

test('where no page can be written, the person is told why and given the address', async () => {
  const dir = temporaryFolder('first');
  const file = path.join(dir, 'file');
  writeFileSync(file, '');
  // Below a file there is no folder: neither in the home, where pages are for snaps, nor among the app's own.
  vi.stubEnv('HOME', file);
  const printed: string[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean(printed.push(String(text))));
  onTestFinished(() => {
    stdout.mockRestore();
    vi.unstubAllEnvs();
  });
  const said: string[] = [];
  const first = { address, used: Promise.resolve(false), leave: () => {} };
  const another = async () => undefined;
  await show({ say: (line) => said.push(line), open: true, dataDir: file, first, another, what: 'The app', hint: '' });
  expect(said[0]).toMatch(/^No browser is opened: its first page could not be written \(ENOTDIR/);
  expect(printed).toEqual([`The app: ${address}\n`]);
});
