import { appendFileSync, chmodSync, cpSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../src/shared/fixtures/temporary-folder.ts';
import { root } from '../run-tool.ts';
import { buildPackage } from './build-package.ts';
import { fakeDist } from './fixtures/fake-dist.ts';
import { inspectResources } from './packed/inspect.ts';
import { listArchive } from './packed/list-archive.ts';
import { readFuses } from './packed/read-fuses.ts';
import { whyNoSandbox } from './sandbox.ts';
import { bundled, shipped } from './sbom.ts';

/** `npm test` installs it; a bare `npm run check` does not wait for 90 MB more. */
const canPack = process.platform === 'linux' && existsSync(path.join(root, 'packaging', 'node_modules'));

describe.skipIf(!canPack)('a package for Linux, on a stand-in of Electron', () => {
  const home = temporaryFolder('packed', afterAll);
  const unpacked = path.join(home, 'dist', 'linux-unpacked');
  const resources = path.join(unpacked, 'resources');

  beforeAll(async () => {
    const settings = [`-c.electronDist=${fakeDist(path.join(home, 'electron'))}`];
    settings.push(`-c.directories.output=${path.join(home, 'dist')}`);
    expect(await buildPackage(['--linux', '--x64', '--dir', ...settings], { show: false })).toBe(0);
  }, 300_000);

  test('is small, has one file of each program, the practice lab beside it, and papers for all that it is made of', async () => {
    expect(inspectResources(resources, await bundled())).toEqual([]);
    const main = listArchive(path.join(resources, 'app.asar')).filter(({ file }) => file.startsWith('out/main/'));
    expect(main.map(({ file }) => file)).toEqual(['out/main/index.js']);
    expect((await bundled()).map(({ name }) => name)).toEqual(expect.arrayContaining(['ssh2', 'dockerode', 'react']));
  });

  test('has its fuses set in the program itself', () => {
    expect(readFuses(path.join(unpacked, 'overlay-lab'))).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  test('starts on a machine that keeps user namespaces from programs only with its own helper, as the deb installs it', () => {
    const program = path.join(unpacked, 'overlay-lab');
    const restricted = (helper: { uid: number; mode: number }) => ({
      setting: (name: string) => (name === 'kernel/apparmor_restrict_unprivileged_userns' ? '1' : undefined),
      file: (name: string) => (existsSync(name) ? helper : undefined),
    });
    expect(whyNoSandbox(program, restricted({ uid: 0, mode: 0o104755 }))).toBeUndefined();
    expect(whyNoSandbox(program, restricted({ uid: 0, mode: 0o100755 }))).toContain(`'${unpacked}/chrome-sandbox'`);
  });

  test('what is wrong with one is told', async () => {
    const other = path.join(home, 'other');
    const look = async () => inspectResources(other, await bundled());
    cpSync(resources, other, { recursive: true });
    chmodSync(path.join(other, 'app.asar.unpacked/resources/practice-lab/practice-lab'), 0o700);
    const notices = path.join(other, 'THIRD_PARTY_LICENSES.txt');
    writeFileSync(notices, readFileSync(notices, 'utf8').replace(/^ssh2 /m, 'ssh3 '));
    appendFileSync(path.join(other, 'node'), '');
    truncateSync(path.join(other, 'node'), 188 * 1024 * 1024);
    writeFileSync(path.join(other, 'sbom.cdx.json'), '{}');
    const wrong = await look();
    expect(wrong).toContain('resources/practice-lab/practice-lab is missing or not executable by everyone');
    expect(wrong.join('\n')).toMatch(/^the package has 19\d MB/m);
    expect(wrong.join('\n')).toMatch(/^ssh2 \S+ has no notice$/m);
    expect(wrong.join('\n')).toMatch(/^react \S+ is not in the bill of materials/m);
  });

  test('needs no node_modules: main imports only Node and Electron', () => {
    const text = readFileSync(path.join(root, 'out/main/index.js'), 'utf8');
    const names = [...text.matchAll(/^import (?:[^'"]* from )?["']([^'"]+)["']/gm)].map(([, name]) => name);
    expect(names).toContain('electron');
    expect(names.filter((name) => !/^(node:|electron$)/.test(String(name)))).toEqual([]);
  });
});

describe('the bill of materials', () => {
  const component = (name: string) => ({ 'bom-ref': `${name}@1`, name, version: '1', scope: 'optional', hashes: [] });
  const sbom = {
    bomFormat: 'CycloneDX' as const,
    metadata: { component: { name: 'folder', version: '0.1.0', 'bom-ref': 'app@0.1.0' } },
    components: [component('ssh2'), component('vitest'), component('electron')],
    dependencies: [
      { ref: 'app@0.1.0', dependsOn: ['ssh2@1', 'vitest@1'] },
      { ref: 'vitest@1', dependsOn: [] },
    ],
  };
  test('names what ships, and nothing else', () => {
    const { components, dependencies, metadata } = shipped(sbom, [{ name: 'ssh2', version: '1' }]);
    expect(components.map(({ name, scope }) => [name, scope])).toEqual([
      ['ssh2', 'required'],
      ['electron', 'required'],
    ]);
    expect(dependencies).toEqual([{ ref: 'app@0.1.0', dependsOn: ['ssh2@1'] }]);
    expect(metadata.component.name).toBe('overlay-lab');
  });
  test('is not made where the lock does not know what was bundled', () => {
    expect(() => shipped(sbom, [{ name: 'ssh2', version: '2' }])).toThrow('ssh2@2');
  });
});
