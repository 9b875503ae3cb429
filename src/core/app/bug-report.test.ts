import { hostname } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { stateDir } from '../gates/places.ts';
import { openLog } from '../log/rotating-log.ts';
import { testCore, until } from './fixtures/test-core.ts';

test('a report for a bug: versions, settings, labs, the last run and the log, without whose they are', async () => {
  const { client, addLab, core, env, home, runs } = await testCore();
  const { id } = await addLab('class');
  await client.app.saveSettings({ ...(await client.app.settings()), iperfSeconds: 77 });
  const { run } = await client.runs.start({ lab: id, command: 'check' });
  runs.started[0]?.log.emit({ type: 'progress', step: 'preflight', node: 'n1', message: 'password: hunter3' });
  core.note(`password: hunter2, on n1 (192.168.5.1) of ${hostname()}, file ${path.join(home, 'class.yaml')}`);
  const { fileName, text } = await client.app.bugReport({ withNames: false });
  expect(fileName).toMatch(/^overlay-lab-bug-[\d-]+\.md$/);
  for (const part of ['## Versions', 'Overlay Lab 1.2.3, browser', '"iperfSeconds": 77', '2 nodes', '## Last run', run])
    expect(text).toContain(part);
  expect(text).toMatch(/## Log\n\n\S+Z Overlay Lab 1\.2\.3 starts/);
  for (const part of ['hunter2', 'hunter3', '192.168.5.1', home, hostname()]) expect(text).not.toContain(part);
  expect(text).not.toMatch(/\bn1\b|\bclass\b/);

  const open = await client.app.bugReport({ withNames: true });
  for (const part of ['192.168.5.1', 'n1', 'class', hostname()]) expect(open.text).toContain(part);
  expect(open.text).not.toMatch(/hunter[23]/);
  expect(openLog(stateDir(env)).tail(10_000)).toContain('n1');
});

test('the log hears of runs that end, and of what a window was refused', async () => {
  const { client, addLab, runs, env } = await testCore();
  const { id } = await addLab('class');
  await client.runs.start({ lab: id, command: 'check' });
  await runs.started[0]?.end();
  await until(client.labs.watch(), (cards) => cards.some(({ lastRun }) => lastRun && !lastRun.running));
  await expect(client.runs.start({ lab: 'file:/none', command: 'check' })).rejects.toThrow('no longer in the list');
  const log = openLog(stateDir(env)).tail(10_000);
  expect(log).toMatch(/Z check of class ended: ok true, 0 changes$/m);
  expect(log).toMatch(/Z runs\.start: not-found: This lab is no longer in the list\.$/m);
});
