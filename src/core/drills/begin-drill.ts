import { LabError } from '../../shared/errors.ts';
import type { Lab, LabNode } from '../../shared/lab/lab.ts';
import { isMember } from '../../shared/lab/members.ts';
import { texts } from '../../shared/texts/text.ts';
import { wordsIn } from '../../shared/texts/wire.ts';
import { diagnoseLab } from '../diagnose/diagnose-lab.ts';
import { waitFor } from '../gates/wait-for.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { drillStep } from '../ledger/kinds/drill-note.ts';
import { faultLook, faultMake, fits } from '../machine/faults/faults.ts';
import type { Drill } from './drill.ts';
import { runningIn } from './drill-state.ts';
import { drillNamed, drillsOf } from './drills.ts';
import { takeBackDrill } from './end-drill.ts';
import { keepDrill } from './kept-drills.ts';
import { type DrillRequest, type Ledgers, withLedgers } from './with-ledgers.ts';

/** Longer than a watch takes to read a ledger. */
const noticeMs = 1500;

/** Which drill, and on which node; whatever comes unless told. */
export interface Chosen {
  drill?: string | undefined;
  on?: string | undefined;
  /** What would give it away is hidden; so is that of a drill that is not named. */
  isSurprise?: boolean | undefined;
}

/** Makes a fault in a lab that is whole, through the ledger: whatever happens to this app, a reset heals it. */
export async function beginDrill(trusted: TrustedLab, chosen: Chosen, request: DrillRequest): Promise<Drill> {
  const { lab } = trusted;
  const drill = choose(lab, chosen.drill);
  await mustBeWhole(trusted, request);
  await withLedgers(trusted, request, async (ledgers) => {
    if (runningIn(ledgers.entries()))
      throw new LabError('refused', texts.drills.another, { remedy: texts.drills.anotherRemedy });
    const built = ledgers.nodes.every((node) => ledgers.ledgerOf(node).outstanding('workers').length > 0);
    if (!built) throw new LabError('refused', texts.drills.notBuilt, { remedy: texts.drills.notBuiltRemedy });
    try {
      await make(drill, lab, ledgers, request.signal, chosen);
    } catch (error) {
      // Half a fault is none that anybody could find.
      await takeBackDrill(ledgers, AbortSignal.timeout(60_000));
      throw error;
    }
    const running = runningIn(ledgers.entries());
    if (running) await keepDrill(request, trusted, running);
  });
  return drill;
}

function choose(lab: Lab, id: string | undefined): Drill {
  const all = drillsOf(lab.track);
  const drill = id === undefined ? any(all) : drillNamed(id);
  if (drill && all.includes(drill)) return drill;
  throw new LabError('bad-input', texts.drills.noSuch({ id: id ?? '', track: lab.track }), {
    remedy: texts.drills.noSuchRemedy,
  });
}

async function mustBeWhole(trusted: TrustedLab, request: DrillRequest): Promise<void> {
  const { diagnose = diagnoseLab } = request;
  const { causes } = await diagnose(trusted, request);
  const [first] = causes;
  if (first)
    throw new LabError('refused', texts.drills.notWhole({ title: wordsIn(first, 'title') }), {
      remedy: texts.drills.notWholeRemedy({ row: first.row }),
      diagnosis: first.row,
    });
}

async function make(
  drill: Drill,
  lab: Lab,
  { nodes, journal }: Ledgers,
  signal: AbortSignal,
  { drill: wanted, on, isSurprise = wanted === undefined }: Chosen,
): Promise<void> {
  const nodeOf = ({ name }: LabNode) => {
    const node = nodes.find((one) => one.name === name);
    if (!node) throw new Error(`no connection to ${name}`);
    return node;
  };
  const node = victim(drill, lab, on);
  const other = lab.nodes[(lab.nodes.indexOf(node) + 1) % lab.nodes.length];
  if (!other) throw new Error('a lab has two nodes');
  const begun = {
    ...{ kind: 'drill-note' as const, drill: drill.id, at: new Date().toISOString(), note: 'begun' as const },
    ...(isSurprise && { isSurprise }),
  };
  const parts = await Promise.all(
    drill.parts({ lab, node, other }).map(async ({ on: where, fault, words: given }) => {
      const there = nodeOf(where);
      const words = await there.run(faultLook, { fault, words: given }, { signal });
      if (!fits(fault, words))
        throw new LabError('refused', texts.drills.notHere({ node: there.name }), { node: there.name });
      return { there, fault, words };
    }),
  );
  // On every node: which of them has the fault is not to be seen.
  for (const one of nodes) await journal.change(one, drillStep, [begun], async () => undefined);
  // Whoever watches has read by then that there is nothing to be told.
  if (isSurprise) {
    await Promise.all(nodes.map((one) => journal.written(one)));
    await waitFor(noticeMs, { signal });
    signal.throwIfAborted();
  }
  for (const { there, fault, words } of parts)
    await journal.change(there, drillStep, [{ kind: 'fault', fault, words: [...words] }], () =>
      there.run(faultMake, { fault, words }, { signal }),
    );
  await Promise.all(nodes.map((one) => journal.written(one)));
}

function victim({ needs }: Drill, lab: Lab, on: string | undefined): LabNode {
  const fit = lab.nodes.filter(({ name }, index) =>
    needs === 'member' ? isMember(lab, name) : needs === 'first' ? index === 0 : true,
  );
  const node = (needs !== 'first' && fit.find(({ name }) => name === on)) || any(fit);
  if (!node) throw new LabError('refused', texts.drills.noNode);
  return node;
}

const any = <T>(all: readonly T[]): T | undefined => all[Math.floor(Math.random() * all.length)];
