import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { labText, standIn } from './fixtures/stand-in.ts';
import { pickLab } from './pick-lab.ts';

function place() {
  const { deps, dir } = standIn();
  const lab = (file: string) => {
    const absolute = path.join(dir, file);
    mkdirSync(path.dirname(absolute), { recursive: true });
    writeFileSync(absolute, labText);
    return absolute;
  };
  const practice = (name: string) => lab(`.local/share/overlay-lab/practice/${name}/lab.yaml`);
  const pick = async (given?: string) => (await pickLab(deps.io, given)).file;
  return { io: deps.io, dir, lab, practice, pick };
}

describe('the lab that is meant', () => {
  it('is the named one, else that of the environment, else ./lab.yaml', async () => {
    const { io, dir, lab, practice, pick } = place();
    practice('a');
    const [named, fromEnv] = [lab('named.yaml'), lab('env.yaml')];
    expect(await pick()).toBe(path.join(dir, 'lab.yaml'));
    io.env.OVERLAY_LAB_FILE = 'env.yaml';
    expect(await pick()).toBe(fromEnv);
    expect(await pick('named.yaml')).toBe(named);
  });

  it('is the only practice lab, or the one last used', async () => {
    const { dir, practice, pick } = place();
    rmSync(path.join(dir, 'lab.yaml'));
    const a = practice('a');
    expect(await pick()).toBe(a);
    rmSync(path.join(dir, '.local', 'state'), { recursive: true });
    const b = practice('b');
    await expect(pick()).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(/a, b/) });
    await pick(b);
    expect(await pick()).toBe(b);
    rmSync(b);
    expect(await pick()).toBe(a);
  });

  it('is remembered, also where a pipe has the place of the note: nothing waits for it', async () => {
    const { dir, practice, pick } = place();
    rmSync(path.join(dir, 'lab.yaml'));
    const [a] = [practice('a'), practice('b')];
    const note = path.join(dir, '.local', 'state', 'overlay-lab', 'last-lab');
    mkdirSync(path.dirname(note), { recursive: true });
    execFileSync('mkfifo', [note]);
    await expect(pick()).rejects.toMatchObject({ code: 'bad-input' });
    await pick(a);
    expect(await pick()).toBe(a);
  });

  it('is none, and says what to do', async () => {
    const { dir, pick } = place();
    rmSync(path.join(dir, 'lab.yaml'));
    await expect(pick()).rejects.toMatchObject({
      code: 'not-found',
      details: { remedy: expect.stringMatching(/practice up/) },
    });
  });
});
