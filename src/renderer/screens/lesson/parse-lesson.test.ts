import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tutorialOutputs } from '../../../shared/run/tutorial.ts';
import { windowTexts } from '../../../shared/texts/en/window/window.ts';
import { textOf } from '../../../shared/tracks/outline.ts';
import { outlineOf, trackIds } from '../../../shared/tracks/tracks.ts';
import { markLines } from './mark-lines.ts';
import { parseLesson } from './parse-lesson.ts';
import { pictureOf } from './pictures.ts';

const lessons = new URL('../../../shared/texts/en/lessons/', import.meta.url);
const read = (text: string) => parseLesson(readFileSync(new URL(`${text}.md`, lessons), 'utf8'));
const texts = [
  ...new Set(trackIds.map(outlineOf).flatMap((track) => track.parts.map((part) => textOf(track, part)))),
].sort();

test('every part has its text, and no text is left over', () => {
  const files = trackIds.flatMap((track) =>
    readdirSync(new URL(`${track}/`, lessons)).map((file) => `${track}/${file}`),
  );
  expect(files.sort()).toEqual(texts.map((text) => `${text}.md`));
});

test.each(texts)('%s is complete: goal, why in two paragraphs, question and answer', (text) => {
  const { title, goal, why, question, answer } = read(text);
  expect([title, goal, question, answer].every((text) => text.length > 3)).toBe(true);
  expect(why.split('\n\n')).toHaveLength(2);
});

test.each(texts)('%s has answers to choose from: one is right, and each wrong one says why', (text) => {
  const { choices } = read(text);
  expect(choices).toHaveLength(3);
  expect(choices.filter(({ right }) => right)).toHaveLength(1);
  expect(choices.filter(({ right, note }) => !right && !note)).toEqual([]);
});

test('the right answer does not always stand at the same place', () => {
  expect(new Set(texts.map((text) => read(text).choices.findIndex(({ right }) => right))).size).toBe(3);
});

const notesIn = (text: string, output: string) => markLines([[output]], read(text).marks).notes;

test('what the tutorial printed has lines that matter', () => {
  for (const track of trackIds) {
    expect(notesIn(`${track}/network`, tutorialOutputs.networksAfter).length).toBeGreaterThan(0);
    expect(notesIn(`${track}/containers`, tutorialOutputs.interfaces).length).toBeGreaterThan(1);
  }
  expect(notesIn('etcd/ping', tutorialOutputs.ping).length).toBeGreaterThan(1);
  expect(notesIn('etcd/performance', tutorialOutputs.iperfOverlay).length).toBeGreaterThan(0);
});

test('of the two overlays of a swarm only the lab’s own is explained as the new one', () => {
  const list = `NETWORK ID     NAME              DRIVER    SCOPE
0f1e7c1c4a52   docker_gwbridge   bridge    local
k2vqxvzj3w4s   ingress           overlay   swarm
q8x1m5a9b0cd   myapp             overlay   swarm`;
  expect(notesIn('swarm/network', list)).toEqual([
    expect.stringContaining('on each node when it joined'),
    expect.stringContaining('own overlay, for the published ports'),
    expect.stringContaining('The new network'),
  ]);
});

test('a text that two tracks share names the network’s own namespace: that of ingress may come first', () => {
  const shared = outlineOf('swarm').parts.flatMap(({ text }) => text ?? []);
  expect(shared.length).toBeGreaterThan(0);
  for (const { command } of shared.flatMap((text) => read(text).inside)) expect(command).not.toContain('netns/1-*');
});

test('every step and part of every track has its name in the window, and every part its picture', () => {
  for (const track of trackIds.map(outlineOf)) {
    const ids = track.parts.map(({ id }) => id);
    expect(Object.keys(windowTexts.steps)).toEqual(expect.arrayContaining(track.steps.map(({ id }) => id)));
    expect(Object.keys(windowTexts.lesson.parts)).toEqual(expect.arrayContaining(ids));
    expect(track.parts.filter((part) => !pictureOf(part))).toEqual([]);
  }
});

test('a file without front matter gives empty fields, not an error', () => {
  expect(parseLesson('nothing')).toMatchObject({ title: '', why: '', marks: [] });
});
