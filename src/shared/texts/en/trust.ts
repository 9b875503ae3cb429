export const trust = {
  practiceNote: 'a note of the practice lab',
  notAgreed: ({ file }: { file: string }) => `Nothing was done: you did not agree to ${file}.`,
  isChanged: 'now does something other than what was agreed to',
  isNew: 'is new here',
  nobodyToAsk: ({ file, what, does }: { file: string; what: string; does: readonly string[] }) =>
    `${file} ${what}, and there is nobody to ask: it ${does.join(', ')}.`,
  nobodyToAskRemedy: 'Run it in a terminal and answer the question, or read the file and use --trust-lab.',
  wouldSend: ({ file, variable, to }: { file: string; variable: string; to: readonly string[] }) =>
    `${file} would send the value of $${variable} to ${to.join(', ')}.`,
  wouldSendRemedy: `--trust-lab sends only variables that start with OVERLAY_LAB_: use one in passwordEnv, or run it in a terminal and answer the question.`,
  more: ({ count }: { count: number }) => `${count} more`,
  connects: ({ hosts }: { hosts: readonly string[] }) => `connects to ${hosts.join(', ')}`,
  sends: ({ variable, to }: { variable: string; to: readonly string[] }) =>
    `sends the value of $${variable} to ${to.join(', ')}`,
  reads: ({ file }: { file: string }) => `reads ${file}`,
};
