import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { windowTexts } from '../../../shared/texts/en/window/window.ts';
import type { LabFileFacts } from '../../../shared/wire/question.ts';
import { toldOf } from './told-of-lab-file.ts';

const facts: LabFileFacts = {
  file: '/srv/lab.yaml',
  name: 'class',
  changed: false,
  connects: [{ node: 'n1', host: 'h\u202e1', port: 22, user: 'ann', via: ['me@hop:22'], note: 'a\u001b[2Jnote' }],
  sends: [
    { variable: 'OVERLAY_LAB_PW', to: ['h1'], ours: true },
    { variable: 'GITHUB_TOKEN', to: ['h1', 'h2'], ours: false },
  ],
  identityFiles: ['/home/ann/\u200bkey'],
  knownHosts: [],
  writes: ['/home/ann/known_hosts'],
};

beforeAll(async () => {
  await i18next.init({
    lng: 'en',
    resources: { en: { translation: windowTexts } },
    interpolation: { escapeValue: false },
  });
});
const told = (given: LabFileFacts) => toldOf(given, i18next.t);

test('what a lab file has no business to do comes first, and is marked', () => {
  const [first, ...rest] = told(facts);
  expect(first?.lines).toEqual([
    { text: expect.stringMatching(/GITHUB_TOKEN to h1, h2\. Judging by its name/), bad: true },
  ]);
  expect(rest.flatMap(({ lines }) => lines).filter(({ bad }) => bad)).toEqual([]);
  expect(rest.map(({ title }) => title.split(' ').slice(0, 3).join(' '))).toEqual([
    'It connects to',
    'It sends these',
    'It reads these',
    'Host keys that',
  ]);
});

test('nothing in it can turn, hide or steer what is read', () => {
  const text = JSON.stringify(told(facts).flatMap(({ lines }) => lines.map((line) => line.text)));
  expect(text).toContain('n1: ann@h1, port 22, through me@hop:22, anote');
  expect(text).toContain('/home/ann/key');
});
