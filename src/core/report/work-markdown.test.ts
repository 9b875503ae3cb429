import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleBodies } from './fixtures/example-run.ts';
import { typedAt, workOfBodies } from './fixtures/example-work.ts';
import { nastyBodies } from './fixtures/nasty-run.ts';
import { nastyText } from './fixtures/nasty-text.ts';
import { workMarkdown } from './work-markdown.ts';

const typed = (text: string) => [typedAt(1, { node: text, command: text, text, step: 'etcd' })];
const textOf = (...work: Parameters<typeof workOfBodies>) => workMarkdown(workOfBodies(...work));

describe('the Markdown report', () => {
  it('has the tables', () => {
    const text = textOf(exampleBodies());
    expect(text).toContain('| native | 15.60 Gbit/s | 2.22 Gbit/s |');
    expect(text).toContain('| overlay / native | 0.72 | 0.71 |');
    expect(text).toContain('| worker-1 | worker-2 | 4 | 0 % | 0.081 | 0.112 | 0.154 | 0.021 |');
    expect(text).toMatch(/on node1, 2025-03-04 10:00:\d\d\n\n```text\nsudo docker network ls\nNETWORK ID/);
  });

  it('keeps its headings and the cells of its tables whatever nodes say', () => {
    const outline = (text: string) =>
      text
        // Fences are closed as they were opened, which markdown-escape.test.ts holds; what is inside is no markup.
        .replace(/^(`{3,})text\n.*?\n\1$/gms, 'FENCE')
        .split('\n')
        .map((line) =>
          /^#{1,6} /.test(line)
            ? 'heading'
            : line.startsWith('|')
              ? `${line.replace(/\\./g, '').split('|').length}`
              : '',
        )
        .filter(Boolean)
        .join(' ');
    const plain = outline(textOf(nastyBodies('xplain'), typed('xplain')));
    fc.assert(
      fc.property(nastyText, (text) => {
        expect(outline(textOf(nastyBodies(`x${text}`), typed(`x${text}`)))).toBe(plain);
      }),
      { numRuns: 200 },
    );
  });
});
