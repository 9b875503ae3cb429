import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import type { PracticeLab } from '../practice/lines.ts';
import { parseClass } from './load-class.ts';
import { raiseSeat, removeSeat, type SeatPractice } from './practice-seat.ts';
import { SeatMarks } from './seat-marks.ts';

const given = parseClass('name: net\ntrack: swarm\nseats: [{name: anna}]\n', 'class.yaml');
const anna = { name: 'anna' };
let home: string;
let labs: Map<string, PracticeLab>;
let calls: string[];
let keys: number;

/** The labs of a machine, each with a key of its own. */
function make(name: string): PracticeLab {
  const folder = path.join(home, 'labs', name);
  mkdirSync(folder, { recursive: true });
  const labFile = path.join(folder, 'lab.yaml');
  writeFileSync(labFile, `name: ${name}\ntrack: etcd\n`);
  keys += 1;
  writeFileSync(path.join(folder, 'key'), `key ${keys}`);
  const lab: PracticeLab = { name, suite: 'bookworm', state: 'running', labFile, accessDir: folder, nodes: [] };
  labs.set(name, lab);
  return lab;
}

const practice: SeatPractice = {
  practiceUp: async ({ name }) => {
    calls.push(`up ${name}`);
    return labs.get(name) ?? make(name);
  },
  practiceDown: async (name) => {
    calls.push(`down ${name}`);
    labs.delete(name);
  },
  practiceReset: () => Promise.reject(new Error('not here')),
};
const how = () => ({ practice, marks: new SeatMarks({ HOME: home }, 'net'), labs, options: {} });

beforeEach(() => {
  home = temporaryFolder('class', afterAll);
  labs = new Map();
  calls = [];
  keys = 0;
});

it('a lab that the class made is raised again, and removed', async () => {
  await raiseSeat(given, anna, how());
  await raiseSeat(given, anna, how());
  expect(await removeSeat(given, anna, how())).toBe(true);
  expect(await removeSeat(given, anna, how())).toBe(false);
  expect(calls).toEqual(['up net-anna', 'up net-anna', 'down net-anna']);
});

it('a lab of the same name that somebody else made is neither used nor removed', async () => {
  make('net-anna');
  await expect(raiseSeat(given, anna, how())).rejects.toThrow(/not made by the class net/);
  await expect(removeSeat(given, anna, how())).rejects.toThrow(/not made by the class net/);
  expect(calls).toEqual([]);
});

it('nor is one that took the place of the class’s', async () => {
  await raiseSeat(given, anna, how());
  labs.delete('net-anna');
  make('net-anna');
  await expect(removeSeat(given, anna, how())).rejects.toThrow(/not made by the class net/);
  expect(calls).toEqual(['up net-anna']);
});

it('one whose making was stopped in the middle is the class’s', async () => {
  const stopped = {
    ...practice,
    practiceUp: ({ name }: { name: string }) => {
      make(name);
      return Promise.reject(new Error('stopped'));
    },
  };
  await expect(raiseSeat(given, anna, { ...how(), practice: stopped })).rejects.toThrow('stopped');
  await raiseSeat(given, anna, how());
  expect(calls).toEqual(['up net-anna']);
});
