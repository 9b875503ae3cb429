import { expect, it } from 'vitest';
import { atLeast, minimum } from './versions.mjs';

it.each(['v24.15.0', '24.15.0', 'v24.15.1', 'v24.21.0', 'v25.0.0', 'v100.0.0', 'v24.15.0-nightly'])(
  '%s serves',
  (version) => expect(atLeast(version, minimum)).toBe(true),
);

it.each(['v18.20.4', 'v20.20.2', 'v24.14.9', 'v24.9.99', 'v9.99.99', '', 'v24', 'node'])('%s does not', (version) =>
  expect(atLeast(version, minimum)).toBe(false),
);
