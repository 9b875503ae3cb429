import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, readdir, rm, rmdir, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A page of our own that a browser is started with. */
export interface FirstPage {
  /** file: address; it says nothing that others could use. */
  address: string;
  remove(): Promise<void>;
}

/**
 * Every user of the machine can read a program's arguments: a browser is started with the address of this file, which
 * only its owner can read, and the file leads on to the address with the token.
 */
export async function writeFirstPage(folder: string, address: string): Promise<FirstPage> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) throw new Error(`${folder} belongs to another user`);
  await chmod(folder, 0o700);
  const file = path.join(folder, `${randomUUID()}.html`);
  await writeFile(file, pageOf(address), { mode: 0o600, flag: 'wx' });
  return { address: pathToFileURL(file).href, remove: () => rm(file, { force: true }) };
}

const ownPage = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.html$/;

/**
 * What was left behind by an app that was killed; what its tokens opened is gone with it. Only pages of ours, and the
 * folder where nothing else is in it: it may stand in the home.
 */
export async function sweepFirstPages(folder: string): Promise<void> {
  const found = await lstat(folder).catch(() => undefined);
  if (!found?.isDirectory() || found.uid !== process.getuid?.()) return;
  const pages = (await readdir(folder)).filter((name) => ownPage.test(name));
  await Promise.all(pages.map((name) => unlink(path.join(folder, name)).catch(() => undefined)));
  await rmdir(folder).catch(() => undefined);
}

/** Browsers that come as snaps cannot read hidden folders of the home, where the app's own files are. */
export function firstPageFolder(dataDir: string, home: string, hasSnaps: boolean = existsSync('/snap/bin')): string {
  return hasSnaps ? path.join(home, 'overlay-lab-first-page') : path.join(dataDir, 'first-page');
}

function pageOf(address: string): string {
  if (!/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+$/.test(address)) throw new Error('no address of ours');
  return `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>Overlay Lab</title>
<meta http-equiv="refresh" content="0; url=${address}">
`;
}
