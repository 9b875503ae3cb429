import { sweepLabs } from './sweep-labs.ts';

/** Before the specs, what an earlier run left; after them, whatever of their own is still there. */
export default async function setup(): Promise<() => Promise<void>> {
  await sweepLabs();
  return () => sweepLabs(process.pid);
}
