import { type Around, type Counts, type Suite, tally } from './harness/suite.ts';

/** Loaded by its path: its types are those of a page, and would come along for every file beside this one. */
const session = new URL('../../src/renderer/screens/terminals/fixtures/play-session.ts', import.meta.url).href;
type Play = (seed: number) => Promise<{ tokens: number; error?: string }>;

const wanted = { quick: 200_000, whole: 10_000_000 };

export const suite: Suite = { name: 'terminal sequences', least: wanted, run };

/** The seed of the first session; another one tries others. */
const firstSeed = Number(process.env.OVERLAY_LAB_SEED ?? 1);

/**
 * What a node may send to a terminal, at random: through the scanner, the backlog and the replay of core, over the frames,
 * to xterm.js as the window sets it up. Counted are tokens; an error while writing is a crash, and so is a session whose
 * screen takes no text after it. A session that a window came back to in its midst is played again from the replay.
 */
async function run({ signal, quick, report, watch }: Around): Promise<Counts> {
  const { counts, note, attempt } = tally();
  const { playSession } = (await import(session)) as { playSession: Play };
  const goal = quick ? wanted.quick : wanted.whole;
  let tokens = 0;
  let seed = firstSeed;
  const play = async () => {
    for (; tokens < goal && !signal.aborted; ) {
      const own = seed++;
      if (own === firstSeed + (quick ? 20 : 200)) watch();
      await attempt(`seed ${own}`, async () => {
        const played = await playSession(own);
        tokens += played.tokens;
        if (played.error) throw new Error(played.error);
        return false;
      });
      if (own % 250 === 0) report(`${(tokens / 1e6).toFixed(1)} million tokens`);
    }
  };
  // Several at a time: each waits now and then, as a window does between two frames.
  await Promise.all(Array.from({ length: 2 }, play));
  note(`${(tokens / 1e6).toFixed(2)} million tokens in ${counts.tried} sessions`);
  return { ...counts, tried: tokens };
}
