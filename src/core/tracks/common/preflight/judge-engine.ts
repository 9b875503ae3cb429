import type { Lab } from '../../../../shared/lab/lab.ts';
import { texts, type Words } from '../../../../shared/texts/text.ts';
import { enginesInWords, placeIn } from '../../../../shared/tracks/outline.ts';
import { outlineOf, trackIds } from '../../../../shared/tracks/tracks.ts';
import type { Problem } from '../../../engine/step.ts';
import { daemonJsonPath } from '../../../ledger/lab-files.ts';
import { nextStartTrouble } from '../../../machine/engine-next-start.ts';
import { proxyTrouble } from '../../../machine/engine-proxy.ts';
import { type EngineState, listening } from '../../../machine/engine-state.ts';
import { engineTrouble, notSystemDocker, rows } from '../../../machine/engine-trouble.ts';
import type { NodeFacts } from '../support/facts.ts';
import type { Questions } from '../support/questions.ts';
import { ok } from './ok.ts';

export function engine(facts: NodeFacts, lab: Lab, address: string, questions: Questions): Problem[] {
  const { engine: found, engineError = '', engineReason: reason = '', state } = facts;
  if (!found) return [asProblem('engine', engineTrouble(state, { reason, said: engineError }))];
  const standIn = standInFor(facts);
  if (standIn) return [asProblem('engine-kind', standIn)];
  const addresses = [address, ...lab.nodes.map((node) => node.address).filter((one) => one !== address)];
  const isSet = questions.isSet(found, address);
  return [
    ...versions(found, lab, questions),
    ...runningAs(facts, isSet),
    ...nextStart(facts, addresses, isSet, questions),
  ];
}

/** What is in the way, with texts of the catalogue or in the words of the machine's room. */
type Obstacle = Pick<Problem, 'message' | 'remedy' | 'diagnosis'>;

/** What answers, but is no engine that the lab can work with. */
function standInFor({ engine: found, state }: NodeFacts): Obstacle | undefined {
  const own = listening(state);
  const isRootless = found?.SecurityOptions?.some((option) => option.includes('rootless')) ?? false;
  const isOther = found?.isPodman || isRootless || own?.unit.startsWith('snap.');
  if (!isOther) return undefined;
  return (
    notSystemDocker(state) ?? {
      message: texts.preflight.notDocker({ what: found?.isPodman ? 'Podman' : texts.preflight.rootlessDocker }),
      remedy: texts.preflight.notDockerRemedy,
      diagnosis: rows.other,
    }
  );
}

function versions(found: NonNullable<NodeFacts['engine']>, { track }: Lab, questions: Questions): Problem[] {
  const { ServerVersion: version } = found;
  const problems: Problem[] = [
    ok('engine', texts.preflight.engineIs({ version, apiVersion: found.apiVersion })),
    ok('tracks', whatEachGives(track, version)),
  ];
  const place = placeIn(outlineOf(track).engines, version);
  if (place !== 'within')
    problems.push({
      level: 'error',
      code: 'engine-version',
      message: place === 'newer' ? questions.tooNew(version) : questions.tooOld(version),
      remedy: otherWay(track, version),
      ...(place === 'newer' && { diagnosis: 1 }),
    });
  const trouble = questions.inTheWay(found);
  problems.push(trouble ? asProblem('swarm', trouble) : ok('swarm', texts.preflight.engineNotInTheWay));
  if (found.LiveRestoreEnabled && !trouble)
    problems.push({
      level: 'warning',
      code: 'live-restore',
      message: texts.preflight.liveRestore,
      remedy: texts.preflight.liveRestoreRemedy,
      diagnosis: 36,
    });
  return problems;
}

/** The lab's own track is named by all else that a check says. */
const whatEachGives = (own: Lab['track'], version: string): Words => {
  const fits = (id: Lab['track']) => placeIn(outlineOf(id).engines, version) === 'within';
  const others = trackIds.filter((id) => id !== own);
  return texts.preflight.eachTrack({
    can: others.filter(fits).map((track) => texts.preflight.gives({ track, what: texts.preflight.given[track] })),
    cannot: others
      .filter((id) => !fits(id))
      .map((track) => texts.preflight.needs({ track, engines: enginesInWords(outlineOf(track).engines) })),
  });
};

/** Other tracks where some work with this engine, the next of kin first; else other engines. */
function otherWay(track: Lab['track'], version: string): Words {
  const others = trackIds.filter((id) => id !== track && placeIn(outlineOf(id).engines, version) === 'within');
  const engines = enginesInWords(outlineOf(track).engines);
  const [first, ...more] = others;
  if (first === undefined) return texts.preflight.otherEngines({ engines });
  return texts.preflight.otherTrack({ track: first, more, engines });
}

const asProblem = (code: string, { message, remedy, diagnosis }: Obstacle): Problem => ({
  level: 'error',
  code,
  message,
  remedy,
  ...(diagnosis !== undefined && { diagnosis }),
});

/** The lab restarts docker.service: what else runs there cannot be restarted by it. */
function runningAs({ state }: NodeFacts, isSet: boolean): Problem[] {
  const own = listening(state);
  if (!own || own.unit === state.unitId || own.unit === 'docker.service') return [];
  const byHand = !/\.service$/.test(own.unit) || /^(ssh|sshd|user@|getty|serial-getty)/.test(own.unit);
  const how = byHand ? texts.preflight.startedManually({ pid: own.pid }) : texts.preflight.runsAs({ unit: own.unit });
  if (isSet) return [{ level: 'info', code: 'engine-unit', message: texts.preflight.dockerWithStore({ how }) }];
  const remedy = byHand
    ? texts.preflight.stopItRemedy({ pid: own.pid })
    : texts.preflight.otherUnitRemedy({ unit: own.unit });
  return [asProblem('engine-unit', { message: texts.preflight.cannotRestart({ how }), remedy, diagnosis: rows.other })];
}

/** Whether it would come back with what its file and unit say now; no error where nothing has to be restarted. */
function nextStart(
  { state }: NodeFacts,
  addresses: readonly string[],
  isSet: boolean,
  { configures }: Questions,
): Problem[] {
  // Whoever changes nothing of it may have to restart it all the same, when the lab is taken back.
  const start = (configures && otherFile(state)) || nextStartTrouble(state);
  const proxy = configures ? proxyTrouble(state, addresses) : undefined;
  return [
    ...(start ? [asProblem('engine-file', start)] : []),
    ...(proxy ? [asProblem('engine-proxy', proxy)] : []),
  ].map((problem) => (isSet ? { ...problem, level: 'warning' as const } : problem));
}

/** The lab writes one file only, which its ledger knows how to restore. */
function otherFile({ configuration: { path } }: EngineState): Obstacle | undefined {
  if (path === daemonJsonPath) return undefined;
  return {
    message: texts.preflight.otherFile({ path, file: daemonJsonPath }),
    remedy: texts.preflight.otherFileRemedy({ file: daemonJsonPath }),
    diagnosis: rows.other,
  };
}
