import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabError } from '../../shared/errors.ts';
import { refusal } from './fixtures/refusal.ts';
import { parseLab } from './load-lab.ts';

const head = 'name: a\ntrack: etcd\n';

describe('YAML that a lab file never has', () => {
  it.each([
    ['a bomb of aliases', `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n`, 2, /aliases/],
    ['one alias', `${head}network: &n {}\nother: *n\n`, 4, /aliases/],
    ['an alias of nothing', `${head}network: *n\n`, 3, /alias/i],
    ['a merge', `${head}network: {}\nmore:\n  <<: *n\n`, 5, /alias/i],
    ['an alias of itself', '&a [*a]\n', 1, /aliases/],
    ['a key twice', `${head}network: {}\ntrack: etcd\n`, 4, /track is given twice/],
    ['a key twice, deep inside', `${head}nodes:\n  - ssh: {host: a, "host": b}\n`, 4, /host is given twice/],
    ['a key twice, as number and text', `${head}1: a\n"1": b\n`, 4, /1 is given twice/],
    ['a tab before a key', `${head}network:\n\tname: x\n`, 4, /tab/i],
    ['a key that is a list', `${head}? [a, b]\n: x\n`, 3, /a key must be a word/],
    ['two documents', `${head}---\n${head}`, 3, /document/i],
    ['brackets that never close', `${head}network: {name: x\n`, 4, /flow map/i],
    ['a quote that never closes', `${head}network: "x\n`, 4, /quote/i],
  ])('%s', (_, text, line, message) => {
    expect(refusal(text)).toMatchObject({ code: 'bad-input', details: { file: 'lab.yaml', line } });
    expect(refusal(text).message).toMatch(message);
  });

  it.each([
    '[',
    '{',
    '- ',
    '? ',
    'a: ',
    '{a: ',
    '[[a,',
    '"',
    "'",
    '&a ',
    '*a ',
    '! ',
    '!',
    '%a\n',
    '---\n',
    'a: b: c\n',
    ']',
    '}',
    ',',
    '|\n',
    '\t',
    '\n',
    '\r',
    '\0',
    '\ufeff',
    'k: {<<: {}}\n',
    '<<: {},',
  ])('a megabyte of %j is refused without a crash', (unit) => {
    const text = unit.repeat(Math.floor((1024 * 1024) / unit.length));
    expect(refusal(text).code).toBe('bad-input');
  });

  it('20 levels are not too deep, 21 are', () => {
    const nested = (levels: number) => `${head}a: ${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}\n`;
    expect(refusal(nested(20)).message).not.toMatch(/deeper/);
    expect(refusal(nested(21)).message).toMatch(/deeper than 20/);
  });

  it('very many keys, each another one', () => {
    expect(refusal(Array.from({ length: 120_000 }, (_, n) => `k${n}: 1`).join('\n')).message).toMatch(
      /more than a lab file/,
    );
  });

  it('tags run nothing and make nothing', () => {
    for (const tag of ['!!js/function', '!!python/object/apply:os.system', '!!binary', '!!set', '!!omap'])
      expect(refusal(`${head}network: ${tag} {name: x}\nnodes: []\n`).code).toBe('bad-input');
  });
});

describe('any text', () => {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        'name: a\n',
        'nodes:\n',
        '  - ',
        'ssh: ',
        '{',
        '}',
        '[',
        ']',
        ': ',
        ', ',
        '&a ',
        '*a',
        '!!x ',
        '|',
        '>',
        '"',
        "'",
        '\n',
        '  ',
        '---\n',
        '? ',
        '- ',
        '\t',
        '#',
        '%',
        '~',
        '1',
        'network: {}\n',
        'track: etcd\n',
      ),
    },
  );
  const soup = fc.array(piece, { maxLength: 60 }).map((parts) => parts.join(''));

  it('gives a LabError bad-input with the file, or a lab', () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: 'binary' }), fc.json()), (text) => {
        try {
          expect(parseLab(text, 'lab.yaml').nodes.length).toBeGreaterThan(1);
        } catch (error) {
          expect(error).toBeInstanceOf(LabError);
          expect(error).toMatchObject({ code: 'bad-input', details: { file: 'lab.yaml' } });
          for (const line of (error as LabError).message.split('\n'))
            expect(line).toMatch(/^(lab\.yaml:[^\p{Cc}\u202a-\u202e]*|and \d+ more)$/u);
        }
      }),
      { numRuns: 1500 },
    );
  });
});
