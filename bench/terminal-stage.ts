import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { launchOptions } from '../test/support/window/browser.ts';
import { call, root } from './in-lab.ts';

export const viewport = { width: 1280, height: 800 };
export const probe = path.join(root, 'bench', 'terminal-probe.js');

/** The app in its browser shell, a Chromium that it let in, and the node's ssh. */
export interface Stage {
  browser: Browser;
  /** Let in by the app; further pages need no token. */
  context: BrowserContext;
  /** Where the app answers. */
  origin: string;
  lab: string;
  pid: number;
  /** Words that reach node1 with plain ssh. */
  ssh: string[];
  /** Where ssh_config, the key and known_hosts lie. */
  directory: string;
}

/** Runs the app for a lab whose access directory is given, and ends it whatever comes of the work. */
export async function onStage<T>(directory: string, work: (stage: Stage) => Promise<T>): Promise<T> {
  const home = await mkdtemp(path.join(tmpdir(), 'overlay-lab-bench-home-'));
  await mkdir(path.join(home, 'share', 'overlay-lab'), { recursive: true });
  await symlink(path.dirname(directory), path.join(home, 'share', 'overlay-lab', 'practice'));
  // With the flag that `npm start` gives it (scripts/start): what it keeps of a flood depends on it.
  const app = spawn(
    process.execPath,
    ['--max-semi-space-size=4', '--heap-growing-percent=50', 'src/web/main.ts', '--no-open', '--idle-minutes', '0'],
    {
      cwd: root,
      env: {
        ...process.env,
        HOME: home,
        XDG_DATA_HOME: path.join(home, 'share'),
        XDG_STATE_HOME: path.join(home, 'state'),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const over = once(app, 'exit');
  let browser: Browser | undefined;
  try {
    const address = await addressIn(app.stdout);
    browser = await chromium.launch(launchOptions);
    const context = await browser.newContext({ viewport });
    await context.addInitScript({ path: probe });
    const page = await context.newPage();
    await page.goto(address);
    // Keeps its window: with a new one Chromium loads its own address bar, which a window of the app's does not have.
    await page.goto('about:blank');
    const lab = `practice:${path.basename(directory)}`;
    const ssh = ['-F', path.join(directory, 'ssh_config'), 'node1'];
    return await work({ browser, context, origin: new URL(address).origin, lab, pid: app.pid ?? 0, ssh, directory });
  } finally {
    await browser?.close();
    app.kill('SIGTERM');
    await over;
    await rm(home, { recursive: true, force: true });
  }
}

async function addressIn(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const [address] = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(line) ?? [];
    if (address) return address;
  }
  throw new Error('The app printed no address.');
}

/** The app's Terminals screen with a shell on node1 that waits at its prompt. */
export async function appTerminal({ context, origin, lab }: Stage): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${origin}/#/terminals/${encodeURIComponent(lab)}`);
  await page.getByRole('button', { name: 'Terminal on node1' }).click();
  await atPrompt(page);
  return page;
}

export async function atPrompt(page: Page): Promise<void> {
  await page.evaluate(String.raw`probe.when(() => /\w+@node1:\S*[#$]\s*$/.test(probe.drawn().trimEnd() + ' '))`);
  await page.locator('.xterm textarea').focus();
}

/** Presses a key and gives the milliseconds until the text is on the screen. */
export async function timeKey(page: Page, key: string, text: string): Promise<number> {
  await page.evaluate(`probe.fromKeyTo('${text}')`);
  await page.keyboard.press(key);
  return page.evaluate<number>('probe.taken()');
}

/** Types a command and gives the milliseconds from Enter to a mark that follows its output on the screen. */
export async function timeCommand(page: Page, command: string, mark: number): Promise<number> {
  await page.locator('.xterm textarea').focus();
  await page.keyboard.type(`${command}; echo end-$((${mark}+0))-`);
  return timeKey(page, 'Enter', `end-${mark}-`);
}

/** A file on the node. */
export async function putFile({ ssh }: Stage, name: string, text: string): Promise<void> {
  const sending = call('ssh', [...ssh, `cat > ${name}`]);
  sending.child.stdin?.end(text);
  await sending;
}
