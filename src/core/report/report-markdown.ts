import type { ReportedError } from '../../shared/run/events.ts';
import { tutorialSource } from '../../shared/run/tutorial.ts';
import { tutorialBeside } from '../../shared/run/tutorial-beside.ts';
import type { OutputView, StepView, TaskView } from '../../shared/run/view.ts';
import { spoken } from '../../shared/texts/text.ts';
import { fenced, escapeMarkdown as md } from './markdown-escape.ts';
import { markdownTable } from './markdown-table.ts';
import { promptLine } from './prompt-line.ts';
import type { ReportModel } from './report-model.ts';
import { levelWord, stateWord, stepSeconds, stepState, stepWord } from './step-state.ts';

export function reportMarkdown(model: ReportModel): string {
  const { lab, command, closing, startedAt, nodes, run, ok } = model;
  const words = spoken.report;
  const outcome = ok === null ? words.noEnd : ok ? words.ok : words.notOk;
  const parts = [
    `# ${md(lab)}: ${md(command)}`,
    `**${outcome}**: ${md(closing)}`,
    `- ${words.date}: ${md(startedAt)}\n- ${words.nodes}: ${md(nodes.join(', '))}\n- ${words.run}: ${md(run)}`,
    ...section(words.wentWrong, model.errors.map(errorText)),
    ...section(words.figures, model.tables.map(markdownTable)),
    ...section(words.steps, model.steps.map(stepText)),
    ...section(words.outputs, model.outputs.map(outputText)),
    ...section(words.changesOnNodes, changesText(model)),
    words.footer({ source: md(tutorialSource) }),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, parts: readonly string[]): string[] {
  return parts.length > 0 ? [`## ${title}`, ...parts] : [];
}

function errorText(error: ReportedError): string {
  const where = [error.node, error.step].filter(Boolean).join(' · ') || spoken.report.theRun;
  const lines = [`- **${md(where)}** (${error.code}): ${md(error.message)}`];
  if (error.remedy) lines.push(`  - ${spoken.report.whatToDo} ${md(error.remedy)}`);
  if (error.diagnosis !== undefined)
    lines.push(`  - ${spoken.report.more} \`npx overlay-lab explain ${error.diagnosis}\``);
  return lines.join('\n');
}

function stepText(step: StepView): string {
  const seconds = stepSeconds(step);
  const time = seconds === undefined ? '' : `, ${seconds.toFixed(1)} s`;
  return [`### ${md(step.title)}: ${stepWord(stepState(step))}${time}`, '', ...step.tasks.flatMap(taskLines)].join(
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

function outputText(output: OutputView): string {
  const own = fenced(`${promptLine(output)}\n${output.text}`);
  const beside = tutorialBeside(output);
  return beside ? `${own}\n\n${spoken.report.theTutorial}\n\n${fenced(`$ ${beside.command}\n${beside.text}`)}` : own;
}

function changesText({ changes }: ReportModel): string[] {
  if (changes.length === 0) return [];
  const line = (node: string | undefined, text: string) => `- ${node ? `**${md(node)}** ` : ''}${md(text)}`;
  return [
    changes
      .map(({ node, change, undone }) => line(node, undone ? spoken.report.undone({ change }) : change))
      .join('\n'),
  ];
}
