import { expect, it } from 'vitest';
import type { Node } from '../machine/port.ts';
import { askedOnce } from './asked-once.ts';

function engine() {
  const asked: string[] = [];
  const told = async (what: string) => {
    asked.push(what);
    return what;
  };
  const docker = {
    info: () => told('info'),
    ping: () => told('ping'),
    listNetworks: (options?: object) => told(`networks ${JSON.stringify(options ?? {})}`),
    getContainer: (name: string) => ({
      inspect: () => told(`inspect ${name}`),
      start: () => told(`start ${name}`),
    }),
  };
  return { docker: askedOnce(docker as unknown as Node['docker']), asked };
}

it('asks each question once, also two at a time', async () => {
  const { docker, asked } = engine();
  await Promise.all([docker.info(), docker.info()]);
  await docker.getContainer('a').inspect();
  await docker.getContainer('a').inspect();
  expect(asked).toEqual(['info', 'inspect a']);
});

it('takes no question for another one', async () => {
  const { docker } = engine();
  const named = { filters: { name: ['x'] } };
  expect(await docker.listNetworks()).not.toEqual(await docker.listNetworks(named));
  expect(await docker.getContainer('a').inspect()).not.toEqual(await docker.getContainer('b').inspect());
});

it('asks again whether the engine is there', async () => {
  const { docker, asked } = engine();
  await docker.ping();
  await docker.ping();
  expect(asked).toEqual(['ping', 'ping']);
});
