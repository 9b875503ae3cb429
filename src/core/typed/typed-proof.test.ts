import { expect, test } from 'vitest';
import { english } from '../../shared/texts/text.ts';
import type { TypedOn } from './find-typed.ts';
import { typedProof } from './typed-proof.ts';

const nothing = { things: [], engine: {} } as unknown as TypedOn;
const leftOn = (wasCutOff: boolean) =>
  (typedProof('node1', nothing, { left: [], includeUnowned: false, wasCutOff }).left ?? []).map(english);

test('where an app was cut off before it wrote anything down, it is said that more may be left', () => {
  expect(leftOn(true)).toEqual([expect.stringMatching(/ended here in the middle.*left, because.*docker_gwbridge$/)]);
  expect(leftOn(false)).toEqual([]);
});
