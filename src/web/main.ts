/**
 * The browser shell: `node src/web/main.ts [--port N] [--no-open] [--idle-minutes N]`.
 *
 * Handshake of a window with core:
 *  1. `http://127.0.0.1:PORT/?token=…` (printed, once, for a short time) answers with a cookie (HttpOnly,
 *     SameSite=Strict) and goes on to `/`, the built renderer. No address after it holds a token.
 *  2. WebSocket `/rpc`: oRPC's WebSocket adapter with `contract` of src/shared/contract.ts.
 *  3. WebSocket `/terminal/ID`, binary, for each id that `terminals.open` gave: frames of src/shared/terminal-frames.ts.
 *     Closed with 4404 where there is no such terminal or another window shows it. After a reload the same ID works
 *     for 30 s more, and what was printed last (10,000 lines, at most 4 MB) comes first.
 * A window whose `/rpc` closes reconnects by making a new one; its cookie stays good while the app runs. When the app
 * was started anew, WebSockets are refused (403) and the person starts it again for a new address.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createCore } from '../core/handlers/create-core.ts';
import { windowFiles } from '../core/handlers/window-files.ts';
import { accessRoot } from '../core/practice/access.ts';
import { toLabError } from '../shared/errors.ts';
import { webArguments } from './arguments.ts';
import { buildRenderer, root } from './build-renderer.ts';
import { endWhenIdle } from './idle.ts';
import { askInstance, beInstance, instanceSocket } from './instance.ts';
import { openWindow, surroundings } from './open-window.ts';
import { startServer, type WebServer } from './server.ts';

/** Tests bring a window of their own in OVERLAY_LAB_RENDERER, which is then not built. */
const say = (line: string) => void process.stderr.write(`${line}\n`);
/** A browser that we open comes at once; a person has to copy. */
const lifetimeMs = { opened: 60_000, printed: 600_000 };

type Address = (lifetimeMs: number) => string;

interface Showing {
  open: boolean;
  dataDir: string;
  /** It is the app of an earlier start. */
  running: boolean;
}

try {
  await main();
} catch (thrown) {
  const { code, message, details } = toLabError(thrown);
  say([message, details.remedy].filter(Boolean).join('\n'));
  process.exit(code === 'bad-input' ? 2 : 1);
}

async function main(): Promise<void> {
  const words = webArguments(process.argv.slice(2));
  const dataDir = path.dirname(accessRoot());
  const socket = await instanceSocket(dataDir);
  const shown = { open: words.open, dataDir };
  const showRunning = (running: string) =>
    show(() => running, 'Overlay Lab runs already; another window', { ...shown, running: true });
  const running = await askInstance(socket);
  if (running) return showRunning(running);
  const files = await windowFiles(process.env.OVERLAY_LAB_RENDERER ?? (await buildRenderer(say)));
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const serving = Promise.withResolvers<WebServer>();
  // Before there is a core: of two starts at one time the slower one asks the other, and opens nothing itself.
  const instance = await beInstance(socket, async () => (await serving.promise).newAddress(lifetimeMs.printed));
  const faster = instance ? undefined : await askInstance(socket);
  if (faster) return showRunning(faster);
  const core = createCore({ shell: 'browser', version, log: say });
  const idle = endWhenIdle(words.idleMinutes, core.busy, () => void end('No window for a while: Overlay Lab ends.'));
  const server = await startServer({ core, files, port: words.port, onWindows: idle.windows });
  serving.resolve(server);

  let ending = false;
  const end = async (why: string) => {
    if (ending) process.exit(130);
    ending = true;
    say(core.busy() ? `${why} Ending what runs on the nodes first; once more ends at once.` : why);
    await instance?.close();
    await core.close();
    await server.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void end('Overlay Lab ends.'));
  await show(server.newAddress, 'Overlay Lab', { ...shown, running: false });
}

/** The address goes to stdout only where the person has to open it: an opened window has used it up. */
async function show(address: Address, what: string, { open, dataDir, running }: Showing): Promise<void> {
  const opened = open
    ? await openWindow(address(lifetimeMs.opened), surroundings(path.join(dataDir, 'browser-profile')))
    : { how: 'not' as const, why: '' };
  const ctrlC = running ? '' : ' Ctrl-C ends the app.';
  if (opened.how !== 'not') {
    say(`${what} opens in ${opened.how === 'app' ? 'a window of its own' : 'your browser'}.${ctrlC}`);
    return;
  }
  if (opened.why) say(opened.why);
  process.stdout.write(`${what}: ${address(lifetimeMs.printed)}\n`);
  say(`Good once, for ten minutes; start it again for another address.${ctrlC}`);
}
