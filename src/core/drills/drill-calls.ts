import { diagnosisOf } from '../../shared/diagnosis/catalogue.ts';
import type { DrillEnd, DrillQuestion, DrillsState } from '../../shared/drills/drill-state.ts';
import { sent } from '../../shared/texts/wire.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { beginDrill, type Chosen } from './begin-drill.ts';
import { healDrill, proveDrill } from './end-drill.ts';
import { drillsState, guessDrill, takeHint } from './note-drill.ts';
import type { DrillRequest } from './with-ledgers.ts';

/** What windows and terminals ask about the drills of a lab; each answer says how far it is then. */
export const drills = {
  state: async (lab: TrustedLab, request: DrillRequest): Promise<DrillsState> =>
    sent(await drillsState(lab, request)) as DrillsState,
  async begin(lab: TrustedLab, chosen: Chosen, request: DrillRequest): Promise<DrillsState> {
    await beginDrill(lab, chosen, request);
    return drills.state(lab, request);
  },
  async hint(lab: TrustedLab, request: DrillRequest): Promise<DrillsState> {
    await takeHint(lab, request);
    return drills.state(lab, request);
  },
  async guess(lab: TrustedLab, row: number, request: DrillRequest): Promise<DrillEnd> {
    const isRight = await guessDrill(lab, row, request);
    return { isRight, state: await drills.state(lab, request) };
  },
  prove: async (lab: TrustedLab, request: DrillRequest): Promise<DrillEnd> =>
    ended(await proveDrill(lab, request), lab, request),
  heal: async (lab: TrustedLab, request: DrillRequest): Promise<DrillEnd> =>
    ended(await healDrill(lab, request), lab, request),
};
export type DrillCalls = typeof drills;

/** The call that a question is for. */
export async function askDrills(
  calls: DrillCalls,
  lab: TrustedLab,
  question: DrillQuestion,
  request: DrillRequest,
): Promise<DrillEnd> {
  if (question.do === 'begin') return { state: await calls.begin(lab, { drill: question.drill }, request) };
  if (question.do === 'guess') return calls.guess(lab, question.row, request);
  if (question.do === 'hint') return { state: await calls.hint(lab, request) };
  if (question.do === 'prove') return calls.prove(lab, request);
  if (question.do === 'heal') return calls.heal(lab, request);
  return { state: await calls.state(lab, request) };
}

/** With what is left, and of one that is over what it was. */
async function ended(
  left: Awaited<ReturnType<typeof healDrill>>,
  lab: TrustedLab,
  request: DrillRequest,
): Promise<DrillEnd> {
  const state = await drills.state(lab, request);
  const row = state.running ? undefined : state.done[0]?.row;
  const title = row === undefined ? undefined : diagnosisOf(row)?.title;
  return sent({ state, left, ...(title !== undefined && { was: title }) }) as DrillEnd;
}
