import type { Finding, Problem } from '../../shared/run/steps.ts';
import type { StepView, TaskView } from '../../shared/run/view.ts';
import { inWords, spoken, texts, type Words } from '../../shared/texts/text.ts';
import { type Html, html } from './html-escape.ts';
import { levelWord, type StepState, stateWord, stepSeconds, stepState } from './step-state.ts';

const badges: Record<StepState, { sign?: string; word: Words; kind: string }> = {
  waiting: { word: texts.report.notReached, kind: '' },
  running: { word: texts.report.noEndKnown, kind: 'warn' },
  done: { sign: '✓ ', word: texts.report.done, kind: 'good' },
  planned: { word: texts.report.wouldChange, kind: 'warn' },
  failed: { sign: '✗ ', word: texts.report.failed, kind: 'bad' },
  blocked: { word: texts.report.blocked, kind: 'warn' },
  cancelled: { word: texts.report.cancelled, kind: 'warn' },
};

export function htmlSteps(steps: readonly StepView[]): Html {
  return html`<ol class="steps">
${steps.map(htmlStep)}</ol>`;
}

function htmlStep(step: StepView): Html {
  const { sign = '', word, kind } = badges[stepState(step)];
  const seconds = stepSeconds(step);
  return html`<li class="card"><div class="head"><h3>${step.title}</h3><span class="badge ${kind}">${sign}${inWords(word)}</span>${
    seconds !== undefined && html`<span class="time">${seconds.toFixed(1)} s</span>`
  }</div>
<ul class="tasks">${step.tasks.map(htmlTask)}</ul></li>
`;
}

function htmlTask(task: TaskView): Html {
  const { finding, error } = task;
  const said = error?.message ?? finding?.summary ?? stateWord(task.state);
  return html`<li>${task.node && html`<strong>${task.node}</strong> `}${said}${remedy(error?.remedy)}${
    finding && htmlFinding(finding)
  }</li>`;
}

function htmlFinding(finding: Finding): Html {
  const problems = finding.problems.filter((problem) => problem.level !== 'ok');
  return html`${finding.diff.length > 0 && html`<pre class="diff">${finding.diff.join('\n')}</pre>`}${problems.map(htmlProblem)}`;
}

function htmlProblem(problem: Problem): Html {
  const kind = problem.level === 'error' ? 'bad' : problem.level === 'warning' ? 'warn' : '';
  return html`<p class="note"><span class="badge ${kind}">${levelWord(problem.level)}</span> ${problem.message}${remedy(
    problem.remedy,
  )}${problem.diagnosis !== undefined && html` ${spoken.report.more} <code>npx overlay-lab explain ${problem.diagnosis}</code>`}</p>`;
}

function remedy(text: string | undefined): Html | undefined {
  return text ? html`<br><span class="note">${spoken.report.whatToDo} ${text}</span>` : undefined;
}
