import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CoreFrame,
  decodeCoreFrame,
  decodeWindowFrame,
  encodeCoreFrame,
  encodeWindowFrame,
  keyboardWords,
  type WindowFrame,
} from './terminal-frames.ts';

const bytes = fc.uint8Array({ maxLength: 300 });
const size = { cols: fc.integer({ min: 2, max: 1000 }), rows: fc.integer({ min: 1, max: 1000 }) };
const windowFrame: fc.Arbitrary<WindowFrame> = fc.oneof(
  fc.record({ kind: fc.constant('input' as const), bytes }),
  fc.record({ kind: fc.constant('size' as const), ...size }),
  fc.record({ kind: fc.constant('credit' as const), bytes: fc.integer({ min: 0, max: 2 ** 32 - 1 }) }),
  fc.record({
    kind: fc.constant('keyboard' as const),
    says: fc.constantFrom(...keyboardWords),
    question: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  }),
);
const coreFrame: fc.Arbitrary<CoreFrame> = fc.oneof(
  fc.record({ kind: fc.constant('output' as const), bytes }),
  fc.record({
    kind: fc.constant('end' as const),
    status: fc.integer({ min: 0, max: 255 }),
    reason: fc.string({ unit: 'grapheme' }),
  }),
  fc.record({ kind: fc.constant('shoulder' as const), json: fc.string({ unit: 'grapheme' }) }),
);

describe('frames', () => {
  it('arrive as they were sent', () => {
    fc.assert(
      fc.property(windowFrame, (frame) => void expect(decodeWindowFrame(encodeWindowFrame(frame))).toEqual(frame)),
    );
    fc.assert(fc.property(coreFrame, (frame) => void expect(decodeCoreFrame(encodeCoreFrame(frame))).toEqual(frame)));
  });

  it('are read where they lie in a larger buffer', () => {
    const frame = encodeWindowFrame({ kind: 'size', cols: 80, rows: 24 });
    const larger = new Uint8Array([9, 9, ...frame, 9]);
    expect(decodeWindowFrame(larger.subarray(2, 2 + frame.length))).toEqual({ kind: 'size', cols: 80, rows: 24 });
  });

  it.each([
    [[]],
    [[1]],
    [[1, 0, 80, 0]],
    [[1, 0, 80, 0, 24, 0]],
    [[1, 0, 1, 0, 24]],
    [[1, 0, 80, 0, 0]],
    [[1, 4, 0, 0, 24]],
    [[2, 0, 0, 0]],
    [[3, 0, 0, 0, 0]],
    [[4, 0, 0, 0, 0]],
    [[4, 4, 0, 0, 0, 0]],
    [[4, 0, 0, 0, 0, 0, 0]],
    [[255]],
  ])('of the wrong kind or size are none: %j', (raw) => expect(decodeWindowFrame(new Uint8Array(raw))).toBeUndefined());

  it('of any bytes never throw, on either side', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), (raw) => {
        const seen = decodeWindowFrame(raw);
        if (seen?.kind === 'size') expect(seen.cols * seen.rows).toBeGreaterThan(0);
        decodeCoreFrame(raw);
      }),
    );
  });
});
