import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connectNode } from '../../src/core/remote/connect.ts';
import { anotherSshd, labDir, scratch, studentPassword, until } from '../support/nodes/remote-lab.ts';

/** Real sshd with settings that people have: in where ssh gets in, or the true cause. */
async function into(settings: string, user = 'root', change: Partial<Parameters<typeof connectNode>[1]> = {}) {
  const { target, options } = await anotherSshd(settings, user);
  const node = await connectNode(target, { ...options, ...change });
  onTestFinished(() => node.close());
  return (await node.exec(['id', '-u'])).stdout.trim();
}

describe('a second sshd on a node', () => {
  test('that wants a key and then a password', async () => {
    const password = async () => studentPassword;
    const settings = 'AuthenticationMethods publickey,password\nPasswordAuthentication yes';
    const { target, options } = await anotherSshd(settings, 'student');
    const prompts = { ...options.prompts, password, sudoPassword: password };
    const node = await connectNode(target, { ...options, prompts });
    onTestFinished(() => node.close());
    expect((await node.exec(['id', '-u'])).stdout.trim()).toBe('0');
  });

  test('that has chacha20 alone', async () => {
    expect(await into('Ciphers chacha20-poly1305@openssh.com')).toBe('0');
  });

  test('that has only ciphers which are not spoken here is told by them', async () => {
    await expect(into('Ciphers aes128-cbc')).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('only the cipher aes128-cbc'),
    });
  });
});

describe('an agent with five keys, the right one last', () => {
  const agentWith = async (last: string) => {
    const dir = scratch();
    const socket = join(dir, 'agent');
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
    onTestFinished(() => void agent.kill());
    const env = { ...process.env, SSH_AUTH_SOCK: socket };
    // Status 1: it answers, and has no key yet.
    await until(
      async () => spawnSync('ssh-add', ['-l'], { env }).status,
      (status) => status === 1,
    );
    for (const name of ['a', 'b', 'c', 'd']) {
      spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(dir, name)]);
      spawnSync('ssh-add', ['-q', join(dir, name)], { env });
    }
    spawnSync('ssh-add', ['-q', last], { env });
    return socket;
  };

  test('gets in; where sshd has less patience, that is the cause that is named', async () => {
    const agentSocket = await agentWith(join(labDir, 'key'));
    const { target, options } = await anotherSshd('MaxAuthTries 3');
    // Only the agent has a key for it.
    const env = { ...options.env, HOME: withoutKey(options.env.HOME ?? '') };
    await expect(connectNode(target, { ...options, env, agentSocket })).rejects.toMatchObject({
      code: 'auth-failed',
      message: expect.stringMatching(/3 of 5 keys were offered.*MaxAuthTries/),
    });
    const patient = await anotherSshd('');
    const home = withoutKey(patient.options.env.HOME ?? '');
    const inside = await connectNode(patient.target, {
      ...patient.options,
      env: { ...patient.options.env, HOME: home },
      agentSocket,
    });
    onTestFinished(() => inside.close());
    expect((await inside.exec(['id', '-u'])).stdout.trim()).toBe('0');
  });
});

/** The configuration of anotherSshd without the key of its inner host. */
function withoutKey(home: string): string {
  const file = join(home, '.ssh', 'config');
  const [outer = '', inner = ''] = readFileSync(file, 'utf8').split(/(?=Host inner)/);
  writeFileSync(file, outer + inner.replace(/ {2}IdentityFile .*\n/, ''));
  return home;
}
