import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { readConfig } from '../remote/config/ssh-config-files.ts';
import { sshHosts } from './ssh-hosts.ts';

vi.mock('../remote/config/ssh-config-files.ts', async (original) => {
  const files = await original<typeof import('../remote/config/ssh-config-files.ts')>();
  return { ...files, readConfig: vi.fn(files.readConfig) };
});

test('hosts of ~/.ssh/config, without patterns and without what the app could not reach; its files are read once', async () => {
  const home = temporaryFolder('hosts');
  mkdirSync(path.join(home, '.ssh'));
  const text = 'Host a b *.x !c\n  User ann\nHost b\n  HostName b.example\nHost cmd\n  ProxyCommand nc %h 22\n';
  writeFileSync(path.join(home, '.ssh', 'config'), text, { mode: 0o600 });
  expect(await sshHosts({ HOME: home })).toEqual([
    { host: 'a', user: 'ann' },
    { host: 'b', hostName: 'b.example', user: 'ann' },
  ]);
  expect(readConfig).toHaveBeenCalledTimes(1);
});
