import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tutorialOutputs } from '../../shared/tutorial.ts';
import { partIds } from '../state/parts.ts';
import { markLines } from './mark-lines.ts';
import { parseLesson } from './parse-lesson.ts';

const folder = new URL('../../../resources/lessons/en/', import.meta.url);
const read = (part: string) => parseLesson(readFileSync(new URL(`${part}.md`, folder), 'utf8'));

test('every part has its text, and no text is left over', () => {
  expect(readdirSync(folder).sort()).toEqual(partIds.map((part) => `${part}.md`).sort());
});

test.each(partIds)('%s is complete: goal, why in two paragraphs, question and answer', (part) => {
  const { title, goal, why, question, answer } = read(part);
  expect([title, goal, question, answer].every((text) => text.length > 3)).toBe(true);
  expect(why.split('\n\n')).toHaveLength(2);
});

test('what the tutorial printed has lines that matter', () => {
  const lines = (part: string, text: string) => markLines([[text]], read(part).marks).notes.length;
  expect(lines('network', tutorialOutputs.networksAfter)).toBeGreaterThan(0);
  expect(lines('containers', tutorialOutputs.interfaces)).toBeGreaterThan(1);
  expect(lines('ping', tutorialOutputs.ping)).toBeGreaterThan(1);
  expect(lines('performance', tutorialOutputs.iperfOverlay)).toBeGreaterThan(0);
});

test('a file without front matter gives empty fields, not an error', () => {
  expect(parseLesson('nothing')).toMatchObject({ title: '', why: '', marks: [] });
});
