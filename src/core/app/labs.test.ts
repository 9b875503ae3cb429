import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { LabError } from '../../shared/errors.ts';
import { labText, testCore, until } from './fixtures/test-core.ts';

const form = (name: string) => parse(labText(name)) as never;

describe('labs', () => {
  test('files that were added stay over a new start; only their owner reads the list', async () => {
    const { client, addLab, env } = await testCore();
    const card = await addLab();
    expect(card).toMatchObject({ kind: 'file', name: 'class', network: 'myapp', state: 'unknown' });
    expect(card.nodes).toEqual([
      { name: 'n1', address: '192.168.5.1', host: '127.0.0.1', port: 2201 },
      { name: 'n2', address: '192.168.5.2', host: '127.0.0.1', port: 2202 },
    ]);
    const registry = path.join(env.XDG_DATA_HOME, 'overlay-lab', 'labs.json');
    expect((await stat(registry)).mode & 0o777).toBe(0o600);
    const later = await testCore({ env });
    expect(await later.client.labs.list()).toEqual([card]);
    await client.labs.remove({ id: card.id });
    expect(await later.client.labs.list()).toEqual([]);
    expect((await stat(card.file)).isFile()).toBe(true);
  });

  test('a file that is none, or is broken later, is told where', async () => {
    const { client, addLab, home } = await testCore();
    await expect(client.labs.addFile({ path: 'class.yaml' })).rejects.toMatchObject({ data: { code: 'bad-input' } });
    await expect(client.labs.addFile({ path: path.join(home, 'none') })).rejects.toMatchObject({
      data: { code: 'not-found' },
    });
    const card = await addLab();
    await writeFile(card.file, 'name: class\nnodes: 7\n');
    expect(await client.labs.list()).toMatchObject([{ id: card.id, state: 'invalid', problem: expect.any(String) }]);
  });

  test('a form becomes a file of its own, never over another lab of that name', async () => {
    const { client, env } = await testCore();
    const card = await client.labs.addForm(form('mine'));
    expect(card.file).toBe(path.join(env.XDG_DATA_HOME, 'overlay-lab', 'labs', 'mine.yaml'));
    expect((await stat(card.file)).mode & 0o777).toBe(0o600);
    const text = await readFile(card.file, 'utf8');
    await expect(client.labs.addForm(form('mine'))).rejects.toMatchObject({ data: { code: 'bad-input' } });
    expect(await readFile(card.file, 'utf8')).toBe(text);
    await client.labs.remove({ id: card.id });
    await client.labs.addForm(form('mine'));
  });

  test('a text that was pasted is kept word for word, and nobody agreed to it yet', async () => {
    const { client, env } = await testCore();
    const text = `# for the class of Monday\n${labText('mine')}`;
    const card = await client.labs.addText({ text, fileName: 'monday.yaml' });
    expect(card).toMatchObject({ kind: 'file', name: 'mine' });
    expect(card.file).toBe(path.join(env.XDG_DATA_HOME, 'overlay-lab', 'labs', 'mine.yaml'));
    expect(await readFile(card.file, 'utf8')).toBe(text);
    expect((await stat(card.file)).mode & 0o777).toBe(0o600);
    await expect(client.labs.addText({ text })).rejects.toMatchObject({ data: { code: 'bad-input' } });
    const question = until(client.questions.watch(), (open) => open.length > 0);
    void client.labs.test({ id: card.id, node: 'n1' }).catch(() => undefined);
    expect(await question).toMatchObject([{ kind: 'lab-file', lab: card.id }]);
  });

  test('mistakes in a pasted text are named with its line; a path beside it cannot be meant', async () => {
    const { client } = await testCore();
    const refusal = (text: string) => expect(client.labs.addText({ text, fileName: 'a.yaml' })).rejects;
    await refusal(labText('mine').replace('address', 'adress')).toMatchObject({
      data: { code: 'bad-input', message: expect.stringContaining('a.yaml:5') },
    });
    await refusal(labText('mine').replace('port: 2201', 'port: 2201, identityFile: ./key')).toMatchObject({
      data: { code: 'bad-input', message: expect.stringContaining('./key'), remedy: expect.any(String) },
    });
    expect(await client.labs.list()).toEqual([]);
  });

  test('a practice lab that was just made elsewhere has its name', async () => {
    const { client, practice } = await testCore();
    practice.make('mine', 'running');
    await expect(client.labs.addForm(form('mine'))).rejects.toMatchObject({ data: { code: 'bad-input' } });
  });

  test('a broken list of labs is an error and stays as it is', async () => {
    const { client, env, home } = await testCore();
    const registry = path.join(env.XDG_DATA_HOME, 'overlay-lab', 'labs.json');
    await mkdir(path.dirname(registry), { recursive: true });
    await writeFile(registry, '{"files": [');
    await writeFile(path.join(home, 'class.yaml'), labText('class'));
    await expect(client.labs.addFile({ path: path.join(home, 'class.yaml') })).rejects.toMatchObject({
      data: { code: 'bad-input' },
    });
    expect(await readFile(registry, 'utf8')).toBe('{"files": [');
  });

  test('every change comes to a window that watches', async () => {
    const { client, addLab, practice } = await testCore();
    const names = (wanted: string[]) => (cards: { name: string }[]) =>
      JSON.stringify(cards.map(({ name }) => name)) === JSON.stringify(wanted);
    const watching = until(client.labs.watch(), names(['p', 'class']));
    practice.make('p', 'running');
    await addLab();
    const operation = await client.practice.start({ name: 'p' });
    expect(operation.operation).toEqual(expect.any(String));
    const cards = await watching;
    expect(cards[0]).toMatchObject({ id: 'practice:p', kind: 'practice', state: 'running' });
  });

  test('names the hosts of ~/.ssh/config, and runs nothing of it', async () => {
    const { client, home } = await testCore();
    await mkdir(path.join(home, '.ssh'));
    const proof = path.join(home, 'ran');
    await writeFile(
      path.join(home, '.ssh', 'config'),
      `Match exec "touch ${proof}"\n  User evil\nHost *.example -oProxyCommand=x\n  User all\nHost node1 node2\n  HostName 10.0.0.1\n  User me\n`,
    );
    expect(await client.labs.sshHosts()).toEqual([
      { host: 'node1', hostName: '10.0.0.1', user: 'me' },
      { host: 'node2', hostName: '10.0.0.1', user: 'me' },
    ]);
    await expect(stat(proof)).rejects.toThrow();
  });

  test('a test of a node that cannot be reached says so, and is no failure of the call', async () => {
    const { client, addLab } = await testCore();
    const { id } = await addLab();
    expect(await client.labs.test({ id, node: 'n9' })).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  test('what stands on a node that cannot be asked is unknown, with the reason', async () => {
    const connect = async () => Promise.reject(new LabError('unreachable', 'nobody there'));
    const { client, addLab } = await testCore({ connect });
    const { nodes } = await client.labs.status({ id: (await addLab()).id });
    const unknown = { unknown: 'nobody there', changes: [], inDoubt: false };
    expect(nodes).toEqual([
      { name: 'n1', ...unknown },
      { name: 'n2', ...unknown },
    ]);
  });

  test('the lesson has the commands of each step for the nodes of this lab', async () => {
    const { client, addLab } = await testCore();
    const steps = await client.lesson.commands({ lab: (await addLab()).id });
    const etcd = steps.find(({ step }) => step === 'etcd');
    expect(etcd?.commands.map(({ node }) => node)).toEqual(['n1', 'n2']);
    expect(etcd?.commands[0]?.command).toContain('192.168.5.1');
  });
});

describe('settings', () => {
  test('are kept; a broken file is as none', async () => {
    const { client, env } = await testCore();
    const before = await client.app.settings();
    expect(before).toEqual({
      theme: 'auto',
      terminalFont: '',
      terminalFontSize: 14,
      screenReader: false,
      iperfSeconds: 10,
      livePicture: false,
    });
    await client.app.saveSettings({ ...before, theme: 'dark' });
    const later = await testCore({ env });
    expect(await later.client.app.settings()).toEqual({ ...before, theme: 'dark' });
    await writeFile(path.join(env.XDG_DATA_HOME, 'overlay-lab', 'settings.json'), 'no');
    expect(await later.client.app.settings()).toEqual(before);
    await expect(client.app.saveSettings({ ...before, terminalFontSize: 7 })).rejects.toMatchObject({
      data: { code: 'bad-input' },
    });
  });

  test('info names shell and version', async () => {
    const { client } = await testCore();
    expect(await client.app.info()).toMatchObject({ version: '1.2.3', shell: 'browser', remembers: false });
  });
});
