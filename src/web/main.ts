/**
 * The browser shell: `node src/web/main.ts [--port N] [--no-open] [--idle-minutes N]`.
 *
 * Handshake of a window with core:
 *  1. `http://127.0.0.1:PORT/?token=…` (good once, for a short time) answers with a cookie (HttpOnly, SameSite=Strict)
 *     and continues to `/`, the built renderer. No address after it holds a token. It is printed where the person has to
 *     open it; a browser that we start is given a file that leads there (first-page.ts). See docs/adr/0012.
 *  2. WebSocket `/rpc`: oRPC's WebSocket adapter with `contract` of src/shared/wire/contract.ts.
 *  3. WebSocket `/terminal/ID`, binary, for each id that `terminals.open` gave: frames of src/shared/wire/terminal-frames.ts.
 *     Closed with 4404 where there is no such terminal or another window shows it. After a reload the same ID works
 *     for 30 s more, and what was printed last (10,000 lines, at most 4 MB) comes first.
 * A window whose `/rpc` closes reconnects by making a new one; its cookie stays good while the app runs. When the app
 * was restarted, WebSockets are refused (403) and the person starts it again for a new address.
 */
import path from 'node:path';
import { buildRenderer, root } from '../../scripts/build/build-renderer.ts';
import { createCore } from '../core/app/router/create-core.ts';
import { windowFiles } from '../core/app/router/window-files.ts';
import { languages } from '../core/gates/languages.ts';
import { parseJson } from '../core/gates/limits.ts';
import { readLocalFileSync } from '../core/gates/local-file.ts';
import { dataDir as dataDirOf } from '../core/gates/places.ts';
import { toLabError } from '../shared/errors.ts';
import { catalogueFor } from '../shared/texts/languages.ts';
import { inWords, speak, spoken } from '../shared/texts/text.ts';
import { webArguments } from './arguments.ts';
import { endAll } from './end-all.ts';
import { sweepFirstPages } from './first-page.ts';
import { endWhenIdle } from './idle.ts';
import { askInstance, beInstance, type Given, instanceSocket } from './instance.ts';
import { startServer, type WebServer } from './server.ts';
import { firstPages, type Showing, show } from './show.ts';

const appName = 'Overlay Lab';
/** Tests bring a window of their own in OVERLAY_LAB_RENDERER, which is then not built. */
const say = (line: string) => void process.stderr.write(`${line}\n`);
/** Of an address: a person has to copy it. */
const lifetimeMs = 600_000;

speak(catalogueFor(languages, process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG));
try {
  await main();
} catch (thrown) {
  const { code, words } = toLabError(thrown);
  say([words.message, words.remedy ?? ''].map(inWords).filter(Boolean).join('\n'));
  process.exit(code === 'bad-input' ? 2 : 1);
}

async function main(): Promise<void> {
  const words = webArguments(process.argv.slice(2));
  const dataDir = dataDirOf(process.env);
  const socket = await instanceSocket(dataDir);
  const shown = { open: words.open, dataDir };
  const running = await askInstance(socket);
  if (running) return showRunning(socket, running, shown);
  const files = await windowFiles(process.env.OVERLAY_LAB_RENDERER ?? (await buildRenderer(say)));
  const what = path.join(root, 'package.json');
  const text = readLocalFileSync(what, 1024 * 1024) ?? '{}';
  const { version } = parseJson(text, { bytes: 1024 * 1024 }, { what }) as { version: string };
  const serving = Promise.withResolvers<WebServer>();
  // Before there is a core: of two starts at one time the slower one asks the other, and opens nothing itself.
  const newAddress = async (onUsed?: () => void) => (await serving.promise).newAddress(lifetimeMs, onUsed);
  const instance = await beInstance(socket, newAddress, lifetimeMs);
  const faster = instance ? undefined : await askInstance(socket);
  if (faster) return showRunning(socket, faster, shown);
  await sweepFirstPages(firstPages(dataDir));
  const core = createCore({ shell: 'browser', version, log: say });
  const idle = endWhenIdle(words.idleMinutes, core.busy, () => void end(spoken.web.idle));
  const server = await startServer({ core, files, port: words.port, onWindows: idle.windows, onStranger: sayStranger });
  serving.resolve(server);

  let ending = false;
  const end = async (why: string) => {
    if (ending) process.exit(130);
    ending = true;
    say(core.busy() ? spoken.web.stopping({ why }) : why);
    await endAll([core.close, server.close, async () => instance?.close()]);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(spoken.web.exits));
  const give = async (): Promise<Given> => {
    const used = Promise.withResolvers<boolean>();
    return { address: await newAddress(() => used.resolve(true)), used: used.promise, leave: () => {} };
  };
  await show({
    ...shown,
    say,
    first: await give(),
    another: give,
    what: appName,
    hint: spoken.web.ctrlC,
  });
}

function showRunning(socket: string, first: Given, shown: Pick<Showing, 'open' | 'dataDir'>): Promise<void> {
  const what = spoken.web.alreadyRunning;
  return show({ ...shown, say, first, another: () => askInstance(socket), what, hint: '' });
}

function sayStranger(owner: number | undefined): void {
  if (owner === undefined) say(spoken.web.ownerUnknown);
  else say(spoken.web.otherOwner({ owner }));
}
