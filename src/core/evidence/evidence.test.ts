import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import type { EventBody } from '../../shared/run/events.ts';
import { exampleBodies, recorded } from '../report/fixtures/example-run.ts';
import { exampleDrill, later, typedAt, workOf } from '../report/fixtures/example-work.ts';
import type { LabWork } from '../report/work-model.ts';
import { gradeBook } from './grade-book.ts';
import { attemptsOf, labEvidence } from './lab-evidence.ts';
import { signedText, verified } from './signed.ts';
import { ownKey, ownKeyOrNew } from './signing-key.ts';

const built = recorded(exampleBodies());
const resetWith = (equal: boolean): EventBody[] => [
  { type: 'run', command: 'reset', nodes: ['node1'], tasks: [] },
  { type: 'proof', proof: { node: 'node1', kind: 'links', equal: true, differences: [] } },
  { type: 'proof', proof: { node: 'node1', kind: 'files', equal, differences: equal ? [] : ['+ /etc/a'] } },
];
const work = (more: Partial<LabWork> = {}): LabWork => ({
  ...{ lab: 'class-a', track: 'etcd', nodes: ['node1', 'node2'], runs: [built], typed: [], others: 3, drills: [] },
  ...more,
});
const keyIn = () => ownKeyOrNew({ HOME: temporaryFolder('evidence') });
const place = { class: 'net', seat: 's1', student: 'Anna', labId: 'ab12', madeAt: '2025-01-01T00:00:00.000Z' };

it('what was signed is read back the same, with who signed it, whatever the spaces and line ends', async () => {
  const key = await keyIn();
  const { evidence } = labEvidence(work(), place);
  const text = signedText(evidence, key);
  for (const same of [text, text.replaceAll('\n', '\r\n'), JSON.stringify(JSON.parse(text))]) {
    const read = verified(same, 'a.json');
    expect(read.signer).toBe(key.fingerprint);
    expect(read.evidence).toEqual(evidence);
  }
});

it('each value that is changed, added or taken away breaks the signature', async () => {
  const key = await keyIn();
  const text = signedText(labEvidence(work(), place).evidence, key);
  const changes: ((evidence: Record<string, unknown>) => object)[] = [
    (evidence) => ({ ...evidence, seat: 's2' }),
    (evidence) => ({ ...evidence, at: '2030-01-01T00:00:00.000Z' }),
    (evidence) => ({ ...evidence, attempts: [] }),
    (evidence) => ({ ...evidence, unknown: 'added' }),
    ({ student: _, ...others }) => others,
    (evidence) => ({ ...evidence, report: { ...(evidence.report as object), runs: [] } }),
    (evidence) => ({ ...evidence, report: { ...(evidence.report as object), more: 1 } }),
  ];
  for (const change of changes) {
    const plain = JSON.parse(text) as { evidence: Record<string, unknown> };
    const changed = JSON.stringify({ ...plain, evidence: change(plain.evidence) });
    expect(() => verified(changed, 'a.json'), change.toString()).toThrow(/not what was signed/);
  }
});

it('another key’s signature, another kind of key, and what is no such file are told', async () => {
  const text = signedText(labEvidence(work(), place).evidence, await keyIn());
  const plain = JSON.parse(text) as { evidence: unknown; signature: Record<string, string> };
  const withKey = (other: ReturnType<typeof generateKeyPairSync>, value?: string) => {
    const publicKey = other.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    return JSON.stringify({ ...plain, signature: { ...plain.signature, publicKey, ...(value && { value }) } });
  };
  const other = generateKeyPairSync('ed25519');
  expect(() => verified(withKey(other), 'a.json')).toThrow(/not what was signed/);
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const byP256 = sign('sha256', Buffer.from(JSON.stringify(plain.evidence)), p256.privateKey).toString('base64');
  expect(() => verified(withKey(p256, byP256), 'a.json')).toThrow(/not what was signed/);
  for (const no of ['', 'no JSON', '{}', '[]', 'null', '{"evidence":{},"signature":{}}', '['.repeat(100_000)])
    expect(() => verified(no, 'a.json'), no.slice(0, 20)).toThrow();
});

it('the key is made once, for its owner alone, and stays', async () => {
  const env = { HOME: temporaryFolder('evidence') };
  expect(await ownKey(env)).toBeUndefined();
  const first = await ownKeyOrNew(env);
  expect((await ownKeyOrNew(env)).fingerprint).toBe(first.fingerprint);
  expect(first.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
});

it('a reset that proved all equal ends an attempt; one that did not, and one of nothing, do not', () => {
  const proved = recorded(resetWith(true));
  const failed = recorded(resetWith(false));
  const check = recorded([{ type: 'run', command: 'check', nodes: ['node1'], tasks: [] }]);
  expect(attemptsOf(workOf([check]))).toEqual([]);
  const runs = [later(failed, 'r1', 1), later(proved, 'r2', 2), later(proved, 'r3', 3), later(built, 'r4', 4)];
  const model = workOf([built, ...runs], [typedAt(0)]);
  expect(attemptsOf(model).map(({ reset, ...counts }) => [counts.runs, counts.typed, reset])).toEqual([
    [3, 0, 'equal'],
    [1, 1, 'none'],
  ]);
});

it('what was done in an earlier lab of the same name is not in the evidence of this one', () => {
  const runs = [built, later(built, 'new', 24)];
  const { evidence, model } = labEvidence(work({ runs, typed: [typedAt(1)] }), {
    madeAt: '2025-03-05T00:00:00.000Z',
  });
  expect(model.runs.map(({ run }) => run)).toEqual(['new']);
  expect(evidence.report).toMatchObject({ typed: [], others: 0 });
  expect(() => labEvidence(work(), { madeAt: '2026-01-01T00:00:00.000Z' })).toThrow();
});

it('the gradebook has a row a seat, of the newest attempt, and no formula of a student’s', () => {
  const runs = [built, later(recorded(resetWith(true)), 'r2', 1)];
  const done = labEvidence(work({ runs, drills: [{ ...exampleDrill, at: '2025-03-04T10:30:00.000Z' }] }), place);
  const rows = gradeBook([
    { seat: 's1', student: '=HYPERLINK("x")', done },
    { seat: 's2', student: 'Ben' },
  ]);
  const [head, first, second, ...none] = rows.trimEnd().split('\r\n');
  expect(none).toEqual([]);
  expect(head?.split(',')).toHaveLength(20);
  expect(first).toMatch(/^s1,"'=HYPERLINK\(""x""\)",class-a,ab12,1,2025-03-04T/);
  expect(first).toMatch(/,vxlan,8,8,2,0,0,.*,1,1,1,proved equal$/);
  expect(second).toBe('s2,Ben');
});
