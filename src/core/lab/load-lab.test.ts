import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { loadLab, parseLab } from './load-lab.ts';

const good = `name: class-a
track: etcd
network: {name: myapp, subnet: 10.0.9.0/24}
nodes:
  - name: node1
    address: 192.168.236.130
    ssh: {host: 127.0.0.1, port: 2201, user: root, identityFile: ./key, knownHosts: ./known_hosts}
  - {name: node2, address: 192.168.236.131, ssh: {host: lab-2, passwordEnv: LAB_PASSWORD}}
`;

const folder = temporaryFolder('file', afterAll);

function write(content: string | Uint8Array, name = 'lab.yaml') {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

describe('a good lab file', () => {
  it('is read as it stands', () => {
    const lab = parseLab(good, 'lab.yaml');
    expect(lab.nodes[0]).toEqual({
      name: 'node1',
      address: '192.168.236.130',
      ssh: { host: '127.0.0.1', port: 2201, user: 'root', identityFile: './key', knownHosts: './known_hosts' },
    });
    expect(lab.nodes[1]?.ssh).toEqual({ host: 'lab-2', passwordEnv: 'LAB_PASSWORD' });
    expect(lab.network).toEqual({ name: 'myapp', subnet: '10.0.9.0/24' });
  });

  it('has defaults for what is optional', () => {
    expect(parseLab(good.replace('{name: myapp, subnet: 10.0.9.0/24}', '{}'), 'f').network).toEqual({ name: 'myapp' });
  });

  it('may be JSON, have comments, a document mark, Windows line ends and brackets in comments', () => {
    const json = JSON.stringify(parseLab(good, 'f'));
    expect(parseLab(json, 'f').name).toBe('class-a');
    expect(parseLab(`# [[[ {{{\n---\n${good}...\n`, 'f').nodes).toHaveLength(2);
    expect(parseLab(good.replaceAll('\n', '\r\n'), 'f').nodes).toHaveLength(2);
  });

  it.each(['{ name: a }', '{ name: a, address: fe80::1 }'])('needs every field of a node: %s', (node) => {
    expect(() => parseLab(`${good}  - ${node}\n`, 'f')).toThrow();
  });

  it('may have 1000 nodes, in either style, and not one more', () => {
    const nodes = (count: number, each: (n: number) => string) =>
      good + Array.from({ length: count - 2 }, (_, index) => each(index)).join('');
    const address = (n: number) => `10.1.${Math.floor(n / 250)}.${(n % 250) + 1}`;
    const block = (n: number) =>
      `  - name: n${n}\n    address: ${address(n)}\n    ssh:\n      host: h${n}\n      port: 22\n      user: root\n      identityFile: ./keys/${n}\n      knownHosts: ./known_hosts\n`;
    const flow = (n: number) => `  - {name: n${n}, address: ${address(n)}, ssh: {host: h${n}, port: 22, user: root}}\n`;
    expect(parseLab(nodes(1000, block), 'f').nodes).toHaveLength(1000);
    expect(parseLab(nodes(1000, flow), 'f').nodes).toHaveLength(1000);
    expect(() => parseLab(nodes(1001, flow), 'f')).toThrow(
      expect.objectContaining({ code: 'bad-input', details: { file: 'f', line: expect.any(Number), field: 'nodes' } }),
    );
  });
});

describe('a file on the disk', () => {
  it('is read with its absolute path and folder', async () => {
    const file = write(good);
    expect(await loadLab(path.relative(process.cwd(), file))).toMatchObject({
      file,
      baseDir: folder,
      lab: { name: 'class-a' },
    });
  });

  it('that is not there is not found, and how to get one is said', async () => {
    const file = path.join(folder, 'none.yaml');
    await expect(loadLab(file)).rejects.toMatchObject({
      code: 'not-found',
      details: { file, remedy: expect.any(String) },
    });
    await expect(loadLab(path.join(write(good), 'below'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(loadLab('nul\0byte')).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each([
    ['a directory', () => folder],
    ['a device that never ends', () => '/dev/zero'],
    ['larger than 1 MB', () => write(`${good}#${'x'.repeat(1024 * 1024)}`, 'large.yaml')],
    ['not UTF-8', () => write(Buffer.from(`${good}# \u00ff\n`, 'latin1'), 'bytes.yaml')],
    ['UTF-16', () => write(Buffer.from(`\ufeff${good}`, 'utf16le'), 'wide.yaml')],
    ['empty', () => write('', 'empty.yaml')],
    ['a program', () => process.execPath],
  ])('that is %s is refused by name', async (_, make) => {
    const file = make();
    await expect(loadLab(file)).rejects.toMatchObject({ name: 'LabError', code: 'bad-input', details: { file } });
  });

  it('of 1 MB exactly is still read', async () => {
    const filled = good + '#'.repeat(1024 * 1024 - good.length);
    expect((await loadLab(write(filled, 'full.yaml'))).lab.name).toBe('class-a');
  });
});

it('a track may be left out: then it is open', async () => {
  const without = write(good.replace('track: etcd\n', ''), 'open.yaml');
  expect(await loadLab(without)).toMatchObject({ trackIs: 'open' });
  expect(await loadLab(write(good))).not.toHaveProperty('trackIs');
});
