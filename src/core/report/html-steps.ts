import type { Finding, Problem } from '../../shared/run/steps.ts';
import type { StepView, TaskView } from '../../shared/run/view.ts';
import { type Html, html } from './html-escape.ts';
import { type StepState, stateWord, stepSeconds, stepState } from './step-state.ts';

const badges: Record<StepState, { word: string; kind: string }> = {
  waiting: { word: 'not reached', kind: '' },
  running: { word: 'no end known', kind: 'warn' },
  done: { word: '✓ done', kind: 'good' },
  planned: { word: 'would change', kind: 'warn' },
  failed: { word: '✗ failed', kind: 'bad' },
  blocked: { word: 'blocked', kind: 'warn' },
  cancelled: { word: 'cancelled', kind: 'warn' },
};

export function htmlSteps(steps: readonly StepView[]): Html {
  return html`<ol class="steps">
${steps.map(htmlStep)}</ol>`;
}

function htmlStep(step: StepView): Html {
  const { word, kind } = badges[stepState(step)];
  const seconds = stepSeconds(step);
  return html`<li class="card"><div class="head"><h3>${step.title}</h3><span class="badge ${kind}">${word}</span>${
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
  return html`<p class="note"><span class="badge ${kind}">${problem.level}</span> ${problem.message}${remedy(
    problem.remedy,
  )}${problem.diagnosis !== undefined && html` More: <code>npx overlay-lab explain ${problem.diagnosis}</code>`}</p>`;
}

function remedy(text: string | undefined): Html | undefined {
  return text ? html`<br><span class="note">What to do: ${text}</span>` : undefined;
}
