import type { ReportedError } from '../../shared/run/events.ts';
import { tutorialSource } from '../../shared/run/tutorial.ts';
import { tutorialBeside } from '../../shared/run/tutorial-beside.ts';
import type { OutputView, StepView, TaskView } from '../../shared/run/view.ts';
import { fenced, escapeMarkdown as md } from './markdown-escape.ts';
import { markdownTable } from './markdown-table.ts';
import { promptLine } from './prompt-line.ts';
import type { ReportModel } from './report-model.ts';
import { stateWord, stepSeconds, stepState } from './step-state.ts';

export function reportMarkdown(model: ReportModel): string {
  const { lab, command, closing, startedAt, nodes, run, ok } = model;
  const outcome = ok === null ? 'no end' : ok ? 'ok' : 'not ok';
  const parts = [
    `# ${md(lab)}: ${md(command)}`,
    `**${outcome}**: ${md(closing)}`,
    `- Date: ${md(startedAt)}\n- Nodes: ${md(nodes.join(', '))}\n- Run: ${md(run)}`,
    ...section('What went wrong', model.errors.map(errorText)),
    ...section('Figures', model.tables.map(markdownTable)),
    ...section('Steps', model.steps.map(stepText)),
    ...section('Real outputs', model.outputs.map(outputText)),
    ...section('Changes on the nodes', changesText(model)),
    `Compared with: ${md(tutorialSource)}. Made by Overlay Lab.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, parts: readonly string[]): string[] {
  return parts.length > 0 ? [`## ${title}`, ...parts] : [];
}

function errorText(error: ReportedError): string {
  const where = [error.node, error.step].filter(Boolean).join(' · ') || 'The run';
  const lines = [`- **${md(where)}** (${error.code}): ${md(error.message)}`];
  if (error.remedy) lines.push(`  - What to do: ${md(error.remedy)}`);
  if (error.diagnosis !== undefined) lines.push(`  - More: \`npx overlay-lab explain ${error.diagnosis}\``);
  return lines.join('\n');
}

function stepText(step: StepView): string {
  const seconds = stepSeconds(step);
  const time = seconds === undefined ? '' : `, ${seconds.toFixed(1)} s`;
  return [`### ${md(step.title)}: ${stepState(step)}${time}`, '', ...step.tasks.flatMap(taskLines)].join('\n');
}

function taskLines(task: TaskView): string[] {
  const said = task.error?.message ?? task.finding?.summary ?? stateWord(task.state);
  const diff = (task.finding?.diff ?? []).map((line) => `  - ${md(line)}`);
  const problems = (task.finding?.problems ?? [])
    .filter((problem) => problem.level !== 'ok')
    .map(({ level, message, remedy }) => `  - ${level}: ${md(message)}${remedy ? ` What to do: ${md(remedy)}` : ''}`);
  return [`- ${task.node ? `**${md(task.node)}** ` : ''}${md(said)}`, ...diff, ...problems];
}

function outputText(output: OutputView): string {
  const own = fenced(`${promptLine(output)}\n${output.text}`);
  const beside = tutorialBeside(output);
  return beside ? `${own}\n\nThe tutorial, 2015:\n\n${fenced(`$ ${beside.command}\n${beside.text}`)}` : own;
}

function changesText({ changes }: ReportModel): string[] {
  if (changes.length === 0) return [];
  const line = (node: string | undefined, text: string) => `- ${node ? `**${md(node)}** ` : ''}${md(text)}`;
  return [changes.map(({ node, change, undone }) => line(node, undone ? `undone: ${change}` : change)).join('\n')];
}
