import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { openLog } from './rotating-log.ts';

describe('the log', () => {
  test('is a file for its owner alone, a line a word with its time; further lines of one stand below it', () => {
    const dir = path.join(temporaryFolder('log'), 'state');
    openLog(dir).write('one');
    openLog(dir).write('two\n  at place');
    const file = path.join(dir, 'overlay-lab.log');
    expect(readFileSync(file, 'utf8')).toMatch(/^\d{4}-\S+Z one\n\d{4}-\S+Z two\n {6}at place\n$/);
    expect([statSync(file).mode & 0o777, statSync(dir).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  test('never grows beyond its two files, and keeps the newest', () => {
    const dir = temporaryFolder('log');
    const log = openLog(dir, 1000);
    for (let number = 1; number <= 500; number++) log.write(`line ${number}`);
    expect(readdirSync(dir).toSorted()).toEqual(['overlay-lab.log', 'overlay-lab.log.1']);
    for (const name of readdirSync(dir)) expect(statSync(path.join(dir, name)).size).toBeLessThan(1100);
    expect(log.tail(200).trim().split('\n').at(-1)).toMatch(/ line 500$/);
    expect(log.tail(200).length).toBeLessThanOrEqual(200);
    expect(log.tail(1e6).split('\n').length).toBeGreaterThan(25);
  });

  test('is left out where a pipe that nobody reads or writes has its place, and nothing waits', () => {
    const dir = temporaryFolder('log');
    for (const name of ['overlay-lab.log', 'overlay-lab.log.1']) execFileSync('mkfifo', [path.join(dir, name)]);
    openLog(dir).write('one');
    expect(openLog(dir).tail(100)).toBe('');
  });

  test('one enormous text stays a small line', () => {
    const dir = temporaryFolder('log');
    openLog(dir).write('x'.repeat(10_000_000));
    expect(statSync(path.join(dir, 'overlay-lab.log')).size).toBeLessThan(10_000);
  });

  test('holds no secret', () => {
    const log = openLog(temporaryFolder('log'));
    log.write('login failed: {"password":"hunter2","user":"me"} at http://me:hunter2@proxy.example/');
    expect(log.tail(1000)).not.toContain('hunter2');
    expect(log.tail(1000)).toContain('"user":"me"');
  });

  test('that cannot be written stops nothing', () => {
    const dir = temporaryFolder('log');
    const file = path.join(dir, 'file');
    writeFileSync(file, '');
    const log = openLog(file);
    log.write('one');
    expect(log.tail(100)).toBe('');
    const other = openLog(path.join(dir, 'later'));
    other.write('one');
    rmSync(path.join(dir, 'later'), { recursive: true });
    other.write('two');
    expect(other.tail(100)).toMatch(/ two\n$/);
  });
});
