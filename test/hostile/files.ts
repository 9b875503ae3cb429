import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LoadedLab, loadLab } from '../../src/core/lab/load-lab.ts';
import { keyFile } from '../../src/core/remote/auth/identities.ts';
import { noPrompts } from '../../src/core/remote/auth/prompts.ts';
import { openSshConfig } from '../../src/core/remote/config/ssh-config.ts';
import { verifyHostKey } from '../../src/core/remote/link/host-key.ts';
import { trustLab } from '../../src/core/trust/trust-lab.ts';
import { LabError } from '../../src/shared/errors.ts';
import type { LabFileFacts } from '../../src/shared/wire/question.ts';
import { hostileConfigs, hostileLabs, hostileNames, wantingLabs } from './files/texts.ts';
import { type Around, type Counts, type Suite, tally } from './harness/suite.ts';

/** Lab files, ssh configurations, known_hosts and keys of people who mean harm. */
export const suite: Suite = { name: 'files', least: { quick: 25, whole: 289 }, run };

interface Ground {
  home: string;
  /** Made by whatever a hostile text has run. */
  trap: string;
  /** Names of things that are no ordinary files, or far too large. */
  odd: string[];
  write(name: string, content: string | Buffer): string;
}

async function run({ watch, signal, quick }: Around): Promise<Counts> {
  const home = mkdtempSync(path.join(tmpdir(), 'hostile-files-'));
  const { counts, attempt, note } = tally();
  const socket = createServer(() => undefined);
  try {
    const ground = await groundIn(home, socket);
    const all = [...labs(ground), ...configs(ground), ...named(ground), ...hostKeys(ground)];
    watch();
    for (const [name, work] of quick ? all.filter((_, index) => index % 12 === 0) : all) {
      if (signal.aborted) break;
      await attempt(name, async () => (await work()) || execFileSync('ls', [home]).includes('was-run'));
    }
    note(`${all.length} files and names in all`);
  } finally {
    socket.close();
    rmSync(home, { recursive: true, force: true });
  }
  return counts;
}

type Case = [name: string, accepted: () => Promise<boolean>];

async function groundIn(home: string, socket: Server): Promise<Ground> {
  mkdirSync(path.join(home, '.ssh'));
  const at = (name: string) => path.join(home, name);
  execFileSync('mkfifo', [at('fifo')]);
  await new Promise<void>((resolve) => void socket.listen(at('socket'), resolve));
  writeFileSync(at('huge'), '');
  truncateSync(at('huge'), 1024 ** 4);
  symlinkSync('/dev/zero', at('link-to-zero'));
  symlinkSync(at('loop'), at('loop'));
  const odd = [
    '/dev/zero',
    '/dev/random',
    '/dev/tty',
    '/dev/full',
    home,
    at('fifo'),
    at('socket'),
    at('huge'),
    at('link-to-zero'),
  ];
  const write = (name: string, content: string | Buffer) => {
    writeFileSync(at(name), content, { mode: 0o600 });
    return at(name);
  };
  return { home, trap: at('was-run'), odd, write };
}

/** True where something did what it must not; a typed error is what is wanted. */
async function refused(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof LabError) return false;
    throw error;
  }
}

/** No labs at all; and labs that are not used before the person has seen what they want. */
function labs({ home, write, odd }: Ground): Case[] {
  const texts = hostileLabs.map(
    ([name, text], index): Case => [`lab: ${name}`, () => refused(() => loadLab(write(`lab-${index}.yaml`, text)))],
  );
  const wanting = wantingLabs.map(
    ([name, text, word], index): Case => [
      `lab: ${name}`,
      async () => usedUnseen(await loadLab(write(`wanting-${index}.yaml`, text)), home, word),
    ],
  );
  const files = odd.map((file): Case => [`lab: ${path.basename(file)}`, () => refused(() => loadLab(file))]);
  return [...texts, ...wanting, ...files];
}

/** True where a lab is trusted without a yes, or the word of what it wants is not among what a person is shown. */
async function usedUnseen(loaded: LoadedLab, home: string, word: string): Promise<boolean> {
  const env = { HOME: home };
  const shown: LabFileFacts[] = [];
  const ask = async (facts: LabFileFacts) => {
    shown.push(facts);
    return false;
  };
  const usedUnasked = await refused(() => trustLab(loaded, { env }));
  const usedAfterNo = await refused(() => trustLab(loaded, { env, ask }));
  const [facts] = shown;
  if (usedUnasked || usedAfterNo || !facts) return true;
  const place = word.startsWith('~/') ? path.join(home, word.slice(2)) : path.resolve(home, word);
  const { connects, sends, identityFiles, knownHosts } = facts;
  const seen = [...connects.map(({ host }) => host), ...sends.map(({ variable }) => variable)];
  return !seen.includes(word) && ![...identityFiles, ...knownHosts].includes(place);
}

/** Nothing of a configuration is run, and no value of a block that an exec decides is used. */
function configs({ home, trap, write, odd }: Ground): Case[] {
  const ask = async (text: string) => {
    write('.ssh/config', text.replaceAll('TRAP', trap).replaceAll('HOME', home));
    try {
      const say = await openSshConfig({ HOME: home, PATH: process.env.PATH });
      const { user, port, hostName } = say({ host: 'web' });
      return user === 'evil' || port === 666 || !/^[A-Za-z0-9_][A-Za-z0-9_.:-]*$/.test(hostName ?? 'web');
    } catch (error) {
      if (error instanceof LabError) return false;
      throw error;
    }
  };
  const included = write('.ssh/inner', `Match exec "touch ${trap}"\n  User evil\n  Port 666\n`);
  const texts = hostileConfigs(included).map(([name, text]): Case => [`config: ${name}`, () => ask(text)]);
  return [
    ...texts,
    ...odd.map((file): Case => [`config: Include ${path.basename(file)}`, () => ask(`Include ${file}\n`)]),
  ];
}

/** Keys, known_hosts and Includes that are no ordinary files. */
function named({ odd, home, write }: Ground): Case[] {
  const place = (file: string) => ({
    node: 'n',
    host: 'h',
    port: 22,
    files: [],
    acceptInto: path.join(home, 'kept'),
    claims: file,
  });
  const yes = { ...noPrompts, acceptHostKey: async () => true };
  const broken = [
    '',
    '-----BEGIN OPENSSH PRIVATE KEY-----\n',
    '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n',
    'ssh-rsa AAAA',
    '\0'.repeat(9999),
    `-----BEGIN RSA PRIVATE KEY-----\n${'A'.repeat(200_000)}\n`,
  ];
  return [
    ...odd.map(
      (file): Case => [
        `identityFile: ${path.basename(file)}`,
        async () => !((await keyFile(file, 'n', noPrompts)) instanceof Error),
      ],
    ),
    ...odd.map(
      (file): Case => [
        `knownHosts: ${path.basename(file)}`,
        () => refused(() => verifyHostKey(someKey(1), place(file), yes)),
      ],
    ),
    ...odd.map(
      (file): Case => [
        `accepted key into ${path.basename(file)}`,
        () => refused(() => verifyHostKey(someKey(1), { ...place('/none'), acceptInto: file, files: [file] }, yes)),
      ],
    ),
    ...broken.map(
      (text, index): Case => [
        `key ${index}`,
        async () => {
          const key = await keyFile(write(`key-${index}`, text), 'n', noPrompts);
          return key !== undefined && !(key instanceof Error) && key.agent !== undefined;
        },
      ],
    ),
  ];
}

/** Names that would mean something else in known_hosts, and files that claim a key. */
function hostKeys({ home, write }: Ground): Case[] {
  const yes = { ...noPrompts, acceptHostKey: async () => true };
  const place = { node: 'n', host: 'h', port: 22, files: [], acceptInto: path.join(home, 'kept') };
  const line = (names: string) => `${names} ssh-ed25519 ${someKey(1).toString('base64')}\n`;
  const claims = ['h', '*', 'h,x', '@cert-authority h', '@cert-authority *', ' h', '|1|AAAA|AAAA h'];
  return [
    ...hostileNames.map(
      (alias): Case => [
        `filed under ${JSON.stringify(alias)}`,
        () => refused(() => verifyHostKey(someKey(1), { ...place, alias }, yes)),
      ],
    ),
    ...claims.map(
      (names, index): Case => [
        `claimed for ${names}`,
        () =>
          refused(() =>
            verifyHostKey(someKey(1), { ...place, claims: write(`claims-${index}`, line(names)) }, noPrompts),
          ),
      ],
    ),
  ];
}

function someKey(n: number): Buffer {
  const part = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  return Buffer.concat([part(Buffer.from('ssh-ed25519')), part(Buffer.alloc(32, n))]);
}
