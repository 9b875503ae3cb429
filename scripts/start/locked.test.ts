import { describe, expect, it } from 'vitest';
import { missingPackages } from './locked.mjs';

const system = { os: 'linux', cpu: 'x64', libc: 'glibc' };
const native = { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'] };
const lock = (packages: Record<string, object>) => ({ packages: { '': { version: '0.1.0' }, ...packages } });

describe('missingPackages', () => {
  it('finds nothing where all is as the lock says', () => {
    const packages = { 'node_modules/zod': { version: '4.0.0' }, 'node_modules/@a/native': native };
    expect(missingPackages(lock(packages), { packages }, system)).toEqual([]);
  });

  it('names what is absent, of another version, or inside another package', () => {
    const wanted = lock({
      'node_modules/zod': { version: '4.0.0' },
      'node_modules/ws': { version: '8.0.0' },
      'node_modules/ws/node_modules/@a/b': { version: '1.0.0' },
    });
    const installed = { packages: { 'node_modules/zod': { version: '3.0.0' } } };
    expect(missingPackages(wanted, installed, system)).toEqual(['zod 4.0.0', 'ws 8.0.0', '@a/b 1.0.0']);
    expect(missingPackages(wanted, {}, system)).toHaveLength(3);
  });

  it('needs the optional packages that are built for this system, which npm may skip without a word', () => {
    expect(missingPackages(lock({ 'node_modules/@a/native': native }), {}, system)).toEqual(['@a/native 1.0.0']);
    const glibc = { ...native, libc: ['glibc'] };
    expect(missingPackages(lock({ 'node_modules/x': glibc }), {}, system)).toHaveLength(1);
  });

  it.each([
    ['of another system', { ...native, os: ['darwin'] }],
    ['of another processor', { ...native, cpu: ['arm64'] }],
    ['of another C library', { ...native, libc: ['musl'] }],
    ['that any system may do without', { version: '1.0.0', optional: true }],
    ['that are links', { version: '1.0.0', link: true }],
  ])('leaves out those %s', (_which, entry) => {
    expect(missingPackages(lock({ 'node_modules/x': entry }), {}, system)).toEqual([]);
  });

  it('leaves out those for a C library where it is not known', () => {
    const entry = { ...native, libc: ['glibc'] };
    expect(missingPackages(lock({ 'node_modules/x': entry }), {}, { os: 'linux', cpu: 'x64' })).toEqual([]);
  });
});
