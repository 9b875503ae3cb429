import { expect, test, vi } from 'vitest';
import { testCore } from '../app/fixtures/test-core.ts';
import { findRoute } from '../remote/config/find-route.ts';
import { openSshConfig } from '../remote/config/ssh-config.ts';
import { localUser, localUserInWords } from './local-user.ts';

vi.mock('node:os', async (original) => {
  const os = await original<typeof import('node:os')>();
  const userInfo = () => {
    throw Object.assign(new Error('uv_os_get_passwd returned ENOENT'), { code: 'ERR_SYSTEM_ERROR' });
  };
  return { ...os, default: { ...os, userInfo }, userInfo };
});

test('where this computer has no name for the person, there is none, and nothing ends', async () => {
  expect(localUser()).toBeUndefined();
  expect(localUserInWords()).toBe(`uid ${process.getuid?.()}`);
  const { client, env } = await testCore();
  expect((await client.app.bugReport({ withNames: false })).text).toContain('## Versions');
  expect((await openSshConfig(env))({ host: 'web' })).toEqual({ hostName: 'web' });
});

test('a login says what is missing; a user of the lab file is enough', async () => {
  const place = { name: 'n1', baseDir: '/', env: { HOME: '/nonexistent' } };
  await expect(findRoute({ host: 'web' }, place)).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('No user is set for web'),
    details: { node: 'n1', remedy: expect.stringContaining('~/.ssh/config') },
  });
  expect(await findRoute({ host: 'web', user: 'me' }, place)).toMatchObject({ user: 'me' });
});
