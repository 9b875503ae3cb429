import { LabError, wordsOf } from '../../shared/errors.ts';
import type { CheckResult, MadeResult } from '../../shared/own-lesson/view.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { sent } from '../../shared/texts/wire.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { type LookRequest, openToLook } from '../looking/open-to-look.ts';
import { makeCheck, type Seen } from './make-check.ts';
import type { PlacedCheck } from './show-lesson.ts';

/** Milliseconds for all checks of a part; each has its own deadline besides. */
const allMs = 120_000;

/**
 * Makes the checks of a part, each node's one after another and all nodes at the same time. Nothing is asked of any other machine. A node that cannot be
 * reached leaves its checks unknown. Throws `cancelled` alone.
 */
export async function runChecks(
  trusted: TrustedLab,
  checks: readonly PlacedCheck[],
  request: LookRequest,
): Promise<CheckResult[]> {
  const late = AbortSignal.timeout(allMs);
  const how = { ...request, signal: AbortSignal.any([request.signal, late]) };
  const nodes = [...new Set(checks.map(({ node }) => node))];
  const made = await Promise.all(
    nodes.map((name) =>
      onNode(
        trusted,
        checks.filter(({ node }) => node === name),
        how,
      ),
    ),
  );
  if (request.signal.aborted) throw new LabError('cancelled', texts.ownLesson.ended);
  const results = made.flat();
  const inOrder = checks.flatMap(({ at, node }) => results.filter((one) => one.at === at && one.node === node));
  return sent(inOrder) as CheckResult[];
}

export type RunChecks = typeof runChecks;

async function onNode(
  trusted: TrustedLab,
  checks: readonly PlacedCheck[],
  request: LookRequest,
): Promise<MadeResult[]> {
  const { lab } = trusted;
  const [first] = checks;
  const found = lab.nodes.find(({ name }) => name === first?.node);
  if (!found || first?.isMissing)
    return checks.map((one) => unknown(one, texts.ownLesson.seen.noNode({ node: one.node })));
  const made: MadeResult[] = [];
  try {
    const node = await openToLook(found, trusted, request);
    try {
      for (const one of checks)
        made.push(resultOf(one, await makeCheck(one.check, { node, lab, signal: request.signal })));
    } finally {
      await node.close();
    }
  } catch (thrown) {
    const why = request.signal.aborted ? texts.ownLesson.seen.noTime : wordsOf(thrown);
    made.push(...checks.slice(made.length).map((one) => unknown(one, why)));
  }
  return made;
}

const resultOf = ({ at, node, check: { hint } }: PlacedCheck, { state, why }: Seen): MadeResult => ({
  ...{ at, node, state, why },
  ...(hint !== undefined && state === 'unmet' && { hint }),
});

const unknown = (one: PlacedCheck, why: Words): MadeResult => resultOf(one, { state: 'unknown', why });
