import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { root } from '../run-tool.ts';

/**
 * Files that take long, of unit tests half a minute and of labs three, the longest first. Who begins with a long one late ends it alone, while the
 * other workers have nothing left to do. A name that is gone does no harm; `npx vitest run --reporter=json` has the times.
 */
const long = [
  'src/core/tracks/state-machine.test.ts',
  'src/core/tracks/interruptions.test.ts',
  'src/core/tracks/conformance.test.ts',
  'src/core/tracks/never-answers.test.ts',
  'src/cli/render/linear.test.ts',
  'src/web/main.test.ts',
  'test/lab/swarm.test.ts',
  'test/lab/typed-by-hand.test.ts',
  'test/lab/kills.test.ts',
  'test/lab/vxlan.test.ts',
  'test/lab/leftovers.test.ts',
];

/** The long files first, all others in vitest's own order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = long.indexOf(path.relative(root, moduleId).split(path.sep).join('/'));
      return place < 0 ? long.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
