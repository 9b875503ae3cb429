import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editJsonObject, withoutOurKeys } from './json-file.ts';

const ours = { 'cluster-store': 'etcd://10.0.0.1:2379', 'cluster-advertise': '10.0.0.1:2375' };
const none = { 'cluster-store': undefined, 'cluster-advertise': undefined };

describe('editJsonObject', () => {
  it.each(['', ' \n'])('makes an object of nothing: %j', (text) => {
    expect(editJsonObject(text, { a: 'b' })).toBe('{\n  "a": "b"\n}\n');
  });

  it.each(['  ', '    ', '\t'])('keeps the order of keys and the indentation %j', (indent) => {
    const text = `{\n${indent}"z": [1, 2],\n${indent}"a": {"x": null}\n}`;
    const edited = editJsonObject(text, ours) ?? '';
    expect(Object.keys(JSON.parse(edited))).toEqual(['z', 'a', 'cluster-store', 'cluster-advertise']);
    expect(edited.split('\n').filter((line) => /^\s+"(z|a|cluster)/.test(line))).toHaveLength(4);
    expect(edited).toContain(`\n${indent}"cluster-store": "etcd://10.0.0.1:2379"`);
  });

  it('changes a key where it stands', () => {
    const edited = editJsonObject('{"cluster-store": "consul://x", "debug": true}', ours) ?? '';
    expect(Object.keys(JSON.parse(edited))).toEqual(['cluster-store', 'debug', 'cluster-advertise']);
  });

  it.each(['{', '[]', 'null', '"x"', '{"a": 1,}', '\ufeff{}', '{} {}', '// a comment\n{}'])(
    'leaves what is no JSON object: %j',
    (text) => {
      expect(editJsonObject(text, ours)).toBeUndefined();
    },
  );

  /** Keys that look like numbers are sorted by every JavaScript engine; no option of the engine's is one. */
  const object = fc.dictionary(
    fc.string().filter((key) => !/^\d+$/.test(key)),
    fc.jsonValue(),
  );
  /** White space as people and programs put it between the words of JSON. */
  const space = fc.constantFrom('', ' ', '\n', '\n\t ', '\r\n');
  const members = fc.array(fc.record({ value: fc.jsonValue(), gaps: fc.array(space, { minLength: 4, maxLength: 4 }) }));
  const freely = fc
    .tuple(fc.uniqueArray(fc.string()), members, space)
    .map(
      ([keys, some, end]) =>
        keys
          .slice(0, some.length)
          .map((key, index) => {
            const [a, b, c, d] = some[index]?.gaps ?? [];
            return `${a}${JSON.stringify(key)}${b}:${c}${JSON.stringify(some[index]?.value)}${d}`;
          })
          .join(',') + end,
    )
    .map((inner) => `{${inner}}`);

  it('leaves every byte of others where it was, whoever wrote it, and goes without a trace', () => {
    fc.assert(
      fc.property(freely, (text) => {
        const edited = editJsonObject(text, ours) ?? '';
        expect(JSON.parse(edited)).toEqual({ ...JSON.parse(text), ...ours });
        const back = editJsonObject(edited, none);
        if (Object.keys(JSON.parse(text)).length > 0) expect(back).toBe(text);
        else expect(back).toBe('{}\n');
      }),
    );
  });

  const indents = fc.constantFrom('  ', '    ', '\t');

  it('is set as its neighbours are, by line and indentation', () => {
    fc.assert(
      fc.property(object, indents, (value, indent) => {
        const plain = JSON.parse(JSON.stringify(value));
        const text = `${JSON.stringify(plain, null, indent)}\n`;
        const usual = Object.keys(plain).length > 0 ? indent : '  ';
        expect(editJsonObject(text, ours)).toBe(`${JSON.stringify({ ...plain, ...ours }, null, usual)}\n`);
      }),
    );
  });

  it.each([
    ['{"a": 1}', '{"a": 1, "cluster-store": "x"}'],
    ['{"cluster-store": 1, "a": 1, "cluster-store": 2}', '{"cluster-store": 1, "a": 1, "cluster-store": "x"}'],
  ])('of %s makes %s', (text, wanted) => {
    expect(editJsonObject(text, { 'cluster-store': 'x' })).toBe(wanted);
    expect(editJsonObject(wanted, { 'cluster-store': undefined })).toBe('{"a": 1}');
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void editJsonObject(text, ours)));
  });
});

describe('withoutOurKeys', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const now = Buffer.from(JSON.stringify({ debug: true, ...ours }));

  it('takes ours out and leaves theirs, where nothing stood there before', () => {
    expect(JSON.parse(withoutOurKeys(now, undefined) ?? '')).toEqual({ debug: true });
  });

  it('puts the values of before back, and no others', () => {
    const before = base64('{"cluster-store": "consul://x", "debug": false, "mtu": 1400}');
    expect(JSON.parse(withoutOurKeys(now, before) ?? '')).toEqual({ debug: true, 'cluster-store': 'consul://x' });
  });

  it.each(['{', 'null', '[1]', '"x"'])('does not guess where what stood there before was %j', (before) => {
    expect(() => withoutOurKeys(now, base64(before))).not.toThrow();
  });

  it('does not guess where what stands there is no JSON object', () => {
    expect(withoutOurKeys(Buffer.from('{"debug": tru'), undefined)).toBeUndefined();
  });
});
