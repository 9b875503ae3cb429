import { type Command, Option } from 'commander';
import type { PracticeLab } from '../../core/practice/lines.ts';
import { LabError } from '../../shared/errors.ts';
import { exitCodes } from '../exit-code.ts';
import { parseName, parseNode, parseNodes, parseWhole } from '../option-values.ts';
import { remember } from '../pick-lab.ts';
import { ensureRequirements } from '../practice-requirements.ts';
import { mayUseSudo, practiceWork } from '../practice-work.ts';
import { type Session, say } from '../session.ts';
import type { Act, Deed } from './act.ts';

interface UpOptions {
  nodes?: number;
  suite?: 'bookworm' | 'trixie';
}

interface NameOption {
  name?: string;
}

/** `practice …`: real machines to learn on, made on this one. */
export function addPracticeCommands(program: Command, act: Act): void {
  const practice = program.command('practice').description('real practice machines on this computer');
  const verb = (name: string, description: string) => practice.command(name).description(description);
  const ofLab = (name: string, description: string) =>
    verb(name, description).argument('[name]', 'which lab', parseName);
  const inLab = (name: string, description: string) =>
    verb(name, description).option('--name <name>', 'which lab', parseName);
  verb('up', 'build and start a practice lab, or repair an existing one')
    .argument('[name]', 'its name', parseName)
    .option('--nodes <n>', 'how many nodes, 2 to 60', parseWhole(2, 60))
    .addOption(new Option('--suite <suite>', 'Debian of the nodes').choices(['bookworm', 'trixie']))
    .action(act(up));
  ofLab('down', 'remove a practice lab and everything it created').action(act(down));
  ofLab('start', 'start its nodes again').action(act(startOrStop('start')));
  ofLab('stop', 'shut down its nodes').action(act(startOrStop('stop')));
  verb('list', 'all practice labs and what is actually running').action(act(list));
  inLab('shell', 'a root shell in a node').argument('<node>', 'node1, node2, …', parseNode).action(act(shell));
  inLab('reset', 'restore nodes to their pristine state, in seconds')
    .argument('[nodes...]', 'which nodes (default: all)', parseNodes)
    .action(act(reset));
}

const up: Deed<UpOptions, [string?]> = async (session, [name = 'practice'], { nodes, suite }) => {
  await ensureRequirements(session);
  const request = { name, nodes, suite };
  const lab = await practiceWork(session, (options) => session.deps.practice.practiceUp(request, options));
  await remember(session.deps.io, lab.labFile);
  tell(session, 'practice up', lab, ['', `Lab file: ${lab.labFile}`, 'Next: npx overlay-lab run']);
  return exitCodes.done;
};

const down: Deed<object, [string?]> = async (session, [given]) => {
  const name = given ?? (await onlyLab(session));
  await practiceWork(session, (options) => session.deps.practice.practiceDown(name, options));
  say(session, 'practice down', { name }, [`The practice lab ${name} was removed.`]);
  return exitCodes.done;
};

function startOrStop(verb: 'start' | 'stop'): Deed<object, [string?]> {
  return async (session, [given]) => {
    const { practiceStart, practiceStop } = session.deps.practice;
    const name = given ?? (await onlyLab(session));
    const work = verb === 'start' ? practiceStart : practiceStop;
    tell(session, `practice ${verb}`, await practiceWork(session, (options) => work(name, options)));
    return exitCodes.done;
  };
}

const reset: Deed<NameOption, [string[]?]> = async (session, [nodes = []], options) => {
  const name = options.name ?? (await onlyLab(session));
  const { practiceReset } = session.deps.practice;
  tell(session, 'practice reset', await practiceWork(session, (how) => practiceReset(name, nodes, how)));
  return exitCodes.done;
};

const shell: Deed<NameOption, [string]> = async (session, [node], options) => {
  if (session.json) throw new LabError('bad-input', 'A shell is interactive and cannot be used with --json');
  const name = options.name ?? (await onlyLab(session));
  return session.deps.practice.practiceShell(name, node, { sudo: mayUseSudo(session) });
};

const list: Deed = async (session) => {
  const labs = await session.deps.practice.practiceList({ sudo: mayUseSudo(session) });
  const none = ['There is no practice lab. Create one: npx overlay-lab practice up'];
  say(session, 'practice list', { labs }, labs.length > 0 ? labs.flatMap(labLines) : none);
  return exitCodes.done;
};

function tell(session: Session, command: string, lab: PracticeLab, more: readonly string[] = []): void {
  say(session, command, { lab }, [...labLines(lab), ...more]);
}

function labLines(lab: PracticeLab): string[] {
  const nodes = lab.nodes.map(
    ({ name, address, port, state }) => `  ${name}  ${address}  ssh 127.0.0.1:${port ?? '?'}  ${state}`,
  );
  return [`${lab.name}  Debian ${lab.suite}, ${lab.state}`, ...nodes];
}

async function onlyLab(session: Session): Promise<string> {
  const labs = await session.deps.practice.practiceList({ sudo: mayUseSudo(session) });
  const [only] = labs;
  if (only && labs.length === 1) return only.name;
  if (!only)
    throw new LabError('not-found', 'There is no practice lab', { remedy: 'Create one: npx overlay-lab practice up' });
  throw new LabError(
    'bad-input',
    `There are several practice labs: ${labs.map((lab) => lab.name).join(', ')}. Name one.`,
  );
}
