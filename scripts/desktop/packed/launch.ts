import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium, type Page } from '@playwright/test';

export interface Launched {
  page: Page;
  pid: number;
  close: () => Promise<void>;
}

/**
 * Starts a program of Chromium's kind as a person would, but for the port to look in by: a packaged Electron takes no
 * orders for Node (its fuses), which Playwright's own start would need.
 */
export async function launch(program: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<Launched> {
  const child = spawn(program, ['--remote-debugging-port=0', ...words], { env, stdio: ['ignore', 'inherit', 'pipe'] });
  try {
    const browser = await chromium.connectOverCDP(await debuggingAddress(child));
    const [context] = browser.contexts();
    if (!context) throw new Error(`${program} has no window`);
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    const close = async () => {
      await browser.close();
      await end(child);
    };
    return { page, pid: child.pid ?? 0, close };
  } catch (error) {
    await end(child);
    throw error;
  }
}

function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.on('error', reject);
    child.on('close', (status, signal) => reject(new Error(`ended by ${signal ?? `status ${status}`}:\n${said}`)));
    child.stderr?.setEncoding('utf8').on('data', (part: string) => {
      said = `${said}${part}`.slice(-20_000);
      const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (address) resolve(address);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.kill();
  const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(force);
}
