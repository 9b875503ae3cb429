import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Change } from './change.ts';
import { fresh, ids, intent } from './fixtures/fresh-ledger.ts';
import { ledgerOf } from './fixtures/records.ts';
import { describeDamage } from './lab-journal.ts';
import { parseLedger, type RecordBody } from './record.ts';

describe('a ledger that somebody else wrote into', () => {
  it.each([
    ['of newlines', '\n'.repeat(8_000_000)],
    ['of what looks like records', '{"v":1,\n'.repeat(1_000_000)],
    ['of nested lists', `{"v":1,"n":${'['.repeat(3_000_000)}\n`],
    ['of one line', 'x'.repeat(9_000_000)],
  ])('%s, larger than any, is read at once, told, and set aside with what is before it kept', async (_, junk) => {
    const { read, file, text } = fresh();
    const first = await read();
    await first.append(intent('a'));
    await first.close();
    writeFileSync(file('ledger.jsonl'), text() + junk);
    const ledger = await read();
    expect(ledger.damage?.line).toBe(2);
    expect(ids(ledger)).toEqual(['a']);
    await ledger.append(intent('b'));
    await ledger.close();
    expect(parseLedger(text()).records).toHaveLength(2);
    expect(ids(await read())).toEqual(['a', 'b']);
  });

  it('that is no longer to be read to its end says how far it was', async () => {
    const { read, file, text } = fresh();
    const first = await read();
    await first.append(intent('a'));
    await first.close();
    writeFileSync(file('ledger.jsonl'), `${text()}${'x'.repeat(9_000_000)}`);
    expect((await read()).damage).toEqual({ line: 2, reason: 'is beyond the 4 MB that the app reads of it' });
  });

  it('has a baseline larger than any: the copy stands in', async () => {
    const { read, file } = fresh();
    const first = await read();
    await first.append(intent('a'));
    await first.close();
    writeFileSync(file('baseline.json'), ' '.repeat(9_000_000));
    expect((await read()).baseline).toBe('the copy');
  });

  it('names what the lab cannot have made: it is told, and not outstanding', async () => {
    const { read, file } = fresh();
    mkdirSync(path.dirname(file('x')), { recursive: true });
    const forged: Change = { kind: 'unit', unit: 'ssh.service', own: true, before: { active: false, enabled: false } };
    writeFileSync(file('ledger.jsonl'), ledgerOf([intent('a'), intent('b', forged)]));
    const ledger = await read();
    expect([ids(ledger), ledger.implausible()]).toEqual([['a'], ['service ssh.service']]);
    await expect(ledger.append(intent('c', forged))).rejects.toThrow('ssh.service');
  });

  it('names a kind or a step that only a newer version knows: no damage; it stays, and the rest is outstanding', async () => {
    const { read, file } = fresh();
    mkdirSync(path.dirname(file('x')), { recursive: true });
    const newer = { kind: 'tunnel-key', secret: 'x' };
    const ofNewStep = { ...intent('c'), step: 'mesh' } as RecordBody;
    writeFileSync(file('ledger.jsonl'), ledgerOf([intent('a'), intent('b', newer as never), ofNewStep]));
    const ledger = await read();
    expect(ledger.damage).toBeUndefined();
    expect([ids(ledger), ledger.unknownKinds(), ledger.implausible()]).toEqual([['a', 'c'], ['tunnel-key'], []]);
    expect(describeDamage(ledger)).toEqual(expect.stringMatching(/newer version.*tunnel-key/));
    // A known kind of another shape is damage as before.
    writeFileSync(file('ledger.jsonl'), ledgerOf([intent('a', { kind: 'network' } as never)]));
    expect((await read()).damage).toBeDefined();
  });

  it.each(['ledger.jsonl', 'lease', 'lock', 'baseline.json'])(
    '%s as a pipe that nobody writes is refused',
    async (name) => {
      const { read, file } = fresh();
      mkdirSync(path.dirname(file('x')), { recursive: true });
      execFileSync('mkfifo', [file(name)]);
      await expect(read()).rejects.toMatchObject({
        code: 'refused',
        message: expect.stringContaining('no ordinary file'),
      });
    },
  );
});
