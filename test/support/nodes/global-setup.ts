import { raiseTestLabs, sparse, whyThereIsNone } from './test-labs.ts';

/**
 * The practice lab for the tests of project `lab`, which find its file in OVERLAY_LAB_TEST_LAB. `npm test` has two
 * already, for two files of tests at a time, and says so by that variable; so does whoever wants the tests on a lab of their own.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.OVERLAY_LAB_TEST_LAB) return undefined;
  try {
    const labs = await raiseTestLabs(1, { onProgress: sparse(console.error) });
    process.env.OVERLAY_LAB_TEST_LAB = labs.labFiles;
    return labs.remove;
  } catch (error) {
    const reason = whyThereIsNone(error);
    // vitest cannot leave a whole project out from here; `npm test` can, and does.
    throw reason ? new Error(`The lab tests cannot run on this machine. ${reason}`) : error;
  }
}
