import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { asRoot } from '../../src/core/practice/elevate.ts';
import { practiceProgram } from '../../src/core/practice/run-script.ts';
import type { PracticeLab } from './practice-lab.ts';

const run = promisify(execFile);

/** A shell script in a node, as root, by a way that needs neither its network nor its sshd; throws where it fails. */
export async function inNode({ name }: PracticeLab, node: string, script: string): Promise<string> {
  const [program = '', ...words] = asRoot([practiceProgram, 'exec', name, node, '--', 'sh', '-c', script], true);
  return (await run(program, words)).stdout;
}
