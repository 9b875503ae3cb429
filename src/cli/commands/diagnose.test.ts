import { expect, it } from 'vitest';
import type { DiagnosisReport } from '../../shared/diagnosis/report.ts';
import { standIn } from '../fixtures/stand-in.ts';
import { runCli } from '../program.ts';

const report = (causes: DiagnosisReport['causes']): DiagnosisReport => ({
  ...{ lab: 'class-a', at: '2026-01-01T00:00:00Z', causes },
  looked: [{ layer: 'ssh', name: 'SSH', state: 'well', texts: undefined }],
});
const cause: DiagnosisReport['causes'][number] = {
  ...{ row: 17, title: 'VXLAN is dropped', nodes: ['node2'], latent: false, texts: undefined },
  evidence: ['node2: iptables-save: -A INPUT -j DROP \u001b[31m'],
  remedy: { text: 'Open it.', commands: ['iptables -D INPUT 1'], texts: undefined },
};
const asked = async (causes: DiagnosisReport['causes'], ...words: string[]) => {
  const { deps, stdout } = standIn();
  const code = await runCli(['diagnose', ...words], { ...deps, diagnoseLab: async () => report(causes) });
  return { code, text: stdout.text };
};

it('ends with 0 and an empty list where all is well', async () => {
  const { code, text } = await asked([], '--json');
  expect(code).toBe(0);
  expect(JSON.parse(text.trim().split('\n').at(-1) ?? '')).toMatchObject({ type: 'diagnosis', causes: [] });
  expect((await asked([])).text).toContain('Nothing is wrong.\n\nExcluded: SSH.');
});

it('ends with 1 and the causes, cleaned, as the last line of JSON, and for people with evidence and remedy', async () => {
  const { code, text } = await asked([cause], '--json');
  expect(code).toBe(1);
  expect(JSON.parse(text.trim().split('\n').at(-1) ?? '')).toMatchObject({
    type: 'diagnosis',
    causes: [{ row: 17, nodes: ['node2'], evidence: ['node2: iptables-save: -A INPUT -j DROP '] }],
  });
  const told = await asked([cause]);
  expect(told.text).toContain('VXLAN is dropped (on node2)');
  expect(told.text).toContain('      iptables -D INPUT 1\n   In full: npx overlay-lab explain 17');
  expect(told.text).not.toContain('\u001b');
});
