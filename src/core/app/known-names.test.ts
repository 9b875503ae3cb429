import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { testCore } from './fixtures/test-core.ts';

/** A core with ~/.ssh/config, and what it says of a line of its log where names are left out. */
async function reporting() {
  const core = await testCore();
  mkdirSync(path.join(core.home, '.ssh'));
  const config = [
    'Host solo\n  HostName alone.example\n  User grace',
    'Host hop\n  HostName gate.example',
    'Host m-*\n  HostName %h.hidden.example\n  ProxyJump hop',
  ];
  writeFileSync(path.join(core.home, '.ssh', 'config'), config.join('\n'), { mode: 0o600 });
  const told = async (line: string) => {
    core.core.note(`line: ${line}`);
    const { text } = await core.client.app.bugReport({ withNames: false });
    return text.split('\n').findLast((one) => one.includes('line: ')) ?? '';
  };
  const add = async (folder: string, name: string, host: string) => {
    const file = path.join(folder, `${name}.yaml`);
    const nodes = [1, 2].map((n) => `  - {name: ${name}n${n}, address: 10.0.0.${n}, ssh: {host: ${host}${n}}}\n`);
    writeFileSync(file, `name: ${name}\ntrack: etcd\nnetwork: {name: myapp}\nnodes:\n${nodes.join('')}`);
    return core.client.labs.addFile({ path: file });
  };
  return { ...core, told, add };
}

test('hosts and users of ~/.ssh/config are no names in a report, nor where a lab leads by it', async () => {
  const { told, add, home } = await reporting();
  expect(await told('grace at solo, alone.example')).toMatch(/line: user-\d+ at host-\d+, host-\d+$/);
  await add(home, 'class', 'm-');
  const line = await told('class, classn1 (m-1, m-1.hidden.example) through gate.example');
  expect(line).toMatch(/line: host-\d+, host-\d+ \(host-\d+, host-\d+\) through host-\d+$/);
});

test('labs that are gone from the list are none either: by their runs, and by what was agreed to', async () => {
  const { client, addLab, runs, told, home } = await reporting();
  const ran = await addLab('spring');
  await client.runs.start({ lab: ran.id, command: 'check' });
  await runs.started[0]?.end();
  await client.labs.remove({ id: ran.id });
  rmSync(path.join(home, 'spring.yaml'));
  expect(await told('spring')).toMatch(/line: host-\d+$/);
  const agreed = await addLab('autumn');
  await client.labs.remove({ id: agreed.id });
  expect(await told('autumn, n1')).toMatch(/line: host-\d+, host-\d+$/);
});

test('folders and files of labs are left out, wherever they are', async () => {
  const { told, add, home } = await reporting();
  const elsewhere = path.join(temporaryFolder('course'), 'ada');
  mkdirSync(elsewhere);
  mkdirSync(path.join(home, 'school'));
  const files = [await add(elsewhere, 'one', 'h'), await add(path.join(home, 'school'), 'two', 'h')];
  const line = await told(files.map(({ file }) => file).join(', '));
  expect(line).toMatch(/line: folder-\d+\/file-\d+, folder-\d+\/file-\d+$/);
});
