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
  const indents = fc.constantFrom('', ' ', '  ', '    ', '\t');

  it('keeps every other key, its place and its value, and gives the text back when our keys go', () => {
    fc.assert(
      fc.property(object, indents, (value, indent) => {
        const text = `${JSON.stringify(value, null, indent)}\n`;
        const plain = JSON.parse(text);
        const edited = editJsonObject(text, ours) ?? '';
        expect(JSON.parse(edited)).toEqual({ ...plain, ...ours });
        expect(Object.keys(JSON.parse(edited))).toEqual([...new Set([...Object.keys(plain), ...Object.keys(ours)])]);
        const back = editJsonObject(edited, none) ?? '';
        expect(JSON.parse(back)).toEqual(plain);
        if (indent !== '' && Object.keys(plain).length > 0) expect(back).toBe(text);
      }),
    );
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
