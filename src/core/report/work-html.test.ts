import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleBodies } from './fixtures/example-run.ts';
import { typedAt, workOfBodies } from './fixtures/example-work.ts';
import { nastyBodies } from './fixtures/nasty-run.ts';
import { nastyText } from './fixtures/nasty-text.ts';
import { workHtml } from './work-html.ts';

const pageOf = (...work: Parameters<typeof workOfBodies>) => workHtml(workOfBodies(...work));

/** Every tag, attribute values left out: what the text of nodes must never add to. */
const skeleton = (page: string) =>
  [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""')).join('\n');

describe('the HTML report', () => {
  const page = pageOf(exampleBodies());

  it('is one file without script, link or anything from elsewhere, under a strict policy', () => {
    expect(page).not.toMatch(/<(script|link|img|iframe|object|a)\b|\bon\w+=|https?:|url\(|@import/i);
    const style = /<style>(.*)<\/style>/s.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page.replaceAll('&#39;', "'")).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(page).not.toMatch(/\sstyle="/);
  });

  it('shows figures beside those of 2015, steps, outputs and versions', () => {
    for (const text of ['15.60 Gbit/s', '2.22 Gbit/s', '11.20 Gbit/s', '1.58 Gbit/s', '0.72', '0.71', '20.10.24'])
      expect(page).toContain(text);
    expect(page).toContain('<b>sudo docker network ls</b>');
    expect(page).toMatch(/on node1, 2025-03-04 10:00:\d\d/);
    // Nobody typed a prompt, and no screen showed one.
    expect(page).not.toMatch(/docker@|:~#|<b>[$#] /);
    expect(page).toContain('904f9dc335b0');
    expect(page).toContain('The clock is 1.2 s behind node1');
    expect(page).toMatch(/<svg[^>]*role="img" aria-labelledby/);
  });

  it('has tables that a screen reader can walk', () => {
    const tables = page.match(/<table>.*?<\/table>/gs) ?? [];
    expect(tables.length).toBeGreaterThanOrEqual(5);
    for (const table of tables) {
      expect(table).toMatch(/^<table>\s*<caption>[^<]+<\/caption>/);
      expect(table).toMatch(/<th scope="col"/);
      expect(table).toMatch(/<th scope="row">/);
    }
  });

  it('says unknown with the reason, never 0, where nothing was measured', () => {
    const place = { step: 'iperf-native' as const };
    const error = { code: 'time-out' as const, message: 'no answer in 40 s' };
    const bad = pageOf([
      { type: 'run', command: 'run', nodes: ['node1'], tasks: [{ ...place, title: 'Native' }] },
      { type: 'task', ...place, state: 'failed', error },
    ]);
    expect(bad).toContain('unknown (no answer in 40 s)');
    expect(bad).toContain('unknown (not measured)');
    expect(bad).not.toMatch(/\b0 bit\/s|NaN|undefined|null/);
  });

  it('is the same page whatever nodes say', () => {
    const typed = (text: string) => [typedAt(1, { node: text, command: text, text, step: 'etcd' })];
    const plain = skeleton(pageOf(nastyBodies('plain'), typed('plain')));
    fc.assert(
      fc.property(nastyText, (text) => {
        const nasty = pageOf(nastyBodies(`x${text}`), typed(`x${text}`));
        expect(skeleton(nasty)).toBe(plain);
        expect(nasty).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 200 },
    );
  });
});
