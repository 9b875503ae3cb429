import { LabError } from '../../shared/errors.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { type TrackId, trackIds, tracksFor } from '../../shared/tracks/tracks.ts';
import type { Engine } from '../../shared/wire/engine.ts';
import { reportError } from '../engine/report-error.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { nodeFacts } from '../tracks/common/support/facts.ts';
import { trackOf } from '../tracks/tracks.ts';
import { keepTrack, withKeptTrack, withTrack } from './kept-track.ts';
import { type OpenNode, openNodes } from './open-nodes.ts';
import type { RunRequest } from './run-request.ts';

export interface Choosing extends Pick<RunRequest, 'prompts' | 'connect'> {
  /** Folder in which the choice is kept. */
  state: string;
  signal?: AbortSignal | undefined;
  /** A lab is about to be looked at or built: after a reset its engines are looked at again. */
  afresh?: boolean | undefined;
}

/**
 * The lab with its track: the one that its file names, else the one that was chosen before, else the first one that all its
 * engines can do. What stands on the nodes decides before the engines do. Where a node could not be asked, the choice is
 * for this time only.
 */
export async function chooseTrack(loaded: TrustedLab, choosing: Choosing): Promise<TrustedLab> {
  const { state, prompts, connect, afresh, signal = new AbortController().signal } = choosing;
  const known = await withKeptTrack(loaded, state, { afresh });
  if (known.trackIs !== 'open') return known;
  return onNodes(loaded, { prompts, connect, signal }, async (opened) => {
    const engines = await Promise.all(opened.map((one) => engineOf(one, loaded.lab, signal)));
    const versions = engines.map(({ version }) => version);
    const track = suitable(
      opened,
      versions.flatMap((version) => version ?? []),
    );
    const chosen = withTrack(loaded, track ?? loaded.lab.track);
    if (track && versions.every((version) => version !== undefined)) await keepTrack(state, chosen.lab);
    return chosen;
  });
}

/** What each node's engine is, for a lab that is still being put together; changes nothing. */
export const lookAtEngines = (loaded: TrustedLab, how: Looking): Promise<Engine[]> =>
  onNodes(loaded, how, (opened) => Promise.all(opened.map((one) => engineOf(one, loaded.lab, how.signal))));

interface Looking extends Pick<RunRequest, 'prompts' | 'connect'> {
  signal: AbortSignal;
}

async function onNodes<T>(
  loaded: TrustedLab,
  { prompts, connect, signal }: Looking,
  work: (opened: readonly OpenNode[]) => Promise<T>,
): Promise<T> {
  const request = { prompts, command: 'check', ...(connect && { connect }) } as const;
  const opened = await openNodes(loaded, request, { emit: () => undefined, signal, forRun: true });
  try {
    signal.throwIfAborted();
    return await work(opened);
  } finally {
    await Promise.all(opened.map(async ({ node }) => node?.close()));
  }
}

async function engineOf({ name, node, error }: OpenNode, lab: Lab, signal: AbortSignal): Promise<Engine> {
  if (!node) return { node: name, ...(error && { error }) };
  const failed = (thrown: unknown) => ({ node: name, error: reportError(thrown, { node: name }) });
  try {
    const { system, engine, engineError } = await nodeFacts({ lab, signal, once: (_, read) => read() }, node);
    const hasOpenSwitch = system.openSwitch === 'system' || system.openSwitch === 'netdev';
    if (engine) return { node: name, version: engine.ServerVersion.slice(0, mostVersion), hasOpenSwitch };
    return failed(new LabError('docker-failed', engineError ?? '', { node: name }));
  } catch (thrown) {
    signal.throwIfAborted();
    return failed(thrown);
  }
}

/** Characters of what an engine says of itself. */
const mostVersion = 60;

function suitable(opened: readonly Pick<OpenNode, 'ledger'>[], versions: readonly string[]): TrackId | undefined {
  const standing = new Set(opened.flatMap(({ ledger }) => ledger?.outstanding().map(({ step }) => step) ?? []));
  const has = (track: TrackId) => [...standing].every((step) => trackOf({ track }).steps.some(({ id }) => id === step));
  const able = tracksFor(versions);
  return able.find(has) ?? (standing.size > 0 ? trackIds.find(has) : undefined) ?? able[0];
}
