import { describe, expect, test } from 'vitest';
import { whyNoSandbox } from './sandbox.ts';

const program = "/home/o'neill/lab/node_modules/electron/dist/electron";
const kernel = (settings: Record<string, string>, helper?: { uid: number; mode: number }) => ({
  setting: (name: string) => settings[name],
  file: (name: string) => (name.endsWith('/dist/chrome-sandbox') ? helper : undefined),
});
const asNpmLeavesIt = { uid: 1000, mode: 0o100755 };

describe('the sandbox of Electron', () => {
  test.each([
    ['Ubuntu 24.04', 'kernel/apparmor_restrict_unprivileged_userns', '1'],
    ['a hardened Debian', 'kernel/unprivileged_userns_clone', '0'],
    ['a machine without user namespaces', 'user/max_user_namespaces', '0'],
  ])('cannot be had on %s; one line says why, and what would help', (_name, setting, value) => {
    const why = whyNoSandbox(program, kernel({ [setting]: value }, asNpmLeavesIt));
    expect(why).toContain(setting.replace('/', '.'));
    expect(why).toContain('the same app starts in a browser window');
    expect(why).toContain("sudo chmod 4755 '/home/o'\\''neill/lab/node_modules/electron/dist/chrome-sandbox'");
    expect(why).not.toContain('\n');
  });

  test('can be had where the helper is root’s and set-uid, or where nothing is kept from programs', () => {
    const restricted = { 'kernel/apparmor_restrict_unprivileged_userns': '1' };
    expect(whyNoSandbox(program, kernel(restricted, { uid: 0, mode: 0o104755 }))).toBeUndefined();
    expect(whyNoSandbox(program, kernel(restricted, { uid: 1000, mode: 0o104755 }))).toBeDefined();
    expect(whyNoSandbox(program, kernel(restricted, { uid: 0, mode: 0o104750 }))).toBeDefined();
    const open = { 'kernel/apparmor_restrict_unprivileged_userns': '0', 'user/max_user_namespaces': '127000' };
    expect(whyNoSandbox(program, kernel(open, asNpmLeavesIt))).toBeUndefined();
    expect(whyNoSandbox(program, kernel({}))).toBeUndefined();
  });
});
