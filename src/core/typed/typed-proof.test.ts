import { expect, test } from 'vitest';
import { english } from '../../shared/texts/text.ts';
import type { TypedOn } from './find-typed.ts';
import { typedProof } from './typed-proof.ts';

const nothing = { things: [], engine: {} } as unknown as TypedOn;
const leftOn = (isNoteLost: boolean) =>
  (typedProof('node1', nothing, { left: [], includeUnowned: false, isNoteLost }).left ?? []).map(english);

test('where an earlier reset was cut off and its note cannot be read, it is said that more may be left', () => {
  expect(leftOn(true)).toEqual([expect.stringMatching(/earlier reset had begun.*left, because.*docker_gwbridge$/)]);
  expect(leftOn(false)).toEqual([]);
});
