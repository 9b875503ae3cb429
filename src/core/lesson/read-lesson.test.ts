import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { english } from '../../shared/texts/text.ts';
import { exampleLesson } from './example-lesson.ts';
import { readLesson } from './read-lesson.ts';
import { readPart } from './read-part.ts';

function folderWith(files: Record<string, string | Buffer>): string {
  const folder = temporaryFolder('lesson');
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  return folder;
}

const head = 'name: mine\ntitle: Mine\nparts: [one.md]\n';
const part = (fields: string, text = 'Because.') => `---\ntitle: One\ngoal: see it.\n${fields}---\n${text}\n`;

/** `file:line: message` of each fault. */
async function faultsOf(files: Record<string, string | Buffer>): Promise<string[]> {
  const { faults, lesson } = await readLesson(folderWith(files));
  expect(lesson === undefined).toBe(faults.length > 0);
  for (const { remedy } of faults) expect(english(remedy)).not.toBe('');
  return faults.map(({ file, line, message }) => `${file}:${line}: ${english(message)}`);
}

const faultsOfPart = (fields: string, text?: string) => faultsOf({ 'lesson.yaml': head, 'one.md': part(fields, text) });

describe('a lesson', () => {
  it.each(['My lesson', 'ünï', '---', 'a'.repeat(90)])(
    'to begin with is a good one, in a folder %j',
    async (folder) => {
      const { lesson, faults } = await readLesson(folderWith(exampleLesson(folder)));
      expect(faults).toEqual([]);
      expect(lesson?.parts.map(({ id }) => id)).toEqual(['look', 'reach']);
      expect(lesson?.parts[1]?.checks).toHaveLength(2);
    },
  );

  it('that is not there is not found', async () => {
    await expect(readLesson('/nowhere/at/all')).rejects.toMatchObject({ code: 'not-found' });
    await expect(readLesson(folderWith({}))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('names each fault with its line, in all files', async () => {
    const found = await faultsOf({
      'lesson.yaml': 'nmae: x\ntitle: ""\nparts:\n  - gone.md\n  - ../etc.md\n  - One.md\n',
    });
    expect(found.map((one) => one.split(': ').slice(0, 2).join(': '))).toEqual([
      'lesson.yaml:1: nmae',
      'lesson.yaml:2: title',
      'lesson.yaml:5: parts[1]',
      'lesson.yaml:6: parts[2]',
    ]);
    expect(
      await faultsOf({ 'lesson.yaml': 'name: a\ntitle: b\nparts:\n  - one.md\n  - two.md\n', 'two.md': 'x' }),
    ).toEqual([
      'lesson.yaml:4: there is no file one.md in the folder',
      expect.stringMatching(/^two\.md:1: must begin with a line of ---/),
    ]);
  });
});

describe('a part', () => {
  it.each([
    ['commands: [{on: 0, run: ls}]\n', /^one\.md:4: commands\[0\]\.on/],
    ['commands: [{on: 1, run: "a\\nb"}]\n', /^one\.md:4: commands\[0\]\.run/],
    ['commands: [{on: 1, run: "a\\e[2Jb"}]\n', /^one\.md:4: commands\[0\]\.run/],
    ['commands: [{on: 1, run: "a\\u202eb"}]\n', /^one\.md:4: commands\[0\]\.run/],
    ['commands: [{on: 1, run: "a\\u200bb"}]\n', /^one\.md:4: commands\[0\]\.run/],
    ['commands: [{on: 1, run: "ping @{adress 2}"}]\n', /^one\.md:4: @\{adress 2\} stands for nothing/],
    ['checks:\n  - {on: 1}\n', /^one\.md:5: checks\[0\]: must name exactly one of/],
    ['checks: [{on: 1, file: /x, port: 22}]\n', /^one\.md:4: checks\[0\]\.port: must name exactly one/],
    [
      'checks: [{on: 1, file: /x, mtu: 1450}]\n',
      /^one\.md:4: checks\[0\]\.mtu: mtu does not belong to a check of file/,
    ],
    ['checks: [{on: 1, file: x}]\n', /^one\.md:4: checks\[0\]\.file/],
    ['checks: [{on: 1, port: 22, at: 10.0.0.1}]\n', /^one\.md:4: checks\[0\]\.at/],
    ['checks: [{on: 1, interface: "a b"}]\n', /^one\.md:4: checks\[0\]\.interface/],
    ['checks: [{on: 1, regex: x}]\n', /^one\.md:4: checks\[0\]\.regex: unknown field/],
    ['questions: [{ask: a, explain: b, choices: [{text: c}, {text: d}]}]\n', /choices: exactly one choice/],
    ['a: &x 1\nb: *x\n', /^one\.md:5: anchors and aliases/],
  ])('with %j', async (fields, message) => {
    expect((await faultsOfPart(fields))[0]).toMatch(message);
  });

  it.each([
    ['<script>alert(1)</script>', /has HTML/],
    ['a <img src=http://x onerror=y>', /has HTML/],
    ['![x](http://x/y.png)', /has an image/],
    ['[x](javascript:alert(1))', /has a link/],
    ['[x]: http://x', /has a link/],
    ['a\u001b[2Jb', /not seen/],
    ['a\u202eb', /not seen/],
    ['x'.repeat(3000), /2,000 characters/],
    [`${'x y '.repeat(400)}\n`.repeat(6), /8,000/],
    ['> '.repeat(9), /levels deep/],
    ['```\nrm', /never ends/],
    ['', /has no text/],
    ['see @{port 1}', /stands for nothing/],
  ])('whose text is %j', async (text, message) => {
    expect((await faultsOfPart('', text))[0]).toMatch(message);
  });

  it('may have all of that as code', async () => {
    expect(
      await faultsOfPart('', 'Use `<none>` and ``[a](b)``:\n\n```sh\ncat <file ![x]\n\tls\n```\n\n- one\n  - two'),
    ).toEqual([]);
  });
});

describe('files that were made to hurt', () => {
  const both = (one: string | Buffer) => faultsOf({ 'lesson.yaml': head, 'one.md': one });

  it.each([
    ['a huge one', () => both('x'.repeat(70_000)), /larger than 64 KB/],
    ['one that is no text', () => both(Buffer.from([0xff, 0xfe, 0x00])), /not UTF-8/],
    ['a head of brackets', () => both(`---\n${'['.repeat(60_000)}\n---\nx`), /than commands, checks/],
    ['aliases that grow', () => both('---\na: &a [x, x]\nb: &b [*a, *a]\n---\nx'), /aliases/],
  ])('%s', async (_, made, message) => {
    expect((await made())[0]).toMatch(message);
  });

  it('links out of the folder, pipes, devices and folders are not read', async () => {
    const outside = folderWith({ 'one.md': part('') });
    const place = (make: (file: string) => void) => {
      const folder = folderWith({ 'lesson.yaml': head });
      make(path.join(folder, 'one.md'));
      return readLesson(folder);
    };
    const links = ['/etc/passwd', '/dev/zero', path.join(outside, 'one.md')];
    for (const target of links)
      expect((await place((file) => symlinkSync(target, file))).faults.map(({ message }) => english(message))).toEqual([
        'is a link out of the folder',
      ]);
    expect((await place((file) => execFileSync('mkfifo', [file]))).faults).toHaveLength(1);
    expect((await place((file) => mkdirSync(file))).faults).toHaveLength(1);
    const sparse = await place((file) => {
      writeFileSync(file, '');
      truncateSync(file, 2 ** 33);
    });
    expect(sparse.faults).toHaveLength(1);
  });

  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      '---\n',
      'title: a\n',
      'goal: b\n',
      'checks:\n',
      '  - {on: 1, ',
      'file: /x}',
      '\n',
      '```',
      '<b>',
      '![',
      '](',
      '@{',
      '}',
      '> ',
      '`',
    ),
  );

  it('whatever stands in a part, it is read or its faults are named', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.boolean(), (pieces, headed) => {
        const text = `${headed ? '---\ntitle: a\ngoal: b\n---\n' : ''}${pieces.join('')}`;
        const { part: read, found } = readPart(text);
        expect(read === undefined).toBe(found.length > 0);
        for (const { line, message } of found) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(text.split('\n').length + 1);
          expect(english(message)).not.toBe('');
        }
      }),
      { numRuns: 1000 },
    );
  });
});
