import { LabError, wordsOf } from '../../../../shared/errors.ts';
import { texts } from '../../../../shared/texts/text.ts';
import type { Finding } from '../../../engine/step.ts';
import { orNone, settled } from '../../../gates/settled.ts';
import {
  type EngineInfo,
  engineAnswers,
  engineInfo,
  runningForeigners,
  runningRemember,
  startAgain,
} from '../../../machine/engine.ts';
import { proxyTrouble } from '../../../machine/engine-proxy.ts';
import { engineState } from '../../../machine/engine-state.ts';
import { rows, type Trouble } from '../../../machine/engine-trouble.ts';
import { operation } from '../../../machine/operation.ts';
import type { Node } from '../../../machine/port.ts';
import { journalReason } from '../../../machine/unit.ts';
import { allEnded } from '../../common/support/all-ended.ts';
import { nodeFacts } from '../../common/support/facts.ts';
import { finding } from '../../common/support/finding.ts';
import { freeSandboxes, sandboxesLeft } from '../../common/support/free-sandboxes.ts';
import type { LabContext, LabStep } from '../../common/support/lab-step.ts';
import { beginLook, forgetLook, lookedFor, lookKept } from '../../common/support/looks.ts';
import { entryLook, type Wanted, wantedOf } from '../../common/support/names.ts';
import { findFormer, startFormer, startThese } from '../../common/support/start-former.ts';
import { wakeEngines } from '../../common/support/wake-engine.ts';
import { type Configuration, configurationFor } from './configuration.ts';
import { forgetSandboxes } from './forget-sandboxes.ts';
import { entersStore, entryInStore, lookAtEntry, notReached } from './reaches-store.ts';
import { engineSwitch, rollbackConfirm, rollbackNow } from './rollback.ts';
import { beginOthers, spareOthers } from './spare-others.ts';
import { sweepConfiguration } from './sweep-configuration.ts';
import { findRemains, sweepRemains } from './sweep-remains.ts';

/** How long the engine may take to come back with its new configuration before the old one is restored. */
const comebackMs = 45_000;

/** Points each engine at the store. No TCP socket is opened for it: the tutorial's `-H tcp://0.0.0.0:2375` is not needed. */
export const daemon: LabStep = {
  async check(context) {
    const { node, lab } = context;
    const wanted = wantedOf(lab, node.address);
    const [info, entry] = await lookKept(context, 'daemon', () => lookAtDaemon(context), node);
    const facts = { store: info.ClusterStore || null, advertise: info.ClusterAdvertise || null };
    if (holds(info, wanted)) return reached(context, wanted, entry, facts);
    const summary = info.ClusterStore
      ? texts.etcd.otherStore({ store: info.ClusterStore, wanted: wanted.store })
      : texts.etcd.noStore;
    return finding(info.ClusterStore ? 'drifted' : 'missing', summary, {
      facts,
      diff: [
        texts.etcd.storeChanges({ from: info.ClusterStore || texts.etcd.none, to: wanted.store }),
        texts.etcd.advertiseChanges({ from: info.ClusterAdvertise || texts.etcd.none, to: wanted.advertise }),
        texts.etcd.restarts,
      ],
    });
  },
  lookBeforeApply: (context) => beginLook(context, 'switch', () => lookBeforeSwitch(context), context.node),
  async apply(context) {
    const { node, lab } = context;
    const wanted = wantedOf(lab, node.address);
    const [configuration, running, before] = await lookedFor(context, 'switch', () => lookBeforeSwitch(context), node);
    context.forget(entryLook(node));
    forgetLook(context, 'daemon', node);
    const now = { running, entry: orNone(before) };
    await context.carry(
      node,
      configuration.change,
      (intent, unlessUnwritten) =>
        switchOrRollBack({ ...context, node, signal: unlessUnwritten }, { configuration, intent }, wanted, now),
      { staged: Buffer.from(configuration.text) },
    );
  },
  lookBeforeUndo(context) {
    beginOthers(context);
    beginLook(context, 'sandboxes', () => sandboxesLeft(context), context.node);
  },
  async beforeUndo(context) {
    await wakeEngines(context, [context.node]);
    await spareOthers(context);
    await freeSandboxes(context, await lookedFor(context, 'sandboxes', () => sandboxesLeft(context), context.node));
  },
  async sweep(context) {
    // Looked at together: in most cases nothing of it is there, and nothing changes what another one sees.
    const looks = await Promise.all([
      settled(findRemains(context)),
      settled(findFormer(context.node, context)),
      settled(sandboxesLeft(context)),
      sweepConfiguration(context),
    ]);
    const [remains, former, sandboxes, wasRestarted] = looks;
    if (wasRestarted) return sweepInTurn(context);
    await sweepRemains(context, remains());
    await startThese(context.node, context, former());
    if (sandboxes().length > 0) await forgetSandboxes(context);
  },
  commands: (lab) =>
    lab.nodes.flatMap(({ name: node, address }) => {
      const { store, advertise } = wantedOf(lab, address);
      const started = `dockerd --cluster-store=${store} --cluster-advertise=${advertise}`;
      return [
        { node, command: 'service docker stop' },
        { node, command: started },
      ];
    }),
};

/** Asked at the same time, though only an engine with that store has an entry. */
const lookAtDaemon = (context: LabContext) =>
  Promise.all([engineInfo(context.node), settled(lookAtEntry(context, context.node))]);

async function lookBeforeSwitch(context: LabContext) {
  const { node, lab, signal } = context;
  const wanted = wantedOf(lab, node.address);
  const { system } = await nodeFacts(context, node);
  return Promise.all([
    configurationFor(node, wanted, system.dockerCommand, signal),
    runningForeigners(node, lab.name),
    settled(entryInStore(context, node, wanted)),
  ]);
}

async function sweepInTurn(context: LabContext): Promise<void> {
  await sweepRemains(context, await findRemains(context));
  await startFormer(context.node, context);
  await forgetSandboxes(context);
}

/** Its configuration is right: then whether it really meets the others in the store. */
async function reached(
  { node, lab, signal }: LabContext,
  wanted: Wanted,
  entry: () => number | undefined,
  facts: Finding['facts'],
): Promise<Finding> {
  try {
    if (entry() !== undefined || (await entersStore({ lab, signal }, node, wanted)))
      return finding('satisfied', texts.etcd.store({ store: wanted.store }), { facts });
  } catch (error) {
    signal.throwIfAborted();
    const unknown = texts.etcd.storeUnknown({ store: wanted.store, why: wordsOf(error) });
    return finding('tainted', unknown, { facts });
  }
  return finding('drifted', texts.etcd.storeUnreached({ store: wanted.store }), {
    facts,
    diff: [texts.etcd.restarts],
  });
}

/** For the lesson: what the engine itself says of its store. */
async function showStore({ node, signal, output }: LabContext): Promise<void> {
  // Whether all is well the check says, not this.
  const shown = await node.run(storeShow, {}, { signal }).catch(() => undefined);
  if (shown !== undefined) output(node.name, showStoreCommand, shown);
}

const showStoreCommand = 'docker info 2>/dev/null | grep -i cluster';
export const storeShow = operation<Record<never, never>, string>({
  name: 'engine.show-store',
  program: () => ({ script: showStoreCommand, expect: 'any' }),
  read: ({ stdout }) => stdout,
});

const holds = (info: EngineInfo, wanted: Wanted): boolean =>
  info.ClusterStore === wanted.store && info.ClusterAdvertise === wanted.advertise;

async function switchOrRollBack(
  context: LabContext,
  { configuration, intent }: { configuration: Configuration; intent: string },
  wanted: Wanted,
  before: { running: readonly string[]; entry: number | undefined },
): Promise<undefined> {
  const { node, nodes, lab, signal } = context;
  let others = before.running;
  const stop = new AbortController();
  try {
    others = await node.run(
      engineSwitch,
      { lab: lab.name, configuration, running: before.running, intent },
      { signal },
    );
    // The store is asked at the same time: it has the entry of an engine that answers a moment later.
    const entering = settled(
      entersStore({ lab, signal: AbortSignal.any([signal, stop.signal]) }, node, wanted, before.entry),
    );
    const info = await engineAnswers(node, signal, comebackMs);
    if (!holds(info, wanted))
      throw new LabError('not-proved', texts.etcd.cameBackWith({ store: info.ClusterStore || texts.etcd.none }));
    if (!(await entering)()) throw notReached(node, wanted);
  } catch (error) {
    if (signal.aborted) throw error;
    stop.abort();
    const known = others;
    others = await node.run(runningRemember, { lab: lab.name, ids: known }).catch(() => known);
    const addresses = [node.address, ...nodes.map(({ address }) => address)];
    const state = await engineState(node, signal);
    const proxy = proxyTrouble(state, [...new Set(addresses)]);
    throw await rolledBack(node, lab.name, configuration, { cause: error, others, proxy });
  }
  // The check that follows has what it asks in the same exchange: none of these changes the engine.
  beginLook(context, 'daemon', () => lookAtDaemon(context), node);
  await allEnded([
    node.run(rollbackConfirm, { lab: lab.name }),
    startAgain(node, lab.name, others),
    showStore(context),
  ]);
}

async function rolledBack(
  node: Node,
  lab: string,
  { change }: Configuration,
  { cause, others, proxy }: { cause: unknown; others: readonly string[]; proxy: Trouble | undefined },
): Promise<LabError> {
  const reason = await journalReason(node, 'docker.service');
  const restarted = await node.run(rollbackNow, { lab, path: change.path });
  const back =
    restarted &&
    (await engineAnswers(node, AbortSignal.timeout(comebackMs)).then(
      () => true,
      () => false,
    ));
  if (back) await startAgain(node, lab, others);
  const end = back ? texts.etcd.restored : texts.etcd.restoredInVain;
  const own = wordsOf(cause);
  const isUp = cause instanceof LabError && cause.code === 'not-proved';
  if (proxy && isUp)
    return new LabError(
      'command-failed',
      texts.etcd.rolledBackProxy({ node: node.name, trouble: proxy.message, end }),
      {
        node: node.name,
        remedy: proxy.remedy,
        diagnosis: rows.proxy,
        cause,
      },
    );
  const said = isUp ? [own, reason] : [reason || own];
  return new LabError('command-failed', texts.etcd.rolledBack({ node: node.name, said, end }), {
    node: node.name,
    remedy: texts.etcd.rolledBackRemedy({ node: node.name }),
    diagnosis: /unknown flag|don't match any configuration option/.test(reason)
      ? 1
      : /specified both/.test(reason)
        ? 11
        : undefined,
    cause,
  });
}
