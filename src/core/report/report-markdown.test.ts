import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleBodies, recorded } from './fixtures/example-run.ts';
import { nastyBodies } from './fixtures/nasty-run.ts';
import { nastyText } from './fixtures/nasty-text.ts';
import { reportMarkdown } from './report-markdown.ts';
import { reportModel } from './report-model.ts';

const textOf = (bodies: Parameters<typeof recorded>[0]) => reportMarkdown(reportModel(recorded(bodies)));

describe('the Markdown report', () => {
  it('has the tables', () => {
    const text = textOf(exampleBodies());
    expect(text).toContain('| native | 15.60 Gbit/s | 2.22 Gbit/s |');
    expect(text).toContain('| overlay / native | 0.72 | 0.71 |');
    expect(text).toContain('| worker-1 | worker-2 | 4 | 0 % | 0.081 | 0.112 | 0.154 | 0.021 |');
    expect(text).toContain('docker@node1:~# sudo docker network ls\nNETWORK ID');
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
    const plain = outline(textOf(nastyBodies('xplain')));
    fc.assert(
      fc.property(nastyText, (text) => {
        expect(outline(textOf(nastyBodies(`x${text}`)))).toBe(plain);
      }),
      { numRuns: 200 },
    );
  });
});
