import { type Command, Option } from 'commander';
import type { PracticeLab } from '../../core/practice/lines.ts';
import { LabError } from '../../shared/errors.ts';
import { spoken, texts } from '../../shared/texts/text.ts';
import { exitCodes } from '../exit-code.ts';
import { parseName, parseNode, parseNodes, parseWhole } from '../option-values.ts';
import { remember } from '../pick-lab.ts';
import { ensureRequirements } from '../practice-requirements.ts';
import { mayUseSudo, practiceWork } from '../practice-work.ts';
import { type Session, say } from '../session.ts';
import type { Act, Action } from './act.ts';

interface UpOptions {
  nodes?: number;
  suite?: 'bookworm' | 'trixie';
}

interface NameOption {
  name?: string;
}

/** `practice …`: real machines to learn on, made on this one. */
export function addPracticeCommands(program: Command, act: Act): void {
  const practice = program
    .command('practice')
    .description(spoken.cli.practiceCommand)
    .helpCommand('help [command]', spoken.cli.helpCommand);
  const verb = (name: string, description: string) => practice.command(name).description(description);
  const ofLab = (name: string, description: string) =>
    verb(name, description).argument('[name]', spoken.cli.whichLab, parseName);
  const inLab = (name: string, description: string) =>
    verb(name, description).option('--name <name>', spoken.cli.whichLab, parseName);
  verb('up', spoken.cli.practiceUp)
    .argument('[name]', spoken.cli.itsName, parseName)
    .option('--nodes <n>', spoken.cli.howManyNodes, parseWhole(2, 60))
    .addOption(new Option('--suite <suite>', spoken.cli.debianOfNodes).choices(['bookworm', 'trixie']))
    .action(act(up));
  ofLab('down', spoken.cli.practiceDown).action(act(down));
  ofLab('start', spoken.cli.practiceStart).action(act(startOrStop('start')));
  ofLab('stop', spoken.cli.practiceStop).action(act(startOrStop('stop')));
  verb('list', spoken.cli.practiceList).action(act(list));
  inLab('shell', spoken.cli.practiceShell).argument('<node>', 'node1, node2, …', parseNode).action(act(shell));
  inLab('reset', spoken.cli.practiceReset).argument('[nodes...]', spoken.cli.whichNodes, parseNodes).action(act(reset));
}

const up: Action<UpOptions, [string?]> = async (session, [name = 'practice'], { nodes, suite }) => {
  await ensureRequirements(session);
  const request = { name, nodes, suite };
  const lab = await practiceWork(session, (options) => session.deps.practice.practiceUp(request, options));
  await remember(session.deps.io, lab.labFile);
  tell(session, 'practice up', lab, ['', spoken.cli.labFileIs({ file: lab.labFile }), spoken.cli.nextRun]);
  return exitCodes.done;
};

const down: Action<object, [string?]> = async (session, [given]) => {
  const name = given ?? (await onlyLab(session));
  await practiceWork(session, (options) => session.deps.practice.practiceDown(name, options));
  say(session, 'practice down', { name }, [spoken.cli.practiceRemoved({ name })]);
  return exitCodes.done;
};

function startOrStop(verb: 'start' | 'stop'): Action<object, [string?]> {
  return async (session, [given]) => {
    const { practiceStart, practiceStop } = session.deps.practice;
    const name = given ?? (await onlyLab(session));
    const work = verb === 'start' ? practiceStart : practiceStop;
    tell(session, `practice ${verb}`, await practiceWork(session, (options) => work(name, options)));
    return exitCodes.done;
  };
}

const reset: Action<NameOption, [string[]?]> = async (session, [nodes = []], options) => {
  const name = options.name ?? (await onlyLab(session));
  const { practiceReset } = session.deps.practice;
  tell(session, 'practice reset', await practiceWork(session, (how) => practiceReset(name, nodes, how)));
  return exitCodes.done;
};

const shell: Action<NameOption, [string]> = async (session, [node], options) => {
  if (session.json) throw new LabError('bad-input', texts.cli.shellNotJson);
  const name = options.name ?? (await onlyLab(session));
  return session.deps.practice.practiceShell(name, node, { sudo: mayUseSudo(session) });
};

const list: Action = async (session) => {
  const labs = await session.deps.practice.practiceList({ sudo: mayUseSudo(session) });
  const none = [spoken.cli.noPracticeLabYet];
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
  return [spoken.cli.practiceLine({ lab: lab.name, suite: lab.suite, state: lab.state }), ...nodes];
}

async function onlyLab(session: Session): Promise<string> {
  const labs = await session.deps.practice.practiceList({ sudo: mayUseSudo(session) });
  const [only] = labs;
  if (only && labs.length === 1) return only.name;
  if (!only) throw new LabError('not-found', texts.cli.noPracticeLab, { remedy: texts.cli.noPracticeLabRemedy });
  throw new LabError('bad-input', texts.cli.severalNameOne({ labs: labs.map((lab) => lab.name) }));
}
