import { expect, test } from 'vitest';
import type { Question } from '../../../shared/wire/question.ts';
import { askedTogether, presentedKeys } from './asked-together.ts';

type Key = Extract<Question, { kind: 'host-key' }>;
const key = (id: string, node: string, more: Partial<Key> = {}): Key => ({
  ...{ id, lab: 'file:/a.yaml', kind: 'host-key', node, host: '192.0.2.1', port: 22, type: 'ssh-ed25519' },
  ...{ fingerprint: `SHA256:${node}` },
  ...more,
});
const password = (id: string, node: string, user = 'student', lab = 'file:/a.yaml'): Question => ({
  ...{ id, lab, kind: 'password', node, user, host: '192.0.2.1' },
});

test('nothing is asked', () => expect(askedTogether([])).toEqual([]));

test('all host keys of the first lab are asked in one dialog, those of another lab are not', () => {
  const [one, two, other] = [key('1', 'node1'), key('2', 'node2'), key('3', 'node1', { lab: 'file:/b.yaml' })];
  expect(askedTogether([one, other, password('4', 'node1'), two])).toEqual([one, two]);
});

test('one password serves the nodes on which it is the same user’s', () => {
  const [one, two] = [password('1', 'node1'), password('2', 'node2')];
  expect(askedTogether([one, password('3', 'node3', 'root'), two, password('4', 'node4', 'student', 'b')])).toEqual([
    one,
    two,
  ]);
});

test('a password for sudo is not one for a login', () => {
  const sudo: Question = { id: '2', lab: 'file:/a.yaml', kind: 'sudo', node: 'node2', user: 'student' };
  expect(askedTogether([password('1', 'node1'), sudo])).toHaveLength(1);
});

test('a passphrase serves one key', () => {
  const phrase = (id: string, node: string, file: string): Question => ({
    ...{ id, lab: 'a', kind: 'passphrase', node, file },
  });
  const open = [phrase('1', 'node1', 'k1'), phrase('2', 'node2', 'k1'), phrase('3', 'node3', 'k2')];
  expect(askedTogether(open).map(({ id }) => id)).toEqual(['1', '2']);
});

test('a lab file is agreed to by itself', () => {
  const file = (id: string) => ({ id, lab: 'a', kind: 'lab-file', facts: {} }) as Question;
  expect(askedTogether([file('1'), file('2')])).toHaveLength(1);
});

test('a jump host by which two nodes are reached presents one key', () => {
  const jump = { host: 'jump', fingerprint: 'SHA256:j' };
  expect(presentedKeys([key('1', 'node1', jump), key('2', 'node2', jump), key('3', 'node3')])).toMatchObject([
    { nodes: ['node1', 'node2'], host: 'jump' },
    { nodes: ['node3'] },
  ]);
});

test('a host that presents two keys is shown with both', () => {
  expect(presentedKeys([key('1', 'node1'), key('2', 'node1', { fingerprint: 'SHA256:other' })])).toHaveLength(2);
});
