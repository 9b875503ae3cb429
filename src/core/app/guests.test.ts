import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dataDir } from '../gates/places.ts';
import { writePrivate } from '../gates/private-file.ts';
import type { Node } from '../machine/port.ts';
import { standInShell } from '../terminal/fixtures/stand-in-shell.ts';
import { standInWindow } from '../terminal/fixtures/stand-in-window.ts';
import { classCore } from './fixtures/class-core.ts';
import { standInRoom } from './fixtures/stand-in-room.ts';
import { until } from './fixtures/test-core.ts';

const size = { node: 'n1', cols: 80, rows: 24 };
/** What was typed into each shell, the newest last. */
const typedInto: { readonly input: string; print: (text: string) => void }[] = [];
const connect = async ({ name }: { name: string }) =>
  ({
    ...{ name, lost: new Promise(() => {}) },
    shell: async () => {
      const { shell, heard, print } = standInShell();
      typedInto.push({
        get input() {
          return heard.input;
        },
        print,
      });
      return shell;
    },
    ...{ docker: {}, dockerIfUp: {}, close: async () => {} },
  }) as unknown as Node;

/** A class that is served, with windows of two of its students and of who leads it. */
async function served() {
  const room = standInRoom('net');
  const core = await classCore({ room, connect });
  await core.view(({ seats }) => seats.filter(({ lab }) => lab).length === 3);
  const guest = (who: 'student' | 'instructor', seat?: string) => {
    const rights = core.core.rightsOf({ who, class: 'net', ...(seat !== undefined && { seat }) });
    return { rights, ...core.openWindow(rights) };
  };
  const all = await core.client.labs.list();
  const labOf = (seat: string) => all.find(({ name }) => name === `net-${seat}`)?.id ?? '';
  return { ...core, room, anna: guest('student', 's1'), ben: guest('student', 's2'), lead: guest('instructor'), labOf };
}

const refused = { data: { code: 'refused' } };

test('a student sees the own lab alone, without where its file is', async () => {
  const { anna, lead, labOf, addLab } = await served();
  await addLab('other');
  expect(await anna.client.labs.list()).toMatchObject([{ id: labOf('s1'), file: '' }]);
  expect(await until(anna.client.labs.watch(), () => true)).toMatchObject([{ id: labOf('s1') }]);
  expect((await lead.client.labs.list()).map(({ name }) => name)).toEqual(['net-s1', 'net-s2', 'net-s3']);
});

test('a run of another seat is neither seen, nor exported, nor cancelled', async () => {
  const { anna, ben, labOf, runs } = await served();
  const { run } = await ben.client.runs.start({ lab: labOf('s2'), command: 'check' });
  await expect(anna.client.runs.start({ lab: labOf('s2'), command: 'check' })).rejects.toMatchObject(refused);
  await expect(anna.client.runs.events({ lab: labOf('s2'), run, from: 1 })).rejects.toMatchObject(refused);
  await expect(anna.client.runs.events({ lab: labOf('s1'), run, from: 1 })).rejects.toMatchObject(refused);
  await expect(anna.client.report.export({ lab: labOf('s1'), run, format: 'json' })).rejects.toMatchObject(refused);
  await expect(anna.client.runs.cancel({ run })).rejects.toMatchObject(refused);
  expect(runs.started[0]?.cancelled).toBe(false);
  await ben.client.runs.cancel({ run });
  expect(runs.started[0]?.cancelled).toBe(true);
});

test('a terminal of another seat is neither shown nor closed, also with its id', async () => {
  const { core, anna, ben, lead, labOf } = await served();
  const { terminal } = await ben.client.terminals.open({ lab: labOf('s2'), ...size });
  await expect(anna.client.terminals.close({ terminal })).rejects.toMatchObject(refused);
  expect(core.attachTerminal(terminal, standInWindow().channel, anna.rights)).toBe(false);
  expect(core.attachTerminal(randomUUID(), standInWindow().channel, anna.rights)).toBe(false);
  expect(core.attachTerminal(terminal, standInWindow().channel, ben.rights)).toBe(true);
  await expect(lead.client.terminals.close({ terminal })).rejects.toMatchObject(refused);
  await ben.client.terminals.close({ terminal });
});

test('who leads the class looks at a student’s terminal, and types into it only after a yes in its own window', async () => {
  const { core, anna, ben, lead, labOf } = await served();
  const { terminal } = await ben.client.terminals.open({ lab: labOf('s2'), ...size });
  const heard = typedInto.at(-1);
  const [own, looking] = [standInWindow(), standInWindow()];
  core.attachTerminal(terminal, own.channel, ben.rights);
  expect(await lead.client.classes.terminals({ class: 'net', seat: 's2' })).toEqual([
    { terminal, node: 'n1', shown: true },
  ]);
  expect(await lead.client.classes.terminals({ class: 'net', seat: 's1' })).toEqual([]);
  for (const { client } of [anna, ben])
    await expect(client.classes.terminals({ class: 'net', seat: 's2' })).rejects.toMatchObject(refused);
  expect(core.attachTerminal(terminal, looking.channel, lead.rights)).toBe(true);
  expect(own.told()).toEqual({ looking: 1, given: false });
  looking.type('rm -rf /\r');
  looking.says('ask');
  looking.type('rm -rf /\r');
  // Another window of a student does not look.
  expect(core.attachTerminal(terminal, standInWindow().channel, ben.rights)).toBe(false);
  expect(core.attachTerminal(terminal, standInWindow().channel, anna.rights)).toBe(false);
  own.says('allow', 1);
  looking.type('ls\r');
  await expect.poll(() => heard?.input).toBe('ls\r');
  // Whoever leads has terminals of their own there, which nobody else shows or looks at.
  const mine = await lead.client.terminals.open({ lab: labOf('s2'), ...size });
  expect(core.attachTerminal(mine.terminal, standInWindow().channel, ben.rights)).toBe(false);
  expect(await lead.client.classes.terminals({ class: 'net', seat: 's2' })).toHaveLength(1);
});

test('one line goes to the terminals of many seats as it was shown before, once, and to none that is busy', async () => {
  const { core, anna, ben, lead, labOf } = await served();
  const open = async (who: typeof anna, seat: string) => {
    const { terminal } = await who.client.terminals.open({ lab: labOf(seat), ...size });
    const window = standInWindow();
    core.attachTerminal(terminal, window.channel, who.rights);
    const shell = typedInto.at(-1);
    return { window, heard: () => shell?.input, print: (text: string) => shell?.print(text) };
  };
  const [one, two] = [await open(anna, 's1'), await open(ben, 's2')];
  one.print('root@n1:~# ');
  two.print('root@n1:~# vi');
  await expect.poll(() => two.window.text()).toContain('vi');
  await expect.poll(() => one.window.text()).toContain('#');
  const wanted = { class: 'net', seats: ['s1', 's2', 's3'], node: 'n1', text: 'ip route', enter: true };
  await expect(anna.client.classes.preview(wanted)).rejects.toMatchObject(refused);
  for (const text of ['a\rb', 'a\nb', '\x1b[A', ' ', 'a\u202eb'])
    await expect(lead.client.classes.preview({ ...wanted, text })).rejects.toMatchObject({
      data: { code: 'bad-input' },
    });
  await expect(lead.client.classes.preview({ ...wanted, seats: ['s9'] })).rejects.toMatchObject({
    data: { code: 'bad-input' },
  });
  const { preview, rows } = await lead.client.classes.preview(wanted);
  const states = (all: typeof rows) => all.map(({ seat, state }) => `${seat} ${state}`);
  expect(states(rows)).toEqual(['s1 ready', 's2 busy', 's3 none']);
  expect([one.heard(), two.heard()]).toEqual(['', '']);
  await expect(anna.client.classes.write({ class: 'net', preview })).rejects.toMatchObject(refused);
  const written = await lead.client.classes.write({ class: 'net', preview });
  expect(states(written.rows)).toEqual(['s1 written', 's2 busy', 's3 none']);
  await expect.poll(one.heard).toBe('ip route\r');
  expect(one.window.told()).toEqual({ looking: 0, given: false, wrote: 'ip route' });
  await expect(lead.client.classes.write({ class: 'net', preview })).rejects.toMatchObject({
    data: { code: 'not-found' },
  });
  expect([one.heard(), two.heard()]).toEqual(['ip route\r', '']);
});

test('a window of a student that asks as if it looked is cut off', async () => {
  const { core, ben, labOf } = await served();
  const { terminal } = await ben.client.terminals.open({ lab: labOf('s2'), ...size });
  const own = standInWindow();
  core.attachTerminal(terminal, own.channel, ben.rights);
  own.says('ask');
  expect(own.isClosed).toBe(true);
});

test('a seat has so many terminals, and takes none from others', async () => {
  const { anna, ben, labOf } = await served();
  for (let count = 0; count < 8; count += 1) await anna.client.terminals.open({ lab: labOf('s1'), ...size });
  await expect(anna.client.terminals.open({ lab: labOf('s1'), ...size })).rejects.toMatchObject(refused);
  expect(await ben.client.terminals.open({ lab: labOf('s2'), ...size })).toMatchObject({
    terminal: expect.any(String),
  });
});

test('tabs that were left are those of the own lab', async () => {
  const { anna, ben, labOf, env } = await served();
  const tabs = [{ direction: 'horizontal' as const, panes: [{ node: 'n1' }] }];
  const left = ['s1', 's2'].map((seat) => ({ lab: labOf(seat), tabs }));
  await writePrivate(path.join(dataDir(env), 'terminals.json'), JSON.stringify(left));
  expect(await anna.client.terminals.left()).toEqual([left[0]]);
  expect(await ben.client.terminals.left()).toEqual([left[1]]);
  await expect(anna.client.terminals.keep({ lab: labOf('s2'), tabs: [] })).rejects.toMatchObject(refused);
});

test('what others hold or need cannot be taken, whatever else the call says', async () => {
  const { anna, lead, labOf } = await served();
  for (const more of [{ takeOver: true }, { includeUnowned: true }, { unknown: 1 } as object])
    await expect(anna.client.runs.start({ lab: labOf('s1'), command: 'check', ...more })).rejects.toMatchObject(
      refused,
    );
  await expect(lead.client.runs.start({ lab: labOf('s1'), command: 'check', takeOver: true })).rejects.toMatchObject(
    refused,
  );
});

test('who leads a class is shown that class alone, and reaches neither files nor settings nor machines', async () => {
  const { lead, client, room } = await served();
  const [view] = (await until(lead.client.classes.watch(), ([one]) => one?.door !== undefined)) ?? [];
  expect(view).toMatchObject({ name: 'net', file: '', door: { code: room.door.code } });
  await expect(lead.client.classes.cancel({ class: 'other' })).rejects.toMatchObject(refused);
  for (const ask of [
    () => lead.client.app.settings(),
    () => lead.client.labs.addFile({ path: '/etc/passwd' }),
    () => lead.client.practice.up({ name: 'more', nodes: 2, suite: 'bookworm' }),
    () => lead.client.app.bugReport({ withNames: true }),
  ])
    await expect(ask()).rejects.toMatchObject(refused);
  // Of the person whose app it is nothing is taken.
  expect(await client.app.settings()).toMatchObject({ theme: 'auto' });
});

test('a raised hand is seen on the wall, and lowered there; a link is for who leads alone', async () => {
  const { anna, ben, lead, room } = await served();
  room.sit('s1', 'Anna');
  await anna.client.guest.raiseHand({ up: true });
  await expect(lead.client.guest.raiseHand({ up: true })).rejects.toMatchObject(refused);
  const seatOf = (up: boolean) =>
    until(
      lead.client.classes.watch(),
      ([view]) => (view?.seats[0]?.joined?.hand !== undefined) === up && view?.seats[0]?.joined !== undefined,
    );
  expect((await seatOf(true))[0]?.seats.map(({ joined }) => joined?.name)).toEqual([
    'Anna',
    undefined,
    undefined,
    undefined,
  ]);
  expect(await until(anna.client.guest.watch(), ({ joined }) => joined?.hand !== undefined)).toMatchObject({
    ...{ who: 'student', class: 'net', seat: 's1', goal: 'network' },
  });
  expect(await until(ben.client.guest.watch(), () => true)).not.toHaveProperty('joined');
  const asking = { class: 'net', seat: 's1', ask: 'link' as const };
  await expect(anna.client.classes.seat(asking)).rejects.toMatchObject(refused);
  await expect(lead.client.classes.seat({ ...asking, seat: 's9' })).rejects.toMatchObject({
    data: { code: 'bad-input' },
  });
  expect(await lead.client.classes.seat(asking)).toEqual({ link: 'link-s1' });
  await lead.client.classes.seat({ ...asking, ask: 'lower' });
  await seatOf(false);
});

test('in the app’s own window nothing is served', async () => {
  const { client } = await classCore();
  await expect(client.classes.seat({ class: 'net', seat: 's1', ask: 'link' })).rejects.toThrow(/not served/);
  await expect(until(client.guest.watch(), () => true)).rejects.toMatchObject(refused);
});
