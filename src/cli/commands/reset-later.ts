import { waitFor } from '../../core/gates/wait-for.ts';
import type { TrustedLab } from '../../core/lab/trusted-lab.ts';
import { noPrompts } from '../../core/remote/auth/prompts.ts';
import { nodesAway } from '../../core/runs/away.ts';
import { spoken } from '../../shared/texts/text.ts';
import { watchInterrupts } from '../interrupts.ts';
import { type RunEnd, runLab } from '../run-lab.ts';
import type { Session } from '../session.ts';

interface How {
  depth: 'made' | 'typed';
  /** Milliseconds to wait for nodes that are away; undefined: they are only named. */
  waitMs: number | undefined;
}

const lookEveryMs = 5_000;

/**
 * After a reset: names the nodes that it could not reach, and where it is to wait, resets once more, to the same depth, when
 * one of them is back. Resolves with the exit code. Ctrl-C ends the waiting. A lab that somebody has built again meanwhile
 * is left alone, and others' containers are not disconnected later: that was agreed to for the nodes as they were.
 */
export async function resetLater(session: Session, lab: TrustedLab, first: RunEnd, how: How): Promise<number> {
  const { depth, waitMs } = how;
  const until = Date.now() + (waitMs ?? 0);
  for (let end = first; ; ) {
    const nodes = nodesAway(end.result, end.reached);
    if (nodes.length === 0) return end.code;
    say(session, waitMs === undefined ? spoken.cli.notReset({ nodes }) : spoken.cli.waitsForReset({ nodes }));
    if (waitMs === undefined) return end.code;
    const came = await untilBack(session, lab, nodes, until);
    if (typeof came === 'number') return came;
    if (came === 'late') {
      say(session, spoken.cli.waitedInVain({ nodes }));
      return end.code;
    }
    if (await isBuilt(session, lab, nodes)) {
      say(session, spoken.cli.builtAgain({ lab: lab.lab.name }));
      return end.code;
    }
    end = await runLab(session, lab, { command: 'reset', depth });
  }
}

/** With --json stdout has events alone. */
function say({ deps, json, screen }: Session, text: string): void {
  if (json) deps.io.stderr.write(`${text}\n`);
  else screen.print([text]);
}

/** The exit code where a signal ended the waiting. */
async function untilBack(
  { deps, screen }: Session,
  lab: TrustedLab,
  nodes: readonly string[],
  until: number,
): Promise<'back' | 'late' | number> {
  const over = new AbortController();
  const interrupts = watchInterrupts(deps.io, {
    cancel: () => over.abort(),
    say: (text) => screen.print([text]),
    cancelling: spoken.cli.noLongerWaiting({ nodes }),
  });
  try {
    while (Date.now() < until) {
      await waitFor(Math.min(lookEveryMs, Math.max(0, until - Date.now())), { signal: over.signal });
      const code = interrupts.code();
      if (code !== undefined) return code;
      const back = await Promise.all(nodes.map((node) => deps.nodeAnswers(lab, node, over.signal)));
      if (back.includes(true)) return interrupts.code() ?? 'back';
    }
    return interrupts.code() ?? 'late';
  } finally {
    interrupts.stop();
  }
}

/** Something stands on nodes that were reset. */
async function isBuilt({ deps }: Session, lab: TrustedLab, without: readonly string[]): Promise<boolean> {
  const { nodes } = await deps.labStatus(lab, { prompts: noPrompts });
  return nodes.some(({ name, changes }) => !without.includes(name) && changes.length > 0);
}
