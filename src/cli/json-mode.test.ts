import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleBodies } from '../core/report/fixtures/example-run.ts';
import type { EventBody } from '../shared/run/events.ts';
import { played, standIn } from './fixtures/stand-in.ts';
import { runCli } from './program.ts';

async function linesOf(bodies: readonly EventBody[], tty: boolean): Promise<string[]> {
  const stand = standIn({ startRun: played(bodies), tty });
  await runCli(['run', '--json'], stand.deps);
  expect(stand.stdout.text.endsWith('\n')).toBe(true);
  return stand.stdout.text.slice(0, -1).split('\n');
}

describe('--json', () => {
  it.each([true, false])('prints one event a line and the result last, terminal: %s', async (tty) => {
    const events = (await linesOf(exampleBodies(), tty)).map((line) => JSON.parse(line));
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)).toMatchObject({ type: 'result', ok: true, command: 'run' });
    expect(events.at(-1).measurements).toHaveLength(10);
    expect(events.filter((event) => event.type === 'result')).toHaveLength(1);
  });

  it('prints a result even when the run told none, and keeps it last when events follow it', async () => {
    const late: EventBody = { type: 'log', step: 'etcd', text: 'late' };
    const stand = standIn({
      startRun: (loaded, request) => {
        const run = played([])(loaded, request);
        const result = {
          command: 'run',
          changes: 0,
          seconds: 0,
          measurements: [],
          findings: [],
          proofs: [],
          errors: [],
        };
        return {
          ...run,
          listen: (listener) => {
            listener({ lab: 'a', run: 'b', seq: 1, at: '', type: 'result', ...result, ok: true } as never);
            listener({ lab: 'a', run: 'b', seq: 2, at: '', ...late });
            return () => {};
          },
        };
      },
    });
    await runCli(['run', '--json'], stand.deps);
    expect(
      stand.stdout.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).type),
    ).toEqual(['log', 'result']);
  });

  it('stays lines of JSON, printable ASCII controls only, whatever nodes say', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, async (text) => {
        const lines = await linesOf([{ type: 'output', step: 'ping', on: text, command: text, text }], true);
        expect(JSON.parse(lines[0] ?? '').text).toBe(text);
        expect(lines).toHaveLength(2);
        expect(lines.join('')).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 50 },
    );
  });
});

const nasty = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\x1b[31m', '\x9b2J', '\r\n', '\u202e', '\u2028', '"}\n{"'),
    ),
  )
  .map((parts) => parts.join(''));
