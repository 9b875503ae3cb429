import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fresh, ids, intent, outcome, undone } from './fixtures/fresh-ledger.ts';
import { parseLedger } from './record.ts';

describe('NodeLedger', () => {
  it('changes nothing on the node by being read', async () => {
    const { read, state, takeBaseline } = fresh();
    const ledger = await read();
    expect([ids(ledger), ledger.inDoubt('workers'), ledger.baseline]).toEqual([[], false, undefined]);
    await ledger.close();
    expect(existsSync(path.join(state, 'lab'))).toBe(false);
    expect(takeBaseline).not.toHaveBeenCalled();
  });

  it('takes the baseline before the first record, once, and keeps a copy', async () => {
    const { read, file, takeBaseline, keepBaseline } = fresh();
    const ledger = await read();
    await ledger.append(intent('a'));
    await ledger.append(outcome('a'));
    expect(readFileSync(file('baseline.json'), 'utf8')).toBe('{"baseline":1}\n');
    expect(takeBaseline).toHaveBeenCalledTimes(1);
    expect(keepBaseline).toHaveBeenCalledWith('{"baseline":1}');
    await ledger.close();
    await (await read()).append(intent('b'));
    expect(takeBaseline).toHaveBeenCalledTimes(1);
  });

  it('is read by another app as it was written: outstanding, in doubt, taken back', async () => {
    const { read } = fresh();
    const first = await read();
    await first.append(intent('a'), intent('b'));
    await first.append(outcome('a'), outcome('b', false));
    await first.append(undone('a'), intent('c'));
    await first.close();
    const second = await read();
    expect(ids(second)).toEqual(['b', 'c']);
    expect(second.outstanding('daemon')).toEqual([]);
    expect(second.inDoubt('workers')).toBe(true);
    await second.append(outcome('c'));
    expect(second.inDoubt('workers')).toBe(false);
  });

  it('chains appends of the same moment', async () => {
    const { read, text } = fresh();
    const ledger = await read();
    await Promise.all(Array.from({ length: 12 }, (_, index) => ledger.append(intent(String(index)))));
    expect(parseLedger(text())).toMatchObject({ records: { length: 12 } });
    expect(parseLedger(text()).damage).toBeUndefined();
  });

  it('chains to what another app wrote between the reading and the lease', async () => {
    const { read, text, takeBaseline } = fresh();
    const late = await read();
    const early = await read();
    await early.append(intent('a'));
    await early.close();
    await late.append(intent('b'));
    expect(parseLedger(text()).damage).toBeUndefined();
    expect(ids(late)).toEqual(['a', 'b']);
    expect(late.baseline).toBe('{"baseline":1}\n');
    expect(takeBaseline.mock.calls.length).toBeLessThanOrEqual(2);
  });

  it('writes nothing more after it was taken over', async () => {
    const { read, text } = fresh();
    const first = await read();
    await first.append(intent('a'));
    const second = await read(true);
    await second.append(outcome('a'));
    await expect(first.append(intent('b'))).rejects.toMatchObject({ code: 'held' });
    await expect(first.append(intent('c'))).rejects.toMatchObject({ code: 'held' });
    await second.append(undone('a'));
    expect(parseLedger(text()).records.map(({ body }) => body.type)).toEqual(['intent', 'outcome', 'undone']);
  });

  it('forgets the node, and the folder above where no other lab is in it', async () => {
    const { read, state } = fresh();
    const ledger = await read();
    await ledger.append(intent('a'));
    await ledger.forget();
    expect(ids(ledger)).toEqual([]);
    expect(existsSync(state)).toBe(false);
    const again = await read();
    await again.append(intent('b'));
    mkdirSync(path.join(state, 'another-lab'));
    await again.forget();
    expect(existsSync(path.join(state, 'another-lab'))).toBe(true);
  });
});

describe('a damaged ledger', () => {
  async function damaged(edit: (text: string) => string) {
    const made = fresh();
    const ledger = await made.read();
    await ledger.append(intent('a'));
    await ledger.append(outcome('a'));
    await ledger.append(intent('b'), intent('c'));
    await ledger.close();
    writeFileSync(made.file('ledger.jsonl'), edit(made.text()));
    return made;
  }

  it('torn at its end is cut, and continues', async () => {
    const { read, text } = await damaged((whole) => whole.slice(0, -20));
    const ledger = await read();
    expect(ledger.damage).toMatchObject({ line: 4 });
    expect(ids(ledger)).toEqual(['a', 'b']);
    await ledger.append(outcome('b'));
    expect(parseLedger(text())).toMatchObject({ records: { length: 4 } });
    expect(parseLedger(text()).damage).toBeUndefined();
  });

  it('edited in the middle keeps what can still be read behind the place, and rewrites it', async () => {
    const { read, text } = await damaged((whole) => whole.replace('"ok":true', '"ok":false'));
    const ledger = await read();
    expect(ids(ledger)).toEqual(['a', 'b', 'c']);
    await ledger.append(undone('c'));
    expect(parseLedger(text()).damage).toBeUndefined();
    expect(ids(await read(true))).toEqual(['a', 'b']);
  });

  it('of which nothing is left does not make a changed node its own baseline', async () => {
    const { read, file, takeBaseline } = await damaged((whole) => whole);
    rmSync(file('baseline.json'));
    const ledger = await read();
    expect(ledger.baseline).toBe('the copy');
    await ledger.append(outcome('b'));
    expect(takeBaseline).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['with it the baseline: the copy stands in, and is put on the node again', 'the copy\n'],
    ['with it the baseline, of which there is no copy: none is made up', undefined],
  ])('that is gone while the lab stands, %s', async (_how, kept) => {
    const { read, state, file, takeBaseline, keptBaseline } = await damaged((whole) => whole);
    rmSync(path.join(state, 'lab'), { recursive: true });
    mkdirSync(path.join(state, 'units'));
    writeFileSync(
      path.join(state, 'units', 'overlay-lab-etcd.service'),
      '# Written by Overlay Lab for the lab "lab"; removed',
    );
    keptBaseline.mockResolvedValue(kept?.trim());
    takeBaseline.mockClear();
    const ledger = await read();
    expect(ledger).toMatchObject({ isLost: true, hasRecords: true, baseline: kept?.trim() });
    await ledger.claim();
    expect(takeBaseline).not.toHaveBeenCalled();
    expect(existsSync(file('baseline.json')) ? readFileSync(file('baseline.json'), 'utf8') : undefined).toBe(kept);
  });

  it('of another lab’s unit says nothing', async () => {
    const { read, state } = fresh();
    mkdirSync(path.join(state, 'units'));
    writeFileSync(path.join(state, 'units', 'overlay-lab-etcd.service'), '# Written by Overlay Lab for the lab "lab2"');
    expect(await read()).toMatchObject({ isLost: false, hasRecords: false });
  });
});
