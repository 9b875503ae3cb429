import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

export interface ToolEnd {
  /** 130 and the like when a signal ended it. */
  status: number;
  stdout: string;
  /** Both streams as they came. */
  text: string;
}

/** The environment in which `node` is this very Node and the project's own tools come first. */
export function toolEnv(): NodeJS.ProcessEnv {
  const first = [path.join(root, 'node_modules', '.bin'), path.dirname(process.execPath)];
  return { ...process.env, PATH: [...first, process.env.PATH].join(path.delimiter) };
}

/**
 * Runs a tool of node_modules with this Node: `eslint/bin/eslint.js` and its arguments. Ctrl-C reaches it by itself,
 * other signals are handed on; its end is waited for.
 */
export function runTool([file = '', ...words]: readonly string[], options: ToolOptions = {}): Promise<ToolEnd> {
  return runProgram([process.execPath, path.join(root, 'node_modules', file), ...words], options);
}

/** Milliseconds from a program's end until its last output is taken to have arrived. */
const outputMs = 10_000;

interface ToolOptions {
  /** Also on our own stdout and stderr, as it comes. */
  show?: boolean;
  cwd?: string;
  env?: Record<string, string>;
}

export function runProgram([program = '', ...words]: readonly string[], options: ToolOptions = {}): Promise<ToolEnd> {
  const { show = false, cwd = root, env = {} } = options;
  return new Promise((resolve) => {
    const end: ToolEnd = { status: 1, stdout: '', text: '' };
    const child = spawn(program, words, { cwd, env: { ...toolEnv(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const wait = () => {};
    const handOn = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGINT', wait).on('SIGTERM', handOn).on('SIGHUP', handOn);
    for (const [stream, own] of [[child.stdout, process.stdout] as const, [child.stderr, process.stderr] as const]) {
      stream.setEncoding('utf8').on('data', (part: string) => {
        end.text += part;
        if (stream === child.stdout) end.stdout += part;
        if (show) own.write(part);
      });
    }
    child.on('error', (error) => {
      end.text += `${program} could not be started: ${error.message}\n`;
    });
    const over = (status: number | null, signal: NodeJS.Signals | null) => {
      process.off('SIGINT', wait).off('SIGTERM', handOn).off('SIGHUP', handOn);
      if (signal) end.text += `${program} was killed by ${signal}\n`;
      end.status = signal === 'SIGINT' ? 130 : (status ?? 1);
      resolve(end);
    };
    child.on('close', over);
    // What it left running may hold its output open for ever.
    child.on('exit', (status, signal) => {
      const late = setTimeout(() => {
        end.text += `${program} left a process running that still holds its output\n`;
        child.stdout.destroy();
        child.stderr.destroy();
        over(status, signal);
      }, outputMs);
      child.on('close', () => clearTimeout(late));
    });
  });
}
