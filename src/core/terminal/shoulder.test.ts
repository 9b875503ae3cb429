import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { terminalWindow } from '../../shared/wire/terminal-frames.ts';
import { openTerminal } from './fixtures/open-terminal.ts';
import { standInWindow } from './fixtures/stand-in-window.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const soon = () => vi.advanceTimersByTimeAsync(10);

/** A student's terminal, and somebody who looks at it. */
async function lookedAt() {
  const opened = openTerminal();
  opened.terminal.attach(opened.window.channel);
  opened.print('before\r\n$ ');
  await soon();
  const lead = standInWindow();
  expect(opened.terminal.look(lead.channel)).toBe(true);
  return { ...opened, lead, question: () => (opened.window.told() as { asked: { question: number } }).asked.question };
}

/** The same with the keyboard given away. */
async function lent() {
  const all = await lookedAt();
  all.lead.says('ask');
  all.window.says('allow', all.question());
  return all;
}

test('who looks sees what is on the screen and what comes, and its size; the window itself is told, and when the look ends', async () => {
  const { lead, window, print } = await lookedAt();
  window.size(132, 50);
  print('now');
  await soon();
  expect(lead.text()).toBe('\x1bcbefore\r\n$ now');
  expect(lead.told()).toEqual({ cols: 132, rows: 50, shown: true, keyboard: 'theirs' });
  expect(window.text()).toBe('before\r\n$ now');
  expect(window.told()).toEqual({ looking: 1, given: false });
  // Its window just dies.
  lead.channel.close();
  expect(window.told()).toEqual({ looking: 0, given: false });
});

test('what who looks types, sizes or answers for the other reaches nothing', async () => {
  const { lead, window, heard, terminal } = await lookedAt();
  lead.type('rm -rf /\r');
  await soon();
  expect(heard.input).toBe('');
  for (const misuse of [
    (one: typeof lead) => one.says('allow', 1),
    (one: typeof lead) => one.says('deny', 1),
    (one: typeof lead) => one.size(10, 10),
    (one: typeof lead) => one.raw(Uint8Array.of(3)),
    (one: typeof lead) => one.raw(Uint8Array.of(9)),
  ]) {
    const other = standInWindow();
    terminal.look(other.channel);
    other.says('ask');
    misuse(other);
    expect(other.isClosed).toBe(true);
    other.type('x');
  }
  await soon();
  expect(heard).toMatchObject({ input: '', sizes: [] });
  expect(window.told()).toEqual({ looking: 1, given: false });
});

test('a window that does not take what it is sent slows nobody down, holds no more than so much, and sees all of it later', async () => {
  const { lead, window, print } = await lookedAt();
  for (let at = 0; at < 40; at += 1) {
    print(new Uint8Array(60_000).fill(97));
    await soon();
    window.credit(window.bytes());
  }
  await vi.advanceTimersByTimeAsync(1000);
  const whole = window.text();
  expect(whole.length).toBeGreaterThan(2_000_000);
  expect(lead.bytes()).toBeLessThan(terminalWindow + 70_000);
  lead.credit(lead.bytes());
  expect(lead.text().endsWith(`\x1bc${whole}`)).toBe(true);
});

test('the keyboard is given by a yes to this question, and by nothing else', async () => {
  const { lead, window, heard, question, terminal } = await lookedAt();
  lead.says('ask');
  expect(lead.told()).toMatchObject({ keyboard: 'asked' });
  expect(window.told()).toEqual({ looking: 1, given: false, asked: { question: question(), ms: 30_000 } });
  lead.type('early');
  window.says('allow', question() - 1);
  window.says('allow', question() + 1);
  window.says('back', question());
  lead.type('early');
  await soon();
  expect([heard.input, terminal.lent]).toEqual(['', false]);
  window.says('allow', question());
  expect([window.told(), terminal.lent]).toEqual([{ looking: 1, given: true }, true]);
  lead.type('ls\r');
  await soon();
  expect(heard.input).toBe('ls\r');
  lead.says('back');
  expect(window.told()).toEqual({ looking: 1, given: false });
  lead.type('late');
  await soon();
  expect(heard.input).toBe('ls\r');
});

test('a question is answered no by a no, and by nobody in time; a yes after it gives nothing', async () => {
  const { lead, window, question, heard } = await lookedAt();
  lead.says('ask');
  window.says('deny', question());
  expect(lead.told()).toMatchObject({ keyboard: 'theirs', why: 'denied' });
  lead.says('ask');
  const late = question();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(lead.told()).toMatchObject({ keyboard: 'theirs', why: 'no-answer' });
  expect(window.told()).toEqual({ looking: 1, given: false });
  window.says('allow', late);
  lead.says('ask');
  window.says('allow', late);
  lead.type('x');
  await soon();
  expect([heard.input, lead.told()]).toMatchObject(['', { keyboard: 'asked' }]);
});

test('who sits there takes the keyboard back by saying so, and by any key, which counts', async () => {
  const { lead, window, heard, question } = await lent();
  window.says('back');
  expect([lead.told(), window.told()]).toMatchObject([{ keyboard: 'theirs', why: 'taken' }, { given: false }]);
  lead.says('ask');
  window.says('allow', question());
  lead.type('sleep 9\r');
  window.type('\x03');
  lead.type('more');
  await soon();
  expect(heard.input).toBe('sleep 9\r\x03');
  expect(lead.told()).toMatchObject({ keyboard: 'theirs', why: 'taken' });
});

test('it ends with either window, and is not there again when one comes back', async () => {
  const first = await lent();
  first.lead.channel.close();
  expect([first.terminal.lent, first.window.told()]).toEqual([false, { looking: 0, given: false }]);
  const second = await lent();
  second.window.channel.close();
  second.lead.type('alone');
  second.lead.says('ask');
  await soon();
  expect(second.heard.input).toBe('');
  expect(second.lead.told()).toMatchObject({ shown: false, keyboard: 'theirs', why: 'away' });
  const back = standInWindow();
  second.terminal.attach(back.channel);
  expect(back.told()).toEqual({ looking: 1, given: false });
  expect(second.lead.told()).toMatchObject({ shown: true, keyboard: 'theirs' });
});

test('of two who look one has the keyboard; the other can neither ask meanwhile nor give it back', async () => {
  const { terminal, lead, window, question } = await lent();
  const other = standInWindow();
  terminal.look(other.channel);
  expect(other.told()).toMatchObject({ keyboard: 'others' });
  other.says('ask');
  other.says('back');
  expect([window.told(), lead.told()]).toMatchObject([{ looking: 2, given: true }, { keyboard: 'yours' }]);
  lead.says('back');
  other.says('ask');
  expect(question()).toBe(2);
  const more = Array.from({ length: 8 }, () => terminal.look(standInWindow().channel));
  expect(more.filter(Boolean)).toHaveLength(6);
});

test('who looks is told the end', async () => {
  const { lead, end } = await lookedAt();
  end(3);
  await soon();
  expect([lead.end(), lead.isClosed]).toMatchObject([{ status: 3 }, true]);
});

test('a window that changes its size without end makes few messages', async () => {
  const { lead, window } = await lookedAt();
  const told = vi.spyOn(lead.channel, 'send');
  for (let at = 0; at < 500; at += 1) window.size(80 + (at % 7), 24);
  window.size(99, 33);
  await vi.advanceTimersByTimeAsync(100);
  expect(told.mock.calls.length).toBeLessThan(5);
  expect(lead.told()).toMatchObject({ cols: 99, rows: 33 });
});
