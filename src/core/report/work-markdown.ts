import { tutorialSource } from '../../shared/run/tutorial.ts';
import { tutorialBeside } from '../../shared/run/tutorial-beside.ts';
import type { StepView, TaskView } from '../../shared/run/view.ts';
import { spoken } from '../../shared/texts/text.ts';
import type { TypedEntry } from '../../shared/transcript/entry.ts';
import { fenced, escapeMarkdown as md } from './markdown-escape.ts';
import { markdownTable } from './markdown-table.ts';
import type { ReportModel, TimedOutput } from './report-model.ts';
import { levelWord, stateWord, stepSeconds, stepState, stepWord } from './step-state.ts';
import { resultOf, second } from './timeline.ts';
import { minute, type WorkModel, type WorkPart } from './work-model.ts';

export function workMarkdown(model: WorkModel): string {
  const { lab, track, nodes, from, to, runs, typed, others, drills } = model;
  const words = spoken.report;
  const facts = [
    `- ${words.date}: ${md(minute(from))} – ${md(minute(to))}`,
    `- ${words.track}: ${md(track)}`,
    `- ${words.nodes}: ${md(nodes.join(', '))}`,
    `- ${words.runs}: ${runs.length}`,
    `- ${words.typedCommands}: ${words.typedCount({ count: typed.length, others })}`,
    `- ${words.drillCount}: ${drills.length}`,
  ];
  const parts = [
    `# ${md(lab)}`,
    facts.join('\n'),
    ...section(words.figures, model.tables.map(markdownTable)),
    ...section(words.everything, [markdownTable(model.timeline)]),
    ...section(words.wentWrong, model.errors.map(errorText)),
    ...section(words.partByPart, model.parts.flatMap(partText)),
    words.footer({ source: md(tutorialSource) }),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, parts: readonly string[]): string[] {
  return parts.length > 0 ? [`## ${title}`, ...parts] : [];
}

function errorText({ run, error }: WorkModel['errors'][number]): string {
  const where = [error.node, error.step].filter(Boolean).join(' · ') || spoken.report.theRun;
  const lines = [`- ${md(second(run.startedAt))} **${md(where)}** (${error.code}): ${md(error.message)}`];
  if (error.remedy) lines.push(`  - ${spoken.report.whatToDo} ${md(error.remedy)}`);
  if (error.diagnosis !== undefined)
    lines.push(`  - ${spoken.report.more} \`npx overlay-lab explain ${error.diagnosis}\``);
  return lines.join('\n');
}

function partText({ title, steps, entries }: WorkPart, index: number): string[] {
  const done = entries.flatMap((entry) => ('run' in entry ? runText(entry.run, steps) : typedText(entry.typed)));
  return [`### ${index + 1}. ${md(title)}`, ...(entries.length > 0 ? done : [spoken.report.notDone])];
}

function runText(run: ReportModel, own: readonly string[]): string[] {
  const mine = <T extends { step: string }>(all: readonly T[]) => all.filter(({ step }) => own.includes(step));
  return [
    `#### ${md(second(run.startedAt))}: ${md(spoken.report.byTheRun({ command: run.command }))}`,
    ...run.steps.filter(({ id }) => own.includes(id)).map(stepText),
    ...changesText(mine(run.changes)),
    ...mine(run.outputs).map(outputText),
  ];
}

function typedText(entry: TypedEntry): string[] {
  const { at, node, container, step, command, text } = entry;
  const on = container ?? node;
  const shown = { step, node, on, command, text: text.trimEnd() || spoken.report.printedNothing, at };
  return [`#### ${md(second(at))}: ${md(spoken.report.typedOn({ node: on }))}`, md(resultOf(entry)), outputText(shown)];
}

function stepText(step: StepView): string {
  const seconds = stepSeconds(step);
  const time = seconds === undefined ? '' : `, ${seconds.toFixed(1)} s`;
  return [`**${md(step.title)}**: ${stepWord(stepState(step))}${time}`, '', ...step.tasks.flatMap(taskLines)].join(
    '\n',
  );
}

function taskLines(task: TaskView): string[] {
  const said = task.error?.message ?? task.finding?.summary ?? stateWord(task.state);
  const diff = (task.finding?.diff ?? []).map((line) => `  - ${md(line)}`);
  const problems = (task.finding?.problems ?? [])
    .filter((problem) => problem.level !== 'ok')
    .map(
      ({ level, message, remedy }) =>
        `  - ${levelWord(level)}: ${md(message)}${remedy ? ` ${spoken.report.whatToDo} ${md(remedy)}` : ''}`,
    );
  return [`- ${task.node ? `**${md(task.node)}** ` : ''}${md(said)}`, ...diff, ...problems];
}

function outputText(output: TimedOutput): string {
  const { on: node, at, command, text } = output;
  const own = `${md(spoken.report.onNodeAt({ node, time: second(at) }))}\n\n${fenced(`${command}\n${text}`)}`;
  const beside = tutorialBeside(output);
  return beside ? `${own}\n\n${spoken.report.theTutorial}\n\n${fenced(`${beside.command}\n${beside.text}`)}` : own;
}

function changesText(changes: ReportModel['changes']): string[] {
  if (changes.length === 0) return [];
  const line = (node: string | undefined, text: string) => `- ${node ? `**${md(node)}** ` : ''}${md(text)}`;
  return [
    changes
      .map(({ node, change, undone }) => line(node, undone ? spoken.report.undone({ change }) : change))
      .join('\n'),
  ];
}
