/**
 * The server of a class: `overlay-lab class serve` starts it as a program of its own. See docs/adr/0025.
 *
 * `/join` is the door, the only page without a session: a form with the code of the class, or behind a link that is good once.
 * What it gives is a cookie, with which there is `/` (the window for guests), `/rpc` and `/terminal/ID` as in the browser
 * shell. Every request is judged by judge-guest.ts, every call by `admit` of core.
 */
import path from 'node:path';
import { createInterface } from 'node:readline';
import { buildRenderer, root } from '../../../scripts/build/build-renderer.ts';
import { createCore } from '../../core/app/router/create-core.ts';
import { type WindowFile, windowFiles } from '../../core/app/router/window-files.ts';
import { type LoadedClass, loadClass } from '../../core/class/load-class.ts';
import { Seating } from '../../core/class/seating.ts';
import { languages } from '../../core/gates/languages.ts';
import { parseJson } from '../../core/gates/limits.ts';
import { readLocalFileSync } from '../../core/gates/local-file.ts';
import { stateDir } from '../../core/gates/places.ts';
import { writePrivate } from '../../core/gates/private-file.ts';
import { csvText } from '../../core/report/csv-text.ts';
import { LabError, toLabError } from '../../shared/errors.ts';
import { catalogueFor } from '../../shared/texts/languages.ts';
import { inWords, speak, spoken, texts } from '../../shared/texts/text.ts';
import { endAll } from '../end-all.ts';
import { givenCertificate, ownCertificate } from './certificate.ts';
import { classArguments } from './class-arguments.ts';
import { startClassServer } from './class-server.ts';
import { isLoopback, namesOf } from './names.ts';
import { linkTo, roomOf } from './room-of.ts';

const usualHours = 12;
const hourMs = 3_600_000;
const say = (line: string) => void process.stderr.write(`${line}\n`);

speak(catalogueFor(languages, process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG));
try {
  await main();
} catch (thrown) {
  const { code, words } = toLabError(thrown);
  say([words.message, words.remedy ?? ''].map(inWords).filter(Boolean).join('\n'));
  process.exit(code === 'bad-input' || code === 'not-found' ? 2 : 1);
}

async function main(): Promise<void> {
  const words = classArguments(process.argv.slice(2));
  const loaded = await loadClass(words.file);
  const { name } = loaded;
  const { address, port: wanted } = words.listen;
  const folder = path.join(stateDir(process.env), 'class-server');
  const called = namesOf(address);
  const { certificate: given } = words;
  const certificate = given ? await givenCertificate(given.cert, given.key) : await ownCertificate(folder, called);
  const files = await guestFiles();
  const seating = await Seating.open({
    ...{ file: path.join(folder, `${name}.json`), seats: loaded.seats, fresh: words.fresh },
    until: Date.now() + (words.hours ?? usualHours) * hourMs,
    ...(words.hours !== undefined && { extend: true }),
    problem: (why) => say(spoken.serve.notKept({ reason: why.message })),
  });
  // A certificate that was brought along says how the server is called.
  const names = given ? [...new Set([...certificate.names, ...called])] : called;
  let port = wanted;
  const at = () => `https://${hostOf(names[0] ?? address)}${port === 443 ? '' : `:${port}`}`;
  const { fingerprint } = certificate;
  const room = roomOf(name, seating, () => ({ address: at(), fingerprint }));
  const core = createCore({ shell: 'browser', version: versionOf(), log: say, room });
  const server = await startClassServer({
    ...{ core, files, seating, class: name, certificate, address, port, names },
    onGuesses: (from) => say(spoken.serve.tooManyGuesses({ address: from })),
  });
  port = server.port;

  let ending = false;
  const end = async (why: string) => {
    if (ending) process.exit(130);
    ending = true;
    say(why);
    await endAll([core.close, server.close, () => seating.kept()]);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(spoken.serve.stops));
  // Whoever started it is gone.
  process.on('disconnect', () => void end(spoken.serve.stops));
  setTimeout(() => void end(spoken.serve.over), Math.max(0, Date.parse(seating.until) - Date.now()));

  if (words.links !== undefined) await writeLinks(words.links, loaded, (seat) => linkTo(at(), seating.newLink(seat)));
  await seating.kept();
  const wall = () => linkTo(at(), seating.newInstructorLink());
  if (words.json) {
    const told = { type: 'serving', class: name, address: at(), code: seating.code, fingerprint, wall: wall() };
    process.stdout.write(`${JSON.stringify({ ...told, until: seating.until })}\n`);
    return;
  }
  const until = new Date(seating.until).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  process.stdout.write(
    `${[
      spoken.serve.serves({ class: name, until }),
      spoken.serve.forStudents({ address: at(), code: seating.code }),
      spoken.serve.fingerprint({ fingerprint }),
      ...(given ? [] : [spoken.serve.ownCertificate]),
      ...(isLoopback(address) ? [spoken.serve.onlyHere] : []),
      spoken.serve.forInstructor({ link: wall() }),
    ].join('\n')}\n`,
  );
  say(process.stdin.isTTY ? spoken.serve.another : spoken.serve.anotherPlain);
  if (process.stdin.isTTY)
    createInterface({ input: process.stdin }).on('line', () =>
      process.stdout.write(`${spoken.serve.forInstructor({ link: wall() })}\n`),
    );
}

/** The window for guests, and none of another page. */
async function guestFiles(): Promise<Map<string, WindowFile>> {
  const dir = process.env.OVERLAY_LAB_RENDERER ?? (await buildRenderer(say));
  const files = await windowFiles(dir);
  const page = files.get('/class.html');
  if (!page) throw new LabError('not-found', texts.serve.noWindow({ dir }));
  for (const name of [...files.keys()].filter((one) => one.endsWith('.html'))) files.delete(name);
  return files.set('/', page);
}

async function writeLinks(file: string, { seats }: LoadedClass, linkFor: (seat: string) => string): Promise<void> {
  const rows = seats.map(({ name, student }) => [name, student, linkFor(name)]);
  await writePrivate(path.resolve(file), csvText([['seat', 'student', 'link'], ...rows]));
  say(spoken.serve.linksWritten({ file, count: seats.length }));
}

function hostOf(name: string): string {
  return name.includes(':') ? `[${name}]` : name;
}

function versionOf(): string {
  const what = path.join(root, 'package.json');
  const most = 1024 * 1024;
  return (parseJson(readLocalFileSync(what, most) ?? '{}', { bytes: most }, { what }) as { version: string }).version;
}
